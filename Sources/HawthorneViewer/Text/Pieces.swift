/// A long text in pieces, so that a page stays one that a browser can show.
enum Pieces {
  /// Bytes of a text shown where it stands.
  static let first = 64 * 1024
  /// Bytes of a piece on a page of its own.
  static let piece = 256 * 1024

  static func count(_ length: Int) -> Int { max(1, (length + piece - 1) / piece) }

  /// - Parameter number: from 1.
  static func window(_ number: Int, of length: Int) -> Range<Int> {
    let start = min(length, (number - 1) * piece)
    return start..<min(length, start + piece)
  }

  /// `12 bytes`, `1.2 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 10_000 { return "\(bytes) bytes" }
    if bytes < 1_000_000 { return "\(bytes / 1000) kB" }
    return "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}
