import Synchronization

/// Cancels operations that take longer than they may: one watch for all of a run's conversations, since a timer for
/// each would cost more than most else of it.
final class DeadlineWatch: Sendable {
  private struct State {
    var nextID = 0
    /// What is under way, by number.
    var underWay: [Int: @Sendable () -> Void] = [:]
    /// Numbers by when they are due, ended ones among them.
    var order: [(id: Int, due: ContinuousClock.Instant)] = []
    var watch: Task<Void, Never>?
  }

  private let limit: Duration
  private let state = Mutex(State())

  init(limit: Duration) { self.limit = limit }

  /// Runs an operation, cancelling it when it takes longer than the limit.
  ///
  /// - Returns: the operation's value, and whether it was cancelled because the time was up.
  func run<Value: Sendable>(
    _ operation: @escaping @Sendable () async -> Value
  ) async -> (value: Value, isLate: Bool) {
    let work = Task { await operation() }
    let id = begin { work.cancel() }
    let value = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    return (value, !end(id))
  }

  /// Ends the watch; to be called when nothing is under way any more.
  func close() {
    state.withLock { state in
      state.watch?.cancel()
      state.watch = nil
    }
  }

  private func begin(_ cancel: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      let id = state.nextID
      state.nextID += 1
      state.underWay[id] = cancel
      // All have one limit, so that they are due in the order in which they began.
      state.order.append((id, ContinuousClock.now + limit))
      if state.watch == nil { state.watch = Task { await watch() } }
      return id
    }
  }

  /// Whether the operation was still under way, and not late.
  private func end(_ id: Int) -> Bool {
    state.withLock { state in
      defer {
        // What has ended is thrown out before it outgrows what has not.
        if state.order.count > 2 * state.underWay.count + 64 {
          state.order.removeAll { state.underWay[$0.id] == nil }
        }
      }
      return state.underWay.removeValue(forKey: id) != nil
    }
  }

  private func watch() async {
    while !Task.isCancelled {
      let next = state.withLock { $0.order.first?.due }
      // With nothing under way the next to begin is due no sooner than after one limit.
      let wait = next ?? ContinuousClock.now + limit
      do { try await Task.sleep(until: wait, clock: .continuous) } catch { return }
      let late = state.withLock { state in
        let now = ContinuousClock.now
        let due = state.order.prefix { $0.due <= now }
        state.order.removeFirst(due.count)
        return due.compactMap { state.underWay.removeValue(forKey: $0.id) }
      }
      for cancel in late { cancel() }
    }
  }
}
