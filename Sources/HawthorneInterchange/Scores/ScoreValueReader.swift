import HawthorneCore
import HawthorneFormats

/// Reads the values of a column that is of one kind: the one asked for, or that of its first value.
struct ScoreValueReader {
  /// Why a value cannot be taken.
  struct Unfit: Error {
    /// The end of a diagnostic's id.
    var id: String
    var message: String
    /// Where it is, if not where the row begins.
    var line: Int?
    /// An error of the caller's on its way out.
    var inner: (any Error)?

    init(id: String, message: String) {
      self.id = id
      self.message = message
    }
  }

  /// The most different categories: more of them is free text.
  static let categoryLimit = 256
  /// The longest category, in UTF-8 bytes.
  static let wordLimit = 200

  private var kind: ScoreKind?
  private let isForced: Bool
  private var firstLine = 0
  private var categories: Set<String> = []

  init(kind: ScoreKind?) {
    self.kind = kind
    isForced = kind != nil
  }

  /// A field of CSV.
  mutating func read(text: String, line: Int) throws(Unfit) -> ScoreValue {
    let text = Self.trimmed(text)
    switch text.lowercased() {
    case "", "na", "n/a", "null": throw Self.missing
    case "nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "+nan", "-nan":
      throw Self.notFinite
    default: break
    }
    let plain: ScoreValue
    if let number = Self.number(text) {
      plain = .number(number)
    } else {
      plain = Self.truth(text).map(ScoreValue.boolean) ?? .category(text)
    }
    if case .number(let number) = plain, !number.isFinite { throw Self.notFinite }
    switch kind {
    case .category: return try take(.category(text), line)
    case .boolean where isForced: return try take(Self.wideTruth(text).map(ScoreValue.boolean) ?? plain, line)
    default: break
    }
    if case .category = plain, !isForced, Self.hasDecimalComma(text) {
      throw Unfit(id: "decimal-comma", message: "write the decimals of '\(text)' with a point")
    }
    return try take(plain, line)
  }

  /// A member of JSON Lines; nil where it is not there.
  mutating func read(json: JSONValue?, line: Int) throws(Unfit) -> ScoreValue {
    switch json {
    case nil, .null: throw Self.missing
    case .bool(let value):
      return try take(kind == .category ? .category(String(value)) : .boolean(value), line)
    case .integer(let value): return try number(Double(value), "\(value)", line)
    case .number(let value): return try number(value, (try? CanonicalJSON.text(of: value)) ?? "", line)
    case .string(let text):
      let trimmed = Self.trimmed(text)
      guard kind == .category || Self.number(trimmed) == nil else {
        throw Unfit(
          id: "mixed-types", message: "write the number without quotes, or say --kind category")
      }
      return try read(text: text, line: line)
    case .array, .object:
      throw Unfit(id: "bad-value", message: "give a number, true, false or a word as the value")
    }
  }

  private mutating func number(_ value: Double, _ text: String, _ line: Int) throws(Unfit) -> ScoreValue {
    guard value.isFinite else { throw Self.notFinite }
    if kind == .category { return try take(.category(text), line) }
    if kind == .boolean, isForced, value == 0 || value == 1 { return try take(.boolean(value == 1), line) }
    return try take(.number(value), line)
  }

  private mutating func take(_ value: ScoreValue, _ line: Int) throws(Unfit) -> ScoreValue {
    if case .number(let number) = value, number.magnitude > ScoreValue.largestNumber {
      throw Unfit(
        id: "not-finite", message: "give a number of at most \(ScoreValue.largestNumber) in magnitude")
    }
    guard let kind else {
      try check(value)
      kind = value.kind
      firstLine = line
      return value
    }
    guard kind == value.kind else {
      let wanted = isForced ? "as --kind says" : "as in line \(firstLine)"
      throw Unfit(
        id: "mixed-types",
        message: "give a \(kind.rawValue) \(wanted): this value is a \(value.kind.rawValue)")
    }
    try check(value)
    return value
  }

  private mutating func check(_ value: ScoreValue) throws(Unfit) {
    guard case .category(let word) = value else { return }
    guard word.utf8.count <= Self.wordLimit else {
      throw Unfit(
        id: "free-text", message: "keep categories to \(Self.wordLimit) bytes and put longer text into 'note'"
      )
    }
    guard categories.count < Self.categoryLimit || categories.contains(word) else {
      throw Unfit(
        id: "free-text",
        message: "use at most \(Self.categoryLimit) different categories and put free text into 'note'")
    }
    categories.insert(word)
  }

  private static let missing = Unfit(
    id: "no-value", message: "give the rollout a value, or leave the row out")
  private static let notFinite = Unfit(
    id: "not-finite", message: "give a finite number: NaN and infinity are no scores")

  /// A decimal number as CSV and JSON write it; infinite where it is too large.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  private static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  private static func wideTruth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "1", "1.0": true
    case "false", "no", "0", "0.0": false
    default: nil
    }
  }

  private static func hasDecimalComma(_ text: String) -> Bool {
    text.contains(",") && number(text.replacingComma) != nil
  }

  static func trimmed(_ text: String) -> String {
    let kept = text.drop { $0 == " " || $0 == "\t" }
    guard let last = kept.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(kept[...last])
  }
}

extension String {
  fileprivate var replacingComma: String { String(map { $0 == "," ? "." : $0 }) }
}
