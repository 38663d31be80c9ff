import HawthorneCore

extension SameModelSection {
  var blocks: [Block] {
    let heading = Block.heading(level: 2, "One model?")
    var blocks = [heading, .alert(level: .caution, title: title, lines)]
    blocks += table.blocks
    return blocks + powerTable.blocks
  }

  private var title: String {
    switch verdict {
    case .toldApart: "Told apart"
    case .notToldApart: "Not told apart"
    case .cannotTell: "Nothing can be said"
    case .notMade: "Not tested"
    }
  }

  private var lines: [String] {
    let first: String
    switch verdict {
    case .toldApart:
      let found = rows.filter { ($0.adjustedP ?? 1) < 0.05 }.map {
        "\($0.question.title) (p \(Figures.relation($0.adjustedP)))"
      }
      first =
        "The answers differ by more than those of one endpoint asked twice: \(found.joined(separator: ", ")). The model, or "
        + "something that is named above, is not the same."
    case .notToldApart:
      first =
        "No question differs by more than chance makes two sessions with one endpoint differ. That shows no sameness: what "
        + "this design would have missed stands below."
    case .cannotTell:
      first =
        "No prompt could differ in anything: all answers are alike, or nothing is known on both sides."
    case .notMade: first = reason ?? "No test was made."
    }
    return [first] + cautions
  }

  private var table: TextTable {
    TextTable(
      "Two sessions against one endpoint asked twice",
      [
        .left("question"), .right("prompts"), .right("could differ"), .right("old"), .right("new"),
        .right("NA old"), .right("NA new"), .right("p"), .right("p, Holm"), .right("p, one way"),
        .right("p, each its own way"),
      ],
      rows: rows.map { row in
        [
          row.question.title, String(row.prompts), String(row.informative), row.old.title, row.new.title,
          String(row.old.na), String(row.new.na), Figures.p(row.p), Figures.p(row.adjustedP),
          Figures.p(row.pShared), Figures.p(row.pScattered),
        ]
      },
      notes: [
        "A prompt is a scenario in an arm and mode. Permutation test: within each prompt the rollouts of both sessions are handed out "
          + "again, \(draws) times. p is of the smaller of the two beside it, with both looked at. \(multiplicity)",
        "NA are left out, and counted by the last question. Rollouts must be independent, which no figure here can show.",
      ])
  }

  private var powerTable: TextTable {
    let known = rows.compactMap { row in row.power.map { (row: row, power: $0) } }
    let percent = Figures.short((known.first?.power.shift ?? 0) * 100)
    let scattered = Figures.short((known.first?.power.scatteredShift ?? 0) * 100)
    return TextTable(
      "What this test would have found",
      [
        .left("question"), .right("prompts"), .right("rollouts a side"), .right("rate"),
        .right("correlation"),
        .right("all moved \(percent) pp"), .right("found in 80 %, pp"),
        .right("half up, half down \(scattered) pp"), .right("simulations"),
      ],
      rows: known.map { row, power in
        [
          row.question.title,
          power.prompts < row.prompts ? "\(power.prompts) of \(row.prompts)" : String(power.prompts),
          String(power.rollouts), Figures.percent(power.rate), Figures.fixed(power.correlation, 2),
          Figures.percent(power.found, decimals: 0),
          power.detectable.map { Figures.short($0 * 100) }
            ?? "> \(Figures.short((power.steps.last ?? 0) * 100))",
          Figures.percent(power.scatteredFound, decimals: 0), String(power.simulations),
        ]
      },
      notes: [
        "Power of each question alone at 5 % over the number of questions, simulated with the rate and the correlation of both sides "
          + "together; where nothing varies a correlation of 0.5 is assumed. found in 80 %: the smallest move of all prompts among those "
          + "tried.",
        "Where fewer prompts were simulated than there are, the true power is larger. With one rollout a side a move of each prompt "
          + "its own way cannot be seen.",
      ])
  }
}

extension SameModelSection.Count {
  fileprivate var title: String {
    known > 0 ? "\(Figures.percent(Double(yes) / Double(known))) (\(yes)/\(known))" : "–"
  }
}
