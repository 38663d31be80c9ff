import HawthorneModels

/// Tells a failure of one item (a rollout, a question to a judge) from one that every item would meet.
///
/// Failures that may be the provider's are held back until another item succeeds (then they count as
/// failed) or too many come in a row (then the run stops, and `resume` asks them again).
struct FailureWatch<Item: Equatable> {
  enum Verdict: Equatable {
    /// Store these: the item, and those held back before it.
    case store([Item])
    case hold
    /// Nothing more can come of this run now.
    case stop
  }

  /// Failures in a row of one kind before any success.
  static var firstInARow: Int { 5 }
  /// Attempts at one item without a connection, before any success.
  static var connectionAttempts: Int { 3 }

  /// Failures in a row of one kind once something has succeeded.
  let laterInARow: Int
  private(set) var hasSucceeded = false
  private(set) var held: [Item] = []
  private var streak: (kind: ModelError.Kind, count: Int)?

  init(maxConnections: Int) { laterInARow = max(Self.firstInARow, maxConnections) }

  mutating func succeeded(_ item: Item) -> Verdict {
    hasSucceeded = true
    streak = nil
    defer { held = [] }
    return .store(held + [item])
  }

  mutating func failed(_ item: Item, _ error: ModelError) -> Verdict {
    if Self.concernsAll(error.kind) { return .stop }
    streak = streak?.kind == error.kind ? (error.kind, (streak?.count ?? 0) + 1) : (error.kind, 1)
    let count = streak?.count ?? 1
    if hasSucceeded, !Self.mayBeAnOutage(error.kind) { return .store([item]) }
    if count >= (hasSucceeded ? laterInARow : Self.firstInARow) { return .stop }
    held.append(item)
    return .hold
  }

  /// What is held back when the plan is at its end: failures like any other.
  mutating func release() -> [Item] {
    defer { held = [] }
    return held
  }

  /// Whether to stop retrying at once: nobody listens, and nobody ever has.
  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool {
    error.kind == .connection && !hasSucceeded && attempt >= Self.connectionAttempts
  }

  /// Kinds that one item is enough to know.
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
