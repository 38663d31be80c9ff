/// Fisher's exact test of a 2×2 table with rows (a, b) and (c, d).
///
/// The two-sided p sums the probabilities of all tables with the same margins that are no more likely than
/// the one observed (ties within 1e-7 relative, as R does). A margin of 0 gives 1.
/// Source: R. A. Fisher, J. R. Statist. Soc. 98 (1935) 39; Agresti, Categorical Data Analysis, §3.5.
public enum FisherExact {
  /// The two-sided p-value.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func twoSided(a: Int, b: Int, c: Int, d: Int) throws -> Double {
    try Checks.count("a", a)
    try Checks.count("b", b)
    try Checks.count("c", c)
    try Checks.count("d", d)
    let table = Hypergeometric(successes: a + b, failures: c + d, draws: a + c)
    let mode = table.mode
    let threshold = table.mass(a) * (1 + 1e-7)
    // The mass rises to the mode and falls after it; the other tail begins at its first unlikely value.
    if a <= mode {
      var inside = mode
      var outside = table.largest + 1
      while outside - inside > 1 {
        let middle = inside + (outside - inside) / 2
        if table.mass(middle) <= threshold { outside = middle } else { inside = middle }
      }
      if table.mass(mode) <= threshold { return 1 }
      return min(1, table.sumDown(from: a) + (outside <= table.largest ? table.sumUp(from: outside) : 0))
    }
    if table.mass(mode) <= threshold { return 1 }
    var inside = mode
    var outside = table.smallest - 1
    while inside - outside > 1 {
      let middle = outside + (inside - outside) / 2
      if table.mass(middle) <= threshold { outside = middle } else { inside = middle }
    }
    return min(1, table.sumUp(from: a) + (outside >= table.smallest ? table.sumDown(from: outside) : 0))
  }

  /// The two-sided p-value of two counted rates, successes against failures.
  ///
  /// - Throws: `StatisticsError` for impossible counts.
  public static func twoSided(
    _ first: (successes: Int, trials: Int), _ second: (successes: Int, trials: Int)
  ) throws -> Double {
    try Checks.binomial(successes: first.successes, trials: first.trials)
    try Checks.binomial(successes: second.successes, trials: second.trials)
    return try twoSided(
      a: first.successes, b: first.trials - first.successes,
      c: second.successes, d: second.trials - second.successes)
  }
}
