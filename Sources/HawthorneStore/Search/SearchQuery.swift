import FoundationEssentials
public import HawthorneCore

/// What is looked for in texts, written as people write it: words that must all occur in the prompt or all in what the
/// model wrote, `"a phrase"`, `begin*`, `-without`, `this OR that`.
///
/// Case, accents and the forms of a letter make no difference. Chinese, Japanese and Thai are looked for character by
/// character, since their words are not set apart.
public struct SearchQuery: Sendable, Hashable {
  /// As it was written.
  public let text: String
  /// What must occur, in FTS5's language; every word is quoted, so that nothing in it can be an operator or a column of ours.
  let wanted: String
  /// What must not; nil for nothing.
  let unwanted: String?
  /// The words and phrases that must or may occur, as they are to be highlighted.
  public let terms: [String]

  /// - Throws: `SearchQueryError` where nothing is left to look for.
  public init(_ text: String) throws(SearchQueryError) {
    self.text = text
    guard text.utf8.count <= 1000 else { throw .tooLong }
    var alternatives: [[String]] = [[]]
    var without: [String] = []
    var terms: [String] = []
    for part in Self.parts(of: text) {
      if part.isBareOr {
        if alternatives.last?.isEmpty == false { alternatives.append([]) }
        continue
      }
      let words = SearchText.tokens(of: part.text)
      guard !words.isEmpty else { continue }
      let quoted = "\"\(words.joined(separator: " "))\"" + (part.isPrefix ? "*" : "")
      if part.isExcluded {
        without.append(quoted)
      } else {
        alternatives[alternatives.count - 1].append(quoted)
        terms.append(part.text)
      }
    }
    alternatives.removeAll { $0.isEmpty }
    guard !alternatives.isEmpty else { throw without.isEmpty ? .nothing : .onlyExclusions }
    wanted = alternatives.map { "(\($0.joined(separator: " AND ")))" }.joined(separator: " OR ")
    unwanted = without.isEmpty ? nil : without.joined(separator: " OR ")
    self.terms = terms
  }

  private struct Part {
    var text: String
    var isExcluded = false
    var isPrefix = false
    var isBareOr = false
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
        continue
      }
      var part = Part(text: "")
      if first == "-", rest.dropFirst().first.map({ !$0.isWhitespace }) ?? false {
        part.isExcluded = true
        rest.removeFirst()
      }
      if rest.first == "\"" {
        rest.removeFirst()
        let phrase = rest.prefix { $0 != "\"" }
        part.text = String(phrase)
        rest = rest.dropFirst(phrase.count + 1)
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "\"" }
        part.text = String(word)
        part.isBareOr = word == "OR" && !part.isExcluded
        rest = rest.dropFirst(word.count)
      }
      if part.text.hasSuffix("*") {
        part.text.removeLast()
        part.isPrefix = true
      } else if rest.first == "*" {
        rest.removeFirst()
        part.isPrefix = true
      }
      parts.append(part)
    }
    return parts
  }
}

/// Why nothing can be looked for.
public enum SearchQueryError: ExplainedError, Equatable {
  case nothing, onlyExclusions, tooLong

  public var problem: String {
    switch self {
    case .nothing: "There is no word to look for."
    case .onlyExclusions: "A search cannot consist of words to leave out alone."
    case .tooLong: "The search is longer than 1,000 bytes."
    }
  }

  public var fix: String { "Write a word, \"a phrase\", begin*, -without, or this OR that." }
  public var exitStatus: ExitStatus { .usage }
}
