import HawthorneCore

/// A framing must not be one sentence: with few wordings its effect is that of its phrasing.
enum FewWordings: LintRule {
  /// The fewest wordings of a framing in a language.
  static let least = 5

  static func findings(in subject: LintSubject) -> [LintFinding] {
    let suite = subject.suite
    guard suite.kind != .capability else { return [] }
    let languages = languages(asked: suite)
    let own = suite.framings.flatMap { framing in
      findings(framing, languages: languages, subject, scenario: nil)
    }
    return own
      + suite.scenarios.flatMap { scenario in
        scenario.framings.flatMap {
          findings($0, languages: [scenario.language], subject, scenario: scenario)
        }
      }
  }

  /// The languages that some scenario is written in or translated to, the suite's first.
  static func languages(asked suite: Suite) -> [String] {
    let all = Set(suite.scenarios.flatMap(\.languages))
    return [suite.language].filter(all.contains) + all.subtracting([suite.language]).sorted()
  }

  private static func findings(
    _ framing: Framing, languages: [String], _ subject: LintSubject, scenario: Scenario?
  ) -> [LintFinding] {
    // The control repeats another arm's wordings; a framing without words has no phrasing to vary.
    guard framing.arm.kind != .control else { return [] }
    return languages.compactMap { language in
      let wordings = framing.wordings(in: language, of: subject.suite)
      let count = wordings.count
      guard count < least, !wordings.allSatisfy(\.hasNoWords) else { return nil }
      let suite = subject.suite
      // A translation is a check on the side; the suite's own language is what its figures are about.
      let isSide = language != suite.language && !suite.asksByDefault(language: language)
      return LintFinding(
        .fewWordings, severity: isSide ? .note : nil, at: subject.place(framing.arm, in: scenario),
        scenario: scenario?.id,
        arm: framing.arm,
        "write at least \(least) wordings of '\(framing.arm)'\(language == suite.language ? "" : " in \(language)"): with \(count), the framing and its phrasing cannot be told apart"
      )
    }
  }
}
