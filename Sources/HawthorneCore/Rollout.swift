/// Why the model stopped.
public enum FinishReason: Sendable, Hashable {
  case stop, length, toolCalls, contentFilter, refusal
  case other(String)

  public var name: String {
    switch self {
    case .stop: "stop"
    case .length: "length"
    case .toolCalls: "tool_calls"
    case .contentFilter: "content_filter"
    case .refusal: "refusal"
    case .other(let name): name
    }
  }

  public init(name: String) {
    self =
      switch name {
      case "stop": .stop
      case "length": .length
      case "tool_calls": .toolCalls
      case "content_filter": .contentFilter
      case "refusal": .refusal
      default: .other(name)
      }
  }
}

extension FinishReason: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(name: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// Tokens as the provider counted them; nil where it did not say.
public struct TokenUsage: Sendable, Hashable, Codable {
  /// Those read from the provider's cache included.
  public var input: Int?
  /// Those of the reasoning included.
  public var output: Int?
  /// The part of `output` that was reasoning.
  public var reasoning: Int?
  /// The part of `input` that the provider had in its cache.
  public var cached: Int?

  public init(input: Int? = nil, output: Int? = nil, reasoning: Int? = nil, cached: Int? = nil) {
    self.input = input
    self.output = output
    self.reasoning = reasoning
    self.cached = cached
  }

  /// Input and output together; nil where the provider counted neither.
  public var total: Int? {
    guard input != nil || output != nil else { return nil }
    let (sum, overflow) = (input ?? 0).addingReportingOverflow(output ?? 0)
    return overflow ? Int.max : sum
  }
}

/// What answers cost, by a price table of the user's.
public struct Cost: Sendable, Hashable, Codable {
  public var amount: Double
  /// `USD`, as the table says.
  public var currency: String
  /// SHA-256 of the table's file.
  public var table: ContentHash

  public init(amount: Double, currency: String, table: ContentHash) {
    self.amount = amount
    self.currency = currency
    self.table = table
  }
}

/// Who really answered, and how: the provenance of serving.
public struct ServingRecord: Sendable, Hashable, Codable {
  public var requestedModel: String
  public var servedModel: String?
  public var systemFingerprint: String?
  /// The provider a router chose.
  public var route: String?
  public var requestID: String?
  public var finishReason: FinishReason?
  public var usage: TokenUsage
  /// Wall time of the whole conversation, in milliseconds; `latencyNotSaid` in an imported log that does not say.
  public var latencyMilliseconds: Int
  /// Requests sent, retries and turns included.
  public var attempts: Int
  /// The parameters as they were sent.
  public var parametersAsSent: JSONValue
  /// Parts and events of the answer that nothing was made of, counted by type; nil for none.
  public var unknownTypes: [String: Int]?
  /// Of all answers of the conversation; nil without a price table, or where it could not be told for one of them.
  public var cost: Cost?
  /// Answers that came from the response cache and not from the provider; nil for none.
  public var fromCache: Int?

  public static let latencyNotSaid = -1

  public init(
    requestedModel: String, servedModel: String? = nil, systemFingerprint: String? = nil,
    route: String? = nil, requestID: String? = nil, finishReason: FinishReason? = nil,
    usage: TokenUsage = TokenUsage(), latencyMilliseconds: Int = 0, attempts: Int = 1,
    parametersAsSent: JSONValue = .object([:]), unknownTypes: [String: Int]? = nil, cost: Cost? = nil,
    fromCache: Int? = nil
  ) {
    self.requestedModel = requestedModel
    self.servedModel = servedModel
    self.systemFingerprint = systemFingerprint
    self.route = route
    self.requestID = requestID
    self.finishReason = finishReason
    self.usage = usage
    self.latencyMilliseconds = latencyMilliseconds
    self.attempts = attempts
    self.parametersAsSent = parametersAsSent
    self.unknownTypes = unknownTypes
    self.cost = cost
    self.fromCache = fromCache
  }
}

/// How a rollout ended, as the protocol told it; what the text means is a label's business.
public enum RolloutStatus: Sendable, Hashable, Codable {
  case completed
  /// The provider or system blocked it; the reason is the wire's word.
  case blocked(reason: String)
  /// The model called a simulated tool in a way nobody scripted.
  case offScript(tool: String)
  /// Given up: `kind` is a stable class (`connection`, `http-401`, `malformed-response`, …).
  case failed(kind: String, message: String)
}

/// What is left of an answer that a recording must not spread: its hash and its label.
public struct Withheld: Sendable, Hashable, Codable {
  /// SHA-256 of the transcript that was taken out (canonical JSON).
  public var transcriptHash: ContentHash
  /// The label it got before it was taken out; nobody can label it again.
  public var label: Label

  public init(transcriptHash: ContentHash, label: Label) {
    self.transcriptHash = transcriptHash
    self.label = label
  }

  /// What stands in place of each text of the model.
  public var notice: String { "[withheld: \(label.outcome.rawValue), sha256 \(transcriptHash.hex)]" }
}

/// One recorded conversation.
public struct Rollout: Sendable, Hashable, Codable {
  public var plan: PlannedRollout
  public var status: RolloutStatus
  public var transcript: Transcript
  public var serving: ServingRecord
  /// Milliseconds since 1970.
  public var startedAt: Int64
  public var finishedAt: Int64
  /// Set where the generated text was replaced by a notice.
  public var withheld: Withheld?

  public init(
    plan: PlannedRollout, status: RolloutStatus, transcript: Transcript, serving: ServingRecord,
    startedAt: Int64, finishedAt: Int64, withheld: Withheld? = nil
  ) {
    self.plan = plan
    self.status = status
    self.transcript = transcript
    self.serving = serving
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.withheld = withheld
  }
}

extension Rollout {
  /// The rollout with everything that the model wrote replaced by a notice; what it was shown and how it was served stay.
  ///
  /// - Parameters:
  ///   - label: what remains to be said of the text; its spans, which point into it, are dropped.
  ///   - transcriptHash: of the transcript as it is now.
  public func withholding(_ label: Label, transcriptHash: ContentHash) -> Rollout {
    var label = label
    label.awareness.spans = []
    let withheld = Withheld(transcriptHash: transcriptHash, label: label)
    var kept = self
    kept.withheld = withheld
    kept.transcript.messages = transcript.messages.map { message in
      guard message.role == .assistant, message.prefilled != true else { return message }
      return Message(role: .assistant, text: withheld.notice)
    }
    return kept
  }
}
