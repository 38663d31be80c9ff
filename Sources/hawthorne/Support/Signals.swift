import Dispatch
import HawthorneCore
import HawthorneRunner

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into a stop that loses nothing; a second one quits at once.
final class Signals {
  private let sources: [any DispatchSourceSignal]

  /// Also ignores SIGPIPE and SIGXFSZ: a closed pipe and a file-size limit are errors of a write, to be told.
  init(stop: StopSwitch, note: @escaping @Sendable (String) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let causes: [(Int32, StopSwitch.Cause, ExitStatus)] = [
      (SIGINT, .interrupted, .interrupted), (SIGTERM, .terminated, .terminated),
    ]
    sources = causes.map { number, cause, status in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.cause != nil { _exit(status.rawValue) }
        note(
          (Console.isTerminal(Console.stderr) ? "\n" : "")
            + "Stopping: what is finished is stored. Once more to quit at once.")
        stop.pull(cause)
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
