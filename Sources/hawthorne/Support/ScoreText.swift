import HawthorneCore
import HawthorneFormats

extension ScoreValue {
  /// As tables and views print it.
  var text: String {
    switch self {
    case .number(let number): (try? CanonicalJSON.text(of: number)) ?? "?"
    case .boolean(let value): value ? "true" : "false"
    case .category(let word): word
    }
  }

  var json: JSONValue {
    switch self {
    case .number(let number): .number(number)
    case .boolean(let value): .bool(value)
    case .category(let word): .string(word)
    }
  }
}

extension RolloutScore {
  var json: JSONValue {
    .object([
      "scorer": .string(scorer.name), "version": .string(scorer.version), "hash": .string(scorer.hash.hex),
      "value": value.json, "note": note.map { .string($0) } ?? .null,
    ])
  }
}
