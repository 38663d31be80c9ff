/// A tool whose scores were imported: a probe, another program, a person. Never a classifier of ours.
public struct ScorerIdentity: Sendable, Hashable, Codable {
  public var name: String
  public var version: String
  /// SHA-256 of the file that the scores came in.
  public var hash: ContentHash

  public init(name: String, version: String, hash: ContentHash) {
    self.name = name
    self.version = version
    self.hash = hash
  }

  /// `name@version`.
  public var reference: String { "\(name)@\(version)" }
}

/// What the values of one scorer are; all of a scorer's are of one kind.
public enum ScoreKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Finite; any unit.
  case number
  case boolean
  /// A word of a small vocabulary.
  case category
}

/// One imported value.
public enum ScoreValue: Sendable, Hashable {
  /// At most `largestNumber` in magnitude, so that sums of squares stay finite.
  public static let largestNumber: Double = 1e100

  case number(Double)
  case boolean(Bool)
  case category(String)

  public var kind: ScoreKind {
    switch self {
    case .number: .number
    case .boolean: .boolean
    case .category: .category
    }
  }
}

/// How a row of a file of scores names its rollout; what it leaves out may be anything.
public struct RolloutReference: Sendable, Hashable {
  /// The run's id, or the first digits of it.
  public var run: String?
  /// The key, or the first digits of it.
  public var key: String?
  public var suite: String?
  public var scenario: String?
  public var arm: Arm?
  public var mode: String?
  public var epoch: Int?
  public var wording: String?
  public var language: String?

  public init(
    run: String? = nil, key: String? = nil, suite: String? = nil, scenario: String? = nil, arm: Arm? = nil,
    mode: String? = nil,
    epoch: Int? = nil, wording: String? = nil, language: String? = nil
  ) {
    self.run = run
    self.key = key
    self.suite = suite
    self.scenario = scenario
    self.arm = arm
    self.mode = mode
    self.epoch = epoch
    self.wording = wording
    self.language = language
  }
}

/// One row of a file of scores.
public struct ScoreRow: Sendable, Hashable {
  /// Where it begins, from 1.
  public var line: Int
  public var reference: RolloutReference
  public var value: ScoreValue
  public var note: String?

  public init(line: Int, reference: RolloutReference, value: ScoreValue, note: String? = nil) {
    self.line = line
    self.reference = reference
    self.value = value
    self.note = note
  }
}

/// What a file of scores holds, piece by piece.
public enum ScoreFileItem: Sendable, Hashable {
  case row(ScoreRow)
  /// A row that cannot be read.
  case complaint(Diagnostic)
}

/// An imported value as it stands beside a rollout.
public struct RolloutScore: Sendable, Hashable {
  public var scorer: ScorerIdentity
  public var value: ScoreValue
  public var note: String?

  public init(scorer: ScorerIdentity, value: ScoreValue, note: String? = nil) {
    self.scorer = scorer
    self.value = value
    self.note = note
  }
}
