public import HawthorneClassifiers
public import HawthorneCore

/// What labels rollouts before they are stored: a pure function with a name.
public struct RolloutLabeller: Sendable {
  public let identity: ClassifierIdentity
  let label: @Sendable (Rollout, Scenario) -> Label
  /// Makes ready for many rollouts in some languages.
  let prepare: @Sendable (Set<String>) -> Void

  /// - Parameters:
  ///   - label: must give labels of `identity`.
  ///   - prepare: called before many rollouts are labelled, with their languages.
  public init(
    identity: ClassifierIdentity, label: @escaping @Sendable (Rollout, Scenario) -> Label,
    prepare: @escaping @Sendable (Set<String>) -> Void = { _ in }
  ) {
    self.identity = identity
    self.prepare = prepare
    self.label = label
  }

  public init(_ classifier: TraceClassifier) {
    self.init(identity: classifier.identity) {
      classifier.classify($0, scenario: $1)
    } prepare: {
      classifier.prepare(for: $0)
    }
  }
}
