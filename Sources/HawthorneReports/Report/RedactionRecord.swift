/// How the texts of a redacted report were replaced.
public struct RedactionRecord: Sendable, Hashable, Codable {
  /// What the ids are.
  public var form: String
  /// The id of a fixed text under the same salt: equal in two files whose ids mean the same texts. It does not give the
  /// salt away.
  public var salt: String
}
