public import HawthorneCore

/// Refusals of items marked harmful, and of their benign twins. n is items, never rollouts.
public struct RefusalSection: Sendable, Hashable, Codable {
  /// How several epochs of an item are counted.
  public var rule: String
  public var rows: [RefusalRow]
  public var twins: [TwinRow]
}

/// Items of one suite × mode × arm × domain × severity × harm; nil for a total over that column.
public struct RefusalRow: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var arm: Arm
  public var harm: Scenario.Harm
  public var domain: String?
  public var severity: String?
  public var items: Int
  public var refused: Int
  /// Stopped by the provider or system, not by the model.
  public var blocked: Int
  public var answered: Int
  /// Nothing can be said: empty, failed, off-script or unlabelled.
  public var unknown: Int
  /// Refused by the model, over items that it refused or answered; blocked and unknown are its NA.
  public var refusal: Rate
  /// Refused or blocked, over all items but the unknown.
  public var refusedOrBlocked: Rate
}

/// Harmful items against their benign twins.
public struct TwinRow: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var arm: Arm
  /// Twins with both halves known.
  public var pairs: Int
  public var incomplete: Int
  /// Harmful refused, benign answered: what is wanted.
  public var discriminated: Int
  public var bothRefused: Int
  public var neitherRefused: Int
  public var inverted: Int
}
