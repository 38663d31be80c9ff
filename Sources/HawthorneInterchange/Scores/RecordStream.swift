import FoundationEssentials
import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The records of a file, one at a time, in memory bounded by the longest one taken: lines, or CSV records with line
/// breaks in quoted fields. A byte order mark is passed over.
struct RecordStream: ~Copyable {
  enum Shape: Sendable, Hashable {
    case lines
    /// One ASCII byte between fields.
    case separated(UInt8)
  }

  struct Record {
    /// Where it begins, from 1.
    var line: Int
    var bytes: Data
    /// Its length, where that is more than is taken; `bytes` is empty then.
    var tooLong: Int?
  }

  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  private let descriptor: Int32
  private let path: String
  private let shape: Shape
  private let limit: Int
  private var hashing = IncrementalHash()
  private var buffer: [UInt8] = []
  private var place = 0
  private var ended = false
  private var line = 1
  private var isFirst = true
  private var skipsLineFeed = false

  /// - Throws: `FileError`.
  init(path: String, shape: Shape, limit: Int) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    self.path = path
    self.shape = shape
    self.limit = limit
  }

  deinit { close(descriptor) }

  /// SHA-256 of the bytes read so far: of the file once `next()` has given nil.
  var hash: ContentHash { hashing.finish() }

  /// The first bytes, before any record is taken.
  ///
  /// - Throws: `FileError`.
  mutating func head() throws(FileError) -> [UInt8] {
    if isFirst, buffer.isEmpty { try fill() }
    return Array(buffer.prefix(4))
  }

  /// The next record that is not blank; nil at the end.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  mutating func next() throws(FileError) -> Record? {
    while let record = try take() {
      let isBlank =
        record.tooLong == nil && record.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      // A tab is a separator of empty fields, and a line of them is a record all the same.
      if !isBlank || (shape != .lines && record.bytes.contains(separator)) { return record }
    }
    return nil
  }

  private var separator: UInt8 { if case .separated(let byte) = shape { byte } else { 0x0A } }

  private mutating func take() throws(FileError) -> Record? {
    let start = line
    var bytes: [UInt8] = []
    var length = 0
    var state = State.fieldStart
    while true {
      if place == buffer.count {
        try fill()
        guard place < buffer.count else { break }
        if isFirst, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        isFirst = false
        continue
      }
      let byte = buffer[place]
      if skipsLineFeed {
        skipsLineFeed = false
        if byte == 0x0A {
          place += 1
          continue
        }
      }
      place += 1
      let isQuoted = shape != .lines && state == .quoted
      if !isQuoted, byte == 0x0A || (byte == 0x0D && shape != .lines) {
        line += 1
        skipsLineFeed = byte == 0x0D
        return Record(line: start, bytes: Data(bytes), tooLong: length > limit ? length : nil)
      }
      if byte == 0x0A { line += 1 }
      length += 1
      if length <= limit { bytes.append(byte) } else if !bytes.isEmpty { bytes = [] }
      guard shape != .lines else { continue }
      switch state {
      case .quoted: if byte == 0x22 { state = .quoteInQuoted }
      case .fieldStart where byte == 0x22, .quoteInQuoted where byte == 0x22: state = .quoted
      case .fieldStart, .plain, .quoteInQuoted: state = byte == separator ? .fieldStart : .plain
      }
    }
    guard length > 0 else { return nil }
    return Record(line: start, bytes: Data(bytes), tooLong: length > limit ? length : nil)
  }

  private mutating func fill() throws(FileError) {
    buffer.removeAll(keepingCapacity: true)
    place = 0
    guard !ended else { return }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, action: .read, code: errno) }
      if count == 0 { ended = true }
      buffer += piece[..<count]
      hashing.update(piece[..<count])
      return
    }
  }
}
