/// Decides whether a run should end early; asked after every committed rollout.
public protocol StopRule: Sendable {
  /// How the run should end and why, nil to go on.
  func verdict(on progress: RunProgress) -> (state: RunState, reason: String)?
}
