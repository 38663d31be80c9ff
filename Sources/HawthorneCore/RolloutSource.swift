/// Recorded rollouts that can be asked for again: a recording file, a stored run.
public protocol RolloutSource: Sendable {
  var provenance: RecordedProvenance { get }

  /// The recorded rollout of the same suite, scenario, arm, language, mode and epoch with the same prompt hash,
  /// nil if there is none.
  func rollout(for plan: PlannedRollout) -> Rollout?
}

/// Counts while a run goes on, as a stop rule sees them.
public struct RunProgress: Sendable, Hashable, Codable {
  public var planned: Int
  public var done: Int
  public var failed: Int
  public var inFlight: Int
  public var retries: Int

  public init(planned: Int = 0, done: Int = 0, failed: Int = 0, inFlight: Int = 0, retries: Int = 0) {
    self.planned = planned
    self.done = done
    self.failed = failed
    self.inFlight = inFlight
    self.retries = retries
  }
}

/// Decides whether a run should end early; asked after every committed rollout.
public protocol StopRule: Sendable {
  /// How the run should end and why, nil to go on.
  func verdict(on progress: RunProgress) -> (state: RunState, reason: String)?
}
