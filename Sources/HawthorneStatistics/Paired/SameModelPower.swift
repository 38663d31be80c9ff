extension SameModel {
  /// How a changed model differs, for `power`.
  public enum Change: String, Sendable, Hashable, Codable {
    /// Every prompt's rate moves the same way.
    case shared
    /// Half of the prompts move up, half down: the mean stays.
    case scattered
  }

  /// How probably `test` finds a change at `alpha`, by simulation from `seed`, a fraction.
  ///
  /// A prompt's rate in the first session is beta-distributed with mean `rate` and intraclass `correlation`; in the second
  /// it is `shift` higher or lower, turned back at 0 and 1. The standard error is √(p(1 − p)/simulations). At a shift of 0
  /// it is the level.
  /// - Throws: `StatisticsError` for bad counts, rates, alpha or draws.
  public static func power(
    prompts: Int, rollouts: Int, rate: Double, correlation: Double, shift: Double, change: Change,
    alpha: Double = 0.05, simulations: Int = 400, draws: Int = 199, seed: UInt64
  ) throws -> Double {
    try Checks.count("prompts", prompts)
    try Checks.count("rollouts", rollouts)
    guard prompts <= Limits.differences, rollouts <= rolloutLimit / 2 else {
      throw StatisticsError.tooMany(
        name: "rollouts", limit: rolloutLimit / 2, found: max(prompts, rollouts))
    }
    try Checks.proportion("rate", rate)
    try Checks.proportion("correlation", correlation)
    try Checks.proportion("shift", abs(shift))
    try Checks.level("alpha", alpha)
    try Checks.draws(simulations)
    try Checks.draws(draws)
    var generator = SeededGenerator(seed: seed)
    var found = 0
    var table = [Prompt](repeating: Prompt(first: [0, 0], second: [0, 0]), count: prompts)
    for round in 0..<simulations {
      for place in table.indices {
        let base = generator.betaRate(mean: rate, correlation: correlation)
        var moved = base + (change == .scattered && place % 2 == 1 ? -shift : shift)
        if moved > 1 { moved = 2 - moved }
        if moved < 0 { moved = -moved }
        for (session, p) in [base, moved].enumerated() {
          var successes = 0
          for _ in 0..<rollouts where generator.unit() < p { successes += 1 }
          if session == 0 {
            table[place].first = [successes, rollouts - successes]
          } else {
            table[place].second = [successes, rollouts - successes]
          }
        }
      }
      if try test(table, seed: seed &+ UInt64(round) &+ 1, draws: draws).p <= alpha { found += 1 }
    }
    return Double(found) / Double(simulations)
  }
}
