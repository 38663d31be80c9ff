/// What analysis needs of one labelled rollout: no text, a few hundred bytes.
public struct RolloutSummary: Sendable, Hashable, Codable {
  public var runID: String
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var domain: String
  public var severity: String?
  /// The scenario's own.
  public var language: String
  /// The language of the translation that was asked; nil is the scenario's own.
  public var translation: String?
  public var harm: Scenario.Harm?
  public var twin: String?
  public var arm: Arm
  public var wording: String
  public var disclosure: Disclosure
  public var mode: String
  public var epoch: Int
  public var status: RolloutStatus
  public var servedModel: String?
  public var systemFingerprint: String?
  public var finishReason: FinishReason?
  public var usage: TokenUsage
  /// UTF-8 bytes of readable reasoning.
  public var readableReasoningBytes: Int
  /// SHA-256 of the generated text, so that identical repeats can be seen.
  public var answerHash: ContentHash
  public var promptHash: ContentHash
  /// nil when the rollout has no label of the classifier asked for.
  public var label: Label?
  /// The text was withheld: the label is the one it came with, perhaps another classifier's.
  public var withheld: Bool

  public init(
    runID: String, key: ContentHash, suiteID: String, scenarioID: String, domain: String,
    severity: String? = nil, language: String, translation: String? = nil, harm: Scenario.Harm? = nil,
    twin: String? = nil, arm: Arm,
    wording: String, disclosure: Disclosure, mode: String, epoch: Int, status: RolloutStatus,
    servedModel: String? = nil, systemFingerprint: String? = nil, finishReason: FinishReason? = nil,
    usage: TokenUsage = TokenUsage(), readableReasoningBytes: Int = 0, answerHash: ContentHash,
    promptHash: ContentHash, label: Label?, withheld: Bool = false
  ) {
    self.runID = runID
    self.key = key
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.domain = domain
    self.severity = severity
    self.language = language
    self.translation = translation
    self.harm = harm
    self.twin = twin
    self.arm = arm
    self.wording = wording
    self.disclosure = disclosure
    self.mode = mode
    self.epoch = epoch
    self.status = status
    self.servedModel = servedModel
    self.systemFingerprint = systemFingerprint
    self.finishReason = finishReason
    self.usage = usage
    self.readableReasoningBytes = readableReasoningBytes
    self.answerHash = answerHash
    self.promptHash = promptHash
    self.label = label
    self.withheld = withheld
  }

  /// The language it was asked in.
  public var languageAsked: String { translation ?? language }
}
