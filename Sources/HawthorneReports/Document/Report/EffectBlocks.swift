import HawthorneCore

extension Report {
  /// In how many suites the framing moved anything.
  var overviewBlocks: [Block] {
    guard let overview = behaviour.overview else { return [] }
    let table = TextTable(
      "Suites in which framing moved behaviour",
      [
        .left("suite"), .left("mode"), .right("tests"), .left("moved, q < 0.05"), .left("moved, Holm"),
        .right("MDE of the rest, pp"), .right("without MDE"), .left("not tested because"),
      ],
      rows: overview.modes.flatMap { mode in
        mode.suites.map { suite in
          [
            suite.suite, mode.mode, String(suite.tests),
            suite.tests == 0 ? "–" : suite.moved.isEmpty ? "not shown" : suite.moved.joined(separator: ", "),
            suite.tests == 0
              ? "–" : suite.movedHolm.isEmpty ? "not shown" : suite.movedHolm.joined(separator: ", "),
            suite.detectableText ?? "–", suite.tests == 0 ? "–" : String(suite.withoutDetectable),
            suite.reason ?? "",
          ]
        }
      }, notes: [overview.rule])
    return table.blocks
      + [.bullets(overview.modes.map { ConclusionsAnalysis.moved($0, isAlone: overview.modes.count == 1) })]
  }

  /// What the A/A arm shows, beside its contrasts.
  var controlBlocks: [Block] {
    guard let control = behaviour.control else { return [] }
    let table = TextTable(
      "A/A: scenarios that flip",
      [
        .left("suite"), .left("mode"), .left("metric"), .left("arms"), .right("flips"), .right("NA"),
        .right("would have caught, pp"), .left("effect"),
      ],
      rows: control.flips.map { row in
        let contrast = (behaviour.contrasts + control.contrasts).first {
          $0.role == .negativeControl && $0.suite == row.suite && $0.mode == row.mode && $0.harm == row.harm
            && $0.metric == row.metric && $0.first == row.first && $0.second == row.second
        }
        let effect =
          contrast?.p == nil ? "cannot tell" : (contrast?.q ?? 1) < 0.05 ? "EFFECT" : "not shown"
        return [
          row.suite, row.mode, row.metric.title + (row.harm.map { " (\($0.rawValue))" } ?? ""),
          "\(row.first.name) − \(row.second.name)", row.flips.full, String(row.flips.na),
          contrast?.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? "–", effect,
        ]
      },
      notes: [
        "A scenario flips if its answer differs between the two askings; that of several rollouts is the answer of more than half of them. Would have caught: the MDE of the contrast above. An effect means that something other than framing moves answers.",
        control.multiplicity,
      ])
    let without =
      control.without.isEmpty
      ? []
      : [
        Block.paragraph(
          "No A/A: \(control.without.joined(separator: ", ")). How much asking twice moves there is not known."
        )
      ]
    return table.blocks + without
  }
}

extension SuiteEffects {
  /// `12.3–20.1`; nil where no contrast has one.
  var detectableText: String? {
    guard let lower = detectableLower, let upper = detectableUpper else { return nil }
    let (low, high) = (Figures.fixed(lower * 100, 1), Figures.fixed(upper * 100, 1))
    return low == high ? low : "\(low)–\(high)"
  }
}
