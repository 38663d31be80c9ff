/// Permutation tests whose null is the random order of a plan: what was shuffled is shuffled again, within blocks.
///
/// A block holds units that the plan could have exchanged: scenarios of a suite between the two halves of a run, or the
/// arms of a scenario among themselves. Under the null every exchange within a block is as likely as the one seen, so
/// that the tests hold their level whatever the units' distributions and whatever blocks have in common. Drawn p-values
/// are (k + 1)/(draws + 1): Phipson & Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39.
/// Source: R. A. Fisher, The Design of Experiments (1935); E. S. Edgington, Randomization Tests (1980) ch. 6.
public enum BlockPermutation {
  /// One unit and the half it fell into.
  public struct Unit: Sendable, Hashable {
    public var value: Double
    public var isSecond: Bool

    public init(value: Double, isSecond: Bool) {
      self.value = value
      self.isSecond = isSecond
    }
  }

  /// The second half against the first.
  public struct Shift: Sendable, Hashable {
    /// Σ a·d/Σ a over pairs and blocks, in the unit of the values: d is the mean of the second half less that of the first,
    /// a = w/v with w = k₁k₂/(k₁ + k₂) and v the variance of a unit, of pairs and of blocks apart.
    public var difference: Double
    public var test: PermutationResult
    /// Units of pairs, and of blocks that have both halves, in either half.
    public var first: Int
    public var second: Int
    /// Of the difference, the shift taken out; 0 where nothing varies.
    public var variance: Double
    /// The same with every unit's variance at least `leastVariance`: nothing seen is not known to be 0.
    public var plannedVariance: Double
    /// Pairs whose halves differ, and units of blocks that differ from the commonest value of their block.
    public var varying: Int
    public var degrees: Int
    /// log₂ of the number of exchanges: with too few no test can find anything.
    public var exchanges: Double
  }

  /// More units than this are not drawn for: the normal approximation of the same permutations stands instead, with
  /// their exact variance (Hoeffding, Ann. Math. Statist. 22 (1951) 558).
  public static let drawLimit: Int = 20_000
  /// Up to 2 to this many exchanges are all counted.
  public static let exactBits: Double = 16
  /// In blocks of at most so many units.
  private static let exactUnits = 18

  /// Whether units moved from the first half to the second; nil where nothing has both halves.
  ///
  /// Two-sided on |Σ a·d|; sums within 1e-10 of the largest possible are ties. The variances in the weights are of all
  /// units of a kind, whichever half they are in, so that no exchange changes them and the test stays exact.
  /// - Parameters:
  ///   - pairs: one unit in both halves, for instance a scenario asked in each.
  ///   - blocks: units in one half each, exchangeable within their block; a block without both halves is passed over.
  ///   - leastVariance: of a unit, for `plannedVariance` and for the weights.
  /// - Throws: `StatisticsError` for values that are not finite, too many values or a bad number of draws.
  public static func shift(
    pairs: [(first: Double, second: Double)] = [], blocks: [[Unit]], leastVariance: Double = 0, seed: UInt64,
    draws: Int = 20_000
  ) throws -> Shift? {
    try Checks.draws(draws)
    let both = blocks.filter { block in block.contains(where: \.isSecond) && block.contains { !$0.isSecond } }
    let count = 2 * pairs.count + both.reduce(0) { $0 + $1.count }
    guard count <= Limits.scores else {
      throw StatisticsError.tooMany(name: "units", limit: Limits.scores, found: count)
    }
    try Checks.finite(
      "values", both.flatMap { $0.map { 2 * $0.value } } + pairs.flatMap { [2 * $0.first, 2 * $0.second] })
    guard leastVariance.isFinite, leastVariance >= 0 else {
      throw StatisticsError.negativeMagnitude(name: "leastVariance", value: leastVariance)
    }
    guard count > 0 else { return nil }
    let kinds = [
      Kind(pairs.map { [Unit(value: $0.first, isSecond: false), Unit(value: $0.second, isSecond: true)] }),
      Kind(both),
    ].filter { !$0.blocks.isEmpty }
    let variances = kinds.map { max($0.squares / Double(max(1, $0.degrees)), leastVariance) }
    // Squares of values near the largest double.
    try Checks.finite("values", variances)
    let largest = variances.max() ?? 0
    // A kind in which nothing varies weighs as the other does.
    let scales = variances.map { $0 > 0 ? min(largest / $0, 1e12) : 1 }
    let weight = zip(kinds, scales).reduce(0) { $0 + $1.0.weight * $1.1 }
    let total = zip(kinds, scales).reduce(0) { $0 + $1.0.total * $1.1 }
    let difference = total / weight
    var (seen, planned) = (0.0, 0.0)
    for (kind, scale) in zip(kinds, scales) {
      let residual = kind.residual(difference) / Double(max(1, kind.degrees - 1))
      seen += kind.weight * scale * scale * residual
      planned += kind.weight * scale * scale * max(residual, leastVariance)
    }
    return Shift(
      difference: difference,
      test: test(total: total, kinds: kinds, scales: scales, units: count, seed: seed, draws: draws),
      first: kinds.reduce(0) { $0 + $1.first }, second: kinds.reduce(0) { $0 + $1.second },
      variance: seen / (weight * weight), plannedVariance: planned / (weight * weight),
      varying: pairs.count { $0.first != $0.second } + both.reduce(0) { $0 + Self.varying($1) },
      degrees: kinds.reduce(-1) { $0 + $1.degrees }, exchanges: kinds.reduce(0) { $0 + $1.exchanges })
  }

  /// Student's interval of a shift; nil without degrees of freedom, or where so few units vary that no exchange of them
  /// could reach 1 − level: their spread would claim what the data cannot show.
  ///
  /// - Parameter clusters: scenarios behind the units, which leave clusters − 1 degrees of freedom at most.
  /// - Throws: `StatisticsError` for a level outside (0, 1).
  public static func interval(of shift: Shift, clusters: Int, level: Double = 0.95) throws -> Interval? {
    try Checks.level("level", level)
    let degrees = min(shift.degrees, clusters - 1)
    guard degrees > 0, shift.variance > 0, !isSparse(shift, alpha: 1 - level) else { return nil }
    let reach = -StudentT(degrees: Double(degrees)).quantile((1 - level) / 2) * shift.variance.squareRoot()
    return Interval(lower: shift.difference - reach, upper: shift.difference + reach, level: level)
  }

  /// The smallest shift that the test finds with `power`, in the unit of the values; nil where it finds none.
  ///
  /// (t₁₋α/₂ + t_power)·√variance (Bloom 1995, as `MinimumDetectableEffect.meanDifference`). Where too few units vary for
  /// their exchange alone to reach alpha, `plannedVariance` stands for it, and for rates the shift is at least the rate at
  /// which a half shows as many units as Fisher's exact test needs against none in the other: a spread seen in almost no
  /// unit promises too much.
  /// - Throws: `StatisticsError` for an alpha or power outside (0, 1).
  public static func minimumDetectable(
    _ shift: Shift, clusters: Int, isRate: Bool, alpha: Double = 0.05, power: Double = 0.8
  ) throws -> Double? {
    try Checks.level("alpha", alpha)
    try Checks.level("power", power)
    let degrees = min(shift.degrees, clusters - 1)
    let isSparse = isSparse(shift, alpha: alpha)
    let variance = isSparse ? shift.plannedVariance : shift.variance
    guard degrees > 0, variance > 0, exponential((1 - shift.exchanges) * logarithm(2)) <= alpha else {
      return nil
    }
    let student = StudentT(degrees: Double(degrees))
    let sum = max(0, -student.quantile(alpha / 2) - student.quantile(1 - power))
    let effect = sum * variance.squareRoot()
    guard isRate, isSparse else { return effect }
    guard let fewest = try fewestEvents(shift, alpha: alpha, power: power) else { return nil }
    let least = max(effect, fewest)
    return least <= 1 ? least : nil
  }

  private static func isSparse(_ shift: Shift, alpha: Double) -> Bool {
    exponential((1 - Double(shift.varying)) * logarithm(2)) > alpha
  }

  private static func varying(_ block: [Unit]) -> Int {
    var counts: [Double: Int] = [:]
    for unit in block { counts[unit.value, default: 0] += 1 }
    return block.count - (counts.values.max() ?? 0)
  }

  /// The rate in the smaller half at which enough events are there with `power`, none being in the other.
  private static func fewestEvents(_ shift: Shift, alpha: Double, power: Double) throws -> Double? {
    let small = min(shift.first, shift.second)
    let large = max(shift.first, shift.second)
    for events in 1...max(1, small) {
      guard try FisherExact.twoSided((events, small), (0, large)) <= alpha else { continue }
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = 0.5 * (low + high)
        if Binomial(trials: small, p: middle).upperTail(events) >= power {
          high = middle
        } else {
          low = middle
        }
      }
      return high
    }
    return nil
  }

  /// One block's values less their mean, and how many of them a draw takes.
  private struct Centred {
    var values: [Double]
    var drawn: Int
    /// The values sum to 0, so that the smaller half is drawn and its sum turned round where it is the first.
    var sign: Double

    /// What every choice of a second half adds up to.
    var sums: [Double] {
      (0..<(1 << values.count)).filter { $0.nonzeroBitCount == drawn }.map { chosen in
        sign * values.indices.reduce(0.0) { $0 + (chosen >> $1 & 1 == 1 ? values[$1] : 0) }
      }
    }
  }

  /// Blocks whose units have one variance.
  private struct Kind {
    var blocks: [Centred] = []
    /// Σ over the second half of the values less their block's mean, which is Σ w·d.
    var total = 0.0
    var weight = 0.0
    var squares = 0.0
    var spread = 0.0
    /// Of `total`, over all exchanges.
    var variance = 0.0
    var exchanges = 0.0
    var first = 0
    var second = 0
    var degrees = 0

    init(_ all: [[Unit]]) {
      for block in all {
        let n = Double(block.count)
        let mean = block.reduce(0) { $0 + $1.value / n }
        let k = block.count(where: \.isSecond)
        let values = block.map { $0.value - mean }
        let square = values.reduce(0) { $0 + $1 * $1 }
        let w = Double(block.count - k) * Double(k) / n
        total += zip(block, values).reduce(0) { $0 + ($1.0.isSecond ? $1.1 : 0) }
        weight += w
        squares += square
        spread += values.reduce(0) { $0 + abs($1) }
        variance += w / (n - 1) * square
        exchanges +=
          (logFactorial(block.count) - logFactorial(k) - logFactorial(block.count - k)) / logarithm(2)
        first += block.count - k
        second += k
        degrees += block.count - 1
        blocks.append(
          Centred(values: values, drawn: min(k, block.count - k), sign: k * 2 <= block.count ? 1 : -1))
      }
    }

    /// Σ of squares with a shift taken out of every block: Σw·d² of its own goes, Σw·(d − shift)² stays.
    func residual(_ shift: Double) -> Double { max(0, squares - 2 * shift * total + shift * shift * weight) }
  }

  private static func test(
    total: Double, kinds: [Kind], scales: [Double], units: Int, seed: UInt64, draws: Int
  ) -> PermutationResult {
    let parts = Array(zip(kinds, scales))
    let slack = 1e-10 * parts.reduce(0) { $0 + $1.0.spread * $1.1 }
    let variance = parts.reduce(0) { $0 + $1.0.variance * $1.1 * $1.1 }
    let threshold = abs(total) - slack
    guard threshold > 0, variance > 0 else { return PermutationResult(p: 1, isExact: true) }
    let isSmall = kinds.allSatisfy { $0.blocks.allSatisfy { $0.values.count <= exactUnits } }
    if isSmall, parts.reduce(0, { $0 + $1.0.exchanges }) <= exactBits {
      var sums = [0.0]
      for (kind, scale) in parts {
        for block in kind.blocks {
          let own = block.sums
          sums = sums.flatMap { sum in own.map { sum + scale * $0 } }
        }
      }
      return PermutationResult(
        p: Double(sums.count { abs($0) >= threshold }) / Double(sums.count), isExact: true)
    }
    if units > drawLimit {
      return PermutationResult(
        p: min(1, 2 * Normal.lowerTail(-abs(total) / variance.squareRoot())), isExact: false)
    }
    var blocks: [Centred] = []
    for (kind, scale) in parts {
      blocks += kind.blocks.map { Centred(values: $0.values, drawn: $0.drawn, sign: $0.sign * scale) }
    }
    var generator = SeededGenerator(seed: seed)
    var extreme = 0
    for _ in 0..<draws {
      var sum = 0.0
      for index in blocks.indices {
        var part = 0.0
        let count = blocks[index].values.count
        // The first places of a shuffle; what an earlier draw left is as good a start as any.
        for place in 0..<blocks[index].drawn {
          let other = place + generator.next(below: count - place)
          blocks[index].values.swapAt(place, other)
          part += blocks[index].values[place]
        }
        sum += blocks[index].sign * part
      }
      if abs(sum) >= threshold { extreme += 1 }
    }
    return PermutationResult(p: Double(extreme + 1) / Double(draws + 1), isExact: false)
  }

  private static func logFactorial(_ n: Int) -> Double { IncompleteBeta.logGamma(Double(n) + 1) }
}

extension BlockPermutation {
  /// What one group (an arm) of a block (a scenario) shows: how often each value.
  public struct Share: Sendable, Hashable {
    public var group: Int
    public var counts: [Int]

    public init(group: Int, counts: [Int]) {
      self.group = group
      self.counts = counts
    }
  }

  /// Whether groups show the values alike; nil where no block has two shares that differ, so that nothing can be told.
  ///
  /// The groups of a block are exchanged whole. The statistic is Pearson's Σ (O − E)²/E over group × value, where E is the
  /// mean over all exchanges: each block's total of a value, spread evenly over its shares.
  /// - Parameters:
  ///   - groups: how many there are, numbered from 0; a block may lack some, and one that names another is refused.
  ///   - values: the length of every share's counts.
  /// - Throws: `StatisticsError` for shares that do not fit, bad counts or a bad number of draws.
  public static func homogeneity(
    blocks all: [[Share]], groups: Int, values: Int, seed: UInt64, draws: Int = 20_000
  ) throws -> PermutationResult? {
    try Checks.draws(draws)
    for share in all.joined() {
      try Checks.same("counts", share.counts.count, as: values)
      for count in share.counts { try Checks.count("counts", count) }
      guard share.group >= 0, share.group < groups else {
        throw StatisticsError.shape(name: "groups", expected: groups, found: share.group + 1)
      }
    }
    // Blocks without a difference add the same to every exchange, but belong to what is expected.
    var observed = Array(repeating: 0.0, count: groups * values)
    var expected = observed
    var fixed = observed
    var moving: [Moving] = []
    for block in all where !block.isEmpty {
      let differs = block.dropFirst().contains { $0.counts != block[0].counts }
      for share in block {
        for value in 0..<values {
          let count = Double(share.counts[value])
          observed[share.group * values + value] += count
          if !differs { fixed[share.group * values + value] += count }
          let even = block.reduce(0.0) { $0 + Double($1.counts[value]) } / Double(block.count)
          expected[share.group * values + value] += even
        }
      }
      if differs { moving.append(Moving(block)) }
    }
    guard !moving.isEmpty else { return nil }
    func statistic(_ counts: [Double]) -> Double {
      var sum = 0.0
      for index in counts.indices where expected[index] > 0 {
        sum += (counts[index] - expected[index]) * (counts[index] - expected[index]) / expected[index]
      }
      return sum
    }
    let threshold = statistic(observed) * (1 - 1e-10)
    let work = moving.reduce(0) { $0 + $1.groups.count * values }
    // Millions of scenarios are drawn for less often: with so many, p is hardly ever near its limit.
    let rounds = min(draws, max(1_999, 200_000_000 / max(1, work)))
    var generator = SeededGenerator(seed: seed)
    var extreme = 0
    var counts = fixed
    for _ in 0..<rounds {
      for index in counts.indices { counts[index] = fixed[index] }
      for index in moving.indices {
        let count = moving[index].groups.count
        for place in 0..<(count - 1) {
          moving[index].groups.swapAt(place, place + generator.next(below: count - place))
        }
        for (share, group) in moving[index].groups.enumerated() {
          for (value, number) in moving[index].shares[share] { counts[group * values + value] += number }
        }
      }
      if statistic(counts) >= threshold { extreme += 1 }
    }
    return PermutationResult(p: Double(extreme + 1) / Double(rounds + 1), isExact: false)
  }

  /// A block whose shares differ: the groups wander over them.
  private struct Moving {
    var groups: [Int]
    /// Of each share the values that it shows at all.
    var shares: [[(value: Int, number: Double)]]

    init(_ block: [Share]) {
      groups = block.map(\.group)
      shares = block.map { share in
        share.counts.enumerated().filter { $0.element > 0 }.map { ($0.offset, Double($0.element)) }
      }
    }
  }
}
