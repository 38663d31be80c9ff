import HawthorneCore
import HawthornePatterns

/// Puts a pack's second opinion to the sentences of a text.
struct SentenceScorer {
  let opinion: SecondOpinion
  /// Stands in every sentence that holds a word of a cue class, so that the others need not be read word by word.
  private let cue: Pattern?

  init(opinion: SecondOpinion) {
    self.opinion = opinion
    let words = opinion.lexicon.words.indices.filter { opinion.cues & 1 << UInt64($0) != 0 }
      .flatMap { opinion.lexicon.words[$0] }
    // Without a pattern every sentence is read.
    cue = words.isEmpty ? nil : try? Pattern(words.map(Self.pattern).joined(separator: "|"))
  }

  private static func pattern(of word: String) -> String {
    let isStem = word.hasSuffix("*") && word.count > 1
    let letters = isStem ? word.dropLast() : word[...]
    func isWord(_ character: Character?) -> Bool {
      character.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
    }
    let quoted = letters.map { $0.isASCII && !isWord($0) ? "\\\($0)" : String($0) }.joined()
    return (isWord(letters.first) ? "\\b" : "") + quoted + (!isStem && isWord(letters.last) ? "\\b" : "")
  }

  /// A sentence that one of the heads says yes to.
  struct Verdict {
    var isAware: Bool
    var sentence: Range<Int>
    /// The word that stance and guards are read off: of a cue class, and the one that weighed most.
    var word: Range<Int>
    var marker: String?
    /// The words and classes that weighed most for it, strongest first; only when asked for.
    var carriedBy: [String]
  }

  private struct Token {
    var range: Range<Int>
    var hash: UInt64
    var classes: UInt64
  }

  /// Verdicts in the order of the text.
  func verdicts(on text: FoldedText, explaining: Bool) -> [Verdict] {
    text.text.bytes.withUnsafeBufferPointer { bytes in
      var verdicts: [Verdict] = []
      var from = 0
      while let number = sentence(of: text, from: from, bytes) {
        let sentence = text.sentences[number]
        let line = tokens(bytes, in: sentence)
        if line.classes & opinion.cues != 0 {
          var near: UInt64 = 0
          if number > 0 { near |= tokens(bytes, in: text.sentences[number - 1]).classes }
          if number + 1 < text.sentences.sentenceCount {
            near |= tokens(bytes, in: text.sentences[number + 1]).classes
          }
          if let verdict = verdict(on: line, near: near, sentence: sentence, bytes, explaining: explaining) {
            verdicts.append(verdict)
          }
        }
        from = sentence.upperBound
      }
      return verdicts
    }
  }

  /// The next sentence that may hold a cue.
  private func sentence(of text: FoldedText, from: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard from < bytes.count else { return nil }
    guard let cue else { return text.sentences.index(of: from) }
    return cue.firstMatch(in: bytes, range: from..<bytes.count).map {
      text.sentences.index(of: $0.lowerBound)
    }
  }

  private func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>, in sentence: Range<Int>
  ) -> (tokens: [Token], classes: UInt64) {
    func isWord(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    var tokens: [Token] = []
    var all: UInt64 = 0
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      let start = index
      if bytes[index] == UInt8(ascii: "?") {
        index += 1
      } else if isWord(bytes[index]) {
        index += 1
        // An apostrophe or a hyphen between letters belongs to the word.
        while index < sentence.upperBound,
          isWord(bytes[index])
            || (bytes[index] == UInt8(ascii: "'") || bytes[index] == UInt8(ascii: "-"))
              && index + 1 < sentence.upperBound && isWord(bytes[index + 1])
        {
          index += 1
        }
      } else {
        index += 1
        continue
      }
      let hash = WordHash.of(bytes[start..<index])
      let classes = opinion.lexicon.classes(of: bytes[start..<index], hash: hash)
      all |= classes
      tokens.append(Token(range: start..<index, hash: hash, classes: classes))
    }
    return (tokens, all)
  }

  private func verdict(
    on line: (tokens: [Token], classes: UInt64), near: UInt64, sentence: Range<Int>,
    _ bytes: UnsafeBufferPointer<UInt8>, explaining: Bool
  ) -> Verdict? {
    var total = SecondOpinion.Weight(aware: opinion.aware.bias, probe: opinion.probe.bias)
    visit(line, near: near) { weight, _ in total += weight }
    let isAware = total.aware >= opinion.aware.threshold && total.aware >= total.probe
    guard isAware || total.probe >= opinion.probe.threshold else { return nil }
    let head = isAware ? opinion.aware : opinion.probe
    func value(_ weight: SecondOpinion.Weight) -> Int { isAware ? weight.aware : weight.probe }

    var best = sentence
    var bestValue = Int.min
    for token in line.tokens where token.classes & opinion.cues != 0 {
      var sum = opinion.words[token.hash].map(value) ?? 0
      forEachBit(token.classes) { sum += value(opinion.here[$0]) }
      if sum > bestValue { (best, bestValue) = (token.range, sum) }
    }
    var marker: String?
    var strongest = Int.min
    forEachBit(line.classes) { number in
      if let named = head.markers[number], value(opinion.here[number]) > strongest {
        (marker, strongest) = (named, value(opinion.here[number]))
      }
    }
    return Verdict(
      isAware: isAware, sentence: sentence, word: best, marker: marker,
      carriedBy: explaining ? carriers(line, near: near, bytes, value) : [])
  }

  /// What a weight was for.
  private enum Source {
    case word(Int), words(Int), here(Int), near(Int), adjacent(Int, Int), together(Int, Int)
  }

  /// Calls `body` once for each distinct feature that has a weight.
  private func visit(
    _ line: (tokens: [Token], classes: UInt64), near: UInt64, _ body: (SecondOpinion.Weight, Source) -> Void
  ) {
    let size = opinion.lexicon.names.count
    var seen: Set<UInt64> = []
    var seenAdjacent: Set<Int> = []
    for (index, token) in line.tokens.enumerated() {
      if let weight = opinion.words[token.hash], seen.insert(token.hash).inserted {
        body(weight, .word(index))
      }
      guard index > 0 else { continue }
      let previous = line.tokens[index - 1]
      let key = WordHash.pair(previous.hash, token.hash)
      if let weight = opinion.pairsOfWords[key], seen.insert(key).inserted { body(weight, .words(index)) }
      guard previous.classes != 0, token.classes != 0 else { continue }
      forEachBit(previous.classes) { first in
        forEachBit(token.classes) { second in
          if seenAdjacent.insert(first * size + second).inserted {
            body(opinion.adjacent[first * size + second], .adjacent(first, second))
          }
        }
      }
    }
    forEachBit(line.classes) { first in
      body(opinion.here[first], .here(first))
      forEachBit(line.classes & ~((2 << UInt64(first)) &- 1)) { second in
        body(opinion.together[first * size + second], .together(first, second))
      }
    }
    forEachBit(near) { body(opinion.near[$0], .near($0)) }
  }

  private func forEachBit(_ bits: UInt64, _ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  private func carriers(
    _ line: (tokens: [Token], classes: UInt64), near: UInt64, _ bytes: UnsafeBufferPointer<UInt8>,
    _ value: (SecondOpinion.Weight) -> Int
  ) -> [String] {
    let names = opinion.lexicon.names
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    var found: [(text: String, value: Int)] = []
    visit(line, near: near) { weight, source in
      guard value(weight) > 0 else { return }
      let text =
        switch source {
        case .word(let index): string(line.tokens[index].range)
        case .words(let index):
          string(line.tokens[index - 1].range) + " " + string(line.tokens[index].range)
        case .here(let number): "any of \(names[number])"
        case .near(let number): "\(names[number]) beside it"
        case .adjacent(let first, let second): "\(names[first]) then \(names[second])"
        case .together(let first, let second): "\(names[first]) with \(names[second])"
        }
      found.append((text, value(weight)))
    }
    found.sort { ($1.value, $0.text) < ($0.value, $1.text) }
    return found.prefix(6).map { "\($0.text) +\($0.value)" }
  }
}
