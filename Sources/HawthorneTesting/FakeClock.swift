import Synchronization

/// A clock that stands still until it is told to move: waits without waiting.
public final class FakeClock: Clock {
  public struct Instant: InstantProtocol, Sendable {
    /// Time since the clock was made.
    public var offset: Duration

    public init(offset: Duration) { self.offset = offset }
    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    public func duration(to other: Instant) -> Duration { other.offset - offset }
    public static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
  }

  private struct Sleeper {
    var deadline: Instant
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var nextID = 0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var requested: [Duration] = []
  }

  private let state = Mutex(State())
  private let isAutomatic: Bool

  /// - Parameter isAutomatic: whether every sleep moves the clock to its deadline and returns at once.
  public init(isAutomatic: Bool = false) { self.isAutomatic = isAutomatic }

  public var now: Instant { state.withLock { $0.now } }
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// How many tasks sleep now.
  public var sleeping: Int { state.withLock { $0.sleepers.count } }
  /// The length of every sleep asked for, in order.
  public var requestedSleeps: [Duration] { state.withLock { $0.requested } }

  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    try Task.checkCancellation()
    let id = state.withLock { state in
      state.requested.append(state.now.duration(to: deadline))
      state.nextID += 1
      return state.nextID
    }
    if isAutomatic {
      state.withLock { $0.now = max($0.now, deadline) }
      return
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        enum Verdict { case over, cancelled, waits }
        let verdict: Verdict = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .cancelled }
          if state.now >= deadline { return .over }
          state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
          return .waits
        }
        switch verdict {
        case .over: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .waits: break
        }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        if let sleeper = state.sleepers.removeValue(forKey: id) { return sleeper }
        state.cancelled.insert(id)
        return nil
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock and wakes whoever has slept long enough, the earliest first.
  public func advance(by duration: Duration) {
    let due = state.withLock { state -> [Sleeper] in
      state.now = state.now.advanced(by: duration)
      let ids = state.sleepers.filter { $0.value.deadline <= state.now }.map(\.key)
      return ids.compactMap { state.sleepers.removeValue(forKey: $0) }.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }
}
