import Synchronization

/// Holds back every request while the provider has asked for a pause.
final class Pacer: Sendable {
  private let time = Mutex<Int64>(0)

  /// When requests may go out again, in milliseconds since 1970.
  func resumesAt() -> Int64 { time.withLock { $0 } }

  /// Lengthens the pause; a shorter one changes nothing.
  func pause(until moment: Int64) {
    time.withLock { $0 = max($0, moment) }
  }
}
