/// Han and kana in UTF-8: written without blanks, so that the character is what is counted, not the word.
enum WideLetter {
  enum Kind: Equatable {
    /// Neither of the two.
    case none
    case letter
    /// A mark of Chinese and Japanese writing: it parts words and is none.
    case mark
  }

  /// What begins at an index, and its length in bytes; 1 where it is neither.
  static func kind<Bytes: RandomAccessCollection>(_ bytes: Bytes, at index: Int) -> (kind: Kind, length: Int)
  where Bytes.Element == UInt8, Bytes.Index == Int {
    let first = bytes[index]
    guard first >= 0xE3, first <= 0xF0 else { return (.none, 1) }
    let length = first == 0xF0 ? 4 : 3
    guard index + length <= bytes.endIndex else { return (.none, 1) }
    var scalar = length == 4 ? UInt32(first & 0x07) : UInt32(first & 0x0F)
    for step in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + step] & 0x3F) }
    if isHan(scalar) || isKana(scalar) { return (.letter, length) }
    switch scalar {
    case 0x3000...0x303F, 0x30FB, 0xFE30...0xFE4F, 0xFF61...0xFF65: return (.mark, length)
    default: return (.none, 1)
    }
  }

  static func isHan(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  static func isKana(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,
      0xFF66...0xFF9F:
      true
    default: false
    }
  }
}
