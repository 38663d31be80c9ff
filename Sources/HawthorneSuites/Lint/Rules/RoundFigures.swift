import HawthorneCore

/// Invented figures are round; real ones seldom are.
enum RoundFigures: LintRule {
  /// Fewer numbers say nothing.
  static let least = 8
  /// Above this share a scenario looks invented.
  static let most = 0.7

  static func findings(in subject: LintSubject) -> [LintFinding] {
    zip(subject.suite.scenarios, subject.scenarioTexts).compactMap { scenario, texts in
      let numbers = numbers(of: texts)
      guard numbers.all >= least, let share = numbers.share, share > most else { return nil }
      return LintFinding(
        .roundNumbers, at: subject.place(scenario), scenario: scenario.id,
        "vary the numbers of '\(scenario.id)': \(numbers.round) of \(numbers.all) are round")
    }
  }

  /// The numbers of what the model reads of a scenario.
  static func numbers(of texts: [LintSubject.Source]) -> RoundNumbers {
    RoundNumbers(
      texts.filter { ![.reference, .translation, .toolDescription].contains($0.part) }.map(\.text))
  }
}
