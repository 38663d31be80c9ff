/// Text made safe for a terminal.
public enum TerminalText {
  /// Removes control characters, escape sequences' introducers and bidirectional overrides; keeps newlines
  /// and tabs.
  ///
  /// Model output and file names are hostile: an escape sequence can rewrite what was printed before it.
  public static func stripped(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isSafe(scalar) { kept.append(scalar) }
    return String(kept)
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0x00..<0x20, 0x7F..<0xA0: false
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
