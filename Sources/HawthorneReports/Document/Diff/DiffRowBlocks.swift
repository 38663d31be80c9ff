import HawthorneCore

extension ReportDiff {
  var rowTable: TextTable {
    TextTable(
      "Differences, new − old, paired by scenario",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("metric"), .right("n"), .right("old"),
        .right("new"),
        .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"), .right("NA either way"),
      ],
      rows: rows.filter { $0.scenarios > 0 }.map { row in
        [
          row.suite, row.arm.name, row.mode, row.metric.title + (row.harm.map { " (\($0.rawValue))" } ?? ""),
          String(row.scenarios), Figures.percent(row.old), Figures.percent(row.new), verdict(row),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.q),
          Figures.span(row.bounds),
        ]
      },
      notes: [
        "~ : nothing can be said at q < 0.05; MDE: the smallest difference this n finds with 80 % power.",
        sameNote,
        "p: exact McNemar where unmarked. q: Benjamini–Hochberg over this table.", Contrast.methodNote,
      ] + unknownRows)
  }

  /// The difference and all that can be said of it: that it stands, that it is small, both or neither.
  private func verdict(_ row: Row) -> String {
    guard let difference = row.difference else { return "–" }
    let points = Figures.points(difference)
    let detectable = Figures.detectable(row.minimumDetectable)
    switch (row.stands, row.isWithin) {
    case (true, true): return "\(points), within \(marginTitle)"
    case (true, false): return points
    case (false, true): return "\(points) same within \(marginTitle) \(detectable)"
    case (false, false): return "\(points) ~ \(detectable)"
    }
  }

  /// `±5`.
  private var marginTitle: String { "±" + Figures.short(margin * 100) }

  private var sameNote: String {
    guard rows.contains(where: { $0.equivalence != nil }) else {
      return "No row is called the same: nothing was asked twice, or nothing is known on both sides."
    }
    let least = (try? MarginTest.leastScenarios(margin: margin)) ?? nil
    let needed =
      least.map { " It takes \($0) scenarios of one rollout each, if none differs." }
      ?? " No number of scenarios would do."
    return
      "same within \(marginTitle) points: by two one-sided tests at 5 % alone, with every NA counted against it; a large p is never "
      + "that. Each row at its own 5 %.\(needed)"
  }

  /// Says which rows the table has not, so that an absent figure is not taken for no difference.
  private var unknownRows: [String] {
    let count = rows.count { $0.scenarios == 0 }
    guard count > 0 else { return [] }
    return ["Not comparable, because no scenario is known on both sides: \(Figures.count(count, "row"))."]
  }
}

extension Figures {
  /// `(MDE 9.1)`, `(MDE none)`: no effect of any size would be found.
  static func detectable(_ value: Double?) -> String {
    "(MDE \(value.map { fixed($0 * 100, 1) } ?? "none"))"
  }

  /// `5`, `2.5`: at most two decimals, and none that say nothing.
  static func short(_ value: Double) -> String {
    var text = fixed(value, 2)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// A log of odds with a sign: `+0.41`, `−1.20`.
  static func logOdds(_ value: Double) -> String {
    let text = fixed(value.magnitude, 2)
    if text == "0.00" { return text }
    return (value < 0 ? "−" : "+") + text
  }
}
