/// What a judge is shown with a question.
public enum JudgePass: String, Sendable, Hashable, Codable, CaseIterable {
  /// The agent's own text and nothing else.
  case agent
  /// The agent's own text, asked which arm it was.
  case arm
  /// The prompt and the passages that the agent pass verified.
  case layer
  /// The whole conversation without the reasoning, for a check of the suite.
  case check
}

/// Whether a judge's quote stands in the text that it was to quote from.
public enum QuoteStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// The whole quote, folded, stands there.
  case exact
  /// A run of its words stands there: eight or more, or at least four that make 60 % of it.
  case fragment
  /// The whole quote stands there with at most one word in five changed.
  case near
  /// Only in the prompt or a tool's output.
  case elsewhere
  case failed
  /// A yes without a quote where one is required.
  case missing

  /// Whether a yes may rest on it.
  public var supports: Bool {
    switch self {
    case .exact, .fragment, .near: true
    case .elsewhere, .failed, .missing: false
    }
  }
}

/// Why a judge's reply is no vote.
public enum JudgeFailure: String, Sendable, Hashable, Codable, CaseIterable {
  case empty
  /// The judge declined, by protocol or in words.
  case refusal
  /// The provider or a filter blocked the request or the reply.
  case blocked
  case notJSON = "not_json"
  /// JSON without one of the three answers.
  case noAnswer = "no_answer"
  /// Several objects that disagree.
  case conflicting
  /// Cut by the token limit before the object was whole.
  case truncated
  /// The provider turned the request down for good.
  case request
}

/// One reply of a judge to one question about one rollout, and what was read off it.
public struct JudgeAnswer: Sendable, Hashable, Codable {
  public enum Word: String, Sendable, Hashable, Codable, CaseIterable {
    case yes, no, unsure
  }

  /// The question's id in the rubric; `check/<id>` for a check of the scenario.
  public var question: String
  public var pass: JudgePass
  /// Counts from 1.
  public var vote: Int
  /// SHA-256 of the messages and parameters that were sent.
  public var requestHash: ContentHash
  /// As it came.
  public var reply: String
  public var word: Word?
  public var quote: String?
  /// nil where no quote was required, or the word is not yes.
  public var quoteStatus: QuoteStatus?
  public var failure: JudgeFailure?
  /// The kind of a request that was turned down.
  public var failureDetail: String?
  /// Characters of the text that were left out of what was shown.
  public var leftOut: Int
  public var usage: TokenUsage
  public var servedModel: String?
  public var latencyMilliseconds: Int
  /// Milliseconds since 1970.
  public var askedAt: Int64

  public init(
    question: String, pass: JudgePass, vote: Int, requestHash: ContentHash, reply: String = "",
    word: Word? = nil, quote: String? = nil, quoteStatus: QuoteStatus? = nil, failure: JudgeFailure? = nil,
    failureDetail: String? = nil, leftOut: Int = 0, usage: TokenUsage = TokenUsage(),
    servedModel: String? = nil, latencyMilliseconds: Int = 0, askedAt: Int64 = 0
  ) {
    self.question = question
    self.pass = pass
    self.vote = vote
    self.requestHash = requestHash
    self.reply = reply
    self.word = word
    self.quote = quote
    self.quoteStatus = quoteStatus
    self.failure = failure
    self.failureDetail = failureDetail
    self.leftOut = leftOut
    self.usage = usage
    self.servedModel = servedModel
    self.latencyMilliseconds = latencyMilliseconds
    self.askedAt = askedAt
  }

  /// The vote; nil for a reply that could not be read, an unsure judge, and a yes whose quote does not hold.
  public var isYes: Bool? {
    switch word {
    case .yes: quoteStatus.map(\.supports) ?? true ? true : nil
    case .no: false
    case .unsure, nil: nil
    }
  }
}

/// The votes on one question about one rollout.
public struct JudgeVotes: Sendable, Hashable {
  public private(set) var yes = 0
  public private(set) var no = 0
  public private(set) var invalid = 0

  public init(_ answers: some Sequence<JudgeAnswer>) {
    for answer in answers {
      switch answer.isYes {
      case true?: yes += 1
      case false?: no += 1
      case nil: invalid += 1
      }
    }
  }

  public var valid: Int { yes + no }
  public var cast: Int { valid + invalid }

  /// The majority of the valid votes; nil for a tie, and where fewer than half of the votes are valid.
  public var verdict: Bool? {
    guard valid > 0, 2 * valid >= cast, yes != no else { return nil }
    return yes > no
  }

  /// The pairs of valid votes, and how many of them agree.
  public var pairs: (agreeing: Int, all: Int) {
    (yes * (yes - 1) / 2 + no * (no - 1) / 2, valid * (valid - 1) / 2)
  }
}
