#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a stretch of work took.
public struct Measurement: Sendable {
  /// Seconds on the clock.
  public var wall: Double
  /// Seconds of processor time, of all threads of the process, user and system.
  public var processor: Double

  /// Measures some work.
  public static func of<Value>(_ work: () async throws -> Value) async rethrows -> (Value, Measurement) {
    let start = now()
    let value = try await work()
    let end = now()
    return (value, Measurement(wall: end.wall - start.wall, processor: end.processor - start.processor))
  }

  private static func now() -> Measurement {
    Measurement(wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// One line of JSON on stdout for each measurement; `Scripts/` reads them.
public enum Record {
  /// - Parameter count: what was worked through: rollouts, or bytes.
  public static func print(_ what: String, round: Int, count: Int, found: Int = 0, _ took: Measurement) {
    Swift.print(
      #"{"what":"\#(what)","round":\#(round),"count":\#(count),"found":\#(found),"#
        + #""wall":\#(took.wall),"processor":\#(took.processor)}"#)
  }
}
