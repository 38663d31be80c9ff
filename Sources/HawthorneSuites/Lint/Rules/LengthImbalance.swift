import HawthorneCore

/// Overt wording k stands against placebo wording k: what they add must be of one length.
enum LengthImbalance: LintRule {
  /// The largest relative difference in characters between an overt wording and its placebo partner.
  static let tolerance = 0.10
  /// In characters; a shorter difference is never one.
  static let slack = 2

  static func findings(in subject: LintSubject) -> [LintFinding] {
    var seen: Set<[Framing]> = []
    let languages = FewWordings.languages(asked: subject.suite)
    return subject.suite.scenarios.flatMap { scenario -> [LintFinding] in
      let framings = subject.suite.framings(of: scenario)
      guard let overt = framings.first(where: { $0.arm.kind == .overt }),
        let placebo = framings.first(where: { $0.arm.kind == .placebo }),
        seen.insert([overt, placebo]).inserted
      else { return [] }
      return languages.flatMap { language in
        zip(
          overt.wordings(in: language, of: subject.suite), placebo.wordings(in: language, of: subject.suite)
        )
        .compactMap { finding($0, $1, overt.arm, scenario, subject) }
      }
    }
  }

  private static func finding(
    _ left: Framing.Wording, _ right: Framing.Wording, _ arm: Arm, _ scenario: Scenario,
    _ subject: LintSubject
  ) -> LintFinding? {
    let a = added(left)
    let b = added(right)
    guard abs(a - b) > max(slack, Int(tolerance * Double(max(a, b)))) else { return nil }
    let own = scenario.framings.contains { $0.arm == arm }
    return LintFinding(
      .lengthImbalance, at: subject.place(arm, wording: left.id, in: scenario),
      scenario: own ? scenario.id : nil, arm: arm, wording: left.id,
      "match the length of the overt wording '\(left.id)' (\(a) characters) and its placebo '\(right.id)' (\(b)): length alone would tell the arms apart"
    )
  }

  /// Characters that a wording adds around the scenario's own text.
  private static func added(_ wording: Framing.Wording) -> Int {
    [wording.system, wording.user, wording.followUp].compactMap { $0 }
      .map { Template.substitute($0) { _ in "" }.count }.reduce(0, +)
  }
}
