import HawthorneCore

/// A paired suite must be able to answer its question: the primary contrast needs overt and placebo,
/// the secondary needs a disguised arm.
enum MatchedSetRule {
  /// - Parameter location: of the suite's framings, for what they lack for every scenario.
  static func complaints(
    about suite: Suite, placed: [PlacedScenario], at location: Diagnostic.Location
  ) -> [Diagnostic] {
    let lacking = placed.map { lacks($0.scenario, in: suite) }
    guard let first = lacking.first, !lacking.allSatisfy(\.isEmpty) else { return [] }
    // One complaint where it is the suite that lacks the arms, not this or that scenario.
    if placed.count > 1, lacking.allSatisfy({ $0 == first }) {
      return [complaint("the suite's scenarios", placed[0].scenario, first, suite, at: location)]
    }
    return zip(placed, lacking).filter { !$0.1.isEmpty }.map { item, kinds in
      complaint("the scenario '\(item.scenario.id)'", item.scenario, kinds, suite, at: item.location)
    }
  }

  private static func lacks(_ scenario: Scenario, in suite: Suite) -> [Arm.Kind] {
    // An arm without a wording in the scenario's own language is not asked.
    let framings = suite.framings(of: scenario).filter {
      !$0.wordings(in: scenario.language, of: suite).isEmpty
    }
    let kinds = Set(framings.map(\.arm.kind))
    guard suite.kind == .paired else { return kinds.isEmpty ? [.disguised] : [] }
    return [.disguised, .overt, .placebo].filter { !kinds.contains($0) }
  }

  private static func complaint(
    _ whose: String, _ scenario: Scenario, _ kinds: [Arm.Kind], _ suite: Suite,
    at location: Diagnostic.Location
  ) -> Diagnostic {
    guard suite.kind == .paired else {
      return Diagnostic(
        id: "suite.no-arms", location: location,
        message: "add framings: without an arm, \(whose) cannot be asked")
    }
    let names = kinds.map(\.rawValue).joined(separator: ", ")
    let there = Set(suite.framings(of: scenario).map(\.arm.kind))
    if kinds.allSatisfy(there.contains) {
      return Diagnostic(
        id: "suite.incomplete-set", location: location,
        message:
          "add wordings in \(scenario.language) for \(names): a matched set needs them, and \(whose) \(placed(whose))"
      )
    }
    return Diagnostic(
      id: "suite.incomplete-set", location: location,
      message: "add a framing for \(names): a matched set needs it, and \(whose) \(placed(whose))")
  }

  private static func placed(_ whose: String) -> String {
    whose.hasSuffix("s") ? "have none" : "has none"
  }
}
