import HawthorneCore

/// A text in the wrong language makes a language's figures those of another.
enum ScriptMismatch: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    let scenarios = subject.scenarioTexts.flatMap { texts in
      texts.filter { [.request, .followUp, .system, .translation].contains($0.part) }
    }
    return (scenarios + subject.wordingTexts).compactMap { source in
      guard let why = ScriptCounts(source.text).contradiction(with: source.language) else { return nil }
      return LintFinding(
        .scriptMismatch, at: source.location, scenario: source.scenario, arm: source.arm,
        wording: source.wording,
        "write the \(source.name) in its language '\(source.language)', or declare another: \(why)")
    }
  }
}
