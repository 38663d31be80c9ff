public import HawthorneCore
public import HawthorneStore

/// Labels stored rollouts anew and holds the labels against those that are stored; writes nothing.
public struct LabelComparison: Sendable {
  /// What came of it.
  public struct Outcome: Sendable, Hashable {
    /// Rollouts with a stored label of the same classifier, text withheld or not labelled apart.
    public var compared = 0
    /// Rollouts that get another label.
    public var differing: [ContentHash] = []
  }

  private let store: Store
  private let labeller: RolloutLabeller

  public init(store: Store, labeller: RolloutLabeller) {
    self.store = store
    self.labeller = labeller
  }

  /// - Throws: `StoreError`; `CancellationError`.
  public func compare(run runID: String) throws -> Outcome {
    let scenarios = try StoredScenarios(of: runID, in: store)
    var outcome = Outcome()
    for key in try store.keysInOrder(of: runID) {
      try Task.checkCancellation()
      guard let stored = try store.rollout(of: runID, key: key), stored.rollout.withheld == nil,
        let old = stored.labels.first(where: { $0.classifier == labeller.identity })
      else { continue }
      outcome.compared += 1
      let new = labeller.label(stored.rollout, scenarios.scenario(of: stored.rollout.plan))
      if new != old { outcome.differing.append(key) }
    }
    return outcome
  }
}
