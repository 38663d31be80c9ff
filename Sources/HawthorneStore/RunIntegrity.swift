/// Whether what a store holds of a run is what was put there, as far as hashes can tell.
public struct RunIntegrity: Sendable, Hashable {
  /// What was held against a hash or against what else says the same.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The suite's stored contents against their hash, and the hash that the manifest names.
    case suite
    /// A scenario's stored contents against their hash.
    case scenario
    /// A rollout's rendered prompt against its prompt hash.
    case prompt
    /// What the model wrote against its hash.
    case answer
    /// What queries read against the record that it was copied from.
    case columns
    /// The number of a label's spans.
    case label
    /// A gold label against its id; its notes are not covered.
    case gold
    /// A queue and its members against its id.
    case queue
  }

  public struct Damage: Sendable, Hashable {
    public var kind: Kind
    /// A suite's or scenario's id, or a rollout's key.
    public var place: String
    /// What differs, without anything that a model wrote.
    public var message: String

    public init(kind: Kind, place: String, message: String) {
      self.kind = kind
      self.place = place
      self.message = message
    }
  }

  public var run: String
  /// How many were looked at.
  public var checked: [Kind: Int] = [:]
  public var damage: [Damage] = []

  public init(run: String) { self.run = run }

  mutating func hold(_ kind: Kind, _ place: @autoclosure () -> String, _ message: String?) {
    checked[kind, default: 0] += 1
    if let message { damage.append(Damage(kind: kind, place: place(), message: message)) }
  }
}
