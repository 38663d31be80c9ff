public import HawthorneCore
import HawthorneFormats

/// What to expand suites into.
public struct PlanOptions: Sendable, Hashable, Codable {
  public var model: ModelName
  public var modes: [Mode]
  /// nil takes each suite's default.
  public var epochs: Int?
  /// What overrides the suites' defaults.
  public var parameters: GenerationParameters
  public var seed: UInt64
  /// Scenarios of each suite by position, counting from 0; nil is all.
  public var limit: Range<Int>?
  /// Scenarios with at least one of these tags; empty is all.
  public var tags: [String]
  /// Arms to ask in; nil takes each suite's default, empty is all.
  public var arms: [Arm]?
  /// Languages to ask in; nil takes each suite's default, empty is all.
  public var languages: [String]?

  public init(
    model: ModelName, modes: [Mode] = [Mode()], epochs: Int? = nil,
    parameters: GenerationParameters = GenerationParameters(), seed: UInt64 = 0, limit: Range<Int>? = nil,
    tags: [String] = [], arms: [Arm]? = nil, languages: [String]? = nil
  ) {
    self.model = model
    self.modes = modes
    self.epochs = epochs
    self.parameters = parameters
    self.seed = seed
    self.limit = limit
    self.tags = tags
    self.arms = arms
    self.languages = languages
  }
}

/// Suites expanded into rollouts: the same suites, options and seed give the same plan.
///
/// The order is random by seed, and the arms of a scenario stand next to each other in random order, so
/// that drift in time hits all arms alike. Rollouts are rendered as they are asked for.
public struct Plan: Sendable {
  public let suites: [Suite]
  public let options: PlanOptions
  public let count: Int
  /// Hash over the keys of all rollouts, in order.
  public let hash: ContentHash

  /// A scenario in a mode and an epoch; its arms come from rendering it.
  private struct Slot: Sendable {
    var suite: Int
    var scenario: Int
    var mode: Int
    var epoch: Int
  }

  private let slots: [Slot]
  private let renderer: Renderer
  private let scenarioIndex: [String: [String: Int]]

  /// - Throws: `PlanError` where the options leave nothing to ask or two suites share an id, or
  ///   `CanonicalJSON.NotFinite` for a parameter without a JSON form.
  public init(suites: [Suite], options: PlanOptions) throws {
    var index: [String: [String: Int]] = [:]
    for suite in suites {
      guard index[suite.id] == nil else { throw PlanError.sameSuiteTwice(suite.id) }
      index[suite.id] = Dictionary(
        suite.scenarios.enumerated().map { ($0.element.id, $0.offset) },
        uniquingKeysWith: { first, _ in first })
    }
    self.suites = suites
    self.options = options
    scenarioIndex = index
    renderer = Renderer(options: options)
    slots = Self.slots(suites, options, renderer)
    var hash = IncrementalHash()
    var count = 0
    for slot in slots {
      for rollout in try Self.render(slot, suites, options, renderer) {
        hash.update(part: rollout.key.hex)
        count += 1
      }
    }
    guard count > 0 else { throw PlanError.nothingToAsk }
    self.count = count
    self.hash = hash.finish()
  }

  /// The rollouts in the order in which they should be asked.
  public func rollouts() -> some Sequence<PlannedRollout> {
    slots.lazy.flatMap { slot -> [PlannedRollout] in
      do {
        return try Self.render(slot, suites, options, renderer)
      } catch {
        // `init` rendered every slot from the same values, and rendering is a pure function.
        preconditionFailure("a slot that rendered once no longer does: \(error)")
      }
    }
  }

  /// A scenario of the plan's suites by its ids.
  public func scenario(suiteID: String, scenarioID: String) -> Scenario? {
    guard let index = scenarioIndex[suiteID]?[scenarioID],
      let suite = suites.first(where: { $0.id == suiteID })
    else { return nil }
    return suite.scenarios[index]
  }

  private static func slots(_ suites: [Suite], _ options: PlanOptions, _ renderer: Renderer) -> [Slot] {
    var slots: [(order: ContentHash, slot: Slot)] = []
    for (s, suite) in suites.enumerated() {
      let chosen = suite.scenarios.indices.filter { position in
        (options.limit?.contains(position) ?? true)
          && (options.tags.isEmpty || !Set(options.tags).isDisjoint(with: suite.scenarios[position].tags))
      }
      for mode in options.modes.indices {
        for epoch in 1...max(1, options.epochs ?? suite.defaults.epochs) {
          for scenario in chosen {
            let order = renderer.draw(
              "order", suite.id, suite.scenarios[scenario].id, options.modes[mode].name, "\(epoch)")
            slots.append((order, Slot(suite: s, scenario: scenario, mode: mode, epoch: epoch)))
          }
        }
      }
    }
    return slots.sorted { $0.order < $1.order }.map(\.slot)
  }

  private static func render(
    _ slot: Slot, _ suites: [Suite], _ options: PlanOptions, _ renderer: Renderer
  ) throws -> [PlannedRollout] {
    let suite = suites[slot.suite]
    return try renderer.rollouts(
      of: suite.scenarios[slot.scenario], in: suite, mode: options.modes[slot.mode], epoch: slot.epoch)
  }
}

/// A plan that cannot be made.
public enum PlanError: ExplainedError {
  case sameSuiteTwice(String)
  case nothingToAsk

  public var problem: String {
    switch self {
    case .sameSuiteTwice(let id): "Two of the suites have the id '\(id)'."
    case .nothingToAsk: "The options leave no scenario and arm to ask."
    }
  }

  public var fix: String {
    switch self {
    case .sameSuiteTwice: "Give each suite an id of its own."
    case .nothingToAsk: "Widen --limit, --tags or --arms."
    }
  }

  public var exitStatus: ExitStatus { .usage }
}
