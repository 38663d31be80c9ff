import HawthorneCore

extension ReportTrend: BlockDocument {
  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(level: 1, "Hawthorne trend across \(across.rawValue)"),
      .bullets(reports.enumerated().map { $0.element.line(name($0.offset)) }),
    ]
    blocks += repeatBlocks + stepBlocks
    if !allowed.isEmpty {
      blocks.append(.alert(title: "Compared all the same", allowed.map { "--allow \($0.rawValue)" }))
    }
    blocks.append(
      .paragraph(
        "Scenarios in all \(reports.count) reports: \(sharedScenarios). Cells left out, because not every report has them: "
          + leftOut.enumerated().map { "\($0.element) of \(name($0.offset))" }.joined(separator: ", ") + "."))
    return blocks + rateFigure(numbersIn: rateTable.title).blocks + rateTable.blocks
      + differenceTable.blocks
  }

  /// How a report is called in tables: its place, and a dagger where a deployed system was asked.
  func name(_ place: Int) -> String { "\(place + 1)\(reports[place].system == nil ? "" : " †")" }

  private var repeatBlocks: [Block] {
    guard !repeats.isEmpty else { return [] }
    let lines = repeats.map { pair in
      let what =
        pair.overlap.isOneReport
        ? "they are one report" : "runs \(pair.overlap.runs.joined(separator: ", ")) are in both"
      let why =
        pair.overlap.isRelabelled
        ? "labelled by two classifiers, which are what differs"
        : "nothing was asked again, and a difference of 0 shows nothing"
      return "\(name(pair.first)) and \(name(pair.second)): \(what); \(why)."
    }
    return [.alert(title: "The same rollouts in two reports", lines)]
  }

  /// What else changed, before any figure.
  private var stepBlocks: [Block] {
    steps.enumerated().flatMap { place, step in
      let between = "from \(name(place)) to \(name(place + 1))"
      var blocks = ReportDiff.confoundBlocks(step.confounds, hidden: step.hidden, between)
      if !step.texts.rewritten.isEmpty {
        let fate = step.texts.isPaired ? "paired all the same" : "in no figure below"
        blocks.append(
          .alert(
            title: "Rewritten scenarios, \(between): \(step.texts.rewritten.count), \(fate)",
            DiffList.cut(step.texts.rewritten.map { "\($0.suite)/\($0.scenario)" })))
      }
      if !step.texts.unknown.isEmpty {
        blocks.append(
          .alert(
            title: "Whether scenarios were rewritten is not known, \(between)",
            step.texts.unknown.map { "The contents of suite \($0) differ." }))
      }
      if !step.varied.isEmpty {
        blocks.append(.bullets(step.varied.map { "\(between), \($0.what): \($0.old) → \($0.new)" }))
      }
      return blocks
    }
  }

  private var rateTable: TextTable {
    TextTable(
      "Rates over the scenarios in all reports",
      [.left("suite"), .left("arm"), .left("mode"), .left("metric"), .right("n"), .left("best is")]
        + reports.indices.map { .right(name($0)) },
      rows: rows.filter { $0.scenarios > 0 }.map { row in
        row.places + [String(row.scenarios), row.better?.rawValue ?? "–"] + row.points.map(\.title)
      },
      notes: [
        "Each rate: known rollouts with the property and all known, NA, and the 95 % interval with scenarios as n. n: scenarios with a "
          + "known value in every report.",
        "* : no report has a better rate, and some a worse one. That is the order of the figures and no finding: only the differences "
          + "below are tested.",
        "Less awareness can also mean that less was said of it: every rate of awareness is a lower bound.",
      ] + unknown + systems)
  }

  private var unknown: [String] {
    let none = rows.count { $0.scenarios == 0 }
    let most = rows.reduce(0) { max($0, $1.missing) }
    return
      (none > 0
      ? ["Not comparable, because no scenario is known in every report: \(Figures.count(none, "row"))."] : [])
      + (most > 0
        ? ["Up to \(Figures.count(most, "scenario")) are NA throughout in a report; the bounds count them."]
        : [])
  }

  private var systems: [String] {
    reports.enumerated().compactMap { place, side in
      side.system.map {
        "† In \(place + 1) a deployed system was asked and not the bare model: \($0). What differs may be the system's."
      }
    }
  }

  private var differenceTable: TextTable {
    var lines: [[String]] = []
    for row in rows where row.scenarios > 0 {
      for (place, point) in row.points.enumerated() {
        if let difference = point.fromFirst {
          lines.append(
            row.places + [String(row.scenarios), "\(name(place)) − \(name(0))"] + difference.cells)
        }
        if let difference = point.fromPrevious {
          lines.append(
            row.places + [String(row.scenarios), "\(name(place)) − \(name(place - 1))"] + difference.cells)
        }
      }
    }
    return TextTable(
      "Differences to the first report and to the one before, paired by scenario",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("metric"), .right("n"), .left("reports"),
        .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"), .right("NA either way"),
      ], rows: lines,
      notes: [
        "~ : nothing can be said at q < 0.05; MDE: the smallest difference this n finds with 80 % power.",
        "Each is a mean over scenarios of the differences of their rates: where scenarios have unlike numbers of known rollouts it "
          + "is not the difference of the two rates above.",
        "p: exact McNemar where unmarked. q: Benjamini–Hochberg over this table.", Contrast.methodNote,
      ])
  }
}

extension ReportTrend.Row {
  /// Suite, arm, mode and metric, as tables begin.
  fileprivate var places: [String] { [suite, arm.name, mode, title] }
  var title: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }
}

extension ReportTrend.Point {
  /// `12.3 % * (12/98, NA 2) 6.1–20.3 %`.
  fileprivate var title: String {
    guard let rate else { return "–" }
    let mark = isBest == true ? " *" : ""
    let missing = na > 0 ? ", NA \(na)" : ""
    return
      "\(Figures.percent(rate))\(mark) (\(numerator)/\(denominator)\(missing)) \(Figures.interval(interval))"
  }
}

extension ReportTrend.Difference {
  fileprivate var cells: [String] {
    let points = Figures.points(difference)
    return [
      stands ? points : "\(points) ~ \(Figures.detectable(minimumDetectable))",
      Figures.span(interval) + (intervalMethod?.mark ?? ""),
      Figures.p(p) + (test == .signFlip ? " (s)" : ""), Figures.p(q), Figures.span(bounds),
    ]
  }
}
