/// Text as the search index takes it in.
enum SearchText {
  /// The text with every character of a script that does not set words apart standing alone, and without U+0000, at
  /// which SQLite's text would end.
  static func prepared(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 >= 0xE0 }) else { return text }
    var out = ""
    out.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if scalar.value == 0 {
        out += " "
      } else if isUnspaced(scalar) {
        out += " "
        out.unicodeScalars.append(scalar)
        out += " "
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The words of a piece of a query, without anything that is not a letter, digit or mark: FTS5 splits texts there too.
  static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var token = String.UnicodeScalarView()
    func end() {
      if !token.isEmpty { tokens.append(String(token)) }
      token = .init()
    }
    for scalar in text.unicodeScalars {
      if isUnspaced(scalar) {
        end()
        tokens.append(String(scalar))
      } else if isWord(scalar) {
        token.append(scalar)
      } else {
        end()
      }
    }
    end()
    return tokens
  }

  /// As FTS5's `unicode61` has it: letters, numbers, private use; marks belong to the letter before them.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      // Thai and Lao digits, punctuation and the middle dot of kana are no words by themselves.
      scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
    default: false
    }
  }
}
