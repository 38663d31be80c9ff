import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines of a file in memory that are not blank: `\n` or `\r\n` at the end, a byte order mark at the start passed over.
struct GoldLines {
  struct Line: Sendable {
    /// From 1.
    var number: Int
    var bytes: Data
    /// Longer than is read; `bytes` is empty.
    var tooLong: Int?
  }

  static func split(_ whole: Data, limit: Int) -> [Line] {
    var lines: [Line] = []
    var number = 0
    var start = 0
    let bytes = [UInt8](whole)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    while start < bytes.count {
      let end = newline(in: bytes, from: start) ?? bytes.count
      number += 1
      var last = end
      if last > start, bytes[last - 1] == 0x0D { last -= 1 }
      if last - start > limit {
        lines.append(Line(number: number, bytes: Data(), tooLong: last - start))
      } else if bytes[start..<last].contains(where: { $0 != 0x20 && $0 != 0x09 }) {
        lines.append(Line(number: number, bytes: Data(bytes[start..<last])))
      }
      start = end + 1
    }
    return lines
  }

  private static func newline(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress, let found = memchr(base + start, 0x0A, all.count - start) else {
        return nil
      }
      return UnsafeRawPointer(found) - base
    }
  }
}
