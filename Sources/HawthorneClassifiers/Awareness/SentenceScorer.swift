import HawthorneCore
import HawthornePatterns

/// Puts a pack's second opinion to the sentences of a text.
struct SentenceScorer {
  let opinion: SecondOpinion
  private let cues: CueFinder

  init(opinion: SecondOpinion) {
    self.opinion = opinion
    cues = CueFinder(opinion)
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
          if number > 0 { near |= classes(bytes, in: text.sentences[number - 1]) }
          if number + 1 < text.sentences.sentenceCount {
            near |= classes(bytes, in: text.sentences[number + 1])
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

  /// The next sentence that holds a cue.
  private func sentence(of text: FoldedText, from: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var from = from
    while let cue = cues.next(in: bytes, from: from) {
      let number = text.sentences.index(of: cue.lowerBound)
      if cues.standsApart(cue, in: bytes) { return number }
      // Part of an identifier; the sentence may hold another.
      let sentence = text.sentences[number]
      if cues.standsApart(in: bytes, range: sentence) { return number }
      from = sentence.upperBound
    }
    return nil
  }

  private func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>, in sentence: Range<Int>
  ) -> (tokens: [Token], classes: UInt64) {
    var tokens: [Token] = []
    tokens.reserveCapacity(sentence.count / 5)
    var all: UInt64 = 0
    forEachToken(bytes, in: sentence) {
      all |= $0.classes
      tokens.append($0)
    }
    return (tokens, all)
  }

  /// The classes of a sentence's words.
  private func classes(_ bytes: UnsafeBufferPointer<UInt8>, in sentence: Range<Int>) -> UInt64 {
    var all: UInt64 = 0
    forEachToken(bytes, in: sentence) { all |= $0.classes }
    return all
  }

  private func forEachToken(
    _ bytes: UnsafeBufferPointer<UInt8>, in sentence: Range<Int>, _ body: (Token) -> Void
  ) {
    var index = sentence.lowerBound
    while let token = Words.next(in: bytes, from: index, to: sentence.upperBound) {
      let (hash, classes) = opinion.lexicon.read(bytes[token])
      body(Token(range: token, hash: hash, classes: classes))
      index = token.upperBound
    }
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
    var seen = SeenNumbers()
    // For each class, those that have stood behind it.
    var seenAdjacent: InlineArray<64, UInt64> = .init(repeating: 0)
    for (index, token) in line.tokens.enumerated() {
      if let weight = opinion.words[token.hash], seen.insert(token.hash) { body(weight, .word(index)) }
      guard index > 0 else { continue }
      let previous = line.tokens[index - 1]
      let key = WordHash.pair(previous.hash, token.hash)
      if let weight = opinion.pairsOfWords[key], seen.insert(key) { body(weight, .words(index)) }
      guard previous.classes != 0, token.classes != 0 else { continue }
      forEachBit(previous.classes) { first in
        let fresh = token.classes & ~seenAdjacent[first]
        seenAdjacent[first] |= fresh
        forEachBit(fresh) { second in
          body(opinion.adjacent[first * size + second], .adjacent(first, second))
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

/// Numbers that have come before; there are few in most sentences.
private struct SeenNumbers {
  private var few: [UInt64] = []
  private var many: Set<UInt64> = []
  private static let limit = 32

  /// Whether the number is new.
  mutating func insert(_ number: UInt64) -> Bool {
    guard many.isEmpty else { return many.insert(number).inserted }
    guard !few.contains(number) else { return false }
    few.append(number)
    if few.count > Self.limit { many = Set(few) }
    return true
  }
}
