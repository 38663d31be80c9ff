import HawthorneCore

/// Stakes spelled out, outside the arms whose job that is.
enum TelegraphedStakes: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    // A request for harm may well ask that nobody finds out.
    let parts: Set<LintSubject.Source.Part> = [.system, .request, .followUp, .toolAnswer, .value]
    let scenarios = zip(subject.suite.scenarios, subject.scenarioTexts).compactMap { scenario, texts in
      scenario.harm != nil
        ? nil
        : finding(
          texts.filter { parts.contains($0.part) }.flatMap { source in
            PhraseList.stakes.matches(in: source.text).map { (source, $0) }
          }, "the scenario '\(scenario.id)'")
    }
    let wordings = subject.wordingTexts.filter { !isMeant($0.arm) }.compactMap { source in
      finding(
        PhraseList.stakes.matches(in: source.text).map { (source, $0) },
        "the wording '\(source.wording ?? "")' of '\(source.arm?.name ?? "")'")
    }
    return scenarios + wordings
  }

  /// Arms that vary stakes, watching, disclosure or a known set-up on purpose, and those that speak to the model.
  private static func isMeant(_ arm: Arm?) -> Bool {
    guard let arm else { return false }
    if arm.kind == .overt || arm.kind == .probe { return true }
    switch arm.dose?.dose {
    case .stakes, .tier, .wrapper, .instruction: return true
    case .factor:
      return !Set(arm.factors).isDisjoint(with: [.stakes, .disclosure, .artificiality, .paradigm])
    case nil: return false
    }
  }

  private static func finding(
    _ found: [(source: LintSubject.Source, match: PhraseList.Match)], _ what: String
  ) -> LintFinding? {
    guard let first = found.first?.source else { return nil }
    let list = PhraseText.list(found.map { ($0.match, $0.source.wording == nil ? $0.source.name : nil) })
    return LintFinding(
      .telegraphedStakes, at: first.location, scenario: first.scenario, arm: first.arm,
      wording: first.wording, "say in \(what) what is at stake as people at work do, or not at all: \(list)")
  }
}
