public import HawthorneCore
import HawthornePatterns

/// One rule for people: what it is for and what it does.
public struct RuleSummary: Sendable, Hashable {
  public var id: String
  public var pack: String
  public var marker: String
  public var belief: Belief
  public var influence: ClaimedInfluence
  /// nil where it is read off the text.
  public var object: AwarenessObject?
  public var layer: Layer?
  public var stance: Stance?
  public var agent: String
  public var flags: [AwarenessFlag]
  public var purpose: PurposeClass?
  public var confidence: Double
  public var needsCapital: Bool
  public var guards: [String]
  public var needs: [String]
  /// With their vocabulary in place.
  public var patterns: [String]
  public var positive: [ExampleSummary]
  public var negative: [ExampleSummary]
}

/// An example of a rule or statement.
public struct ExampleSummary: Sendable, Hashable {
  public var text: String
  /// Empty where it does not matter.
  public var prompt: String

  init(_ example: Rule.Example) {
    text = example.text
    prompt = example.prompt
  }
}

/// One statement of a refusal pack for people.
public struct StatementSummary: Sendable, Hashable {
  public var id: String
  public var pack: String
  public var act: String
  public var guards: [String]
  public var patterns: [String]
  public var positive: [ExampleSummary]
  public var negative: [ExampleSummary]
}

/// One guard for people.
public struct GuardSummary: Sendable, Hashable {
  public var id: String
  public var pack: String
  public var families: [String]
  public var scope: String
  public var isDefault: Bool
  public var appliesWhenDisclosed: Bool
  public var patterns: [String]
  public var unless: [String]
  public var prompt: [String]
  public var request: [String]
  /// The rules or statements that it stops, and the rules that need it.
  public var stops: [String]
  public var neededBy: [String]

  /// What it asks for, in a sentence.
  public var words: String {
    let place =
      switch Guard.Scope(rawValue: scope) {
      case .overlap: "Its pattern shares text with the match"
      case .inside: "Its pattern stands in the match"
      case .before: "Its pattern stands before the match in the sentence"
      case .after: "Its pattern stands after the match in the sentence"
      case .sentence: "Its pattern stands in the sentence"
      case .near: "Its pattern stands in the sentence, in one beside it, or in the line above the list"
      case .prompt, nil: "Its pattern stands in what the model was shown"
      }
    var conditions: [String] = []
    if !unless.isEmpty { conditions.append("nothing in the sentence switches it off") }
    if !prompt.isEmpty { conditions.append("what the model was shown says what it asks for") }
    if !request.isEmpty { conditions.append("the user's last message says what it asks for") }
    if !appliesWhenDisclosed { conditions.append("the prompt does not itself say that it is a test") }
    guard let last = conditions.popLast() else { return place + "." }
    return conditions.isEmpty
      ? "\(place), and \(last)." : "\(place), \(conditions.joined(separator: ", ")), and \(last)."
  }
}

extension RulePack {
  /// The awareness rules in the file's order.
  public var summaries: [RuleSummary] {
    rules.map { rule in
      RuleSummary(
        id: rule.id, pack: id, marker: rule.marker, belief: rule.belief, influence: rule.influence,
        object: rule.object == .unspecified ? nil : rule.object, layer: rule.layer, stance: rule.stance,
        agent: rule.agent.rawValue, flags: rule.flags, purpose: rule.purpose, confidence: rule.confidence,
        needsCapital: rule.needsCapital, guards: rule.stoppers.map { guards[$0].id },
        needs: rule.needs.map { guards[$0].id }, patterns: rule.patterns.map(\.source),
        positive: rule.positive.map { ExampleSummary($0) }, negative: rule.negative.map { ExampleSummary($0) }
      )
    }
  }

  /// The statements in the file's order.
  public var statementSummaries: [StatementSummary] {
    statements.map { statement in
      StatementSummary(
        id: statement.id, pack: id, act: statement.act.rawValue,
        guards: statement.stoppers.map { guards[$0].id }, patterns: statement.patterns.map(\.source),
        positive: statement.positive.map { ExampleSummary($0) },
        negative: statement.negative.map { ExampleSummary($0) })
    }
  }

  /// The guards that the file itself defines, in its order.
  public var guardSummaries: [GuardSummary] {
    ownGuards.map { number in
      let entry = guards[number]
      return GuardSummary(
        id: entry.id, pack: id, families: entry.families, scope: entry.scope.rawValue,
        isDefault: entry.isDefault, appliesWhenDisclosed: entry.appliesWhenDisclosed,
        patterns: entry.patterns.map(\.source), unless: entry.unless.map(\.source),
        prompt: entry.prompt.map(\.source), request: entry.request.map(\.source),
        stops: rules.filter { $0.stoppers.contains(number) }.map(\.id)
          + statements.filter { $0.stoppers.contains(number) }.map(\.id),
        neededBy: rules.filter { $0.needs.contains(number) }.map(\.id))
    }
  }

  /// The cues that the file itself has: names and patterns with their vocabulary in place, by name.
  public var cueSummaries: [(name: String, patterns: [String])] {
    guard cuesLocation != nil else { return [] }
    return cues.map { (name: $0.key, patterns: $0.value.map(\.source)) }.sorted { $0.name < $1.name }
  }

  /// The names of the vocabulary that its patterns may use.
  public var vocabularyNames: [String] { vocabulary.entries.keys.sorted() }

  /// An entry of the vocabulary with the entries in it in place; nil for an unknown name.
  public func vocabularyEntry(_ name: String) -> String? { vocabulary.entries[name]?.expanded }

  /// The families that its guards were written for, in the order of their numbers.
  public func families(of guards: [String]) -> [FalsePositiveFamily] {
    let named = Set(self.guards.filter { guards.contains($0.id) }.flatMap(\.families))
    return FalsePositiveFamily.all.filter { named.contains($0.id) }
  }
}
