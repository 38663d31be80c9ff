import HawthorneCore

extension Report {
  /// Nothing where one language was asked.
  var languageBlocks: [Block] {
    guard let languages else { return [] }
    let table = TextTable(
      "By language asked",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("language"), .left("items"), .right("scenarios"),
        .right("rollouts"), .right("suspicion+"), .left("NA by cause"), .right("refused"), .right("unread"),
        .right("misaligned"), .right("correct"),
      ],
      rows: languages.map { row in
        let causes = row.naCauses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
          row.suite, row.arm.name, row.mode, row.language, row.harm?.rawValue ?? "all", String(row.scenarios),
          String(row.rollouts), row.awareness.full, causes.isEmpty ? "none" : causes.joined(separator: ", "),
          row.refused.full, String(row.outcomes[Outcome.unread.rawValue] ?? 0), row.misaligned.full,
          row.correct.full,
        ]
      },
      notes: [
        "The languages of a scenario are repeats of one scenario: in every other table n counts it once.",
        "Where no rules read a language, awareness is NA (language) and the outcome is unread; neither is guessed.",
      ])
    return [.heading(level: 2, "Languages")] + table.blocks
  }
}
