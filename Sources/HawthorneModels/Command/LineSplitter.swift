/// Cuts a stream of bytes into lines, in memory bounded by the longest line allowed.
struct LineSplitter: Sendable {
  enum Line: Sendable, Hashable {
    case bytes([UInt8])
    /// A line over the limit; its bytes are gone.
    case tooLong
  }

  let limit: Int
  private var line: [UInt8] = []
  private var isSkipping = false

  init(limit: Int) { self.limit = limit }

  /// The lines that these bytes complete, blank ones left out.
  mutating func feed(_ bytes: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      append(rest[..<end])
      if let line = take() { lines.append(line) }
      rest = rest[rest.index(after: end)...]
    }
    append(rest)
    return lines
  }

  /// The last line, where it lacks its newline.
  mutating func finish() -> Line? { take() }

  private mutating func append(_ bytes: some Collection<UInt8>) {
    guard !isSkipping else { return }
    if line.count + bytes.count > limit {
      isSkipping = true
      line = []
    } else {
      line += bytes
    }
  }

  private mutating func take() -> Line? {
    defer {
      line = []
      isSkipping = false
    }
    if isSkipping { return .tooLong }
    while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
    return line.isEmpty ? nil : .bytes(line)
  }
}
