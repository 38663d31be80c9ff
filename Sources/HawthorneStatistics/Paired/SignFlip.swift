/// The sign-flip permutation test of scenario differences, and the interval that inverts it.
///
/// Each value is one scenario's difference of arm means (rollouts are averaged first). If framing does
/// nothing each difference is as likely to have the other sign, so |Σdᵢ| is compared with |Σ±dᵢ| over sign
/// vectors. Differences may have any unit; the interval has the same.
/// Source: R. A. Fisher, The Design of Experiments (1935) §21; the Monte-Carlo p with +1s: Phipson & Smyth,
/// Stat. Appl. Genet. Mol. Biol. 9 (2010) 39; the interval: J. A. Hartigan, JASA 64 (1969) 1303.
public enum SignFlip {
  /// Up to this many non-zero differences every sign vector is counted.
  public static let exactLimit: Int = 20

  /// The two-sided p-value; 1 without any non-zero difference.
  ///
  /// Exact up to `exactLimit` non-zero differences; beyond, (k + 1)/(draws + 1) over `draws` sign vectors
  /// from `seed`, k of them at least as extreme. Sums within 1e-10 of Σ|dᵢ| count as ties.
  /// - Throws: `StatisticsError` for values that are not finite, too many values or a bad number of draws.
  public static func pValue(
    differences: [Double], seed: UInt64, draws: Int = 100_000
  ) throws -> PermutationResult {
    try check(differences)
    try Checks.draws(draws)
    let nonZero = differences.filter { $0 != 0 }
    guard !nonZero.isEmpty else { return PermutationResult(p: 1, isExact: true) }
    let total = nonZero.reduce(0, +)
    let slack = tieSlack(nonZero)
    // Flipping the subset F turns the sum T into T − 2·ΣF.
    let threshold = abs(total) - slack
    if nonZero.count <= exactLimit {
      let sums = subsetSums(nonZero)
      let extreme = sums.reduce(into: 0) { if abs(total - 2 * $1) >= threshold { $0 += 1 } }
      return PermutationResult(p: Double(extreme) / Double(sums.count), isExact: true)
    }
    // All differences, zeros too, are drawn for, so that the interval sees the same sign vectors.
    var extreme = 0
    var sampler = SubsetSampler(values: differences, seed: seed)
    for _ in 0..<draws {
      if abs(total - 2 * sampler.next().sum) >= threshold { extreme += 1 }
    }
    return PermutationResult(p: Double(extreme + 1) / Double(draws + 1), isExact: false)
  }

  /// The shifts θ that the two-sided test of dᵢ − θ does not reject at 1 − level.
  ///
  /// Its ends are order statistics of the means of subsets of the differences: the one-sided test rejects θ
  /// when few subsets have a mean at or below it. All subsets up to `exactLimit` differences, otherwise
  /// `draws` from `seed`, each with its complement. It agrees with `pValue` on whether 0 is in.
  ///
  /// Exact when differences are symmetric about their mean; else approximate (simulated at 0.95, 12 and 40
  /// scenarios: 0.95 for five rollouts an arm, 0.92 to 0.94 where one scenario in four responds). Nil when it
  /// would claim what the data cannot show: fewer non-zero differences than the test needs to reject
  /// anything (6 at 0.95; below that it would cover about 0.8), or no spread at all. Then use
  /// `SparseDifference`, or `PairedDifference.tango` at one rollout an arm.
  ///
  /// With weights it is that of Σwᵢdᵢ/Σwᵢ: the signs of wᵢ(dᵢ − θ) are flipped, what scenario i adds to the score, so
  /// that its ends are order statistics of the weighted means of subsets. Source: Hemerik, Goeman & Finos, J. R.
  /// Stat. Soc. B 82 (2020) 841.
  /// - Parameter weights: positive, one a difference; nil for equal ones.
  /// - Throws: `StatisticsError` for values that are not finite, too many values, weights that are not positive, or a
  ///   level outside (0, 1).
  public static func interval(
    differences: [Double], weights: [Double]? = nil, level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> Interval? {
    try check(differences)
    if let weights { try Checks.weights(weights, of: differences) }
    try Checks.level("level", level)
    try Checks.draws(draws)
    // Differences of rates that are equal may differ in their last bits.
    let noise = 1e-12 * differences.reduce(0) { max($0, abs($1)) }
    guard let first = differences.first, differences.contains(where: { abs($0 - first) > noise }) else {
      return nil
    }
    let alpha = 1 - level
    let nonZero = differences.count { abs($0) > noise }
    if nonZero < 60, alpha * Double(1 << nonZero) < 2 { return nil }
    let values = weights.map { zip($0, differences).map(*) } ?? differences
    let slack = tieSlack(values)
    func mean(_ sum: Double, _ size: Double) -> Double { abs(sum) <= slack ? 0 : sum / size }
    var means: [Double] = []
    let rank: Int
    if differences.count <= exactLimit {
      let sums = subsetSums(values)
      let sizes = weights.map(subsetSums)
      means.reserveCapacity(sums.count)
      for subset in 1..<sums.count {
        means.append(mean(sums[subset], sizes?[subset] ?? Double(subset.nonzeroBitCount)))
      }
      rank = Int(alpha / 2 * Double(sums.count))
    } else {
      let total = values.reduce(0, +)
      let all = weights?.reduce(0, +) ?? Double(values.count)
      var sampler = SubsetSampler(values: values, seed: seed)
      // The same seed draws the same subsets.
      var sizes = weights.map { SubsetSampler(values: $0, seed: seed) }
      means.reserveCapacity(2 * draws)
      for _ in 0..<draws {
        let subset = sampler.next()
        let size = sizes?.next().sum ?? Double(subset.size)
        if subset.size > 0 { means.append(mean(subset.sum, size)) }
        if subset.size < values.count { means.append(mean(total - subset.sum, all - size)) }
      }
      rank = Int(alpha * Double(draws + 1))
    }
    guard rank >= 1, rank <= means.count else { return nil }
    means.sort()
    return Interval(lower: means[rank - 1], upper: means[means.count - rank], level: level)
  }

  private static func check(_ differences: [Double]) throws {
    guard differences.count <= Limits.differences else {
      throw StatisticsError.tooMany(
        name: "differences", limit: Limits.differences, found: differences.count)
    }
    try Checks.finite("differences", differences.map { 2 * $0 })
  }

  private static func tieSlack(_ values: [Double]) -> Double {
    1e-10 * values.reduce(0) { $0 + abs($1) }
  }

  /// The sum of every subset, indexed by its bit mask.
  private static func subsetSums(_ values: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(1 << values.count)
    for value in values {
      // Subsets with the new value follow those without it, so that masks stay in order.
      for subset in 0..<sums.count { sums.append(sums[subset] + value) }
    }
    return sums
  }
}

/// Draws uniform random subsets and sums them eight values a look-up.
struct SubsetSampler {
  private let table: [Double]
  private let chunks: Int
  private let lastMask: UInt8
  private var generator: SeededGenerator

  init(values: [Double], seed: UInt64) {
    chunks = (values.count + 7) / 8
    let remainder = values.count % 8
    lastMask = remainder == 0 ? 0xFF : UInt8((1 << remainder) - 1)
    generator = SeededGenerator(seed: seed)
    var table: [Double] = []
    table.reserveCapacity(chunks * 256)
    for chunk in 0..<chunks {
      let base = table.count
      table.append(0)
      for bit in 0..<8 {
        let index = chunk * 8 + bit
        let value = index < values.count ? values[index] : 0
        for subset in 0..<(1 << bit) { table.append(table[base + subset] + value) }
      }
    }
    self.table = table
  }

  mutating func next() -> (sum: Double, size: Int) {
    var sum = 0.0
    var size = 0
    var word: UInt64 = 0
    for chunk in 0..<chunks {
      if chunk % 8 == 0 { word = generator.next() }
      var bits = UInt8(truncatingIfNeeded: word)
      word >>= 8
      if chunk == chunks - 1 { bits &= lastMask }
      sum += table[chunk * 256 + Int(bits)]
      size += bits.nonzeroBitCount
    }
    return (sum, size)
  }
}
