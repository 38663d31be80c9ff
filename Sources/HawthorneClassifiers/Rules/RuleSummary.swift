public import HawthorneCore

/// One rule for people: what it is for and what it does.
public struct RuleSummary: Sendable, Hashable {
  public var id: String
  public var pack: String
  public var marker: String
  public var belief: Belief
  public var influence: ClaimedInfluence
  public var agent: String
  public var flags: [AwarenessFlag]
  public var guards: [String]
  public var needs: [String]
  public var patterns: Int
  public var positive: [String]
  public var negative: [String]
}

extension RulePack {
  /// The awareness rules in the file's order.
  public var summaries: [RuleSummary] {
    rules.map { rule in
      RuleSummary(
        id: rule.id, pack: id, marker: rule.marker, belief: rule.belief, influence: rule.influence,
        agent: rule.agent.rawValue, flags: rule.flags, guards: rule.stoppers.map { guards[$0].id },
        needs: rule.needs.map { guards[$0].id }, patterns: rule.patterns.count,
        positive: rule.positive.map(\.text), negative: rule.negative.map(\.text))
    }
  }
}
