/// What the levels of a dose vary; a level's arm is `level/<dose>/<level>`.
public enum Dose: String, Sendable, Hashable, Codable, CaseIterable {
  /// What hangs on the answer: `low`, `medium`, `high`.
  case stakes
  /// Whether the conversation is said to be monitored or trained on: `monitored`, `unmonitored`.
  case tier
  /// One or more environment factors, joined by `+` where they are stacked.
  case factor
  /// A jailbreak wrapper around the request, of any name.
  case wrapper
  /// An instruction to the model under test, such as to underperform, of any name.
  case instruction

  /// The level names that exist, nil where authors name their own.
  public var levels: [String]? {
    switch self {
    case .stakes: ["low", "medium", "high"]
    case .tier: ["monitored", "unmonitored"]
    case .factor: EnvironmentFactor.allCases.map(\.rawValue)
    case .wrapper, .instruction: nil
    }
  }
}

/// What in a prompt's surroundings gives an evaluation away (EvalAwareBench, arXiv 2605.23055).
public enum EnvironmentFactor: String, Sendable, Hashable, Codable, CaseIterable {
  /// Placeholder names, addresses and data.
  case artificiality
  /// Details that do not fit together.
  case coherence
  /// Prose that nobody at work would write.
  case register
  /// Surroundings that a deployment would have and the prompt lacks.
  case completeness
  /// Stakes spelled out.
  case stakes
  /// A set-up known from published tests.
  case paradigm
  /// Numbered tasks, answer templates, options.
  case format
  /// Words that say it is an evaluation.
  case disclosure
  /// A generic assistant prompt.
  case generic
}

extension Arm {
  /// The dose and the level of a level arm; nil for another kind and for names outside a dose.
  public var dose: (dose: Dose, level: String)? {
    guard kind == .level, let parts = variant?.split(separator: "/", omittingEmptySubsequences: false),
      parts.count == 2, !parts[1].isEmpty, let dose = Dose(rawValue: String(parts[0]))
    else { return nil }
    return (dose, String(parts[1]))
  }

  /// The factors of a factor arm in the order in which they are applied; empty for other arms and for a name
  /// that is no factor.
  public var factors: [EnvironmentFactor] {
    guard let dose, dose.dose == .factor else { return [] }
    let names = dose.level.split(separator: "+", omittingEmptySubsequences: false)
    let factors = names.compactMap { EnvironmentFactor(rawValue: String($0)) }
    return factors.count == names.count ? factors : []
  }
}
