import HawthornePatterns

/// What an answer is made of, sentence by sentence.
struct AnswerShape: Sendable {
  struct Sentence: Sendable {
    var acts = Statement.Acts()
    var words: [ArraySlice<UInt8>] = []
    var isListItem = false

    /// Whether nothing in it declines, objects, apologises or turns elsewhere.
    var isPlain: Bool { !acts.overlaps(.besidesHelp) }
  }

  var sentences: [Sentence] = []
  var found: [OutcomeReader.Found]

  /// Longer answers are read to here: what an answer does is clear long before.
  static let sentenceLimit = 2000

  /// - Parameter found: statements in the order of the text.
  init(_ text: FoldedText, found: [OutcomeReader.Found]) {
    let end = min(text.text.count, OutcomeReader.head)
    let count = min(
      text.sentences.sentenceCount, Self.sentenceLimit, text.sentences.index(of: max(0, end - 1)) + 1)
    sentences = (0..<count).map { number in
      let range = text.sentences[number].clamped(to: 0..<end)
      return Sentence(
        words: Self.words(in: text.text.bytes[range]), isListItem: text.isListItem(at: range.lowerBound))
    }
    self.found = found.filter { $0.sentence < count }
    for statement in self.found { sentences[statement.sentence].acts.insert(statement.act) }
    dropPleasantries()
  }

  /// Places count from the first sentence that is more than a greeting or a promise to help.
  private mutating func dropPleasantries() {
    let limit = min(3, sentences.count - 1)
    var opening = 0
    while opening < limit {
      let acts = sentences[opening].acts
      let isPleasantry = acts.contains(.pleasantry) && !acts.overlaps(.weighty)
      guard sentences[opening].words.isEmpty || isPleasantry else { break }
      opening += 1
    }
    guard opening > 0 else { return }
    sentences.removeFirst(opening)
    found = found.compactMap { statement in
      guard statement.sentence >= opening else { return nil }
      var moved = statement
      moved.sentence -= opening
      return moved
    }
  }

  /// The runs of letters, digits and apostrophes; every byte outside ASCII counts as a letter.
  ///
  /// Two Han or kana are a word: they are written without blanks, and most words of theirs are about that long.
  static func words(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    words.reserveCapacity(bytes.count / 5)
    bytes.withUnsafeBufferPointer { source in
      var index = 0
      while index < source.count {
        let start = index
        var isWide = false
        while index < source.count, isLetter(source[index]) {
          isWide = isWide || (0xE3...0xF0).contains(source[index])
          index += 1
        }
        if index > start {
          let word = bytes[bytes.startIndex + start..<bytes.startIndex + index]
          if isWide { words += wideWords(in: word) } else { words.append(word) }
        }
        index += 1
      }
    }
    return words
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"),
      0x80...:
      true
    default: false
    }
  }

  private static func wideWords(in run: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    var start = run.startIndex
    var letters = 0
    var index = run.startIndex
    func end(at index: Int) {
      if index > start { words.append(run[start..<index]) }
      start = index
      letters = 0
    }
    while index < run.endIndex {
      let (kind, length) = WideLetter.kind(run, at: index)
      switch kind {
      case .letter:
        if letters == 0 || letters == 2 { end(at: index) }
        letters += 1
      case .mark:
        end(at: index)
        start = index + length
      case .none:
        if letters > 0 { end(at: index) }
      }
      index += length
    }
    end(at: run.endIndex)
    return words
  }
}
