import HawthornePatterns

/// What an answer is made of, sentence by sentence.
struct AnswerShape: Sendable {
  /// The acts found in each sentence.
  struct Sentence: Sendable {
    var acts: [Statement.Act] = []
    var reasons: [String] = []
    var words = 0
    var isListItem = false
  }

  var sentences: [Sentence] = []

  /// Longer answers are read to here: what an answer does is clear long before.
  static let sentenceLimit = 2000

  init(_ text: FoldedText, found: [OutcomeReader.Found]) {
    let count = min(text.sentences.sentenceCount, Self.sentenceLimit)
    sentences = (0..<count).map { number in
      let range = text.sentences[number]
      var sentence = Sentence()
      sentence.words = EchoIndex.tokens(of: text.text, in: range).count
      sentence.isListItem = text.isListItem(at: range.lowerBound)
      return sentence
    }
    for statement in found where statement.sentence < count {
      sentences[statement.sentence].acts.append(statement.act)
      sentences[statement.sentence].reasons.append(statement.id)
    }
  }

  func first(_ act: Statement.Act) -> (sentence: Int, reason: String)? {
    for (number, sentence) in sentences.enumerated() {
      if let index = sentence.acts.firstIndex(of: act) { return (number, sentence.reasons[index]) }
    }
    return nil
  }
}
