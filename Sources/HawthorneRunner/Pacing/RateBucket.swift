/// A rate a minute, kept by reservation: whoever comes is told how long to wait for its share.
///
/// The level may be below zero by what is promised already, so that those who wait come one after another and not
/// all at once. Holds a second's worth (one unit at least): no burst at the start is larger.
struct RateBucket: Sendable {
  let perMinute: Double
  private var level: Double
  private var time: Int64

  init(perMinute: Int, now: Int64) {
    self.perMinute = Double(max(1, perMinute))
    time = now
    level = 0
    level = capacity
  }

  private var capacity: Double { max(1, perMinute / 60) }

  /// Reserves an amount.
  ///
  /// - Returns: milliseconds until it may be used.
  mutating func reserve(_ amount: Double, now: Int64) -> Int64 {
    refill(now)
    // An amount over the capacity is lent: it waits for what was promised before it, and those after it pay.
    let wait = level >= min(amount, capacity) ? 0 : (min(amount, capacity) - level) / perMinute * 60_000
    level -= amount
    return Int64(wait.rounded(.up))
  }

  /// Gives back what was reserved too much; takes what was too little (a negative amount).
  mutating func giveBack(_ amount: Double) { level = min(capacity, level + amount) }

  private mutating func refill(_ now: Int64) {
    // A clock set back must not take anything away.
    level = min(capacity, level + Double(max(0, now - time)) * perMinute / 60_000)
    time = now
  }
}
