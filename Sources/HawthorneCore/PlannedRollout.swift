/// One rollout that a plan asks for: a scenario in an arm, a wording, a mode and an epoch, rendered.
public struct PlannedRollout: Sendable, Hashable, Codable {
  /// Identifies the rollout across resumes: hash of suite id, scenario id, prompt hash, arm, language
  /// where it is not the scenario's own, mode, epoch, model and parameters.
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var wording: String
  public var disclosure: Disclosure
  /// The language it is asked in; nil is the scenario's own.
  public var language: String?
  public var mode: Mode
  /// Counts from 1.
  public var epoch: Int
  /// System message (if any) and first user turn, rendered.
  public var prompt: [Message]
  /// Scripted user turns after the first.
  public var followUps: [String]
  public var tools: [SimulatedTool]
  public var parameters: GenerationParameters
  /// SHA-256 of the canonical JSON of prompt, follow-ups and tools.
  public var promptHash: ContentHash

  public init(
    key: ContentHash, suiteID: String, scenarioID: String, arm: Arm, wording: String, disclosure: Disclosure,
    language: String? = nil, mode: Mode, epoch: Int, prompt: [Message], followUps: [String] = [],
    tools: [SimulatedTool] = [],
    parameters: GenerationParameters, promptHash: ContentHash
  ) {
    self.key = key
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.arm = arm
    self.wording = wording
    self.disclosure = disclosure
    self.language = language
    self.mode = mode
    self.epoch = epoch
    self.prompt = prompt
    self.followUps = followUps
    self.tools = tools
    self.parameters = parameters
    self.promptHash = promptHash
  }
}
