import Testing

@testable import HawthorneRunner

struct RateBucketTests {
  @Test func whoComesWaitsInTurn() {
    // Sixty a minute: one a second, and one at once.
    var bucket = RateBucket(perMinute: 60, now: 0)
    #expect((0..<4).map { _ in bucket.reserve(1, now: 0) } == [0, 1_000, 2_000, 3_000])
    #expect(bucket.reserve(1, now: 10_000) == 0)
  }

  @Test func noMinuteHoldsMoreThanTheRateAndASecond() {
    var bucket = RateBucket(perMinute: 120, now: 0)
    let sent = (0..<500).map { _ in bucket.reserve(1, now: 0) }
    for start in stride(from: Int64(0), to: 180_000, by: 500) {
      #expect(sent.count { (start..<start + 60_000).contains($0) } <= 122)
    }
    #expect(sent.last ?? 0 > 240_000)
  }

  @Test func whatWasReservedTooMuchComesBack() {
    var bucket = RateBucket(perMinute: 6_000, now: 0)
    #expect(bucket.reserve(100, now: 0) == 0)
    bucket.giveBack(50)
    #expect(bucket.reserve(50, now: 0) == 0)
    // Ten thousand more than was thought: a hundred seconds' worth.
    bucket.giveBack(-10_000)
    #expect(bucket.reserve(1, now: 0) == 100_010)
  }

  @Test func anAmountOverTheRateIsLent() {
    var bucket = RateBucket(perMinute: 60, now: 0)
    #expect(bucket.reserve(500, now: 0) == 0)
    #expect(bucket.reserve(1, now: 0) - 500_000 <= 1)
  }

  @Test func aClockSetBackTakesNothingAway() {
    var bucket = RateBucket(perMinute: 60, now: 100_000)
    #expect(bucket.reserve(1, now: 50_000) == 0)
    #expect(bucket.reserve(1, now: 51_000) == 0)
  }
}
