/// The words of a text for a bag of words, lower-case, each once.
///
/// A token is a stretch of letters, with apostrophes inside; any number is the token `0`; a Han or kana character
/// makes a token with the next one, as such scripts put no spaces between words.
enum WordTokens {
  static func set(_ text: String) -> Set<String> {
    var tokens: Set<String> = []
    var word = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    func close() {
      while word.last == "'" { word.removeLast() }
      if !word.isEmpty { tokens.insert(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().unicodeScalars {
      let kind: ScalarClass =
        scalar.value < 0x80 ? ScalarClass.of(ascii: UInt8(scalar.value)) : ScalarClass.of(value: scalar.value)
      switch kind {
      case .letter, .mark: word.append(scalar)
      case .digit:
        close()
        tokens.insert("0")
      case .ideograph:
        close()
        if let previous { tokens.insert(String(String.UnicodeScalarView([previous, scalar]))) }
        previous = scalar
        continue
      case .space, .special:
        if scalar == "'" || scalar == "\u{2019}", !word.isEmpty { word.append("'") } else { close() }
      }
      previous = nil
    }
    close()
    return tokens
  }
}
