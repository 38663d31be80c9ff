import HawthorneStore

/// The time and the waiting that a run needs, so that a test can give its own.
public struct RunnerClock: Sendable {
  /// The time of day in milliseconds since 1970.
  public var milliseconds: @Sendable () -> Int64
  /// Waits; throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// A random number from 0 to 1, for jitter.
  public var draw: @Sendable () -> Double

  public init(
    milliseconds: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Duration) async throws -> Void,
    draw: @escaping @Sendable () -> Double
  ) {
    self.milliseconds = milliseconds
    self.sleep = sleep
    self.draw = draw
  }

  /// The machine's clock.
  public static let system = RunnerClock(
    milliseconds: { WallClock.milliseconds }, sleep: { try await Task.sleep(for: $0) },
    draw: { Double.random(in: 0...1) })
}
