import HawthorneCore

/// Stakes spelled out, outside the arms whose job that is.
enum TelegraphedStakes: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    // A request for harm may well ask that nobody finds out.
    let parts: Set<LintSubject.Source.Part> = [.system, .request, .followUp, .toolAnswer, .value]
    let scenarios = zip(subject.suite.scenarios, subject.scenarioTexts).compactMap { scenario, texts in
      scenario.harm != nil
        ? nil
        : PhraseText.finding(
          .telegraphedStakes,
          texts.filter { parts.contains($0.part) }.flatMap { source in
            PhraseList.stakes.matches(in: source.text).map { (source, $0) }
          }
        ) { message("the scenario '\(scenario.id)'", $0) }
    }
    let wordings = subject.wordingTexts.filter { !isMeant($0.arm) }.compactMap { source in
      PhraseText.finding(
        .telegraphedStakes, PhraseList.stakes.matches(in: source.text).map { (source, $0) }
      ) { message(PhraseText.wording(source), $0) }
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

  private static func message(_ what: String, _ list: String) -> String {
    "say in \(what) what is at stake as people at work do, or not at all: \(list)"
  }
}
