/// One scenario's outcomes under one arm, added up over its rollouts: all that any interval here needs of it.
///
/// A million rollouts of a thousand scenarios are a thousand of these; nothing in this room takes a list of rollouts
/// where counts will do.
public struct ScenarioCounts: Sendable, Hashable, Codable {
  /// Rollouts with the property.
  public var successes: Int
  /// Rollouts of which it is known, `successes` among them.
  public var trials: Int
  /// Rollouts of which it is not known (NA); never in `trials`.
  public var missing: Int

  public init(successes: Int, trials: Int, missing: Int = 0) {
    self.successes = successes
    self.trials = trials
    self.missing = missing
  }

  /// successes/trials, a fraction; nil where nothing is known.
  public var rate: Double? { trials > 0 ? Double(successes) / Double(trials) : nil }

  /// The counts with every NA taken as a success or as none.
  public func resolved(missingAre success: Bool) -> ScenarioCounts {
    ScenarioCounts(successes: successes + (success ? missing : 0), trials: trials + missing)
  }
}

/// One scenario under two arms (or one arm at two times).
public struct ScenarioPair: Sendable, Hashable, Codable {
  public var first: ScenarioCounts
  public var second: ScenarioCounts

  public init(first: ScenarioCounts, second: ScenarioCounts) {
    self.first = first
    self.second = second
  }

  /// The difference of the two rates, first − second; nil where one is not known.
  public var difference: Double? {
    guard let one = first.rate, let two = second.rate else { return nil }
    return Self.settled(one - two)
  }

  /// A sum of rates to a multiple of 2⁻⁴⁰ (1e-12), so that what is equal in exact arithmetic is equal: 0.8 − 0.2 and
  /// 0.6 − 0 are, and 0.3 − 0.1 − 0.2 is 0 and no difference between scenarios.
  static func settled(_ value: Double) -> Double { (value * 0x1p40).rounded() * 0x1p-40 }

  /// The pair the other way round.
  public var swapped: ScenarioPair { ScenarioPair(first: second, second: first) }
}

extension Checks {
  static func scenario(_ counts: ScenarioCounts) throws {
    try binomial(successes: counts.successes, trials: counts.trials)
    try count("missing", counts.missing)
    try count("trials", counts.trials + counts.missing)
  }

  static func scenarios(_ counts: [ScenarioCounts]) throws {
    guard counts.count <= Limits.scores else {
      throw StatisticsError.tooMany(name: "scenarios", limit: Limits.scores, found: counts.count)
    }
    for each in counts { try scenario(each) }
  }

  static func pairs(_ pairs: [ScenarioPair]) throws {
    guard pairs.count <= Limits.differences else {
      throw StatisticsError.tooMany(name: "scenarios", limit: Limits.differences, found: pairs.count)
    }
    for pair in pairs {
      try scenario(pair.first)
      try scenario(pair.second)
    }
  }
}
