import HawthorneCore

/// What a page is asked, read by type: the path's parameters, the query's items and the fields of a posted form.
///
/// A value that is none of its type, a name that the page does not know and a name that is there twice are errors of the
/// request (400), never guesses.
struct PageParameters {
  private let path: [String: String]
  private let items: [QueryItem]
  private var known: Set<String> = []

  /// - Parameter items: of the query or of the form, in order.
  init(path: [String: String], items: [QueryItem]) {
    self.path = path
    self.items = items
  }

  /// A parameter of the path.
  func inPath(_ name: String) throws(RequestError) -> String {
    guard let value = path[name] else { throw RequestError(.notFound, "The path lacks '\(name)'.") }
    return value
  }

  /// A parameter of the path that is a hash of 64 hexadecimal digits.
  func hashInPath(_ name: String) throws(RequestError) -> ContentHash {
    guard let hash = ContentHash(hex: try inPath(name)) else {
      throw RequestError(.notFound, "A \(name) is 64 hexadecimal digits in lower case.")
    }
    return hash
  }

  /// A text; nil where it is not there or empty (a form sends its empty fields).
  mutating func text(_ name: String, longest: Int = 512) throws(RequestError) -> String? {
    known.insert(name)
    let values = items.filter { $0.name == name }.map(\.value).filter { !$0.isEmpty }
    guard values.count < 2 else { throw RequestError(.badRequest, "'\(name)' is there twice.") }
    guard let value = values.first else { return nil }
    guard value.utf8.count <= longest else {
      throw RequestError(.badRequest, "'\(name)' is longer than \(longest) bytes.")
    }
    return value
  }

  /// All values of a name that may be repeated, empty ones left out.
  mutating func texts(_ name: String, most: Int = 50, longest: Int = 512) throws(RequestError) -> [String] {
    known.insert(name)
    let values = items.filter { $0.name == name }.map(\.value).filter { !$0.isEmpty }
    guard values.count <= most, values.allSatisfy({ $0.utf8.count <= longest }) else {
      throw RequestError(.badRequest, "'\(name)' is there more than \(most) times, or too long.")
    }
    return values
  }

  /// A text without which the page has nothing to show.
  mutating func required(_ name: String, longest: Int = 512) throws(RequestError) -> String {
    guard let text = try text(name, longest: longest) else {
      throw RequestError(.badRequest, "'\(name)' is missing.")
    }
    return text
  }

  /// A whole number within bounds.
  mutating func number(_ name: String, in range: ClosedRange<Int>) throws(RequestError) -> Int? {
    guard let text = try text(name, longest: 20) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw RequestError(
        .badRequest, "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// A word of an enumeration.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, as type: Word.Type = Word.self
  ) throws(RequestError) -> Word? where Word.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw RequestError(.badRequest, "'\(name)' must be one of \(words).")
    }
    return word
  }

  /// `yes` or `no`.
  mutating func yesNo(_ name: String) throws(RequestError) -> Bool? {
    switch try text(name) {
    case nil: nil
    case "yes": true
    case "no": false
    default: throw RequestError(.badRequest, "'\(name)' must be yes or no.")
    }
  }

  /// To be called when all has been read: complains of a name that nobody asked for.
  func finish() throws(RequestError) {
    let ours: Set = [Gatekeeper.tokenName, Gatekeeper.formTokenName]
    guard let stranger = items.first(where: { !known.contains($0.name) && !ours.contains($0.name) }) else {
      return
    }
    let names = known.sorted().joined(separator: ", ")
    throw RequestError(
      .badRequest,
      "This page knows no '\(stranger.name.prefix(64))'"
        + (names.isEmpty ? "; it takes nothing." : "; it takes \(names)."))
  }
}
