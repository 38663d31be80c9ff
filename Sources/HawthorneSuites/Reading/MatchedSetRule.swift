import HawthorneCore

/// A paired suite must be able to answer its question: the primary contrast needs overt and placebo,
/// the secondary needs a disguised arm.
enum MatchedSetRule {
  static func complaints(about suite: Suite, at location: Diagnostic.Location) -> [Diagnostic] {
    suite.scenarios.flatMap { scenario -> [Diagnostic] in
      let framings = suite.framings(of: scenario)
      if framings.isEmpty {
        return [
          Diagnostic(
            id: "suite.no-arms", location: location,
            message: "add framings: the scenario '\(scenario.id)' has no arm to be asked in")
        ]
      }
      guard suite.kind == .paired else { return [] }
      let kinds = Set(framings.map(\.arm.kind))
      let missing = [Arm.Kind.disguised, .overt, .placebo].filter { !kinds.contains($0) }
      guard !missing.isEmpty else { return [] }
      let names = missing.map(\.rawValue).joined(separator: ", ")
      return [
        Diagnostic(
          id: "suite.incomplete-set", location: location,
          message: "add the arms \(names) for the scenario '\(scenario.id)': a matched set needs them")
      ]
    }
  }
}
