/// How many requests may be in flight at one endpoint: additive increase, multiplicative decrease.
///
/// Each answer adds `1/limit`, so that a limit's worth of answers adds one; a 429 or an overload halves it. Requests
/// that were sent before the last cut cut nothing: one burst of refusals is one signal. As in TCP's congestion
/// avoidance (Chiu and Jain 1989, *Computer Networks and ISDN Systems* 17, §3), rates of several clients converge.
struct ConnectionLimit: Sendable {
  /// Never exceeded: what the user allows.
  let ceiling: Int
  private var level: Double
  private var lastCut: Int64 = .min

  init(ceiling: Int) {
    self.ceiling = max(1, ceiling)
    level = Double(self.ceiling)
  }

  /// Requests that may be in flight now, from 1 to `ceiling`.
  var current: Int { max(1, Int(level)) }

  mutating func answered() { level = min(Double(ceiling), level + 1 / level) }

  /// - Parameters:
  ///   - sentAt: when the refused request was sent, in milliseconds.
  ///   - now: the time, in milliseconds.
  mutating func throttled(sentAt: Int64, now: Int64) {
    guard sentAt >= lastCut else { return }
    level = max(1, level / 2)
    lastCut = now
  }
}
