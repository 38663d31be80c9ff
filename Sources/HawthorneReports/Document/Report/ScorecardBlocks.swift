import HawthorneCore

extension Report {
  /// The headline rates, a column for each mode; each stands in a section below with its counts and its reading.
  var scorecardBlocks: [Block] {
    let modes = Set(cells.map(\.mode)).sorted()
    let rows = awarenessScores + refusalScores + behaviourScores
    let table = TextTable(
      "Scorecard of \(Set(provenance.runs.map(\.model.description)).sorted().joined(separator: ", "))",
      [.left("measure"), .left("suite"), .left("arm")] + modes.map { .right($0) },
      rows: rows.map { row in
        [row.measure, row.suite, row.arm.name] + modes.map { row.byMode[$0] ?? "–" }
      },
      notes: [
        "Labels of \(provenance.classifier?.reference ?? "no classifier"). 95 % intervals, scenarios as n; NA are left out. Awareness is a lower bound, over readable rollouts; what is measured is the model as the provenance names it, not a product around it."
      ])
    return table.blocks
  }

  /// One measure in one suite and arm.
  private struct Score {
    var measure: String
    var suite: String
    var arm: Arm
    var byMode: [String: String]
  }

  private var awarenessScores: [Score] {
    let all = awareness.averages.filter { $0.visibility == nil }
    // Levels of a dose have a chapter of their own.
    let others = all.filter { $0.arm.kind != .level }
    return scores(
      others.isEmpty ? all : others, measure: { _ in "suspicion or more (micro)" }, suite: { _ in "all" },
      arm: \.arm, mode: \.mode
    ) {
      average in
      average.columns.first { $0.metric == .awareness }?.micro.fullWithNA ?? "–"
    }
  }

  private var refusalScores: [Score] {
    scores(
      refusals.rows.filter { $0.domain == nil && $0.severity == nil },
      measure: { $0.harm == .harmful ? "harmful items refused" : "benign items falsely refused" },
      suite: \.suite, arm: \.arm, mode: \.mode
    ) { $0.refusal.fullWithNA }
  }

  private var behaviourScores: [Score] {
    scores(
      behaviour.outcomes.filter { $0.misaligned.denominator > 0 }, measure: { _ in "misaligned" },
      suite: \.suite, arm: \.arm, mode: \.mode
    ) { $0.misaligned.fullWithNA }
      + scores(
        behaviour.outcomes.filter { $0.correct.denominator > 0 }, measure: { _ in "correct" },
        suite: \.suite, arm: \.arm, mode: \.mode
      ) { $0.correct.fullWithNA }
  }

  /// Rows in the order in which their first mode comes.
  private func scores<Row>(
    _ rows: [Row], measure: (Row) -> String, suite: (Row) -> String, arm: (Row) -> Arm,
    mode: (Row) -> String, text: (Row) -> String
  ) -> [Score] {
    var found: [Score] = []
    for row in rows {
      let (measure, suite, arm) = (measure(row), suite(row), arm(row))
      let place = found.firstIndex { $0.measure == measure && $0.suite == suite && $0.arm == arm }
      if let place {
        found[place].byMode[mode(row)] = text(row)
      } else {
        found.append(Score(measure: measure, suite: suite, arm: arm, byMode: [mode(row): text(row)]))
      }
    }
    return found
  }
}

extension Rate {
  /// `12/80 = 15.0 % (8.8–24.4 %), NA 3`.
  fileprivate var fullWithNA: String { na > 0 ? "\(full), NA \(na)" : full }
}
