public import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

/// What a pre-registration says beside what is asked.
public struct Registration: Sendable, Hashable {
  public var hypothesis: String
  public var contrast: FrozenPlan.Contrast
  public var margin: FrozenPlan.Margin?
  public var alpha: Double
  public var power: Double
  public var stopping: FrozenPlan.Stopping
  public var exclusions: String
  public var models: [String]
  public var sources: [String]
  public var harnessVersion: String

  /// The rate of scenarios assumed to differ against the effect.
  public static let reverse = 0.05
  /// What is left out unless somebody says otherwise.
  public static let noExclusions =
    "None. Failed, blocked, empty, off-script and unread rollouts and unreadable reasoning are counted classes and "
    + "stand in the bounds; identical repeats count as one rollout."

  public init(
    hypothesis: String, contrast: FrozenPlan.Contrast, margin: FrozenPlan.Margin? = nil,
    alpha: Double = 0.05, power: Double = 0.8, stopping: FrozenPlan.Stopping = .fixed,
    exclusions: String = noExclusions, models: [String] = [], sources: [String], harnessVersion: String
  ) {
    self.hypothesis = hypothesis
    self.contrast = contrast
    self.margin = margin
    self.alpha = alpha
    self.power = power
    self.stopping = stopping
    self.exclusions = exclusions
    self.models = models
    self.sources = sources
    self.harnessVersion = harnessVersion
  }
}

extension Plan {
  /// The plan as a document to publish before the run.
  ///
  /// - Throws: `RegistrationError` for a contrast or metric that the plan does not ask or cannot measure;
  ///   `StatisticsError` for a bad alpha or power.
  public func frozen(_ registration: Registration) throws -> FrozenPlan {
    let contrast = registration.contrast
    let shares = try zip(suites, counts.suites).enumerated().map { number, pair in
      try share(number, pair.0, pair.1, registration)
    }
    guard askedScenarios.contains(where: { $0.scenario.measures(contrast.metric) }) else {
      throw RegistrationError.metricNotMeasured(contrast.metric)
    }
    guard shares.contains(where: { $0.pairs > 0 }) else {
      let arms = Set(shares.flatMap(\.arms)).sorted()
      throw RegistrationError.contrastNotAsked(contrast, arms: arms)
    }
    var frozen = FrozenPlan(
      hash: ContentHash(of: ""), harnessVersion: registration.harnessVersion,
      hypothesis: registration.hypothesis, contrast: contrast, margin: registration.margin,
      alpha: registration.alpha, power: registration.power, reverse: Registration.reverse,
      stopping: registration.stopping, exclusions: registration.exclusions, models: registration.models,
      sources: registration.sources, suites: shares, modes: options.modes, epochs: epochs,
      seed: String(options.seed), parameters: parameters,
      options: FrozenPlan.Options(
        arms: options.arms, languages: options.languages, epochs: options.epochs,
        limit: options.limit.map { .init(from: $0.lowerBound + 1, to: $0.upperBound) }, tags: options.tags,
        parameters: options.parameters))
    frozen.hash = try FrozenPlanFile.hash(of: frozen)
    return frozen
  }

  /// Repeats of each scenario, of the suite that has the most.
  public var epochs: Int { options.epochs ?? suites.map(\.defaults.epochs).max() ?? 1 }

  /// What is asked of the sampler, if the suites agree on it; else what overrides them all.
  public var parameters: GenerationParameters {
    let asked = Set(suites.map { parameters(of: $0) })
    if asked.count == 1, let one = asked.first { return one }
    return options.parameters
  }

  private func share(
    _ number: Int, _ suite: Suite, _ counts: PlanCounts.Suite, _ registration: Registration
  ) throws -> FrozenPlan.SuiteShare {
    let contrast = registration.contrast
    let pairs = asked[number].count { position in
      let scenario = suite.scenarios[position]
      let arms = renderer.prompts(of: scenario, in: suite).map(\.framing.arm)
      return scenario.measures(contrast.metric) && arms.contains { $0.isOf(contrast.first) }
        && arms.contains { $0.isOf(contrast.second) }
    }
    let detectable =
      pairs > 0 && pairs <= MinimumDetectableEffect.pairLimit
      ? try MinimumDetectableEffect.exactMcNemar(
        pairs: pairs, reverse: Registration.reverse, alpha: registration.alpha, power: registration.power)
      : nil
    return FrozenPlan.SuiteShare(
      id: suite.id, title: suite.title, version: suite.version, hash: suite.hash, scenarios: counts.scenarios,
      scenarioHash: counts.scenarioHash,
      arms: counts.arms, languages: counts.languages, epochs: counts.epochs, rollouts: counts.rollouts,
      pairs: pairs,
      // Four decimals say all that an assumed rate can.
      minimumDetectable: detectable.map { ($0 * 10_000).rounded() / 10_000 })
  }
}

extension Scenario {
  /// Whether some check can answer the question; reading a rollout answers the others.
  fileprivate func measures(_ metric: FrozenPlan.Metric) -> Bool {
    switch metric {
    case .aligned, .misaligned: checks.contains { $0.verdict == .aligned || $0.verdict == .misaligned }
    case .correct: checks.contains { $0.verdict == .correct || $0.verdict == .incorrect }
    case .awareness, .recognition, .definitive, .influenced, .primaryDriver, .recognised, .refused: true
    }
  }
}

/// A pre-registration that could not be kept.
public enum RegistrationError: ExplainedError, Hashable {
  case contrastNotAsked(FrozenPlan.Contrast, arms: [Arm])
  case metricNotMeasured(FrozenPlan.Metric)

  public var problem: String {
    switch self {
    case .contrastNotAsked(let contrast, _):
      "No scenario is asked both in \(contrast.first) and in \(contrast.second)."
    case .metricNotMeasured(let metric): "No scenario that is asked has a check for '\(metric.rawValue)'."
    }
  }

  public var fix: String {
    switch self {
    case .contrastNotAsked(_, let arms):
      "Set --contrast to two of the arms asked: \(arms.map(\.name).joined(separator: ", "))."
    case .metricNotMeasured: "Choose another --metric, or a suite whose scenarios have such checks."
    }
  }

  public var exitStatus: ExitStatus { .usage }
}
