import ArgumentParser
import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// What a plan is made of beside its suites.
struct PlanningOptions: ParsableArguments {
  @Option(help: "A mode: default, instant, thinking, parallel or a name of yours; repeatable.")
  var mode: [String] = []

  @Option(help: "Reasoning effort (none, minimal, low, medium, high, …) of every mode but instant.")
  var reasoningEffort: String?

  @Option(help: "Reasoning budget in tokens of every mode but instant.")
  var reasoningTokens: Int?

  @Option(help: "Repeats of each scenario in each arm and mode; the suites' default if not given.")
  var epochs: Int?

  @Option(help: "Scenarios of each suite: the first 10, or 10-20.")
  var limit: String?

  @Flag(
    help:
      "Let --limit count the scenarios in an order drawn by --seed: a random sample, and not the first ones.")
  var shuffle = false

  @Option(help: "Only scenarios with one of these tags, separated by commas.")
  var tags: String?

  @Option(
    help:
      "Only these arms, separated by commas (overt,placebo,disguised/realistic), or all; the suites' default if not given."
  )
  var arms: String?

  @Option(help: "Only these languages, separated by commas, or all; the suites' default if not given.")
  var languages: String?

  @Option(help: "Sampling temperature; the suites' default if not given.")
  var temperature: Double?

  @Option(help: "Nucleus sampling, above 0 and up to 1.")
  var topP: Double?

  @Option(help: "The longest answer in tokens.")
  var maxTokens: Int?

  @Option(help: "Seed of the order and the wordings (else 0) and, where given, of sampling.")
  var seed: Int64?

  @Option(
    help:
      "Log probabilities of the answers' tokens with so many alternatives each, 0 to 20; stored with them.")
  var logprobs: Int?

  @Option(
    name: .customShort("M"), help: "A member key=value for the request's body, as the provider knows it.")
  var extra: [String] = []

  func validate() throws {
    if let epochs, epochs < 1 { throw ValidationError("--epochs must be at least 1.") }
    if let temperature, !(0...100).contains(temperature) {
      throw ValidationError("--temperature must be a number from 0.")
    }
    if let topP, !(topP > 0 && topP <= 1) { throw ValidationError("--top-p must be above 0 and at most 1.") }
    if let maxTokens, maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1.") }
    if let logprobs, !(0...20).contains(logprobs) {
      throw ValidationError("--logprobs must be from 0 to 20.")
    }
    if let seed, seed < 0 { throw ValidationError("--seed must be at least 0.") }
    if let reasoningTokens, reasoningTokens < 0 {
      throw ValidationError("--reasoning-tokens must be at least 0.")
    }
    if Set(mode).count < mode.count { throw ValidationError("Each --mode may be named once.") }
    if mode.contains(where: \.isEmpty) { throw ValidationError("--mode needs a name.") }
    if let limit { _ = try OptionText.limit(limit) }
    if shuffle, limit == nil {
      throw ValidationError("--shuffle needs --limit: the order of asking is random anyway.")
    }
    _ = try OptionText.arms(arms)
    _ = try OptionText.languages(languages)
    _ = try OptionText.list(tags, option: "--tags")
  }

  /// The options of a plan: what is given, else what the frozen plan says, else the suites' defaults.
  ///
  /// A replay takes over what its recording was asked with, before a frozen plan: how it was sampled and which
  /// wordings were drawn cannot be changed any more.
  func options(
    model: ModelName, replayed: RecordedProvenance?, suites: [Suite], frozen: FrozenPlan? = nil
  ) throws -> PlanOptions {
    try checkNames(suites)
    let given = try OptionText.pairs(extra, option: "-M").mapValues(OptionText.value)
    let base = replayed?.parameters ?? frozen?.options.parameters ?? GenerationParameters()
    let options = frozen?.options
    let frozenLimit = options?.limit.map { $0.from - 1..<$0.to }
    let parameters = GenerationParameters(
      temperature: temperature ?? base.temperature, topP: topP ?? base.topP,
      maxTokens: maxTokens ?? base.maxTokens, seed: seed ?? base.seed,
      logprobs: logprobs ?? base.logprobs, extra: base.extra.merging(given) { _, new in new })
    return PlanOptions(
      model: model, modes: modes(replayed: replayed, frozen: frozen),
      epochs: epochs ?? options?.epochs
        ?? (frozen == nil ? replayed.flatMap { Self.epochs(of: $0, suites: suites) } : nil),
      parameters: parameters,
      seed: seed.map { UInt64($0) } ?? replayed?.seed ?? frozen.flatMap { UInt64($0.seed) } ?? 0,
      limit: try limit.map(OptionText.limit) ?? frozenLimit,
      shuffle: limit == nil ? options?.shuffle : shuffle ? true : nil,
      tags: try OptionText.list(tags, option: "--tags") ?? options?.tags ?? [],
      arms: try OptionText.arms(arms) ?? options?.arms,
      languages: try OptionText.languages(languages) ?? options?.languages)
  }

  /// A name that no suite has is a slip: without it something else would be asked than was meant.
  private func checkNames(_ suites: [Suite]) throws {
    func check(_ option: String, _ names: [String], _ known: (Suite) -> [String]) throws {
      guard !names.isEmpty else { return }
      let all = Set(suites.flatMap(known)).sorted()
      for name in names where !all.contains(name) {
        let near = NearestName.find(name, among: all).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("\(option): the suites have no '\(TerminalText.stripped(name))'.\(near)")
      }
    }
    try check("--arms", try OptionText.arms(arms)?.map(\.name) ?? []) { suite in
      (suite.framings + suite.scenarios.flatMap(\.framings)).map(\.arm.name)
    }
    try check("--languages", try OptionText.languages(languages) ?? []) { $0.scenarios.flatMap(\.languages) }
    try check("--tags", try OptionText.list(tags, option: "--tags") ?? []) { $0.scenarios.flatMap(\.tags) }
  }

  private func modes(replayed: RecordedProvenance?, frozen: FrozenPlan?) -> [Mode] {
    if mode.isEmpty, reasoningEffort == nil, reasoningTokens == nil {
      if let frozen {
        return frozen.modes.map { mode in replayed?.modes.first { $0.name == mode.name } ?? mode }
      }
      if let replayed { return replayed.modes }
    }
    return (mode.isEmpty ? ["default"] : mode).map { name in
      name == "instant"
        ? Mode(name: name)
        : Mode(name: name, reasoningEffort: reasoningEffort, reasoningTokens: reasoningTokens)
    }
  }

  /// The recording's epochs, nil where the suites' own defaults give as many.
  private static func epochs(of recording: RecordedProvenance, suites: [Suite]) -> Int? {
    suites.map(\.defaults.epochs).max() == recording.epochs ? nil : recording.epochs
  }
}
