import HawthorneCore
import HawthorneFormats

/// Takes secrets out of text that may be shown or stored.
struct Redactor: Sendable {
  private let secrets: [String]

  /// Shorter ones (`EMPTY`, `test`) are left alone: they are placeholders, and replacing a common word
  /// would falsify a model's text.
  init(_ secrets: [String]) {
    self.secrets = Set(secrets).filter { $0.utf8.count >= 12 }.sorted { ($0.count, $0) > ($1.count, $1) }
  }

  func clean(_ text: String) -> String {
    var text = text
    for secret in secrets where text.contains(secret) {
      text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[secret]")
    }
    return text
  }

  func clean(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(clean(text))
    case .array(let items): .array(items.map(clean))
    case .object(let members): .object(members.mapValues(clean))
    default: value
    }
  }

  /// The beginning of a server's words, made safe to print on one line.
  func excerpt(_ bytes: [UInt8], limit: Int = 300) -> String {
    let text = TerminalText.stripped(clean(String(decoding: bytes.prefix(16 * limit), as: UTF8.self)))
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > limit ? line.prefix(limit) + "…" : line
  }

  /// The end of a program's words, made safe to print on one line.
  func ending(_ bytes: [UInt8], limit: Int = 300) -> String {
    let text = TerminalText.stripped(clean(String(decoding: bytes, as: UTF8.self)))
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > limit ? "…" + line.suffix(limit) : line
  }
}
