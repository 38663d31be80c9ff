import Testing

@testable import HawthorneRunner

struct ConnectionLimitTests {
  @Test func aRefusalHalvesAndALimitsWorthOfAnswersAddsOne() {
    var limit = ConnectionLimit(ceiling: 40)
    #expect(limit.current == 40)
    limit.throttled(sentAt: 0, now: 10)
    #expect(limit.current == 20)
    for _ in 0..<20 { limit.answered() }
    // 20 + 20 steps of a little under 1/20 each.
    #expect(limit.current == 20)
    limit.answered()
    #expect(limit.current == 21)
  }

  @Test func oneBurstIsOneSignal() {
    var limit = ConnectionLimit(ceiling: 64)
    for _ in 0..<30 { limit.throttled(sentAt: 5, now: 10) }
    #expect(limit.current == 32)
    limit.throttled(sentAt: 10, now: 12)
    #expect(limit.current == 16)
  }

  @Test func itStaysBetweenOneAndItsCeiling() {
    var limit = ConnectionLimit(ceiling: 3)
    for time in 0..<20 { limit.throttled(sentAt: Int64(time), now: Int64(time)) }
    #expect(limit.current == 1)
    for _ in 0..<100 { limit.answered() }
    #expect(limit.current == 3)
    #expect(ConnectionLimit(ceiling: 0).current == 1)
  }
}
