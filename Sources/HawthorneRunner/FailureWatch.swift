import HawthorneModels
import HawthorneStore

/// Tells a failure of one rollout from one that every rollout would meet.
///
/// Failures that may be the provider's are held back until another rollout succeeds (then they count as
/// rollouts that failed) or too many come in a row (then the run stops, and `resume` asks them again).
struct FailureWatch {
  enum Verdict: Equatable {
    /// Store these: the rollout, and those held back before it.
    case store([LabelledRollout])
    case hold
    /// Nothing more can come of this run now.
    case stop
  }

  /// Failures in a row of one kind before any success.
  static let firstInARow = 5
  /// Attempts at one rollout without a connection, before any success.
  static let connectionAttempts = 3

  /// Failures in a row of one kind once something has succeeded.
  let laterInARow: Int
  private(set) var hasSucceeded = false
  private(set) var held: [LabelledRollout] = []
  private var streak: (kind: ModelError.Kind, count: Int)?

  init(maxConnections: Int) { laterInARow = max(Self.firstInARow, maxConnections) }

  mutating func succeeded(_ rollout: LabelledRollout) -> Verdict {
    hasSucceeded = true
    streak = nil
    defer { held = [] }
    return .store(held + [rollout])
  }

  mutating func failed(_ rollout: LabelledRollout, _ error: ModelError) -> Verdict {
    if Self.concernsAll(error.kind) { return .stop }
    streak = streak?.kind == error.kind ? (error.kind, (streak?.count ?? 0) + 1) : (error.kind, 1)
    let count = streak?.count ?? 1
    if hasSucceeded, !Self.mayBeAnOutage(error.kind) { return .store([rollout]) }
    if count >= (hasSucceeded ? laterInARow : Self.firstInARow) { return .stop }
    held.append(rollout)
    return .hold
  }

  /// What is held back when the plan is at its end: failures like any other.
  mutating func release() -> [LabelledRollout] {
    defer { held = [] }
    return held
  }

  /// Whether to stop retrying at once: nobody listens, and nobody ever has.
  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool {
    error.kind == .connection && !hasSucceeded && attempt >= Self.connectionAttempts
  }

  /// Kinds that one rollout is enough to know.
  private static func concernsAll(_ kind: ModelError.Kind) -> Bool {
    switch kind {
    case .missingKey, .badAddress, .unknownProvider, .badModelName, .http401, .unreadableRecording: true
    default: false
    }
  }

  /// Kinds that have nothing to do with what was asked.
  private static func mayBeAnOutage(_ kind: ModelError.Kind) -> Bool {
    switch kind {
    case .connection, .timeout, .tls, .http402, .http403, .http404, .quota, .rateLimited, .overloaded,
      .serverError, .childDied, .redirect:
      true
    default: false
    }
  }
}
