import HawthorneCore
import HawthorneStatistics

extension ReportDiff {
  var framingBlocks: [Block] {
    let unlike = framing.compactMap(\.disagreement)
    return framingTable.blocks
      + (unlike.isEmpty ? [] : [.alert(title: "Points and log-odds do not say the same", unlike)])
  }

  private var framingTable: TextTable {
    TextTable(
      "Change of the framing effect, overt − placebo",
      [
        .left("suite"), .left("mode"), .left("metric"), .left("arms"), .right("n"), .right("old effect, pp"),
        .right("new effect, pp"), .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"),
        .right("NA either way"), .right("in log-odds"), .right("95 % CI"), .right("p"), .right("q"),
      ],
      rows: framing.map { row in
        [
          row.suite, row.mode, row.title, "\(row.first.name) − \(row.second.name)", String(row.scenarios),
          Figures.points(row.old), Figures.points(row.new), row.verdict,
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""), Figures.p(row.p), Figures.p(row.q),
          Figures.span(row.bounds), Figures.logOdds(row.logOdds.change), row.logOdds.span,
          Figures.p(row.logOdds.p), Figures.p(row.logOdds.q),
        ]
      }, notes: framingNotes)
  }

  private var framingNotes: [String] {
    var notes = [
      "Difference of the two effects over scenarios with all four cells known. In points: sign-flip test; (s): its inversion, "
        + "guarded; (e): too few scenarios differ, exact bounds of how many do.",
      "In log-odds: the log of the ratio of the two odds ratios of mean rates, linearised over scenarios; 0 is no change. "
        + "– : fewer than \(DifferenceInDifferences.leastScenarios) scenarios have the property, or lack it, in one of the four cells, "
        + "and no interval would hold.",
    ]
    let most = framing.reduce(0) { max($0, $1.incomplete) }
    if most > 0 {
      notes.append(
        "Up to \(Figures.count(most, "scenario")) are NA throughout in a cell; the bounds count them.")
    }
    return notes
  }
}

extension ReportDiff.FramingRow {
  fileprivate var title: String { metric.title + (harm.map { " (\($0.rawValue))" } ?? "") }

  fileprivate var verdict: String {
    stands
      ? Figures.points(difference)
      : "\(Figures.points(difference)) ~ \(Figures.detectable(minimumDetectable))"
  }

  /// What the two scales say where it is not the same, and why.
  fileprivate var disagreement: String? {
    let place = "\(suite), \(mode), \(title), \(first.name) − \(second.name)"
    let both = "\(Figures.points(difference)) points, \(Figures.logOdds(logOdds.change)) in log-odds"
    switch scales {
    case .agree, .unknown: return nil
    case .signs: return "\(place): the effect moved \(both), in opposite directions. \(cause)"
    case .significance:
      let stands = (interval?.contains(0) ?? true) ? "log-odds" : "points"
      return "\(place): \(both); only the interval in \(stands) leaves 0 out. \(cause)"
    }
  }

  /// An effect in points has no room near 0 and 1, one in log-odds has.
  private var cause: String {
    let all = [
      ("old \(first.name)", rates.oldFirst), ("old \(second.name)", rates.oldSecond),
      ("new \(first.name)", rates.newFirst), ("new \(second.name)", rates.newSecond),
    ]
    let near = all.filter { $0.1 < 0.1 || $0.1 > 0.9 }
    let named = (near.isEmpty ? all : near).map { "\($0.0) \(Figures.percent($0.1))" }
      .joined(separator: ", ")
    return near.isEmpty
      ? "The rates differ (\(named)), and a point is more log-odds the further a rate is from one half."
      : "Rates are near 0 or 1 (\(named)), where points have little room and log-odds have all of it."
  }
}

extension ReportDiff.FramingRow.LogOdds {
  fileprivate var span: String {
    interval.map { "[\(Figures.logOdds($0.lower)), \(Figures.logOdds($0.upper))]" } ?? "–"
  }
}

extension ReportedInterval {
  fileprivate func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
