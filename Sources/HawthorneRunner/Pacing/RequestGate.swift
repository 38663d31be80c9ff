import HawthorneModels
import Synchronization

/// Lets requests to one endpoint through: a number at once that adapts, rates a minute, pauses that it asked for.
///
/// First come, first served. A request waits for a free connection, then for the pause and the rates.
final class RequestGate: Sendable {
  /// What a request holds while it is in flight; every pass is given back once.
  struct Pass: Sendable {
    var sentAt: Int64
    var reservedTokens: Double
  }

  /// What became of a request.
  enum Ending: Sendable {
    case answered(tokens: Int?)
    case failed(ModelError)
    /// Broken off before anything was known.
    case dropped
  }

  private struct State {
    var limit: ConnectionLimit
    var inFlight = 0
    var resumesAt: Int64 = 0
    var requests: RateBucket?
    var tokens: RateBucket?
    /// Tokens that a request cost of late; the first guess is a short question and its answer.
    var usualTokens = 1_000.0
    var waiting: [Waiter] = []
    var nextTicket = 0
  }

  private struct Waiter {
    var ticket: Int
    var caller: CheckedContinuation<Bool, Never>
  }

  private let state: Mutex<State>
  private let clock: RunnerClock

  /// - Parameter ceiling: requests in flight at most.
  init(ceiling: Int, rates: RateLimits, clock: RunnerClock) {
    let now = clock.milliseconds()
    self.clock = clock
    state = Mutex(
      State(
        limit: ConnectionLimit(ceiling: ceiling),
        requests: rates.requestsPerMinute.map { RateBucket(perMinute: $0, now: now) },
        tokens: rates.tokensPerMinute.map { RateBucket(perMinute: $0, now: now) }))
  }

  /// Requests that may be in flight now.
  var currentLimit: Int { state.withLock { $0.limit.current } }

  /// Waits until one more request may be sent.
  ///
  /// - Throws: `CancellationError`.
  func enter() async throws -> Pass {
    try await takeConnection()
    do {
      var reserved = 0.0
      let wait = state.withLock { state in
        let now = clock.milliseconds()
        var wait = max(0, state.resumesAt - now)
        if state.requests != nil { wait = max(wait, state.requests?.reserve(1, now: now) ?? 0) }
        if state.tokens != nil {
          reserved = state.usualTokens
          wait = max(wait, state.tokens?.reserve(reserved, now: now) ?? 0)
        }
        return wait
      }
      if wait > 0 { try await clock.sleep(.milliseconds(wait)) }
      // A pause that was asked for while this one waited.
      while let pause = pauseLeft() { try await clock.sleep(.milliseconds(pause)) }
      return Pass(sentAt: clock.milliseconds(), reservedTokens: reserved)
    } catch {
      giveConnectionBack()
      throw error
    }
  }

  /// Gives a pass back and learns from what became of its request.
  func leave(_ pass: Pass, _ ending: Ending) {
    state.withLock { state in
      switch ending {
      case .answered(let tokens):
        state.limit.answered()
        if let tokens {
          state.tokens?.giveBack(pass.reservedTokens - Double(tokens))
          state.usualTokens += (Double(tokens) - state.usualTokens) / 8
        }
      case .failed(let error):
        // A refused request costs no tokens.
        state.tokens?.giveBack(pass.reservedTokens)
        let now = clock.milliseconds()
        if error.kind == .rateLimited || error.kind == .overloaded {
          state.limit.throttled(sentAt: pass.sentAt, now: now)
        }
      case .dropped: state.tokens?.giveBack(pass.reservedTokens)
      }
    }
    giveConnectionBack()
  }

  /// Holds every request back until a moment; an earlier one changes nothing.
  func pause(until moment: Int64) {
    state.withLock { $0.resumesAt = max($0.resumesAt, moment) }
  }

  private func pauseLeft() -> Int64? {
    let left = state.withLock { $0.resumesAt } - clock.milliseconds()
    return left > 0 ? left : nil
  }

  private func takeConnection() async throws {
    let ticket = state.withLock { state -> Int? in
      if state.inFlight < state.limit.current, state.waiting.isEmpty {
        state.inFlight += 1
        return nil
      }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    let got = await withTaskCancellationHandler {
      await withCheckedContinuation { caller in
        let isSettled = state.withLock { state -> Bool? in
          if Task.isCancelled { return false }
          if state.inFlight < state.limit.current, state.waiting.isEmpty {
            state.inFlight += 1
            return true
          }
          state.waiting.append(Waiter(ticket: ticket, caller: caller))
          return nil
        }
        if let isSettled { caller.resume(returning: isSettled) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return state.waiting.remove(at: place)
      }
      waiter?.caller.resume(returning: false)
    }
    if !got { throw CancellationError() }
  }

  /// Frees a connection and hands what is free to those who wait longest.
  private func giveConnectionBack() {
    let next = state.withLock { state in
      state.inFlight -= 1
      let free = max(0, min(state.limit.current - state.inFlight, state.waiting.count))
      let next = Array(state.waiting.prefix(free))
      state.waiting.removeFirst(free)
      state.inFlight += free
      return next
    }
    for waiter in next { waiter.caller.resume(returning: true) }
  }
}
