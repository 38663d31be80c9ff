public import HawthorneCore
public import HawthorneModels
import HawthorneStore
public import HawthorneSuites

/// What is found out before a run is begun: nothing is asked, and nothing stored.
public enum RunCheck {
  /// Refuses a plan whose figures would not mean what they say, whatever the model.
  ///
  /// - Throws: `RunError.identicalRepeats`.
  public static func requireSound(_ plan: Plan) throws(RunError) {
    for (suite, counts) in zip(plan.suites, plan.counts.suites) where counts.scenarios > 0 {
      if counts.epochs > 1, plan.parameters(of: suite).temperature == 0 {
        throw .identicalRepeats(suite: suite.id, epochs: counts.epochs)
      }
    }
  }

  /// Refuses a plan that is not sound, or in which a model would be asked for what it cannot do.
  ///
  /// One request is made for each scenario and mode, not for each rollout, of which there may be millions. A
  /// recording is asked for nothing.
  ///
  /// - Throws: `RunError.identicalRepeats`, `.cannotBeAsked` for the first scenario and mode of the plan's order.
  public static func requireAskable(_ plan: Plan, of adapter: any ModelAdapter) throws(RunError) {
    try requireSound(plan)
    guard adapter.capabilities.replayed == nil else { return }
    for (suite, scenario) in plan.askedScenarios {
      let (messages, tools) = plan.fullestPrompt(of: scenario, in: suite)
      for mode in plan.options.modes {
        let request = ModelRequest(
          messages: messages, tools: tools, mode: mode,
          parameters: plan.parameters(of: suite), images: scenario.imagesByHash)
        guard let need = adapter.unmetNeeds(of: request).first else { continue }
        throw .cannotBeAsked(
          model: adapter.name, scenario: "\(suite.id)/\(scenario.id)", mode: mode.name, need: need)
      }
    }
  }

  /// Refuses to go on with a run whose suites now say something else than when it was begun.
  ///
  /// - Parameter read: the suites as they are now; one that is not among them is not looked at.
  /// - Throws: `RunError.suitesChanged`, `CanonicalJSON.NotFinite`.
  public static func requireUnchanged(_ stored: RunOpening.Stored, _ read: [Suite]) throws {
    var differences: [String] = []
    for suite in stored.suites {
      guard let now = read.first(where: { $0.id == suite.id }), now.hash != suite.hash else { continue }
      differences += try SuiteDifference.lines(suite, now).map { "\(suite.id): \($0)" }
    }
    if !differences.isEmpty {
      throw RunError.suitesChanged(run: stored.record.id, differences: differences)
    }
  }
}
