/// What happens during a run; consoles and logs are recorders of this stream.
///
/// As JSON Lines each is `{"version":1,"kind":…,"payload":{…}}`; readers ignore unknown kinds.
public enum RunEvent: Sendable, Hashable, Codable {
  case runStarted(id: String, planned: Int, alreadyDone: Int)
  /// `aware` is nil for NA.
  case rolloutFinished(
    key: ContentHash, scenario: String, arm: Arm, outcome: Outcome, aware: Bool?, progress: RunProgress)
  case retried(key: ContentHash, attempt: Int, reason: String, waitMilliseconds: Int)
  case runEnded(id: String, state: RunState, reason: String?, progress: RunProgress)

  public static let version = 1
}
