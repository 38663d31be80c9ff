/// The folding of `NormalizedText`, a scalar at a time and with the origin of every byte written down: slow, and plain
/// enough to be read.
struct SlowFolding {
  private(set) var bytes: [UInt8] = []
  /// For each byte, the original scalar's range.
  private(set) var origins: [Range<Int>] = []
  private(set) var capitals: [Bool] = []

  private enum Break { case blank, line }
  private var pending: (kind: Break, origin: Range<Int>)?
  private var newlines = 0
  private var atLineStart = true

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var offset = 0
    for (index, scalar) in scalars.enumerated() {
      let place = offset..<offset + UTF8.width(scalar)
      offset = place.upperBound
      take(scalar, place, next: index + 1 < scalars.count ? scalars[index + 1] : nil)
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ place: Range<Int>, next: Unicode.Scalar?) {
    switch scalar {
    case " ", "\t", "\u{0B}", "\u{0C}", "\u{A0}", "\u{1680}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}",
      "\u{3000}":
      blank(place)
    case "\r": if next != "\n" { line(place) }
    case "\n", "\u{85}", "\u{2028}", "\u{2029}": line(place)
    case "*":
      let starts = bytes.isEmpty || pending?.kind == .line || atLineStart
      if starts, next == " " || next == "\t" { put("-", place, false) }
    case "_":
      let before = bytes.last.map { Self.isWord($0) } ?? false
      let after = next.map { $0 != "_" && ($0.value >= 0x80 || Self.isWord(UInt8($0.value))) } ?? false
      if before, after, pending == nil { put("_", place, false) }
    case "`", "\u{2018}"..."\u{201B}", "\u{2032}", "\u{02BC}", "\u{B4}": put("'", place, false)
    case "\u{201C}"..."\u{201F}", "\u{2033}", "\u{AB}", "\u{BB}", "\u{300C}", "\u{300D}":
      put("\"", place, false)
    case "\u{2010}"..."\u{2012}", "\u{2212}", "\u{FE63}", "\u{2022}", "\u{2023}", "\u{25E6}", "\u{2043}",
      "\u{2219}", "\u{25AA}", "\u{25CF}":
      put("-", place, false)
    case "\u{2013}"..."\u{2015}":
      blank(place)
      put("-", place, false)
      blank(place)
    case "\u{2026}": put("...", place, false)
    case "\u{FB00}"..."\u{FB06}":
      put(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar.value - 0xFB00)], place, false)
    case "\u{AD}", "\u{034F}", "\u{061C}", "\u{180E}", "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}",
      "\u{2060}"..."\u{2064}", "\u{2066}"..."\u{206F}", "\u{FE00}"..."\u{FE0F}", "\u{FEFF}",
      "\u{E0000}"..."\u{E007F}", "\u{0}"..."\u{1F}", "\u{7F}":
      break
    default:
      var scalar = scalar
      var capital = false
      if (0xFF01...0xFF5E).contains(scalar.value) {
        scalar = Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
      } else if (0x1D400...0x1D6A3).contains(scalar.value) {
        let letter = (scalar.value - 0x1D400) % 52
        capital = letter < 26
        scalar = Unicode.Scalar(UInt8(0x61 + letter % 26))
      }
      let hasCase =
        scalar.value < 0x590 || (0x10A0...0x10FF).contains(scalar.value)
        || (0x1C80...0x1FFF).contains(scalar.value)
      let lower = hasCase ? scalar.properties.lowercaseMapping : String(scalar)
      put(lower, place, capital || lower != String(scalar))
    }
  }

  private mutating func blank(_ place: Range<Int>) { if pending == nil { pending = (.blank, place) } }

  private mutating func line(_ place: Range<Int>) {
    newlines += 1
    if pending?.kind != .line { pending = (.line, place) }
  }

  private mutating func put(_ text: String, _ place: Range<Int>, _ capital: Bool) {
    for byte in text.utf8 {
      if let pending {
        if !bytes.isEmpty {
          let line = bytes.suffix(40)
          let readsOn =
            line.count == 40 && !line.contains(0x0A) && !".!?:;".utf8.contains(bytes[bytes.count - 1])
          let wrapped = newlines == 1 && !capital && (0x61...0x7A).contains(byte) && readsOn
          let mark: UInt8 = pending.kind == .line && !wrapped ? 0x0A : 0x20
          append(mark, pending.origin, false)
          atLineStart = mark == 0x0A
        }
        self.pending = nil
        newlines = 0
      }
      append(byte, place, capital)
      atLineStart = false
    }
  }

  private mutating func append(_ byte: UInt8, _ place: Range<Int>, _ capital: Bool) {
    bytes.append(byte)
    origins.append(place)
    capitals.append(capital)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte >= 0x80 || (0x30...0x39).contains(byte)
      || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }
}
