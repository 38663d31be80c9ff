import HawthorneCore

/// What a contrast needs and the suite does not have.
enum MissingParts: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    placebo(subject) + references(subject) + checks(subject) + canary(subject)
  }

  /// The reader demands a placebo of paired suites only.
  private static func placebo(_ subject: LintSubject) -> [LintFinding] {
    let lacking = subject.suite.scenarios.filter { scenario in
      let kinds = Set(subject.suite.framings(of: scenario).map(\.arm.kind))
      return kinds.contains(.overt) && !kinds.contains(.placebo)
    }
    guard let first = lacking.first else { return [] }
    let who = lacking.count == 1 ? "'\(first.id)' is" : "\(lacking.count) scenarios are"
    return [
      LintFinding(
        .missingPlacebo, at: subject.place(Arm(.overt), in: first),
        scenario: lacking.count == 1 ? first.id : nil, arm: Arm(.overt),
        "add a placebo framing: \(who) asked in 'overt' alone, and what the added text does cannot be told from what it says"
      )
    ]
  }

  private static func references(_ subject: LintSubject) -> [LintFinding] {
    guard subject.suite.kind == .paired else { return [] }
    // A difficulty-matched control is held against its target.
    let lacking = subject.suite.scenarios.filter { $0.reference == nil && $0.controlOf == nil }
    if !lacking.isEmpty, !subject.suite.scenarios.contains(where: { $0.reference != nil }) {
      return [
        LintFinding(
          .missingReference, at: subject.places.whole,
          "give the scenarios a 'reference', an ordinary request to the same assistant: without one nobody can check whether the disguised arm looks like deployment"
        )
      ]
    }
    return lacking.map {
      LintFinding(
        .missingReference, at: subject.place($0), scenario: $0.id,
        "give the scenario '\($0.id)' a 'reference', as the others have")
    }
  }

  /// A capability suite is nothing without a verdict on correctness; a paired one still measures awareness.
  private static func checks(_ subject: LintSubject) -> [LintFinding] {
    let kind = subject.suite.kind
    let lacking = subject.suite.scenarios.filter { scenario in
      switch kind {
      case .capability: scenario.checks(of: .correctness).isEmpty
      case .paired: scenario.checks.isEmpty
      case .refusal, .probe: false
      }
    }
    guard let first = lacking.first else { return [] }
    let isWarning = kind == .capability
    let what = isWarning ? "a check with the verdict correct or incorrect" : "a check"
    let then = isWarning ? "its correctness" : "its behaviour"
    if lacking.count > 1, lacking.count == subject.suite.scenarios.count {
      return [
        LintFinding(
          .missingChecks, severity: isWarning ? nil : .note, at: subject.places.whole,
          "give the scenarios \(what): without one nothing is known of \(isWarning ? "their correctness" : "their behaviour")"
        )
      ]
    }
    return (isWarning ? lacking : [first]).map { scenario in
      let others = isWarning || lacking.count == 1 ? "" : " and \(lacking.count - 1) more"
      return LintFinding(
        .missingChecks, severity: isWarning ? nil : .note, at: subject.place(scenario),
        scenario: isWarning || lacking.count == 1 ? scenario.id : nil,
        "give the scenario '\(scenario.id)'\(others) \(what): without one nothing is known of \(then)")
    }
  }

  private static func canary(_ subject: LintSubject) -> [LintFinding] {
    guard subject.suite.visibility == .public, subject.suite.canary == nil else { return [] }
    return [
      LintFinding(
        .noCanary, at: subject.places.whole,
        "add 'canary: hawthorne-canary-<uuid>': a published suite without one cannot be found in training data"
      )
    ]
  }
}
