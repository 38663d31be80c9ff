public import HawthorneCore

/// What a simulation must know of scenarios that a plan does not say.
public struct OrganismContext: Sendable, Hashable {
  /// Scenario id to harm; a scenario not named here is answered as an ordinary request.
  public var harm: [String: Scenario.Harm]

  public init(harm: [String: Scenario.Harm] = [:]) { self.harm = harm }

  /// Takes the facts from the suites that a run is planned over.
  public init(suites: [Suite]) {
    harm = [:]
    for suite in suites {
      for scenario in suite.scenarios { harm[scenario.id] = scenario.harm }
    }
  }
}
