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
  /// Whether `limit` counts scenarios in an order drawn by seed and not in the suite's; nil is no.
  public var shuffle: Bool?
  /// Scenarios with at least one of these tags; empty is all.
  public var tags: [String]
  /// Arms to ask in; nil takes each suite's default, empty is all.
  public var arms: [Arm]?
  /// Languages to ask in; nil takes each suite's default, empty is all.
  public var languages: [String]?

  public init(
    model: ModelName, modes: [Mode] = [Mode()], epochs: Int? = nil,
    parameters: GenerationParameters = GenerationParameters(), seed: UInt64 = 0, limit: Range<Int>? = nil,
    shuffle: Bool? = nil, tags: [String] = [], arms: [Arm]? = nil, languages: [String]? = nil
  ) {
    self.model = model
    self.modes = modes
    self.epochs = epochs
    self.parameters = parameters
    self.seed = seed
    self.limit = limit
    self.shuffle = shuffle
    self.tags = tags
    self.arms = arms
    self.languages = languages
  }
}

/// Suites expanded into rollouts: the same suites, options and seed give the same plan.
///
/// The order is random by seed, and the arms and languages of a scenario stand next to each other in random order,
/// so that drift in time hits all of them alike. Rollouts are rendered as they are asked for; a plan keeps nothing
/// that grows with their number.
public struct Plan: Sendable {
  /// More rollouts, or repeats of one, than anybody asks for on purpose.
  public static let limit = 1_000_000_000
  public static let epochLimit = 1_000_000

  public let suites: [Suite]
  public let options: PlanOptions
  public let count: Int
  /// Requests if nothing is sent again and no tool is called: a rollout's first turn and its follow-ups.
  public let requests: Int
  /// Tokens of all first prompts and follow-ups, guessed: four ASCII characters or one other make one. What turns and tools
  /// send again is not counted.
  public let estimatedInputTokens: Int
  /// Hash over the keys of all rollouts, in order.
  public let hash: ContentHash

  private let slots: SlotSpace
  private let order: Permutation
  let renderer: Renderer
  /// Of each suite, the positions of its scenarios that are asked.
  let asked: [[Int]]
  private let scenarioIndex: [String: [String: Int]]

  /// Renders every rollout once, for the hash, and keeps none.
  ///
  /// - Throws: `PlanError` where the options leave nothing to ask or far too much, or two suites share an id;
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
    let renderer = Renderer(options: options)
    asked = suites.map { suite in
      let ranks = Self.ranks(of: suite, options, renderer)
      return suite.scenarios.indices.filter { position in
        (options.limit?.contains(ranks(position)) ?? true)
          && (options.tags.isEmpty || !Set(options.tags).isDisjoint(with: suite.scenarios[position].tags))
          && !renderer.prompts(of: suite.scenarios[position], in: suite).isEmpty
      }
    }
    slots = try SlotSpace(suites, asked: asked, options: options)
    guard slots.count > 0 else { throw PlanError.nothingToAsk }
    order = Permutation(
      count: slots.count, keys: (0..<Permutation.rounds).map { renderer.draw("order", "\($0)").number })
    self.renderer = renderer
    var hash = IncrementalHash()
    var count = 0
    var requests = 0
    var tokens = 0
    for place in 0..<slots.count {
      for rollout in try Self.render(slots[order(place)], suites, options, renderer) {
        hash.update(part: rollout.key.hex)
        count += 1
        requests += 1 + rollout.followUps.count
        tokens += (rollout.prompt.map(\.text) + rollout.followUps).reduce(0) { $0 + Self.tokens($1) }
      }
    }
    self.count = count
    self.requests = requests
    estimatedInputTokens = tokens
    self.hash = hash.finish()
  }

  /// The rollouts in the order in which they should be asked.
  public func rollouts() -> some Sequence<PlannedRollout> {
    (0..<slots.count).lazy.flatMap { place -> [PlannedRollout] in
      do {
        return try Self.render(slots[order(place)], suites, options, renderer)
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

  /// The place of each scenario that a limit counts by.
  private static func ranks(of suite: Suite, _ options: PlanOptions, _ renderer: Renderer) -> (Int) -> Int {
    guard options.shuffle == true else { return { $0 } }
    let order = Permutation(
      count: suite.scenarios.count,
      keys: (0..<Permutation.rounds).map { renderer.draw("scenarios", suite.id, "\($0)").number })
    return { order($0) }
  }

  static func tokens(_ text: String) -> Int {
    let ascii = text.utf8.count { $0 < 0x80 }
    return (ascii + 3) / 4 + text.unicodeScalars.count - ascii
  }

  private static func render(
    _ slot: SlotSpace.Slot, _ suites: [Suite], _ options: PlanOptions, _ renderer: Renderer
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
  case tooMany

  public var problem: String {
    switch self {
    case .sameSuiteTwice(let id): "Two of the suites have the id '\(id)'."
    case .nothingToAsk: "The options leave no scenario, arm and language to ask."
    case .tooMany:
      "The options ask for more than \(Plan.epochLimit) epochs or \(Plan.limit) scenarios × modes × epochs."
    }
  }

  public var fix: String {
    switch self {
    case .sameSuiteTwice: "Give each suite an id of its own, and name it once."
    case .nothingToAsk: "Widen --limit, --tags, --arms or --languages."
    case .tooMany: "Lower --epochs, or ask for fewer scenarios or modes."
    }
  }

  public var exitStatus: ExitStatus { .usage }
}
