import HawthorneCore
import HawthorneFormats

/// Takes secrets out of text that may be shown or stored.
struct Redactor: Sendable {
  private let secrets: [String]

  /// What is recorded keeps its words where a secret is as short as a placeholder (`EMPTY`, `test`):
  /// replacing a common word would falsify a model's text. What is only shown is cleaned more eagerly.
  private static let recordedLength = 12
  private static let shownLength = 6

  init(_ secrets: [String]) {
    self.secrets = Set(secrets).filter { $0.utf8.count >= Self.shownLength }
      .sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// For the record.
  func clean(_ text: String) -> String { replace(in: text, from: Self.recordedLength) }

  /// For errors.
  func cleanShown(_ text: String) -> String { replace(in: text, from: Self.shownLength) }

  private func replace(in text: String, from length: Int) -> String {
    var text = text
    for secret in secrets where secret.utf8.count >= length && text.contains(secret) {
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
    let text = TerminalText.stripped(cleanShown(String(decoding: bytes.prefix(16 * limit), as: UTF8.self)))
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > limit ? line.prefix(limit) + "…" : line
  }

  /// The end of a program's words, made safe to print on one line.
  func ending(_ bytes: [UInt8], limit: Int = 300) -> String {
    let text = TerminalText.stripped(cleanShown(String(decoding: bytes, as: UTF8.self)))
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > limit ? "…" + line.suffix(limit) : line
  }
}
