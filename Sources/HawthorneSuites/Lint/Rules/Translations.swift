import HawthorneCore

/// A translation is a text of its own, and every arm that is asked has wordings in its language.
enum Translations: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    framings(subject) + texts(subject)
  }

  /// One finding for each arm and language: the scenarios share the suite's framings.
  private static func framings(_ subject: LintSubject) -> [LintFinding] {
    let suite = subject.suite
    var missing: [String: [Arm: [Scenario]]] = [:]
    for scenario in suite.scenarios {
      let framings = suite.framings(of: scenario)
      for language in scenario.languages {
        for framing in framings where framing.wordings(in: language, of: suite).isEmpty {
          missing[language, default: [:]][framing.arm, default: []].append(scenario)
        }
      }
    }
    return missing.sorted { $0.key < $1.key }.flatMap { language, arms -> [LintFinding] in
      let isSpoken = suite.asksByDefault(language: language)
      let asked = arms.filter { isSpoken && suite.asksByDefault($0.key) }.sorted { $0.key < $1.key }
      let others = arms.filter { !isSpoken || !suite.asksByDefault($0.key) }.keys.sorted()
      let found = asked.compactMap { arm, scenarios -> LintFinding? in
        guard let first = scenarios.first else { return nil }
        return LintFinding(
          .untranslatedFraming, at: subject.place(arm, in: first),
          scenario: scenarios.count == 1 ? first.id : nil, arm: arm,
          "write wordings of '\(arm)' in \(language): \(scenarios.count == 1 ? "the scenario '\(first.id)' is" : "\(scenarios.count) scenarios are") not asked in this arm in \(language)"
        )
      }
      guard !others.isEmpty else { return found }
      return found + [
        LintFinding(
          .untranslatedFraming, severity: .note, at: subject.places.whole,
          "expect no answers in \(language) from the arms \(others.map(\.name).joined(separator: ", ")): they have no wording in it, and are not asked in it by default"
        )
      ]
    }
  }

  private static func texts(_ subject: LintSubject) -> [LintFinding] {
    subject.suite.scenarios.flatMap { scenario in
      scenario.translations.sorted { $0.key < $1.key }.compactMap { language, translation in
        guard translation.turns == scenario.turns else { return nil }
        return LintFinding(
          .untranslatedText, at: subject.place(scenario), scenario: scenario.id,
          "translate the request of '\(scenario.id)' into \(language), or remove the translation: it repeats the original"
        )
      }
    }
  }
}
