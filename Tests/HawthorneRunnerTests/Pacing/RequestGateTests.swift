import HawthorneModels
import Synchronization
import Testing

@testable import HawthorneRunner

struct RequestGateTests {
  private let waits = Waits()

  private var clock: RunnerClock { RunnerClock(waits) }

  @Test func connectionsAreNeverMoreThanTheLimitAndAllComeThrough() async throws {
    let gate = RequestGate(ceiling: 4, rates: RateLimits(), clock: clock)
    let underWay = Counter()
    let through = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard let pass = try? await gate.enter() else { return }
          underWay.add()
          await Task.yield()
          underWay.add(-1)
          gate.leave(pass, .answered(tokens: nil))
          through.add()
        }
      }
    }
    #expect(through.value == 200)
    #expect((1...4).contains(underWay.peak))
  }

  @Test func aThrottledEndpointGetsFewerAtOnce() async throws {
    let gate = RequestGate(ceiling: 8, rates: RateLimits(), clock: clock)
    let pass = try await gate.enter()
    gate.leave(pass, .failed(ModelError(.rateLimited, problem: "Too many.")))
    #expect(gate.currentLimit == 4)
    let second = try await gate.enter()
    waits.add(.milliseconds(1))
    gate.leave(second, .failed(ModelError(.overloaded, problem: "Too many.")))
    #expect(gate.currentLimit == 2)
    let third = try await gate.enter()
    gate.leave(third, .failed(ModelError(.serverError, problem: "Broken.")))
    #expect(gate.currentLimit == 2)
  }

  @Test func whoIsCancelledWhileWaitingTakesNoPlace() async throws {
    let gate = RequestGate(ceiling: 1, rates: RateLimits(), clock: clock)
    let held = try await gate.enter()
    let waiting = Task { try await gate.enter() }
    let after = Task { try await gate.enter() }
    for _ in 0..<50 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    gate.leave(held, .dropped)
    gate.leave(try await after.value, .dropped)
    gate.leave(try await gate.enter(), .dropped)
  }

  @Test func aPauseHoldsEverybody() async throws {
    let gate = RequestGate(ceiling: 3, rates: RateLimits(), clock: clock)
    gate.pause(until: waits.now + 5_000)
    gate.pause(until: waits.now + 2_000)
    let pass = try await gate.enter()
    #expect(waits.list == [.seconds(5)])
    gate.leave(pass, .dropped)
  }

  @Test func ratesAreKept() async throws {
    let gate = RequestGate(ceiling: 3, rates: RateLimits(requestsPerMinute: 60), clock: clock)
    for _ in 0..<4 { gate.leave(try await gate.enter(), .answered(tokens: 10)) }
    #expect(waits.list == [.seconds(1), .seconds(1), .seconds(1)])
  }

  @Test func tokensAreCountedWhenTheyAreKnown() async throws {
    let gate = RequestGate(ceiling: 1, rates: RateLimits(tokensPerMinute: 60_000), clock: clock)
    // A second's worth is a thousand, which is what a request is first taken to cost.
    gate.leave(try await gate.enter(), .answered(tokens: 4_000))
    #expect(waits.list.isEmpty)
    let pass = try await gate.enter()
    // Three thousand too many, and the next one's share.
    #expect((waits.list.first ?? .zero) >= .seconds(4))
    gate.leave(pass, .dropped)
  }
}
