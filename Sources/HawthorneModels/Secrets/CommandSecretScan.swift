/// Finds the secrets in a command: values of options, variables, headers and members of queries whose names say so, what
/// stands before the `@` of an address, what follows `Bearer`, and whatever has the form of a known kind of key.
///
/// It works on the text as it was given, so that all but the secrets stays as it was, the words within quotes of `sh -c '…'`
/// among it.
struct CommandSecretScan {
  private let text: [Character]
  private var found: [(range: Range<Int>, value: String)] = []
  private(set) var values: [String: String] = [:]

  /// The quote of the command itself that each character stands within; nil for none.
  private let quotes: [Character?]

  init(_ text: String) {
    self.text = Array(text)
    quotes = Self.quotes(of: self.text)
  }

  /// As `CommandLineWords` reads them.
  private static func quotes(of text: [Character]) -> [Character?] {
    var quotes: [Character?] = []
    var open: Character?
    var isEscaped = false
    for character in text {
      quotes.append(open)
      if isEscaped {
        isEscaped = false
      } else if character == "\\", open != "'" {
        isEscaped = true
      } else if let quote = open {
        if character == quote { open = nil }
      } else if isQuote(character) {
        open = character
      }
    }
    return quotes
  }

  mutating func scrubbed() -> String {
    findNamed()
    findBearers()
    findCredentials()
    findShapes()
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    var variables: [String: String] = [:]
    // Those that stand there already keep their numbers.
    let first = Self.largestNumber(in: String(text))
    var result = ""
    var place = 0
    for (range, value) in found where range.lowerBound >= place {
      let variable: String
      if let known = variables[value] {
        variable = known
      } else {
        variable = ModelSecrets.variable + String(first + variables.count + 1)
        variables[value] = variable
        values[variable] = value
      }
      result += String(text[place..<range.lowerBound]) + "${\(variable)}"
      place = range.upperBound
    }
    result += String(text[place...])
    // The same words somewhere else: long enough not to be a common one.
    for (value, variable) in variables.sorted(by: { $0.key.count > $1.key.count }) where value.count >= 8 {
      result = result.split(separator: value, omittingEmptySubsequences: false).joined(
        separator: "${\(variable)}")
    }
    return result
  }

  private static func largestNumber(in text: String) -> Int {
    var largest = 0
    for part in text.split(separator: "${" + ModelSecrets.variable, omittingEmptySubsequences: false)
      .dropFirst()
    {
      largest = max(largest, Int(part.prefix { $0 != "}" }) ?? 0)
    }
    return min(largest, 999)
  }

  // MARK: Parts

  private func character(_ place: Int) -> Character? { text.indices.contains(place) ? text[place] : nil }

  private static func isQuote(_ character: Character) -> Bool { character == "\"" || character == "'" }

  private static func isOfName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
  }

  /// Where a name may begin: at the beginning, and behind what parts words.
  private func beginsName(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = text[place - 1]
    return before.isWhitespace || Self.isQuote(before) || "?&#;|({,\\=".contains(before)
  }

  /// Takes a value down; it may be none, or a variable's name, which is no secret.
  private mutating func take(_ range: Range<Int>) {
    guard !range.isEmpty, !found.contains(where: { $0.range.overlaps(range) }) else { return }
    let raw = String(text[range])
    // What the command's own words will have; within quotes it stands as it is.
    let value =
      quotes[range.lowerBound] == nil ? CommandLineWords.split(raw)?.joined(separator: " ") ?? raw : raw
    guard !value.isEmpty, value != "[secret]", !Self.isReference(value) else { return }
    found.append((range, value))
  }

  /// `$NAME` or `${NAME}`.
  private static func isReference(_ value: String) -> Bool {
    guard value.hasPrefix("$") else { return false }
    let name = value.dropFirst().filter { $0 != "{" && $0 != "}" }
    return !name.isEmpty
      && name.allSatisfy { $0 == "_" || $0.isASCII && ($0.isNumber || $0.isUppercase) }
  }

  /// The value that begins at a place.
  ///
  /// - Parameter isInQuery: whether `&` and `#` end it.
  private func value(at start: Int, isInQuery: Bool = false) -> Range<Int> {
    guard text.indices.contains(start) else { return start..<start }
    let outer = quotes[start]
    var end = start
    func isEnd(_ character: Character) -> Bool { isInQuery && "&#".contains(character) }
    guard outer != nil else {
      // To the end of the word, its quotes with it.
      while let character = character(end), !isEnd(character),
        !(character.isWhitespace && quotes[end] == nil && !isEscaped(end))
      { end += 1 }
      return start..<end
    }
    // Words within the command's quotes, perhaps quoted themselves.
    if Self.isQuote(text[start]), text[start] != outer {
      let rest = text[(start + 1)...]
      let last = rest.firstIndex { $0 == text[start] || $0 == outer } ?? text.endIndex
      return start + 1..<last
    }
    while let character = character(end), !character.isWhitespace, !Self.isQuote(character), !isEnd(character)
    {
      if character == "\\", let next = self.character(end + 1), Self.isQuote(next) { break }
      end += 1
    }
    while end > start, ";,)}|".contains(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isEscaped(_ place: Int) -> Bool {
    var count = 0
    while place - count > 0, text[place - count - 1] == "\\" { count += 1 }
    return !count.isMultiple(of: 2)
  }

  private mutating func findNamed() {
    var place = 0
    while place < text.endIndex {
      guard beginsName(place), Self.isOfName(text[place]) else {
        place += 1
        continue
      }
      var end = place
      while let character = character(end), Self.isOfName(character) { end += 1 }
      let name = String(text[place..<end])
      let isInQuery = place > 0 && "?&#".contains(text[place - 1])
      if let start = valueStart(behind: end, isOption: name.hasPrefix("-")) {
        var range = value(at: start, isInQuery: isInQuery)
        // The name of a scheme is none: `Authorization: Bearer …`.
        while quotes[start] != nil,
          ["bearer", "basic", "digest", "token"].contains(String(text[range]).lowercased()),
          character(range.upperBound) == " "
        { range = value(at: range.upperBound + 1) }
        if SecretShape.isNamed(name, value: String(text[range])) { take(range) }
      }
      place = max(end, place + 1)
    }
  }

  /// Where the value of a name begins that ends at a place; nil where it has none.
  private func valueStart(behind end: Int, isOption: Bool) -> Int? {
    var place = end
    // `"api_key": "…"`, also with the quotes escaped.
    if character(place) == "\\" { place += 1 }
    if let quote = character(place), Self.isQuote(quote) { place += 1 }
    if let mark = character(place), mark == "=" || mark == ":" {
      place += 1
      if mark == ":" { while character(place) == " " { place += 1 } }
      if character(place) == "\\", let next = character(place + 1), Self.isQuote(next) { place += 2 }
      return place < text.endIndex ? place : nil
    }
    guard isOption, place == end, let space = character(place), space.isWhitespace else { return nil }
    while let character = character(place), character.isWhitespace { place += 1 }
    // Another option: this one is a switch.
    return character(place) == "-" || place >= text.endIndex ? nil : place
  }

  private mutating func findBearers() {
    let words = Array("bearer ")
    guard text.count > words.count else { return }
    for place in 0..<(text.count - words.count)
    where "bB".contains(text[place])
      && zip(words, text[place...]).allSatisfy({ String($0) == $1.lowercased() })
    {
      let range = value(at: place + words.count)
      if range.count >= 8 { take(range) }
    }
  }

  /// `user:password@` of an address.
  private mutating func findCredentials() {
    guard text.count > 3 else { return }
    for place in 0..<(text.count - 3)
    where text[place] == ":" && text[place + 1] == "/" && text[place + 2] == "/" {
      let start = place + 3
      var end = start
      var mark: Int?
      while let character = character(end), !character.isWhitespace, !Self.isQuote(character),
        !"/?#".contains(character)
      {
        if character == "@" { mark = end }
        end += 1
      }
      if let mark { take(start..<mark) }
    }
  }

  private mutating func findShapes() {
    var place = 0
    while place < text.endIndex {
      var end = place
      while let character = character(end), character.isASCII, let byte = character.asciiValue,
        SecretShape.isOfKey(byte)
      { end += 1 }
      if end > place, SecretShape.isKey(String(text[place..<end])) { take(place..<end) }
      place = max(end, place + 1)
    }
  }
}
