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
  public var classifier: ClassifierIdentity

  /// The rate of scenarios assumed to differ against the effect.
  public static let reverse = 0.05
  /// What is left out unless somebody says otherwise.
  public static let noExclusions =
    "None. Failed, blocked, empty, off-script and unread rollouts and unreadable reasoning are counted classes and "
    + "stand in the bounds; identical repeats count as one rollout."

  public init(
    hypothesis: String, contrast: FrozenPlan.Contrast, margin: FrozenPlan.Margin? = nil,
    alpha: Double = 0.05, power: Double = 0.8, stopping: FrozenPlan.Stopping = .fixed,
    exclusions: String = noExclusions, models: [String] = [], sources: [String], harnessVersion: String,
    classifier: ClassifierIdentity
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
    self.classifier = classifier
  }
}

extension Registration {
  /// The fewest scenarios, asked once in either arm, with which exact McNemar finds a difference with the plan's power;
  /// nil where 100,000 do not.
  ///
  /// - Parameter points: the difference in percentage points, above 0 and below 100·(1 − 2·`reverse`).
  /// - Throws: `StatisticsError` for a difference outside that, a bad alpha or power.
  public func requiredScenarios(points: Double) throws -> Int? {
    try Power.requiredPairs(
      forward: Self.reverse + points / 100, reverse: Self.reverse, alpha: alpha, power: power)
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
    guard shares.contains(where: { !$0.contrasts.isEmpty }) else {
      let arms = Set(shares.flatMap(\.arms)).sorted()
      throw RegistrationError.contrastNotAsked(contrast, arms: arms)
    }
    var frozen = FrozenPlan(
      hash: ContentHash(of: ""), harnessVersion: registration.harnessVersion,
      classifier: registration.classifier, hypothesis: registration.hypothesis, contrast: contrast,
      margin: registration.margin,
      alpha: registration.alpha, power: registration.power, reverse: Registration.reverse,
      stopping: registration.stopping, exclusions: registration.exclusions, models: registration.models,
      sources: registration.sources, suites: shares, modes: options.modes, epochs: epochs,
      seed: String(options.seed), parameters: parameters,
      options: FrozenPlan.Options(
        arms: options.arms, languages: options.languages, epochs: options.epochs,
        limit: options.limit.map { .init(from: $0.lowerBound + 1, to: $0.upperBound) },
        shuffle: options.shuffle,
        tags: options.tags,
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
    FrozenPlan.SuiteShare(
      id: suite.id, title: suite.title, version: suite.version, hash: suite.hash, scenarios: counts.scenarios,
      scenarioHash: counts.scenarioHash, arms: counts.arms, languages: counts.languages,
      epochs: counts.epochs, rollouts: counts.rollouts,
      contrasts: try contrasts(number, suite, counts.arms, registration))
  }

  /// The comparisons that the report will make of one suite: each variant against each, and behaviour of harmful and
  /// benign items apart.
  private func contrasts(
    _ number: Int, _ suite: Suite, _ arms: [Arm], _ registration: Registration
  ) throws -> [FrozenPlan.PlannedContrast] {
    let contrast = registration.contrast
    let answering = asked[number].map { suite.scenarios[$0] }.filter { $0.measures(contrast.metric) }.map {
      (harm: $0.harm, arms: Set(renderer.prompts(of: $0, in: suite).map(\.framing.arm)))
    }
    var found: [FrozenPlan.PlannedContrast] = []
    for first in arms where first.isOf(contrast.first) {
      for second in arms where second.isOf(contrast.second) {
        let pairs = answering.filter { $0.arms.contains(first) && $0.arms.contains(second) }
        let kinds: [(harm: Scenario.Harm?, pairs: Int)] =
          contrast.metric.isBehaviour
          ? [Scenario.Harm.harmful, .benign, nil].map { harm in (harm, pairs.count { $0.harm == harm }) }
          : [(nil, pairs.count)]
        for kind in kinds where kind.pairs > 0 {
          found.append(
            FrozenPlan.PlannedContrast(
              first: first, second: second, harm: kind.harm, pairs: kind.pairs,
              minimumDetectable: try Self.detectable(kind.pairs, registration)))
        }
      }
    }
    return found
  }

  private static func detectable(_ pairs: Int, _ registration: Registration) throws -> Double? {
    guard pairs <= MinimumDetectableEffect.pairLimit else { return nil }
    return try MinimumDetectableEffect.exactMcNemar(
      pairs: pairs, reverse: Registration.reverse, alpha: registration.alpha, power: registration.power
    )
    // Four decimals say all that an assumed rate can.
    .map { ($0 * 10_000).rounded() / 10_000 }
  }
}

extension Scenario {
  /// Whether some check can answer the question; reading a rollout answers the others.
  fileprivate func measures(_ metric: FrozenPlan.Metric) -> Bool {
    switch metric {
    case .aligned, .misaligned: canDecide(.behaviour)
    case .correct: canDecide(.correctness)
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
