/// Two arms of matched scenarios, one rollout an arm: do the discordant ones lean one way?
///
/// `b` counts scenarios positive in the first arm only, `c` in the second only. Given b + c, b is binomial
/// with p = ½ when framing does nothing. Where a scenario has several rollouts an arm, use `SignFlip`.
/// Source: McNemar, Psychometrika 12 (1947) 153; Fagerland, Lydersen & Laake, BMC Med. Res. Methodol. 13
/// (2013) 91 (mid-p, equations of the section "The McNemar mid-p test").
public enum McNemar {
  public struct Result: Sendable, Hashable, Codable {
    /// Two-sided exact p: min(1, 2·P(X ≤ min(b, c))).
    public var exact: Double
    /// Two-sided mid-p: exact − P(X = min(b, c)), or 1 − ½·P(X = b) when b = c. Less conservative.
    public var midP: Double
  }

  /// Both p-values; with no discordant pair both are 1.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func test(b: Int, c: Int) throws -> Result {
    try Checks.count("b", b)
    try Checks.count("c", c)
    guard b + c > 0 else { return Result(exact: 1, midP: 1) }
    let fewer = min(b, c)
    let distribution = Binomial(trials: b + c, p: 0.5, q: 0.5)
    let mass = distribution.mass(fewer)
    if b == c { return Result(exact: 1, midP: 1 - 0.5 * mass) }
    let exact = min(1, 2 * distribution.lowerTail(fewer))
    return Result(exact: exact, midP: max(0, exact - mass))
  }

  /// The continuity-corrected χ² (|b − c| − 1)²/(b + c), to compare with older tables; nil when b + c = 0.
  ///
  /// |b − c| < 1 gives 0.
  /// - Throws: `StatisticsError` for a bad count.
  public static func correctedChiSquared(b: Int, c: Int) throws -> Double? {
    try Checks.count("b", b)
    try Checks.count("c", c)
    guard b + c > 0 else { return nil }
    let excess = Double(max(0, abs(b - c) - 1))
    return excess * excess / Double(b + c)
  }
}
