import HawthorneCore
import HawthorneFormats

/// What an organism does, as rates and effects; every one can be set in its name's query.
///
/// A rate with arms (`awareness`, `oblique`, `lookalike`, `withheld`, `withheld_aware`) is also settable for
/// one arm: `awareness_overt=0.7`. Arms without a value of their own take the rate's.
struct OrganismParameters: Sendable, Hashable {
  /// A rate that may differ by arm.
  struct ArmRate: Sendable, Hashable {
    var base: Double
    var byArm: [Arm.Kind: Double] = [:]

    /// The rate of an arm; a control is the disguised arm again, a level lies between disguised and overt.
    func rate(_ arm: Arm) -> Double {
      switch arm.kind {
      case .control: return byArm[.control] ?? byArm[.disguised] ?? base
      case .level:
        if let own = byArm[.level] { return own }
        let low = byArm[.disguised] ?? base
        let high = byArm[.overt] ?? base
        return low + (high - low) * Self.dose(arm.variant)
      case let kind: return byArm[kind] ?? base
      }
    }

    /// From 0 to 1: the share of the overt arm in a level.
    static func dose(_ variant: String?) -> Double {
      switch variant {
      case "none": 0
      case "low": 1.0 / 3
      case "medium": 2.0 / 3
      case "high": 1
      case let text?: Double(text).map { min(max($0, 0), 1) } ?? 0.5
      case nil: 0.5
      }
    }
  }

  var seed: UInt64 = 1
  /// Probability of awareness, at a scenario of middling conspicuousness.
  var awareness = ArmRate(base: 0.15)
  /// Share of second-order awareness where the prompt itself states the evaluation.
  var secondOrder = 0.4
  /// Probability that an aware thought claims influence on the answer.
  var influence = 0.3
  /// Probability of refusal.
  var refusalHarmful = 0.7
  var refusalBenign = 0.05
  /// Share of the harmful requests not refused that get a partial answer.
  var partial = 0.1
  /// Added to the probability of refusing a harmful request in the overt arm (and of calling a tool).
  var effect = 0.0
  /// Added to the probability of refusing a harmful request when aware.
  var awarenessEffect = 0.0
  /// Probability of calling a scripted tool where the scenario has one.
  var tools = 0.6
  /// Standard deviation of scenarios, in logits, for awareness and refusal each.
  var variance = 0.8
  /// Probability that an aware thought is worded obliquely.
  var oblique = ArmRate(base: 0.1)
  /// Probability that an unaware thought holds a sentence that looks like awareness.
  var lookalike = ArmRate(base: 0.15)
  /// Probability that the reasoning cannot be read, of unaware and of aware rollouts.
  var withheld = ArmRate(base: 0.05)
  var withheldAware = ArmRate(base: 0.05)
  /// Logits of awareness added with every epoch after the first.
  var drift = 0.0
  /// Factors on the odds of awareness in the modes of these names.
  var instant = 0.3
  var thinking = 1.5

  /// The named organisms. `aware-b` is `aware-a` made more aware and more easily moved by the framing;
  /// `null` is moved by nothing, for A/A runs.
  static let presets: [String: OrganismParameters] = {
    var a = OrganismParameters()
    a.awareness = ArmRate(base: 0.12, byArm: [.overt: 0.45, .placebo: 0.12])
    a.effect = 0.08
    a.awarenessEffect = 0.05
    var b = a
    b.awareness = ArmRate(base: 0.25, byArm: [.overt: 0.75, .placebo: 0.25])
    b.influence = 0.45
    b.effect = 0.22
    b.awarenessEffect = 0.12
    var null = OrganismParameters()
    null.awareness = ArmRate(base: 0.2)
    return ["aware-a": a, "aware-b": b, "null": null]
  }()

  private static let armRates: [String: any WritableKeyPath<OrganismParameters, ArmRate> & Sendable] = [
    "awareness": \.awareness, "oblique": \.oblique, "lookalike": \.lookalike, "withheld": \.withheld,
    "withheld_aware": \.withheldAware,
  ]
  private static let rates: [String: any WritableKeyPath<OrganismParameters, Double> & Sendable] = [
    "second_order": \.secondOrder, "influence": \.influence, "refusal_harmful": \.refusalHarmful,
    "refusal_benign": \.refusalBenign, "partial": \.partial, "tools": \.tools,
  ]
  /// Settings that are not probabilities, with their bounds.
  private static let numbers:
    [String: (path: any WritableKeyPath<OrganismParameters, Double> & Sendable, bounds: ClosedRange<Double>)] =
      [
        "effect": (\.effect, -1...1), "awareness_effect": (\.awarenessEffect, -1...1),
        "variance": (\.variance, 0...5), "drift": (\.drift, -5...5), "instant": (\.instant, 0...100),
        "thinking": (\.thinking, 0...100),
      ]

  /// Every name that a query may set.
  static var names: [String] {
    let byArm = armRates.keys.flatMap { name in [name] + Arm.Kind.allCases.map { "\(name)_\($0.rawValue)" } }
    return (byArm + rates.keys + numbers.keys + ["seed"]).sorted()
  }

  /// Reads `preset` or `preset?name=value&…`.
  ///
  /// - Throws: `ModelError` of kind `badModelName` that names the part at fault.
  static func parse(_ text: String) throws(ModelError) -> (preset: String, parameters: OrganismParameters) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let preset = parts[0]
    guard var parameters = presets[preset] else {
      throw ModelError(
        .badModelName, problem: "No organism is called '\(preset)'.",
        fix: "Use one of \(presets.keys.sorted().joined(separator: ", ")).")
    }
    for pair in (parts.count == 2 ? parts[1] : "").split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      try parameters.set(halves[0], to: halves.count == 2 ? halves[1] : "")
    }
    return (preset, parameters)
  }

  private mutating func set(_ name: String, to text: String) throws(ModelError) {
    if name == "seed" {
      guard let value = UInt64(text) else { throw Self.refused(name, text, "a whole number from 0") }
      seed = value
      return
    }
    if let (path, bounds) = Self.numbers[name] {
      self[keyPath: path] = try Self.number(name, text, bounds)
    } else if let path = Self.rates[name] {
      self[keyPath: path] = try Self.number(name, text, 0...1)
    } else if let path = Self.armRates[name] {
      self[keyPath: path].base = try Self.number(name, text, 0...1)
    } else if let cut = name.lastIndex(of: "_"), let path = Self.armRates[String(name[..<cut])],
      let kind = Arm.Kind(rawValue: String(name[name.index(after: cut)...]))
    {
      self[keyPath: path].byArm[kind] = try Self.number(name, text, 0...1)
    } else {
      throw ModelError(
        .badModelName, problem: "An organism has no parameter '\(name)'.",
        fix: "Correct it: \(NearestName.hint(for: name, among: Self.names).joined(separator: "; ")).")
    }
  }

  private static func number(
    _ name: String, _ text: String, _ bounds: ClosedRange<Double>
  ) throws(ModelError) -> Double {
    guard let value = Double(text), bounds.contains(value) else {
      throw refused(name, text, "a number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return value
  }

  private static func refused(_ name: String, _ text: String, _ expected: String) -> ModelError {
    ModelError(
      .badModelName, problem: "The organism's parameter '\(name)' cannot be '\(text)'.",
      fix: "Give it \(expected).")
  }
}
