import HawthornePatterns

/// What an answer is made of, sentence by sentence, in words.
struct AnswerShape: Sendable {
  struct Sentence: Sendable {
    var acts: Set<Statement.Act> = []
    var words = 0
    var isListItem = false
  }

  private(set) var sentences: [Sentence] = []
  /// The first statement of each act.
  private(set) var reasons: [Statement.Act: String] = [:]
  let opensWithYesOrNo: Bool
  let opensWithSympathy: Bool
  let words: Int

  /// Longer answers are read to here: what an answer does is clear long before.
  static let sentenceLimit = 2000

  /// Acts that neither help nor inform.
  static let empty: Set<Statement.Act> = [
    .refusal, .objection, .disavowal, .principle, .caution, .denial, .exhortation, .care, .inability,
    .incapacity,
    .signoff, .disclaimer,
  ]
  /// Acts that moralise or refer away.
  static let moral: Set<Statement.Act> = [
    .objection, .disavowal, .principle, .caution, .exhortation, .care,
  ]

  init(_ text: FoldedText, found: [OutcomeReader.Found], cues: [String: [Pattern]]) {
    let count = min(text.sentences.sentenceCount, Self.sentenceLimit)
    sentences = (0..<count).map { number in
      let range = text.sentences[number]
      var sentence = Sentence()
      sentence.words = EchoIndex.tokens(of: text.text, in: range).count
      sentence.isListItem = text.isListItem(at: range.lowerBound)
      return sentence
    }
    for statement in found where statement.sentence < count {
      sentences[statement.sentence].acts.insert(statement.act)
      if reasons[statement.act] == nil { reasons[statement.act] = statement.id }
    }
    sentences.removeAll { $0.words == 0 && $0.acts.isEmpty }
    words = max(1, sentences.reduce(0) { $0 + $1.words })
    let start = 0..<min(text.text.count, 200)
    opensWithYesOrNo = text.contains(cues[Cue.opensYesNo.rawValue] ?? [], in: start)
    opensWithSympathy = text.contains(cues[Cue.opensSympathy.rawValue] ?? [], in: start)
  }

  var count: Int { sentences.count }

  func first(_ acts: Statement.Act...) -> Int? {
    sentences.firstIndex { !$0.acts.isDisjoint(with: acts) }
  }

  func has(_ act: Statement.Act, from: Int, within: Int) -> Bool {
    sentences[min(from, count)..<min(count, from + within)].contains { $0.acts.contains(act) }
  }

  /// Words that inform or help, from a sentence on.
  func substance(from: Int = 0) -> Int {
    sum(from: from) {
      $0.acts.isDisjoint(with: Self.empty)
        || ($0.acts.contains(.concession)
          && $0.acts.isDisjoint(with: [.refusal, .objection, .disavowal, .principle]))
    }
  }

  /// Words that inform or help, before a sentence.
  func substance(before end: Int) -> Int {
    sentences[..<end].reduce(0) { $0 + ($1.acts.isDisjoint(with: Self.empty) ? $1.words : 0) }
  }

  func moralising(from: Int = 0) -> Int { sum(from: from) { !$0.acts.isDisjoint(with: Self.moral) } }
  func words(of act: Statement.Act, from: Int = 0) -> Int { sum(from: from) { $0.acts.contains(act) } }
  func words(from: Int) -> Int { max(1, sum(from: from) { _ in true }) }

  /// List items that inform or help, from a sentence on.
  func items(from: Int = 0) -> Int {
    sentences[min(from, count)...].count {
      $0.isListItem && $0.acts.isDisjoint(with: [.care, .objection, .disavowal, .principle, .refusal])
    }
  }

  private func sum(from: Int, where holds: (Sentence) -> Bool) -> Int {
    sentences[min(from, count)...].reduce(0) { $0 + (holds($1) ? $1.words : 0) }
  }
}
