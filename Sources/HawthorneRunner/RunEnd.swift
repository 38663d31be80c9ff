public import HawthorneCore

/// How a run came to its end, or to a halt.
public struct RunEnd: Sendable, Hashable {
  public var state: RunState
  public var reason: String?
  public var exitStatus: ExitStatus
  public var progress: RunProgress

  public init(state: RunState, reason: String?, exitStatus: ExitStatus, progress: RunProgress) {
    self.state = state
    self.reason = reason
    self.exitStatus = exitStatus
    self.progress = progress
  }
}
