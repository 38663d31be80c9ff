public import HawthorneCore

/// How a judge is asked; all of it is part of the label's hash.
public struct JudgeParameters: Sendable, Hashable, Codable {
  /// Requests for each question of each rollout.
  public var votes: Int
  public var temperature: Double?
  /// The longest reply in tokens, reasoning included where the provider counts it so.
  public var maxTokens: Int
  /// The seeds of the requests are derived from it.
  public var seed: UInt64
  public var reasoningEffort: String?
  /// Members that the provider knows (`-M key=value`).
  public var extra: [String: JSONValue]
  /// Shows more or less than the rubric's own limit of characters.
  public var characters: Int?

  public init(
    votes: Int = 1, temperature: Double? = 0, maxTokens: Int = 400, seed: UInt64 = 0,
    reasoningEffort: String? = nil, extra: [String: JSONValue] = [:], characters: Int? = nil
  ) {
    self.votes = votes
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.seed = seed
    self.reasoningEffort = reasoningEffort
    self.extra = extra
    self.characters = characters
  }

  public var mode: Mode { Mode(name: "judge", reasoningEffort: reasoningEffort) }

  /// What one request is sampled with.
  public func sampled(seed: Int64) -> GenerationParameters {
    GenerationParameters(temperature: temperature, maxTokens: maxTokens, seed: seed, extra: extra)
  }
}

/// A judge that would give figures which do not mean what they say.
public enum JudgeError: ExplainedError, Equatable {
  /// Votes of one prompt at temperature 0: one answer copied.
  case identicalVotes(Int)
  case notAJudge(ModelName)
  /// What a request for a judgement asks and the model cannot do.
  case cannotBeAsked(ModelName, problem: String, fix: String)

  public var problem: String {
    switch self {
    case .identicalVotes(let votes):
      "\(votes) votes at temperature 0 would be one answer copied \(votes) times."
    case .notAJudge(let name): "\(name) does not read what it is asked, and so cannot judge."
    case .cannotBeAsked(let name, let problem, _): "\(name) cannot be asked for a judgement: \(problem)"
    }
  }

  public var fix: String {
    switch self {
    case .identicalVotes: "Set a --temperature above 0, or --votes 1."
    case .cannotBeAsked(_, _, let fix): fix
    case .notAJudge:
      "Name another model with --judge; 'hawthorne models' lists the providers."
    }
  }

  public var exitStatus: ExitStatus { .usage }
}
