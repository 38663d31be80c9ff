public import HawthorneClassifiers
public import HawthorneCore

/// What labels rollouts before they are stored: a pure function with a name.
public struct RolloutLabeller: Sendable {
  public let identity: ClassifierIdentity
  let label: @Sendable (Rollout, Scenario) -> Label

  /// - Parameter label: must give labels of `identity`.
  public init(
    identity: ClassifierIdentity, label: @escaping @Sendable (Rollout, Scenario) -> Label
  ) {
    self.identity = identity
    self.label = label
  }

  public init(_ classifier: TraceClassifier) {
    self.init(identity: classifier.identity) { classifier.classify($0, scenario: $1) }
  }
}
