import FoundationEssentials
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The two streams: results on stdout, everything else on stderr.
///
/// Written with `write(2)`, unbuffered, so that nothing is lost when the process dies.
enum Console {
  static let stdout: Int32 = 1
  static let stderr: Int32 = 2

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The columns of a terminal; 80 where it does not say.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether colour may be used on a stream: a terminal, no `NO_COLOR`, no `--no-color`, not `TERM=dumb`.
  static func allowsColor(_ descriptor: Int32, disabled: Bool) -> Bool {
    guard !disabled, isTerminal(descriptor) else { return false }
    let environment = ProcessInfo.processInfo.environment
    return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Writes a line to stdout.
  ///
  /// - Throws: `FileError`, so that a closed pipe or a full disk is not taken for success.
  static func result(_ text: String) throws {
    try SystemFile.writeAll(Data((text + "\n").utf8), to: stdout, path: "standard output")
  }

  /// Writes a line to stderr, control sequences stripped.
  static func error(_ text: String) {
    // A stderr that cannot be written has nobody to tell.
    try? SystemFile.writeAll(Data((TerminalText.stripped(text) + "\n").utf8), to: stderr, path: "stderr")
  }
}
