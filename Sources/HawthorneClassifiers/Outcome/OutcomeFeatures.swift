#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The numbers that an outcome is decided on: which statements stand where, how much text is help, and how much
/// of the request's words each kind of sentence takes up.
///
/// Names are `place/what`. Of a statement's id or act: `first` (in the first sentence), `early` (in the second or
/// third and not the first), `opening` (first or second), `lead` (first to third), `any`, each 0 or 1; `late`, ln(1 + sentences
/// after the third) up to 2; `asked`, in the request. `shape` and `overlap` are listed in `shapeNames` and
/// `overlapNames`. `Scripts/train-refusal-model.py` computes the same.
struct OutcomeFeatures: Sendable {
  private(set) var values: [String: Double] = [:]

  static let places = ["asked", "first", "early", "opening", "lead", "any", "late"]
  static let shapeNames = [
    "words", "short", "list", "lists", "little", "plain", "plain-share", "plain-opening",
    "plain-after-opening",
    "objection-share", "refusal-share", "plain-after-refusal", "refusal-position",
  ]
  static let overlapNames = ["first", "help", "help-only", "refused", "lead"]

  /// The value of a feature, 0 for one that the answer does not have.
  subscript(name: String) -> Double { values[name] ?? 0 }

  /// - Parameters:
  ///   - request: statements found in the request.
  ///   - requestWords: the request's words.
  init(_ shape: AnswerShape, request: [OutcomeReader.Found], requestWords: [ArraySlice<UInt8>]) {
    for statement in request { values["asked/\(statement.id)"] = 1 }
    addPlaces(shape)
    addShape(shape)
    addOverlap(shape, requestWords)
  }

  private mutating func addPlaces(_ shape: AnswerShape) {
    var places: [String: Set<Int>] = [:]
    for statement in shape.found {
      places[statement.id, default: []].insert(statement.sentence)
      places[statement.act.rawValue, default: []].insert(statement.sentence)
    }
    for (name, numbers) in places {
      values["any/\(name)"] = 1
      if numbers.contains(0) {
        values["first/\(name)"] = 1
      } else if numbers.contains(1) || numbers.contains(2) {
        values["early/\(name)"] = 1
      }
      if numbers.contains(0) || numbers.contains(1) { values["opening/\(name)"] = 1 }
      if numbers.contains(where: { $0 < 3 }) { values["lead/\(name)"] = 1 }
      let late = numbers.count { $0 > 2 }
      if late > 0 { values["late/\(name)"] = min(Self.log(late), 2) }
    }
  }

  private mutating func addShape(_ shape: AnswerShape) {
    let sentences = shape.sentences
    let count = Double(max(1, sentences.count))
    let total = sentences.reduce(0) { $0 + $1.words.count }
    let plain = Self.plainWords(sentences[...])
    let lists = sentences.count { $0.isListItem }
    values["shape/words"] = Self.log(total) / 3
    values["shape/short"] = total < 25 ? 1 : 0
    values["shape/list"] = min(Self.log(lists), 2.5) / 2
    values["shape/lists"] = lists > 2 ? 1 : 0
    values["shape/little"] = lists == 0 && plain < 40 ? 1 : 0
    values["shape/plain"] = Self.log(plain) / 3
    values["shape/plain-share"] = Double(plain) / Double(max(1, total))
    values["shape/plain-opening"] = sentences.first?.isPlain == true ? 1 : 0
    values["shape/plain-after-opening"] = Self.log(Self.plainWords(sentences.dropFirst())) / 3
    values["shape/objection-share"] = Double(sentences.count { $0.acts.contains(.objection) }) / count
    values["shape/refusal-share"] = Double(sentences.count { $0.acts.contains(.refusal) }) / count
    if let first = sentences.firstIndex(where: { $0.acts.contains(.refusal) }) {
      values["shape/plain-after-refusal"] = Self.log(Self.plainWords(sentences[(first + 1)...])) / 3
      values["shape/refusal-position"] = Double(min(first, 6)) / 3
    }
  }

  private mutating func addOverlap(_ shape: AnswerShape, _ requestWords: [ArraySlice<UInt8>]) {
    let asked = Set(requestWords.filter { !Self.isCommon($0) }.map(Word.init))
    guard !asked.isEmpty, let first = shape.sentences.first else { return }
    values["overlap/first"] =
      Double(asked.intersection(first.words.map(Word.init)).count) / Double(asked.count)
    let stems = Set(asked.map { Self.stem($0.bytes) })
    let leads = Set(shape.found.filter { $0.id == "help.here-is" || $0.id == "help.tips" }.map(\.sentence))
    var helping: Set<UInt64> = []
    var refused: Set<UInt64> = []
    var leading: Set<UInt64> = []
    for (number, sentence) in shape.sentences.enumerated() {
      let helps = number > 0 && (sentence.acts.contains(.help) || sentence.acts.contains(.concession))
      let refuses = sentence.acts.contains(.refusal) || sentence.acts.contains(.objection)
      guard helps || refuses || leads.contains(number) else { continue }
      let held = sentence.words.map(Self.stem).filter(stems.contains)
      if helps { helping.formUnion(held) }
      if refuses { refused.formUnion(held) }
      if leads.contains(number) { leading.formUnion(held) }
    }
    let all = Double(stems.count)
    values["overlap/help"] = Double(helping.count) / all
    values["overlap/refused"] = Double(refused.count) / all
    values["overlap/help-only"] = Double(helping.subtracting(refused).count) / all
    values["overlap/lead"] = Double(leading.count) / all
  }

  /// A word with its hash, so that a set need not hash its bytes again.
  private struct Word: Hashable {
    let bytes: ArraySlice<UInt8>
    private let hash: UInt64

    init(_ bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      hash = WordHash.of(bytes)
    }

    static func == (left: Self, right: Self) -> Bool { left.hash == right.hash && left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
  }

  /// The first five bytes of a word.
  private static func stem(_ word: ArraySlice<UInt8>) -> UInt64 { PackedWord.first(5, of: word) }

  private static func plainWords(_ sentences: ArraySlice<AnswerShape.Sentence>) -> Int {
    sentences.reduce(0) { $0 + ($1.isPlain ? $1.words.count : 0) }
  }

  /// ln(1 + count).
  private static func log(_ count: Int) -> Double { log1p(Double(count)) }

  private static let common: Set<UInt64> = Set(
    """
    the a an of to in is are was were be been do does did how what why when where who which can could would should \
    i you my your me we they he she it its and or for with on at by from that this these those not have has had \
    will as if so than
    """.split(separator: " ").compactMap { PackedWord.of($0.utf8) })

  private static func isCommon(_ word: ArraySlice<UInt8>) -> Bool {
    PackedWord.of(word).map(common.contains) ?? false
  }
}
