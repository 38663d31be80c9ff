import HawthorneCore
import HawthorneFormats

/// Readings of members that several formats share.
enum LoggedValue {
  /// A name or id: text, or a whole number as text.
  static func name(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text.isEmpty ? nil : text
    case .integer(let number): String(number)
    case .number(let number): try? CanonicalJSON.text(of: number)
    case .bool(let value): value ? "true" : "false"
    case nil, .null, .array, .object: nil
    }
  }

  static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// A count that is not negative, and of which millions can be added; what is larger counts nothing real.
  static func count(_ value: JSONValue?) -> Int? {
    value?.integerValue.flatMap { (0...1 << 40).contains($0) ? Int(exactly: $0) : nil }
  }

  /// Seconds as whole milliseconds.
  static func milliseconds(seconds value: JSONValue?) -> Int? {
    number(value).flatMap { $0 >= 0 && $0 < 1e12 ? Int(($0 * 1000).rounded()) : nil }
  }

  /// An ISO 8601 date, or a number of milliseconds or seconds since 1970.
  static func date(_ value: JSONValue?) -> Int64? {
    if let text = value?.stringValue { return LoggedDate.milliseconds(text) }
    guard let number = number(value), number > 0, number < 1e14 else { return nil }
    return Int64(number < 1e11 ? number * 1000 : number)
  }

  static func finish(_ word: String?) -> FinishReason? {
    switch word?.lowercased() {
    case nil, "": nil
    case "stop", "end_turn", "stop_sequence", "eos": .stop
    case "max_tokens", "length", "model_length", "max_output_tokens": .length
    case "tool_calls", "tool_use", "function_call": .toolCalls
    case "content_filter", "safety": .contentFilter
    // In Anthropic's protocol the provider's classifiers say it, not the model.
    case "refusal": .contentFilter
    case let word?: .other(String(word.prefix(80)))
    }
  }

  /// A rollout that the log says failed.
  static func failure(_ message: String?) -> RolloutStatus {
    .failed(kind: "logged-error", message: withoutKeys(message ?? "no reason given"))
  }

  /// How keys of providers begin, as far as they can be told.
  private static let keyPrefixes = [
    "sk-", "sk_", "gsk_", "xai-", "hf_", "AIza", "AKIA", "key-", "pk-", "r8_",
  ]

  /// The first 500 characters of an error's text, without what may be a provider's key: errors quote requests.
  static func withoutKeys(_ text: String) -> String {
    var out = ""
    var word = ""
    var follows = false
    func close() {
      let isKey =
        word.utf8.count >= 16 && (follows || keyPrefixes.contains { word.hasPrefix($0) })
      out += isKey ? "[key]" : word
      follows = ["bearer", "basic"].contains(word.lowercased())
      word = ""
    }
    for character in text.prefix(2000) {
      if character.isASCII, character.isLetter || character.isNumber || "-_*.~+/".contains(character) {
        word.append(character)
      } else {
        if !word.isEmpty { close() }
        out.append(character)
      }
    }
    if !word.isEmpty { close() }
    return String(out.prefix(500))
  }

  static func parameters(_ config: JSONValue?) -> GenerationParameters {
    GenerationParameters(
      temperature: number(config?["temperature"]), topP: number(config?["top_p"]),
      maxTokens: count(config?["max_tokens"]), seed: config?["seed"]?.integerValue)
  }

  /// nil where nothing is said of reasoning.
  static func mode(_ config: JSONValue?) -> Mode? {
    let effort = config?["reasoning_effort"]?.stringValue
    let tokens = count(config?["reasoning_tokens"])
    return effort == nil && tokens == nil
      ? nil : Mode(name: "default", reasoningEffort: effort, reasoningTokens: tokens)
  }

  /// Values of scorers: numbers, truths and short words, and those in an object under names of their own.
  ///
  /// - Returns: how many could not be taken.
  static func scores(
    _ name: String, _ value: JSONValue?, note: String? = nil, into scores: inout [LoggedScore]
  ) -> Int {
    let note = note.flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    func add(_ value: ScoreValue) -> Int {
      scores.append(LoggedScore(scorer: name, value: value, note: note))
      return 0
    }
    switch value {
    case nil, .null: return 0
    case .bool(let truth): return add(.boolean(truth))
    case .integer(let number): return add(.number(Double(number)))
    case .number(let number):
      return number.isFinite && number.magnitude <= ScoreValue.largestNumber ? add(.number(number)) : 1
    case .string(let word): return word.utf8.count <= ScoreValueReader.wordLimit ? add(.category(word)) : 1
    case .array: return 1
    case .object(let members):
      return members.sorted { $0.key < $1.key }.reduce(0) {
        $0 + self.scores("\(name).\($1.key)", $1.value, into: &scores)
      }
    }
  }
}
