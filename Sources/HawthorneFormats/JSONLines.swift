public import FoundationEssentials

/// One line of a JSON Lines stream: its number from 1, and its bytes or why they were not kept.
public struct NumberedLine: Sendable {
  public enum Content: Sendable {
    case bytes(Data)
    /// The line was longer than the reader's limit and was skipped; its length in bytes.
    case tooLong(Int)
  }

  public var number: Int
  public var content: Content
}

/// Reads lines from a file descriptor, one at a time, in memory bounded by the longest line allowed.
///
/// Blank lines are passed over; the last line may lack its newline; `\r\n` is accepted.
public struct LineReader: ~Copyable {
  private let descriptor: Int32
  private let limit: Int
  private let origin: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0
  private var ended = false
  private var number = 0
  private var skipped = 0

  /// - Parameters:
  ///   - descriptor: an open file descriptor, which the caller closes.
  ///   - origin: what is read, for the error.
  ///   - limit: the longest line kept, in bytes.
  public init(descriptor: Int32, origin: String, limit: Int = 64 << 20) {
    self.descriptor = descriptor
    self.origin = origin
    self.limit = limit
  }

  /// The next line that is not blank, nil at the end.
  ///
  /// - Throws: `FileError` when the descriptor cannot be read.
  public mutating func next() throws(FileError) -> NumberedLine? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        let line = take(upTo: end, next: end + 1)
        if let line { return line }
        continue
      }
      scanned = buffer.count
      if ended {
        guard start < buffer.count || skipped > 0 else { return nil }
        let line = take(upTo: buffer.count, next: buffer.count)
        if let line { return line }
        return nil
      }
      if buffer.count - start > limit {
        skipped += buffer.count - start
        start = buffer.count
      }
      try fill()
    }
  }

  private mutating func take(upTo end: Int, next: Int) -> NumberedLine? {
    number += 1
    defer {
      start = next
      scanned = next
      skipped = 0
    }
    if skipped > 0 || end - start > limit {
      return NumberedLine(number: number, content: .tooLong(skipped + end - start))
    }
    var end = end
    if end > start, buffer[end - 1] == 0x0D { end -= 1 }
    let line = buffer[start..<end]
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    return NumberedLine(number: number, content: .bytes(Data(line)))
  }

  private mutating func fill() throws(FileError) {
    if start > 0 {
      buffer.removeFirst(start)
      scanned -= start
      start = 0
    }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = piece.withUnsafeMutableBytes { SystemFile.read(descriptor, into: $0) }
    guard count >= 0 else { throw FileError(path: origin, action: .read, code: SystemFile.lastError) }
    if count == 0 { ended = true }
    buffer += piece[..<count]
  }
}
