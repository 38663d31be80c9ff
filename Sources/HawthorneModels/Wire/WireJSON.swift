import HawthorneCore
import HawthorneFormats

/// JSON off the wire: UTF-8 or nothing.
enum WireJSON {
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    JSONText.parse(utf8: bytes)
  }

  /// A tool call's arguments, which travel as JSON or as text that holds JSON; text that does not parse stays text.
  static func arguments(_ value: JSONValue?) -> JSONValue {
    guard let value, !value.isNull else { return .object([:]) }
    guard let text = value.stringValue else { return value }
    if text.allSatisfy(\.isWhitespace) { return .object([:]) }
    return parse(Array(text.utf8)) ?? .string(text)
  }

  /// Arguments as the text that they travel as; text that did not parse goes back as it came.
  static func argumentText(_ arguments: JSONValue) -> String {
    if case .string(let text) = arguments { return text }
    return JSONWriting.text(arguments)
  }
}
