public import HawthorneCore
import HawthorneFormats

/// A model with a rubric: what it is asked about a rollout, and how its replies become a label.
///
/// Pure: it calls no model. The same replies always give the same label.
public struct Judge: Sendable {
  /// Of the request's fixed words, the reading of replies, the check of quotes and the votes: raised when a label of
  /// the same replies, or what is sent, may change.
  public static let readingVersion = "1"

  public let rubric: Rubric
  public let model: ModelName
  public let parameters: JudgeParameters
  /// `judge/<rubric>/<model>`, the rubric's version, and a hash over the rubric's bytes, the model asked for, every
  /// parameter and `readingVersion`.
  public let identity: ClassifierIdentity

  /// - Throws: `JudgeError.identicalVotes`; `CanonicalJSON.NotFinite` for a temperature that is no number.
  public init(rubric: Rubric, model: ModelName, parameters: JudgeParameters = JudgeParameters()) throws {
    if parameters.votes > 1, parameters.temperature == 0 {
      throw JudgeError.identicalVotes(parameters.votes)
    }
    var rubric = rubric
    if let characters = parameters.characters { rubric.limits.characters = characters }
    self.rubric = rubric
    self.model = model
    self.parameters = parameters
    var hash = IncrementalHash()
    hash.update(part: rubric.hash.hex)
    hash.update(part: model.description)
    hash.update(part: try ContentHash(canonical: parameters).hex)
    hash.update(part: Self.readingVersion)
    identity = ClassifierIdentity(
      id: "\(ClassifierIdentity.judgePrefix)\(rubric.id)/\(model)", version: rubric.version,
      hash: hash.finish())
  }

  /// What to ask about a rollout.
  public func inquiry(_ rollout: Rollout, scenario: Scenario) -> Inquiry {
    Inquiry(judge: self, rollout: rollout, scenario: scenario)
  }

  /// The seed of one request: 31 bits, which every provider takes.
  func seed(rollout key: ContentHash, question: String, vote: Int) -> Int64 {
    var hash = IncrementalHash()
    hash.update(part: String(parameters.seed))
    hash.update(part: key.hex)
    hash.update(part: question)
    hash.update(part: String(vote))
    return Int64(hash.finish().hex.prefix(8), radix: 16).map { $0 & 0x7FFF_FFFF } ?? 0
  }
}

/// One request to a judge.
public struct JudgeRequest: Sendable, Hashable {
  public var question: String
  public var pass: JudgePass
  public var vote: Int
  public var messages: [Message]
  public var parameters: GenerationParameters
  /// SHA-256 of the canonical JSON of messages and parameters.
  public var hash: ContentHash
  /// Characters of the texts that are not shown.
  public var leftOut: Int
}
