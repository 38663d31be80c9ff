import HawthorneCore
import HawthorneFormats

/// JSON to be sent; a number that is not finite, which no flag can give, becomes null.
enum JSONWriting {
  static func text(_ value: JSONValue) -> String {
    do {
      return try CanonicalJSON.text(of: value)
    } catch {
      return text(finite(value))
    }
  }

  private static func finite(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number) where !number.isFinite: .null
    case .array(let items): .array(items.map(finite))
    case .object(let members): .object(members.mapValues(finite))
    default: value
    }
  }
}
