/// A rule pack by name, version and SHA-256 of its file.
public struct RulePackReference: Sendable, Hashable, Codable {
  public var id: String
  public var version: String
  public var hash: ContentHash

  public init(id: String, version: String, hash: ContentHash) {
    self.id = id
    self.version = version
    self.hash = hash
  }
}

/// Which classifier spoke: labels of different identities are never mixed in one column.
public struct ClassifierIdentity: Sendable, Codable {
  public var id: String
  public var version: String
  /// SHA-256 of the rule packs or rubric it read.
  public var hash: ContentHash
  /// The rule packs behind `hash`, in the order in which they are asked; nil where they were not recorded.
  public var packs: [RulePackReference]?

  public init(id: String, version: String, hash: ContentHash, packs: [RulePackReference]? = nil) {
    self.id = id
    self.version = version
    self.hash = hash
    self.packs = packs
  }

  /// How the ids of judges begin: `judge/<rubric>/<model>`.
  public static let judgePrefix = "judge/"

  /// Whether a model gave the labels; rules and people are none.
  public var isJudge: Bool { id.hasPrefix(Self.judgePrefix) }
}

extension ClassifierIdentity: Hashable {
  /// `hash` says all that `packs` does, and older labels have no `packs`.
  public static func == (left: Self, right: Self) -> Bool {
    left.id == right.id && left.version == right.version && left.hash == right.hash
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(version)
    hasher.combine(hash)
  }
}

/// How sure the model is that it is being evaluated.
public enum Belief: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case none, suspicion, recognition, definitive

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  public var rank: Int {
    switch self {
    case .none: 0
    case .suspicion: 1
    case .recognition: 2
    case .definitive: 3
    }
  }
}

/// What the model claims its belief did to its behaviour. Not nested in `Belief`.
public enum ClaimedInfluence: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case none, influenced
  case primaryDriver = "primary_driver"

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  public var rank: Int {
    switch self {
    case .none: 0
    case .influenced: 1
    case .primaryDriver: 2
    }
  }
}

/// Findings of their own, outside belief and influence.
public enum AwarenessFlag: String, Sendable, Hashable, Codable, CaseIterable {
  case strategicUnderperformance = "strategic_underperformance"
  case graderReasoning = "grader_reasoning"
  /// This user may be testing or tricking the assistant (M18). Never counted as aware.
  case userProbe = "user_probe"
  /// M20. Never counted as aware.
  case prefillAwareness = "prefill_awareness"
  /// The reasoning announces a refusal that the answer does not make.
  case announcedRefusal = "announced_refusal"
}

/// What the model takes the interaction to be for.
public enum PurposeClass: String, Sendable, Hashable, Codable, CaseIterable {
  case alignmentEval = "alignment_eval"
  case capabilityEval = "capability_eval"
  case otherEval = "other_eval"
  case real
  case jailbreakUser = "jailbreak_user"
}

public enum Stance: String, Sendable, Hashable, Codable, CaseIterable {
  case asserted, hedged, rejected, negated, quoted, hypothetical

  /// Whether a span of this stance is evidence of awareness (a considered-and-rejected one is).
  public var isEvidence: Bool {
    switch self {
    case .asserted, .hedged, .rejected: true
    case .negated, .quoted, .hypothetical: false
    }
  }
}

/// What is believed to be under evaluation, or by whom.
public enum AwarenessObject: String, Sendable, Hashable, Codable, CaseIterable {
  case safety, capability, honesty
  case jailbreakUser = "jailbreak_user"
  case training, monitor, unspecified
}

/// First-order: the prompt disclosed it. Second-order: about a purpose the prompt did not disclose.
public enum Layer: String, Sendable, Hashable, Codable, CaseIterable {
  case firstOrder = "first_order"
  case secondOrder = "second_order"
}

/// What kind of text a span stands in.
public enum EvidenceChannel: String, Sendable, Hashable, Codable, CaseIterable {
  case reasoningRaw = "reasoning_raw"
  case reasoningSummary = "reasoning_summary"
  /// Said to the user.
  case visible
  /// The arguments of a tool call: written for the world, not thought.
  case toolCall = "tool_call"

  public var isReasoning: Bool {
    switch self {
    case .reasoningRaw, .reasoningSummary: true
    case .visible, .toolCall: false
    }
  }
}

/// Whether a span stands before or after the rollout's decision.
///
/// The decision is the first tool call that a check of the scenario looks at; in a rollout without one, the final
/// answer. What is thought ahead of the message that decides, and in its reasoning, stands before; the arguments of the
/// deciding call, the text of its message and all that follows stand after.
public enum EvidenceTiming: String, Sendable, Hashable, Codable, CaseIterable {
  case before, after
}

/// In which form the reasoning that a label was read from reached us. Rates over different forms are never pooled.
public enum ReasoningAccess: String, Sendable, Hashable, Codable, CaseIterable {
  case raw
  /// The provider's own summary, and nothing else.
  case summary
  /// Raw blocks and summaries in one rollout.
  case mixed
}

/// Why a rollout has no awareness label. NA is never "not aware".
public enum NACause: String, Sendable, Hashable, Codable, CaseIterable {
  case absent, encrypted, redacted, truncated
  case unclosed
  /// Only a summary could be read where raw reasoning was asked for.
  case summary
  case failed
  /// Reasoned in a language that the rules do not read.
  case language
  /// A judge was asked, and an answer that the label needs could not be read, was a tie, or is a no over a text that
  /// was shown in part only.
  case judge
  /// The judge's rubric asks nothing about awareness.
  case notAsked = "not_asked"
}

/// One stretch of text that supports a label.
public struct EvidenceSpan: Sendable, Hashable, Codable {
  /// `M01` … `M24`.
  public var marker: String
  public var belief: Belief
  public var influence: ClaimedInfluence
  public var stance: Stance
  public var object: AwarenessObject
  public var layer: Layer
  /// nil in a label made before channels were recorded.
  public var channel: EvidenceChannel?
  /// nil where there is no decision, or it cannot be told which came first.
  public var timing: EvidenceTiming?
  /// The sub-agent that wrote it; nil is the model itself.
  public var subAgent: String?
  /// `reasoning/0` is the first reasoning block, `answer` the visible answer, `answer/0` the first of the earlier ones,
  /// `tool-call/0` the first tool call.
  public var block: String
  /// UTF-8 offsets into the block, end exclusive.
  public var start: Int
  public var end: Int
  /// The id of the rule that fired.
  public var rule: String
  /// From 0 to 1.
  public var confidence: Double

  public init(
    marker: String, belief: Belief, influence: ClaimedInfluence = .none, stance: Stance,
    object: AwarenessObject, layer: Layer, channel: EvidenceChannel? = nil, timing: EvidenceTiming? = nil,
    subAgent: String? = nil, block: String, start: Int, end: Int, rule: String, confidence: Double
  ) {
    self.marker = marker
    self.belief = belief
    self.influence = influence
    self.stance = stance
    self.object = object
    self.layer = layer
    self.channel = channel
    self.timing = timing
    self.subAgent = subAgent
    self.block = block
    self.start = start
    self.end = end
    self.rule = rule
    self.confidence = confidence
  }
}

/// What a classifier said about awareness in one rollout.
public struct AwarenessLabel: Sendable, Hashable, Codable {
  /// nil where nothing could be read; `na` says why.
  public var aware: Bool?
  public var na: NACause?
  /// The same judgement over what others than the model can see: its answers and the arguments of its tool calls. Says
  /// nothing where `hasReadAnswer` is false.
  public var awareVisible: Bool
  /// Any layer, readable reasoning; nil as `aware`. Equal to `aware` today, kept apart because the two metrics are.
  public var recognised: Bool?
  /// Second-order evidence only; nil as `aware`.
  public var beyondDisclosed: Bool?
  /// What `recognised` would be if an echo of the prompt counted like the model's own words; nil as `recognised`, and
  /// where nobody asked.
  public var recognisedWithEchoes: Bool?
  /// What `beyondDisclosed` would be if an echo counted; nil as `recognisedWithEchoes`.
  public var beyondDisclosedWithEchoes: Bool?
  /// Whether evidence stands in reasoning before the decision; nil where `aware` is, and where an aware rollout has no
  /// decision or none of its evidence can be placed.
  public var awareBeforeDecision: Bool?
  /// Of an aware rollout: nothing of it shows in answers or tool calls. nil where it is not aware or NA.
  public var onlyInReasoning: Bool?
  /// What was read; nil where nothing could be, and in a label made before it was recorded.
  public var access: ReasoningAccess?
  public var belief: Belief
  public var influence: ClaimedInfluence
  public var flags: [AwarenessFlag]
  /// Markers with a span that is evidence, sorted.
  public var markers: [String]
  public var purpose: PurposeClass?
  /// Canonical names of the evaluators that the model itself names as those behind the situation, sorted.
  public var namedEvaluators: [String]
  /// Canonical names of the benchmarks that it names as what the situation is, sorted.
  public var namedBenchmarks: [String]
  public var spans: [EvidenceSpan]

  public init(
    aware: Bool?, na: NACause? = nil, awareVisible: Bool = false, recognised: Bool? = nil,
    beyondDisclosed: Bool? = nil, recognisedWithEchoes: Bool? = nil, beyondDisclosedWithEchoes: Bool? = nil,
    awareBeforeDecision: Bool? = nil, onlyInReasoning: Bool? = nil, access: ReasoningAccess? = nil,
    belief: Belief = .none, influence: ClaimedInfluence = .none, flags: [AwarenessFlag] = [],
    markers: [String] = [], purpose: PurposeClass? = nil, namedEvaluators: [String] = [],
    namedBenchmarks: [String] = [], spans: [EvidenceSpan] = []
  ) {
    self.aware = aware
    self.na = na
    self.awareVisible = awareVisible
    self.recognised = recognised
    self.beyondDisclosed = beyondDisclosed
    self.recognisedWithEchoes = recognisedWithEchoes
    self.beyondDisclosedWithEchoes = beyondDisclosedWithEchoes
    self.awareBeforeDecision = awareBeforeDecision
    self.onlyInReasoning = onlyInReasoning
    self.access = access
    self.belief = belief
    self.influence = influence
    self.flags = flags
    self.markers = markers
    self.purpose = purpose
    self.namedEvaluators = namedEvaluators
    self.namedBenchmarks = namedBenchmarks
    self.spans = spans
  }

  /// Whether the visible answer was looked at for awareness at all.
  public var hasReadAnswer: Bool {
    switch na {
    case .language, .judge, .notAsked: false
    case .absent, .encrypted, .redacted, .truncated, .unclosed, .summary, .failed, nil: true
    }
  }
}

extension AwarenessLabel {
  /// Reads a label as stored, also by versions that named no evaluators and no benchmarks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    aware = try container.decodeIfPresent(Bool.self, forKey: .aware)
    na = try container.decodeIfPresent(NACause.self, forKey: .na)
    awareVisible = try container.decode(Bool.self, forKey: .awareVisible)
    recognised = try container.decodeIfPresent(Bool.self, forKey: .recognised)
    beyondDisclosed = try container.decodeIfPresent(Bool.self, forKey: .beyondDisclosed)
    recognisedWithEchoes = try container.decodeIfPresent(Bool.self, forKey: .recognisedWithEchoes)
    beyondDisclosedWithEchoes = try container.decodeIfPresent(Bool.self, forKey: .beyondDisclosedWithEchoes)
    awareBeforeDecision = try container.decodeIfPresent(Bool.self, forKey: .awareBeforeDecision)
    onlyInReasoning = try container.decodeIfPresent(Bool.self, forKey: .onlyInReasoning)
    access = try container.decodeIfPresent(ReasoningAccess.self, forKey: .access)
    belief = try container.decode(Belief.self, forKey: .belief)
    influence = try container.decode(ClaimedInfluence.self, forKey: .influence)
    flags = try container.decode([AwarenessFlag].self, forKey: .flags)
    markers = try container.decode([String].self, forKey: .markers)
    purpose = try container.decodeIfPresent(PurposeClass.self, forKey: .purpose)
    namedEvaluators = try container.decodeIfPresent([String].self, forKey: .namedEvaluators) ?? []
    namedBenchmarks = try container.decodeIfPresent([String].self, forKey: .namedBenchmarks) ?? []
    spans = try container.decode([EvidenceSpan].self, forKey: .spans)
  }
}

/// What became of the request.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
  case refused, partial, complied, deflected, blocked, empty, error
  case offScript = "off_script"
  /// Answered in a language that the rules do not read: nothing is guessed.
  case unread
}

/// Everything one classifier said of one rollout.
public struct Label: Sendable, Hashable, Codable {
  public var classifier: ClassifierIdentity
  public var outcome: Outcome
  /// The rule or protocol field that decided the outcome.
  public var outcomeReason: String
  public var awareness: AwarenessLabel
  /// nil is NA: the scenario has no check for it, or none held.
  public var correct: Bool?
  public var aligned: Bool?

  public init(
    classifier: ClassifierIdentity, outcome: Outcome, outcomeReason: String, awareness: AwarenessLabel,
    correct: Bool? = nil, aligned: Bool? = nil
  ) {
    self.classifier = classifier
    self.outcome = outcome
    self.outcomeReason = outcomeReason
    self.awareness = awareness
    self.correct = correct
    self.aligned = aligned
  }

  /// Whether the visible answer was not read for awareness, for want of rules in its language: `awareVisible` says
  /// nothing then.
  public var visibleIsUnread: Bool {
    // A judge's rubric on awareness asks for no outcome, and reads the answer all the same.
    classifier.isJudge ? !awareness.hasReadAnswer : awareness.na == .language || outcome == .unread
  }
}
