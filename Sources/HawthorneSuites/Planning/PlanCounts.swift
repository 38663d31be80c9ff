public import HawthorneCore
import HawthorneFormats

/// What a plan asks, counted by arithmetic: no rollout is rendered.
public struct PlanCounts: Sendable, Hashable {
  /// Of one suite.
  public struct Suite: Sendable, Hashable {
    public var id: String
    public var epochs: Int
    /// Scenarios asked in at least one arm.
    public var scenarios: Int
    /// SHA-256 over their ids, in the suite's order: as many others are not the same.
    public var scenarioHash: ContentHash
    /// Arms and languages asked of at least one scenario, sorted.
    public var arms: [Arm]
    public var languages: [String]
    public var rollouts: Int
  }

  /// Of one suite × arm × mode × language.
  public struct Cell: Sendable, Hashable {
    public var suite: String
    public var arm: Arm
    public var mode: String
    public var language: String
    public var scenarios: Int
    public var rollouts: Int
  }

  /// In the plan's order.
  public var suites: [Suite]
  /// By suite, mode, arm and language.
  public var cells: [Cell]
}

extension Plan {
  /// How many scenarios and rollouts are asked of each suite, and of each of its arms, modes and languages.
  public var counts: PlanCounts {
    struct Place: Hashable {
      var arm: Arm
      var language: String
    }
    var counts = PlanCounts(suites: [], cells: [])
    for (suite, asked) in zip(suites, asked) {
      var scenarios: [Place: Int] = [:]
      for position in asked {
        for prompts in renderer.prompts(of: suite.scenarios[position], in: suite) {
          scenarios[Place(arm: prompts.framing.arm, language: prompts.text.language), default: 0] += 1
        }
      }
      var ids = IncrementalHash()
      for position in asked { ids.update(part: suite.scenarios[position].id) }
      let epochs = max(1, options.epochs ?? suite.defaults.epochs)
      for mode in options.modes {
        for (place, count) in scenarios {
          counts.cells.append(
            PlanCounts.Cell(
              suite: suite.id, arm: place.arm, mode: mode.name, language: place.language, scenarios: count,
              rollouts: count * epochs))
        }
      }
      counts.suites.append(
        PlanCounts.Suite(
          id: suite.id, epochs: epochs, scenarios: asked.count, scenarioHash: ids.finish(),
          arms: Set(scenarios.keys.map(\.arm)).sorted(),
          languages: Set(scenarios.keys.map(\.language)).sorted(),
          rollouts: scenarios.values.reduce(0, +) * epochs * options.modes.count))
    }
    counts.cells.sort {
      ($0.suite, $0.mode, $0.arm, $0.language) < ($1.suite, $1.mode, $1.arm, $1.language)
    }
    return counts
  }

  /// The scenarios that are asked, in the suites' order.
  public var askedScenarios: [(suite: Suite, scenario: Scenario)] {
    zip(suites, asked).flatMap { suite, asked in asked.map { (suite, suite.scenarios[$0]) } }
  }

  /// The fullest first request that may be drawn for a scenario: with a system prompt and tools if any prompt has
  /// them, and with its images. What the texts say is any wording's.
  public func fullestPrompt(of scenario: Scenario, in suite: Suite) -> (
    messages: [Message], tools: [SimulatedTool]
  ) {
    let wordings = renderer.prompts(of: scenario, in: suite).lazy
      .flatMap { prompts in prompts.wordings.lazy.map { (wording: $0, text: prompts.text) } }
    let system = wordings.map { renderer.system(of: $0.wording, $0.text) }.first { !$0.isEmpty }
    let images = scenario.images.map(\.reference)
    let user = Message(
      role: .user, text: scenario.turns.first ?? "", images: images.isEmpty ? nil : images)
    let isHeld = wordings.contains { !$0.wording.quotesConversation }
    let prefill = (isHeld ? scenario.prefill : nil).map {
      Message(role: .assistant, text: $0, prefilled: true)
    }
    let messages = [system.map { Message(role: .system, text: $0) }, user, prefill].compactMap(\.self)
    return (messages, isHeld ? scenario.tools : [])
  }

  /// What a suite's rollouts of the first epoch are sampled with.
  public func parameters(of suite: Suite) -> GenerationParameters {
    renderer.parameters(for: suite, epoch: 1)
  }
}
