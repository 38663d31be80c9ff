import HawthorneCore
public import HawthorneStore

/// Labels stored rollouts with a classifier that has not spoken of them yet.
public struct Relabelling: Sendable {
  /// What came of it.
  public struct Outcome: Sendable, Hashable, Codable {
    /// Rollouts that the run holds.
    public var rollouts = 0
    /// Labels added; the others were there.
    public var added = 0
  }

  private let store: Store
  private let labeller: RolloutLabeller
  /// Rollouts in memory at once, and labels in a transaction.
  private static let batch = 200

  public init(store: Store, labeller: RolloutLabeller) {
    self.store = store
    self.labeller = labeller
  }

  /// Adds the missing labels to every stored rollout of a run; those of other classifiers stay.
  ///
  /// - Throws: `StoreError`; `CancellationError` between two batches, what was added stays.
  public func relabel(run runID: String) throws -> Outcome {
    let scenarios = try StoredScenarios(of: runID, in: store)
    let keys = try store.keysInOrder(of: runID)
    var outcome = Outcome(rollouts: keys.count)
    var labels: [(key: ContentHash, label: Label)] = []
    for (index, key) in keys.enumerated() {
      // A withheld answer has the label it came with.
      if let stored = try store.rollout(of: runID, key: key), stored.rollout.withheld == nil,
        !stored.labels.contains(where: { $0.classifier == labeller.identity })
      {
        labels.append((key, labeller.label(stored.rollout, scenarios.scenario(of: stored.rollout.plan))))
      }
      if labels.count == Self.batch || index == keys.count - 1 {
        try Task.checkCancellation()
        outcome.added += try store.appendLabels(labels, run: runID)
        labels = []
      }
    }
    return outcome
  }
}
