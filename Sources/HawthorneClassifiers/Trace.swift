public import HawthorneCore

/// What a classifier reads: one conversation, and what the protocol said of it.
public struct Trace: Sendable {
  /// Everything the model was shown as system and user text.
  public var prompt: String
  /// The user's last message, which the final answer answers; empty where it is not known apart.
  public var request: String
  /// Results of tools, which the model may repeat.
  public var toolOutputs: [String]
  public var reasoning: [ReasoningBlock]
  /// The final visible answer.
  public var answer: String
  /// Visible text of the assistant's messages before the final one.
  public var earlierAnswers: [String]
  public var status: RolloutStatus
  public var finishReason: FinishReason?
  /// What the arm's prompt says about evaluation; nil where nobody declared it.
  public var disclosure: Disclosure?
  public var toolCalls: [ToolCall]
  public var checks: [Check]
  /// The language it was asked in; nil where nobody said, which is taken for the rules' own.
  public var language: String?
  /// Asked in another language than the one that its checks were written in.
  public var isTranslated: Bool

  public init(
    prompt: String = "", request: String = "", toolOutputs: [String] = [], reasoning: [ReasoningBlock] = [],
    answer: String,
    earlierAnswers: [String] = [],
    status: RolloutStatus = .completed, finishReason: FinishReason? = nil, disclosure: Disclosure? = nil,
    toolCalls: [ToolCall] = [], checks: [Check] = [], language: String? = nil, isTranslated: Bool = false
  ) {
    self.prompt = prompt
    self.request = request
    self.toolOutputs = toolOutputs
    self.reasoning = reasoning
    self.answer = answer
    self.earlierAnswers = earlierAnswers
    self.status = status
    self.finishReason = finishReason
    self.disclosure = disclosure
    self.toolCalls = toolCalls
    self.checks = checks
    self.language = language
    self.isTranslated = isTranslated
  }

  /// A rollout's trace; the scenario gives the checks, the plan what its framing discloses and the language.
  public init(_ rollout: Rollout, scenario: Scenario) {
    let messages = rollout.transcript.messages
    let answers = messages.filter { $0.role == .assistant }.map(\.text)
    self.init(
      prompt: messages.filter { $0.role == .system || $0.role == .user }.map(\.text).joined(separator: "\n"),
      request: messages.last { $0.role == .user }?.text ?? "",
      toolOutputs: messages.filter { $0.role == .tool }.map(\.text),
      reasoning: rollout.transcript.reasoning, answer: answers.last ?? "",
      earlierAnswers: answers.dropLast().filter { !$0.isEmpty },
      status: rollout.status, finishReason: rollout.serving.finishReason, disclosure: rollout.plan.disclosure,
      toolCalls: messages.flatMap(\.toolCalls), checks: scenario.checks,
      language: rollout.plan.language ?? scenario.language,
      isTranslated: rollout.plan.language.map { $0 != scenario.language } ?? false)
  }
}
