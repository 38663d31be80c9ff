/// The SHA-256 of some content, as 64 lower-case hexadecimal digits.
///
/// `HawthorneFormats` computes it; the nouns only carry it.
public struct ContentHash: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let hex: String

  /// - Parameter hex: 64 lower-case hexadecimal digits; anything else gives nil.
  public init?(hex: String) {
    let digits = hex.utf8
    guard digits.count == 64,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.hex = hex
  }

  /// The first twelve digits, for people.
  public var short: String { String(hex.prefix(12)) }
  public var description: String { hex }

  public static func < (left: Self, right: Self) -> Bool { left.hex < right.hex }
}

extension ContentHash: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let hash = ContentHash(hex: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not 64 lower-case hexadecimal digits: \(text)")
    }
    self = hash
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
