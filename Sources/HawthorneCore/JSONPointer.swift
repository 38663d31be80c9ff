/// A place in a JSON document (RFC 6901).
public struct JSONPointer: Sendable, Hashable {
  private let names: [String]

  /// nil where the text is not empty and does not begin with `/`, or where `~` is followed by neither 0 nor 1.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      names = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var names: [String] = []
    // By scalars: a mark after a slash combines with it into one character.
    for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var name = ""
      var isEscaped = false
      for scalar in part {
        switch (isEscaped, scalar) {
        case (true, "0"): name.unicodeScalars.append("~")
        case (true, "1"): name.unicodeScalars.append("/")
        case (true, _): return nil
        case (false, "~"):
          isEscaped = true
          continue
        default: name.unicodeScalars.append(scalar)
        }
        isEscaped = false
      }
      if isEscaped { return nil }
      names.append(name)
    }
    self.names = names
  }

  /// The value at this place, nil where there is none.
  public func value(in document: JSONValue) -> JSONValue? {
    var value = document
    for name in names {
      switch value {
      case .object(let members):
        guard let member = members[name] else { return Optional.none }
        value = member
      case .array(let items):
        guard let index = Self.index(name), items.indices.contains(index) else { return Optional.none }
        value = items[index]
      default: return Optional.none
      }
    }
    return value
  }

  /// An index has no sign and no leading zero.
  private static func index(_ name: String) -> Int? {
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      name == "0" || !name.hasPrefix("0")
    else { return nil }
    return Int(name)
  }
}
