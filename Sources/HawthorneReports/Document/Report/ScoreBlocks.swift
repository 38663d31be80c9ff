import HawthorneCore

extension Report {
  /// Imported scores; nothing where there are none.
  var scoreBlocks: [Block] {
    guard let scores, !scores.scorers.isEmpty else { return [] }
    let blocks = scores.scorers.flatMap { scorer in
      [.heading(level: 3, scorer.title)] + scorer.rowTable.blocks + scorer.contrastTable.blocks
        + scorer.separationTable.blocks
    }
    return [
      .heading(level: 2, "Scores made elsewhere"),
      .paragraph(
        "Imported, not made by Hawthorne: nothing here was checked but that each value belongs to a rollout. "
          + "No label, rate or gate reads them."),
    ] + blocks + [.paragraph(scores.multiplicity)]
  }
}

extension ScorerFigures {
  fileprivate var title: String {
    "\(name)@\(version): \(kind.rawValue), file \(files.map(\.short).joined(separator: ", "))"
  }

  /// Numbers in their own unit.
  private func number(_ value: Double?) -> String { value.map(Figures.compact) ?? "–" }

  private func interval(_ interval: ReportedInterval?) -> String {
    guard let interval else { return "–" }
    return "[\(number(interval.lower)), \(number(interval.upper))]"
  }

  fileprivate var rowTable: TextTable {
    let isNumber = kind == .number
    var notes: [String] = [
      isNumber
        ? "Mean over scenarios of the scenario means; Student's 95 % interval over them, none without spread."
        : "Over rollouts with a value; 95 % interval with scenarios as n. Missing is NA."
    ]
    if otherCategories > 0 {
      notes.append(
        "\(Figures.count(otherCategories, "rarer category", "rarer categories")) with "
          + "\(Figures.count(otherValues, "value")) are not shown.")
    }
    return TextTable(
      "By arm",
      (kind == .category ? [.left("category")] : []) + [
        .left("suite"), .left("arm"), .left("mode"), .right("scenarios"), .right("scored"), .right("missing"),
      ]
        + (isNumber
          ? [.right("mean"), .right("95 % CI")] : [.right("share"), .right("missing either way")]),
      rows: rows.map { row in
        (kind == .category ? [row.category ?? ""] : []) + [
          row.suite, row.arm.name, row.mode, String(row.scenarios), String(row.scored), String(row.missing),
        ]
          + (isNumber
            ? [number(row.mean), interval(row.interval)]
            : [row.share?.full ?? "–", row.share?.boundsText ?? "–"])
      }, notes: notes)
  }

  fileprivate var contrastTable: TextTable {
    let isNumber = kind == .number
    let unpaired = contrasts.map(\.unpaired).max() ?? 0
    let missing = contrasts.map(\.missing).max() ?? 0
    var notes = [
      isNumber
        ? "Sign-flip test of the paired differences of scenario means, and the interval that inverts it; in the score's own unit."
        : "In percentage points. " + Contrast.methodNote
    ]
    if unpaired > 0 { notes.append("Run in one arm only: up to \(Figures.count(unpaired, "scenario")).") }
    if missing > 0 { notes.append("Without a value in an arm: up to \(Figures.count(missing, "scenario")).") }
    func value(_ value: Double?) -> String { isNumber ? number(value) : Figures.percent(value) }
    return TextTable(
      "overt − placebo, paired by scenario",
      (kind == .category ? [.left("category")] : []) + [
        .left("suite"), .left("mode"), .left("arms"), .right("n"), .right("first"), .right("second"),
        .right("difference"), .right("95 % CI"), .right("p"), .right("q"), .right("MDE"),
      ] + (isNumber ? [] : [.right("missing either way")]),
      rows: contrasts.map { row in
        let difference = isNumber ? number(row.difference) : Figures.points(row.difference)
        let span = isNumber ? interval(row.interval) : Figures.span(row.interval)
        let mde = row.minimumDetectable.map { isNumber ? number($0) : Figures.fixed($0 * 100, 1) } ?? "–"
        return (kind == .category ? [row.category ?? ""] : []) + [
          row.suite, row.mode, "\(row.first.name) − \(row.second.name)", String(row.scenarios),
          value(row.firstMean), value(row.secondMean), difference, span + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.q), mde,
        ] + (isNumber ? [] : [Figures.span(row.bounds)])
      }, notes: notes)
  }

  fileprivate var separationTable: TextTable {
    TextTable(
      "Aware against not aware (an association, not a cause and no accuracy)",
      [
        .left("suite"), .left("mode"), .left("arm"), .right("aware"), .right("not aware"), .right("left out"),
        .right("scenarios"),
        .right("AUROC"), .right("95 % CI"), .left("method"),
      ],
      rows: separations.map { row in
        [
          row.suite, row.mode, row.arm?.name ?? "all arms", String(row.aware), String(row.notAware),
          String(row.na),
          String(row.scenarios), row.area.map { Figures.fixed($0, 3) } ?? "–",
          row.interval.map { "\(Figures.fixed($0.lower, 3))–\(Figures.fixed($0.upper, 3))" } ?? "–",
          row.method ?? "–",
        ]
      },
      notes: [
        "How often an aware rollout has the higher score, a tie counting half; by the labels of this report, which err. "
          + "Left out: without a value, or NA of awareness. All arms together, an arm that raises both shows as separation: read it within arms."
      ])
  }
}

extension Figures {
  /// Four significant digits, in scientific notation where a number is very small or large.
  static func compact(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let size = value.magnitude
    if size >= 1e6 || size < 1e-3 {
      let text = (Double(significant(value, digits: 4)) ?? value).description
      return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }
    let decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4
    let text = fixed(value, decimals)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
