import Synchronization

/// Stops a run from outside: a signal, a user's command.
public final class StopSwitch: Sendable {
  public enum Cause: Sendable, Hashable {
    case interrupted, terminated
  }

  private struct State {
    var cause: Cause?
    var handler: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  public var cause: Cause? { state.withLock { $0.cause } }

  /// Stops the run: nothing is started any more, requests under way are broken off, what is finished is
  /// stored. The first cause stands.
  public func pull(_ cause: Cause) {
    let handler = state.withLock { state in
      if state.cause == nil { state.cause = cause }
      return state.handler
    }
    handler?()
  }

  /// Calls a handler when the switch is pulled, at once if it has been.
  func whenPulled(_ handler: @escaping @Sendable () -> Void) {
    let isPulled = state.withLock { state in
      state.handler = handler
      return state.cause != nil
    }
    if isPulled { handler() }
  }
}
