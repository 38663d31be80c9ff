/// Splits `program and arguments` into words, with quotes as in a shell and nothing else of a shell's.
enum CommandLineWords {
  /// - Returns: nil when a quote is not closed, a backslash ends the text, or there is no word.
  static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var isInWord = false
    var quote: Character?
    var characters = text.makeIterator()
    while let character = characters.next() {
      if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"" {
          guard let next = characters.next() else { return nil }
          if next != "\"", next != "\\" { word.append("\\") }
          word.append(next)
        } else {
          word.append(character)
        }
      } else if character == "'" || character == "\"" {
        quote = character
        isInWord = true
      } else if character == "\\" {
        guard let next = characters.next() else { return nil }
        word.append(next)
        isInWord = true
      } else if character.isWhitespace {
        if isInWord { words.append(word) }
        word = ""
        isInWord = false
      } else {
        word.append(character)
        isInWord = true
      }
    }
    guard quote == nil else { return nil }
    if isInWord { words.append(word) }
    guard let program = words.first, !program.isEmpty, !text.utf8.contains(0) else { return nil }
    return words
  }
}
