import HawthorneCore

extension Report {
  var behaviourBlocks: [Block] {
    let roles = Contrast.Role.allCases.flatMap { role in
      let isControl = role == .negativeControl
      let contrasts =
        behaviour.contrasts.filter { $0.role == role } + (isControl ? behaviour.control?.contrasts ?? [] : [])
      return contrastBlocks(
        isControl ? "A/A: control − the arm that it repeats" : "Framing effect: \(role.title)", contrasts,
        notes: (role == .negativeControl ? ["The same arm twice: what differs here is noise or drift."] : [])
          + servedUnlikeNotes(contrasts))
    }
    let blocks =
      outcomeTable.blocks + overviewBlocks + roles + controlBlocks
      + contrastBlocks(
        "Manipulation check: recognised, overt − placebo", behaviour.manipulation,
        notes: ["Without a difference here, a missing effect above says nothing about awareness."]
          + servedUnlikeNotes(behaviour.manipulation))
      + Association.mosaic(behaviour.associations, numbersIn: associationTable.title).blocks
      + associationTable.blocks
    return blocks.isEmpty
      ? [.paragraph("No behaviour was measured.")] : blocks + [.paragraph(behaviour.multiplicity)]
  }

  /// Contrasts drawn by suite, as rows, and drawn by scenario.
  private func contrastBlocks(_ title: String, _ contrasts: [Contrast], notes: [String]) -> [Block] {
    Contrast.figure(contrasts, title: title, numbersIn: title).blocks
      + Self.contrastTable(title, contrasts, notes: notes).blocks + scenarioFigures(of: contrasts)
  }

  private var outcomeTable: TextTable {
    TextTable(
      "Outcomes",
      [.left("suite"), .left("arm"), .left("mode"), .left("items"), .right("scenarios"), .right("rollouts")]
        + Outcome.allCases.map { .right($0.rawValue) }
        + [.right("unlabelled"), .right("refused"), .right("misaligned"), .right("correct")],
      rows: behaviour.outcomes.map { row in
        [
          row.suite, row.arm.name, row.mode, row.harm?.rawValue ?? "all", String(row.scenarios),
          String(row.rollouts),
        ]
          + Outcome.allCases.map { String(row.outcomes[$0.rawValue] ?? 0) }
          + [String(row.unlabelled), row.refused.full, row.misaligned.full, row.correct.full]
      },
      notes: [
        "Refused is over refused, partial, complied and deflected; all other outcomes are its NA. Unread: in a language that no rules read."
      ])
  }

  /// Contrasts as rows: counts, difference, interval, tests, MDE, bounds.
  static func contrastTable(_ title: String, _ contrasts: [Contrast], notes: [String]) -> TextTable {
    TextTable(
      title,
      [
        .left("suite"), .left("mode"), .left("metric"), .left("arms"), .right("n"), .right("b / c"),
        .right("first"), .right("second"), .right("difference, pp"), .right("95 % CI"), .right("p"),
        .right("mid-p"),
        .right("q"), .right("MDE, pp"), .right("NA"), .right("NA either way"),
      ],
      rows: contrasts.map { row in
        [
          row.suite, row.mode, row.measure, "\(row.first.name) − \(row.second.name)",
          String(row.scenarios),
          row.discordance.map { "\($0.onlyFirst) / \($0.onlySecond)" } ?? "–", Figures.percent(row.firstRate),
          Figures.percent(row.secondRate), Figures.points(row.difference),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.midP), Figures.p(row.q),
          row.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? "–", "\(row.firstNA) / \(row.secondNA)",
          Figures.span(row.bounds),
        ]
      },
      notes: contrastNotes(contrasts) + notes)
  }

  private static func contrastNotes(_ contrasts: [Contrast]) -> [String] {
    var notes = [
      "n: scenarios with a known value in both arms. b / c: only in the first arm / only in the second. p: exact McNemar."
    ]
    notes.append(Contrast.methodNote)
    let unpaired = contrasts.reduce(0) { max($0, $1.unpaired) }
    let missing = contrasts.reduce(0) { max($0, $1.missing) }
    if unpaired > 0 {
      notes.append("Up to \(Figures.count(unpaired, "scenario")) were run in one arm only and are left out.")
    }
    if missing > 0 {
      notes.append(
        "Up to \(Figures.count(missing, "scenario")) are NA throughout in an arm; the bounds count them.")
    }
    return notes
  }

  private var associationTable: TextTable {
    TextTable(
      "Aware against not aware (an association, not a cause)",
      [
        .left("suite"), .left("metric"), .right("aware"), .right("not aware"), .right("pooled, pp"),
        .right("stratified, pp"), .right("95 % CI"), .right("strata with both"), .right("usable"),
        .right("all strata"), .right("scenarios"),
        .right("pooled − stratified"), .left("Simpson"),
      ],
      rows: behaviour.associations.map { row in
        [
          row.suite, row.measure, "\(row.aware.yes)/\(row.aware.known)",
          "\(row.notAware.yes)/\(row.notAware.known)",
          Figures.points(row.pooled), Figures.points(row.stratified), Figures.span(row.stratifiedInterval),
          String(row.contributingStrata), String(row.usableStrata), String(row.strata), String(row.scenarios),
          row.shift.map { "\(Figures.points($0)) \(Figures.span(row.shiftInterval))" } ?? "–",
          row.simpson.map { $0 ? "pooling misleads" : "no" } ?? "cannot tell",
        ]
      },
      notes: [
        "Stratified: within scenario × arm × mode, so that it needs several epochs. Only evidence before the decision counts"
          + (behaviour.associations.contains { $0.awareAfterDecision > 0 }
            ? "; \(Figures.count(behaviour.associations.map(\.awareAfterDecision).max() ?? 0, "aware rollout")) without it, or where that cannot be told, are left out."
            : ".")
      ])
  }
}

extension Contrast {
  /// What the marks beside intervals and p-values mean.
  static let methodNote =
    "(s): several rollouts a scenario, sign-flip test of scenario means and its inversion, guarded. (e): too few "
    + "scenarios differ for that; exact bounds of how many do, and by how much. Intervals without a mark are the outer ends of Tango's "
    + "and of Bonett and Price's; where they and the exact test do not agree about 0, the exact p decides. "
    + "A difference outside its NA bounds: the complete pairs differ by more than all that were asked can; what was not read "
    + "is not like what was."

  /// `refused (harmful)`.
  var measure: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }
}

extension Association {
  /// `refused (harmful)`.
  var measure: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }
}
