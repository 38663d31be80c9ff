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
  /// A judge begins on a stored run; `planned` and the progress count rollouts to be labelled.
  case judgingStarted(run: String, classifier: String, planned: Int, alreadyDone: Int)
  /// One vote on one question is on the disk; `failure` says why it could not be read, `unsure` that the judge said so.
  case judgeAnswered(key: ContentHash, question: String, vote: Int, answer: String?, failure: String?)
  /// The label is on the disk.
  case rolloutJudged(key: ContentHash, progress: RunProgress)
  case judgingEnded(run: String, classifier: String, isComplete: Bool, reason: String?, progress: RunProgress)

  public static let version = 1
}
