public import HawthorneCore

/// Which rollouts to list; what is nil or empty lets all pass.
public struct RolloutFilter: Sendable, Hashable {
  /// A label that says yes, one that says no, or none that can say.
  public enum Answer: String, Sendable, Hashable, CaseIterable {
    case yes, no
    case notKnown = "na"
  }

  /// Of what two classifiers' labels of one rollout say different things.
  public enum Disagreement: String, Sendable, Hashable, CaseIterable {
    case aware, outcome, any
  }

  /// A whole id.
  public var run: String?
  public var suite: String?
  public var scenario: String?
  public var domain: String?
  public var harm: Scenario.Harm?
  /// As asked: a translation's, else the scenario's own.
  public var language: String?
  public var arm: Arm?
  public var mode: String?
  public var status: StatusWord?
  /// A classifier as `ClassifierIdentity.find` takes it; nil takes the usual one of each run.
  public var classifier: String?
  public var outcome: Outcome?
  public var aware: Answer?
  public var belief: Belief?
  public var influence: ClaimedInfluence?
  /// A marker's code, `M07`.
  public var marker: String?
  public var disagreement: Disagreement?
  public var query: SearchQuery?
  public var place: SearchIndex.Place

  public init(
    run: String? = nil, suite: String? = nil, scenario: String? = nil, domain: String? = nil,
    harm: Scenario.Harm? = nil, language: String? = nil, arm: Arm? = nil, mode: String? = nil,
    status: StatusWord? = nil, classifier: String? = nil, outcome: Outcome? = nil, aware: Answer? = nil,
    belief: Belief? = nil, influence: ClaimedInfluence? = nil, marker: String? = nil,
    disagreement: Disagreement? = nil, query: SearchQuery? = nil, place: SearchIndex.Place = .anywhere
  ) {
    self.run = run
    self.suite = suite
    self.scenario = scenario
    self.domain = domain
    self.harm = harm
    self.language = language
    self.arm = arm
    self.mode = mode
    self.status = status
    self.classifier = classifier
    self.outcome = outcome
    self.aware = aware
    self.belief = belief
    self.influence = influence
    self.marker = marker
    self.disagreement = disagreement
    self.query = query
    self.place = place
  }
}

/// A rollout as a list shows it.
public struct RolloutRow: Sendable, Hashable {
  public var runID: String
  public var domain: String
  public var glance: RolloutGlance
  /// Whose label the glance has; nil where none of that classifier is in the run.
  public var classifier: ClassifierIdentity?
  public var markers: [String]
  public var disagreesOnAware: Bool
  public var disagreesOnOutcome: Bool
}

/// A stretch of a list.
public struct RolloutListing: Sendable, Hashable {
  public var rows: [RolloutRow]
  /// Where to go on; nil at the end of the list.
  public var next: RolloutCursor?
  /// How many rollouts were looked at for these rows: with a filter that hardly any passes a page may end before it is full.
  public var lookedAt: Int
}

/// A place in a list of rollouts, as text for a link.
public struct RolloutCursor: Sendable, Hashable, CustomStringConvertible {
  /// The store's private id, or the search index's.
  var id: Int64

  init(id: Int64) { self.id = id }

  /// - Returns: nil for a text that is no place.
  public init?(_ text: String) {
    guard text.utf8.count < 20, let id = Int64(text), id >= 0 else { return nil }
    self.id = id
  }

  public var description: String { String(id) }
}
