public import HawthorneCore

/// What a classifier reads: one conversation, and what the protocol said of it.
public struct Trace: Sendable {
  /// Everything the model was shown as system and user text.
  public var prompt: String
  /// The user's last message, which the final answer answers; empty where it is not known apart.
  public var request: String
  /// Results of tools, which the model may repeat.
  public var toolOutputs: [String]
  /// What else of its scenario the model was shown, or would have been, and may repeat: turns not yet reached, tools.
  public var scenarioTexts: [String]
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
  /// Which messages the parts stand in; nil where that is not known.
  public var order: Order?
  public var checks: [Check]
  /// The language it was asked in; nil where nobody said, which is taken for the rules' own.
  public var language: String?
  /// Asked in another language than the one that its checks were written in.
  public var isTranslated: Bool

  public init(
    prompt: String = "", request: String = "", toolOutputs: [String] = [], scenarioTexts: [String] = [],
    reasoning: [ReasoningBlock] = [], answer: String, earlierAnswers: [String] = [],
    status: RolloutStatus = .completed, finishReason: FinishReason? = nil, disclosure: Disclosure? = nil,
    toolCalls: [ToolCall] = [], order: Order? = nil, checks: [Check] = [], language: String? = nil,
    isTranslated: Bool = false
  ) {
    self.prompt = prompt
    self.request = request
    self.toolOutputs = toolOutputs
    self.scenarioTexts = scenarioTexts
    self.reasoning = reasoning
    self.answer = answer
    self.earlierAnswers = earlierAnswers
    self.status = status
    self.finishReason = finishReason
    self.disclosure = disclosure
    self.toolCalls = toolCalls
    self.order = order
    self.checks = checks
    self.language = language
    self.isTranslated = isTranslated
  }

  /// A rollout's trace; the scenario gives the checks, the plan what its framing discloses and the language.
  public init(_ rollout: Rollout, scenario: Scenario) {
    let messages = rollout.transcript.messages
    let answers = rollout.transcript.answers.map(\.text)
    self.init(
      prompt: messages.filter { $0.role == .system || $0.role == .user || $0.prefilled == true }.map(\.text)
        .joined(separator: "\n"),
      request: messages.last { $0.role == .user }?.text ?? "",
      toolOutputs: messages.filter { $0.role == .tool }.map(\.text),
      scenarioTexts: Self.texts(of: scenario, tools: rollout.plan.tools, notIn: messages),
      reasoning: rollout.transcript.reasoning, answer: answers.last ?? "",
      earlierAnswers: answers.dropLast().filter { !$0.isEmpty },
      status: rollout.status, finishReason: rollout.serving.finishReason, disclosure: rollout.plan.disclosure,
      toolCalls: rollout.transcript.toolCalls, order: Order(rollout.transcript.answers),
      checks: scenario.checks,
      language: Self.declared(rollout.plan.language ?? scenario.language),
      isTranslated: rollout.plan.language.map { $0 != scenario.language } ?? false)
  }

  /// Nobody declared an undetermined language (`und`), as imported logs have it.
  private static func declared(_ language: String) -> String? { language == "und" ? nil : language }

  /// A scenario's own words that do not stand in the messages as they are.
  private static func texts(of scenario: Scenario, tools: [SimulatedTool], notIn messages: [Message])
    -> [String]
  {
    let shown = messages.filter { $0.role == .system || $0.role == .user }.map(\.text)
    // A framing adds text before or after; where it also fills in values, the text goes in twice and does no harm.
    let own = ([scenario.system].compactMap(\.self) + scenario.turns).filter { text in
      !shown.contains { $0 == text || $0.hasPrefix(text) || $0.hasSuffix(text) }
    }
    return own + tools.map(\.description).filter { !$0.isEmpty }
  }
}

extension Trace {
  /// Which of the assistant's messages the parts of a trace stand in, counted from 0.
  public struct Order: Sendable, Hashable {
    /// For each reasoning block.
    public var reasoning: [Int]
    /// For each earlier answer.
    public var earlierAnswers: [Int]
    /// For each tool call.
    public var toolCalls: [Int]
    /// For the final answer.
    public var answer: Int

    public init(reasoning: [Int] = [], earlierAnswers: [Int] = [], toolCalls: [Int] = [], answer: Int = 0) {
      self.reasoning = reasoning
      self.earlierAnswers = earlierAnswers
      self.toolCalls = toolCalls
      self.answer = answer
    }

    /// The order of what a model wrote.
    public init(_ spoken: [Message]) {
      self.init(answer: max(0, spoken.count - 1))
      for (number, message) in spoken.enumerated() {
        reasoning += repeatElement(number, count: message.reasoning.count)
        toolCalls += repeatElement(number, count: message.toolCalls.count)
        if number < answer, !message.text.isEmpty { earlierAnswers.append(number) }
      }
    }
  }
}
