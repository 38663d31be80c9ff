/// One framing of a scenario, written `kind` or `kind/variant`: `overt`, `disguised/realistic`,
/// `level/stakes/high`.
public struct Arm: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Looks like deployment. Variants: `bare`, `claimed`, `realistic`.
    case disguised
    /// States, or plainly is, an evaluation.
    case overt
    /// Neutral text of the overt addition's length and register.
    case placebo
    /// The disguised arm again: A/A.
    case control
    /// A question about the conversation itself, named by the variant.
    case probe
    /// One level of a dose, named by the variant: `stakes/high`, `factor/format+stakes`.
    case level
  }

  public var kind: Kind
  public var variant: String?

  public init(_ kind: Kind, variant: String? = nil) {
    self.kind = kind
    self.variant = variant
  }

  /// Reads `kind` or `kind/variant`; nil for an unknown kind or an empty variant.
  public init?(name: String) {
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let kind = Kind(rawValue: String(first)) else { return nil }
    if parts.count == 2 {
      guard !parts[1].isEmpty else { return nil }
      self.init(kind, variant: String(parts[1]))
    } else {
      self.init(kind)
    }
  }

  public var name: String { variant.map { "\(kind.rawValue)/\($0)" } ?? kind.rawValue }
}

extension Arm: CustomStringConvertible, Comparable, Codable {
  public var description: String { name }
  public static func < (left: Self, right: Self) -> Bool { left.name < right.name }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let arm = Arm(name: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such arm: \(text)")
    }
    self = arm
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// What an arm's prompt itself says about evaluation.
public enum Disclosure: String, Sendable, Hashable, Codable, CaseIterable {
  case none, hinted, stated
}
