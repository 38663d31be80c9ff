/// Recorded rollouts that can be asked for again: a recording file, a stored run.
public protocol RolloutSource: Sendable {
  var provenance: RecordedProvenance { get }

  /// The recorded rollout of the same suite, scenario, arm, language, mode and epoch with the same prompt hash,
  /// nil if there is none.
  func rollout(for plan: PlannedRollout) -> Rollout?
}
