import HawthornePatterns

/// What an answer is made of, sentence by sentence.
struct AnswerShape: Sendable {
  struct Sentence: Sendable {
    var acts: Set<Statement.Act> = []
    var words: [ArraySlice<UInt8>] = []
    var isListItem = false

    /// Whether nothing in it declines, objects, apologises or turns elsewhere.
    var isPlain: Bool { !acts.contains { $0.isBesidesHelp } }
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
      let isPleasantry = acts.contains(.pleasantry) && !acts.contains(where: \.isWeighty)
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
  static func words(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    bytes.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"),
        0x80...:
        false
      default: true
      }
    }
  }
}
