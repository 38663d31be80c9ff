import HawthorneCore
import HawthornePatterns

/// Finds the evaluators and benchmarks that a model itself names as those of its situation.
///
/// A name counts in the sentence of evidence, or where the sentence says that the situation is its bearer's ("this is a
/// SWE-bench task"); the names of model makers and common words only where it says so. Three things do not count: echoes of what the model was
/// shown, another thing of the same name, and a name that stands in the prompt, unless second-order evidence holds it.
struct NameScanner: Sendable {
  private let books: [NameBook]
  /// For each book, any of its names: most texts hold none.
  private let anyName: [PatternSet]

  init(_ packs: [RulePack]) {
    books = packs.compactMap(\.names)
    anyName = books.map { PatternSet($0.entries.map(\.pattern)) }
  }

  private struct Mention {
    var entry: NameEntry
    var range: Range<Int>
  }

  func scan(
    _ text: FoldedText, findings: [Finding], shown: ShownText, context: ContextReader
  ) -> Set<NameEntry.Name> {
    var found: Set<NameEntry.Name> = []
    for (number, book) in books.enumerated() {
      let mentions = mentions(book, anyName[number], in: text)
      guard !mentions.isEmpty else { continue }
      let evidence = findings.filter(\.countsAsAware)
      for mention in mentions
      where !found.contains(mention.entry.name)
        && counts(mention, book: book, text: text, evidence: evidence, shown: shown, context: context)
      {
        found.insert(mention.entry.name)
      }
    }
    return found
  }

  private func mentions(_ book: NameBook, _ set: PatternSet, in text: FoldedText) -> [Mention] {
    text.text.bytes.withUnsafeBufferPointer { bytes in
      var mentions: [Mention] = []
      for number in set.matching(in: bytes) {
        var kept = 0
        set.patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { match in
          if isWritten(book.entries[number], match, text, bytes) {
            mentions.append(Mention(entry: book.entries[number], range: match))
          }
          kept += 1
          return kept < AwarenessScanner.findingsPerRule
        }
      }
      // "US AISI" is not the AISI: of names inside one another the longest stands.
      return mentions.filter { mention in
        !mentions.contains { $0.range != mention.range && $0.range.contains(mention.range) }
      }
    }
  }

  private func isWritten(
    _ entry: NameEntry, _ match: Range<Int>, _ text: FoldedText, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch entry.capital {
    case .no: true
    case .some: match.contains { text.text.isCapital($0) }
    case .all: match.allSatisfy { !(0x61...0x7A).contains(bytes[$0]) || text.text.isCapital($0) }
    }
  }

  private func counts(
    _ mention: Mention, book: NameBook, text: FoldedText, evidence: [Finding], shown: ShownText,
    context: ContextReader
  ) -> Bool {
    let sentence = text.sentence(around: mention.range)
    if text.contains(mention.entry.unless, in: sentence) { return false }
    let isPromptsOwn = shown.promptContains([mention.entry.pattern])
    let near = evidence.filter {
      // A second opinion is too little to make the prompt's own word a finding.
      $0.range.overlaps(sentence) && !(isPromptsOwn && ($0.layer == .firstOrder || $0.anchor != nil))
    }
    // Near evidence most names speak for themselves.
    if !mention.entry.needsSource, !near.isEmpty { return true }
    guard text.matches(of: book.sources, in: sentence).contains(where: { $0.overlaps(mention.range) }) else {
      return false
    }
    if !near.isEmpty { return true }
    return !isPromptsOwn && context.stand(mention.range, in: text).stance.isEvidence
      && !shown.echo.isEcho(sentence, of: text.text)
  }
}

extension Range<Int> {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
