/// What a Unicode scalar counts as in the lint's metrics.
enum ScalarClass {
  case space
  case letter
  case digit
  /// Han and kana: written without spaces, so that each counts as a word and about a token.
  case ideograph
  /// A combining mark or joiner: part of the character before it.
  case mark
  /// Neither letter, digit nor white space.
  case special

  @inline(__always)
  static func of(ascii byte: UInt8) -> ScalarClass {
    let folded = byte | 0x20
    if folded >= 0x61, folded <= 0x7A { return .letter }
    if byte >= 0x30, byte <= 0x39 { return .digit }
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return .space }
    return .special
  }

  static func of(value: UInt32) -> ScalarClass {
    switch value {
    case 0xC0...0x24F: return value == 0xD7 || value == 0xF7 ? .special : .letter
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF, 0x3005...0x3007:
      return .ideograph
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return .special }
    let properties = scalar.properties
    if properties.isWhitespace { return .space }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .mark
    case .decimalNumber, .letterNumber, .otherNumber: return .digit
    default: return properties.isAlphabetic ? .letter : .special
    }
  }
}
