/// Is an endpoint asked twice the same model? A permutation test over paired prompts.
///
/// A prompt is a scenario × arm, its rollouts counted by outcome class in both sessions. If nothing changed, which session
/// a rollout of a prompt belongs to is arbitrary: the outcomes of each prompt are handed out again at random, as many to
/// either session as it had. Two distances are compared with those of the draws, with hₚ = AₚBₚ/(Aₚ + Bₚ) and shares
/// a, b of class c:
/// - shared, Σ_c (Σₚ hₚ(aₚ꜀ − bₚ꜀))²: all prompts moved one way;
/// - scattered, Σₚ Σ_c hₚ(aₚ꜀ − bₚ꜀)²: prompts moved, each its own way. With one rollout a session it cannot see
///   anything.
///
/// p is that of the smaller of the two p-values among those of the draws, so that looking at both costs nothing in level.
/// A large p shows no sameness: print the power beside it. Rollouts must be independent given the prompt; a response cache
/// or a fixed seed makes any p meaningless.
/// Source: Phipson & Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39; the smaller of several: Westfall & Young,
/// Resampling-Based Multiple Testing (1993) §2.3; the use on endpoints: Gao, Liang & Guestrin, arXiv 2410.20247.
public enum SameModel {
  /// The rollouts of one prompt in both sessions, counted by outcome class.
  public struct Prompt: Sendable, Hashable, Codable {
    public var first: [Int]
    public var second: [Int]

    public init(first: [Int], second: [Int]) {
      self.first = first
      self.second = second
    }

    /// A property that a rollout has or not; NA are left out.
    public init(_ pair: ScenarioPair) {
      first = [pair.first.successes, pair.first.trials - pair.first.successes]
      second = [pair.second.successes, pair.second.trials - pair.second.successes]
    }
  }

  public struct Result: Sendable, Hashable, Codable {
    /// That all prompts kept their distribution of outcomes.
    public var p: Double
    /// Of the shared and of the scattered distance alone.
    public var pShared: Double
    public var pScattered: Double
    public var prompts: Int
    /// Prompts with rollouts in both sessions and more than one class: the others say nothing.
    public var informative: Int
  }

  /// The most rollouts of a prompt, and classes.
  public static let rolloutLimit: Int = 100_000

  /// The test; every p is 1 where no prompt is informative.
  ///
  /// - Throws: `StatisticsError` for bad counts, prompts whose sessions have different classes, more than
  ///   `rolloutLimit` rollouts of a prompt, or bad draws.
  public static func test(_ prompts: [Prompt], seed: UInt64, draws: Int = 9999) throws -> Result {
    try Checks.draws(draws)
    var plan = SessionShuffle()
    for prompt in prompts { try plan.add(prompt) }
    var result = Result(
      p: 1, pShared: 1, pScattered: 1, prompts: prompts.count, informative: plan.informative)
    guard plan.informative > 0 else { return result }
    var generator = SeededGenerator(seed: seed)
    var shared = [plan.observed.shared]
    var scattered = [plan.observed.scattered]
    shared.reserveCapacity(draws + 1)
    scattered.reserveCapacity(draws + 1)
    for _ in 0..<draws {
      let drawn = plan.draw(&generator)
      shared.append(drawn.shared)
      scattered.append(drawn.scattered)
    }
    let ofShared = atLeast(shared)
    let ofScattered = atLeast(scattered)
    let number = Double(draws + 1)
    result.pShared = Double(ofShared[0]) / number
    result.pScattered = Double(ofScattered[0]) / number
    let observed = min(ofShared[0], ofScattered[0])
    var asExtreme = 0
    for place in shared.indices where min(ofShared[place], ofScattered[place]) <= observed {
      asExtreme += 1
    }
    result.p = Double(asExtreme) / number
    return result
  }

  /// How many of the values each is exceeded or equalled by, itself among them; equal but for rounding is equal.
  private static func atLeast(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] > values[$1] }
    var counts = [Int](repeating: 0, count: values.count)
    let slack = 1e-10 * max(1, values[order[0]])
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end - 1]] - values[order[end]] <= slack { end += 1 }
      for place in start..<end { counts[order[place]] = end }
      start = end
    }
    return counts
  }
}

/// Redraws which session each rollout belongs to, all counts of a prompt kept.
struct SessionShuffle {
  private struct Entry {
    var pooled: [Int]
    var first: Int
    var second: Int
    var weight: Double
    /// P(first-session count of class 0 ≤ smallest + i).
    var cumulative: [Double]
    var smallest: Int
  }

  private(set) var observed = (shared: 0.0, scattered: 0.0)
  private var entries: [Entry] = []
  private var totals: [Double] = []
  private var tables: [[Int]: (smallest: Int, cumulative: [Double])] = [:]
  var informative: Int { entries.count }

  mutating func add(_ prompt: SameModel.Prompt) throws {
    try Checks.same("classes", prompt.second.count, as: prompt.first.count)
    for count in prompt.first + prompt.second { try Checks.count("outcomes", count) }
    let pooled = zip(prompt.first, prompt.second).map(+)
    let first = prompt.first.reduce(0, +)
    let second = prompt.second.reduce(0, +)
    guard first + second <= SameModel.rolloutLimit, pooled.count <= SameModel.rolloutLimit else {
      throw StatisticsError.tooMany(
        name: "outcomes", limit: SameModel.rolloutLimit, found: max(first + second, pooled.count))
    }
    guard first > 0, second > 0, pooled.count(where: { $0 > 0 }) > 1 else { return }
    let all = Double(first + second)
    let table = table(successes: pooled[0], failures: first + second - pooled[0], draws: first)
    entries.append(
      Entry(
        pooled: pooled, first: first, second: second, weight: Double(first) * Double(second) / all,
        cumulative: table.cumulative, smallest: table.smallest))
    while totals.count < pooled.count { totals.append(0) }
    // The observed totals are rebuilt each time: prompts are few and added once.
    var scattered = 0.0
    for (place, count) in prompt.first.enumerated() {
      let gap = gap(entries[entries.count - 1], place, count)
      totals[place] += entries[entries.count - 1].weight * gap
      scattered += entries[entries.count - 1].weight * gap * gap
    }
    observed.scattered += scattered
    observed.shared = totals.reduce(0) { $0 + $1 * $1 }
  }

  private func gap(_ entry: Entry, _ place: Int, _ count: Int) -> Double {
    Double(count) / Double(entry.first) - Double(entry.pooled[place] - count) / Double(entry.second)
  }

  /// The two distances of one redrawing.
  mutating func draw(_ generator: inout SeededGenerator) -> (shared: Double, scattered: Double) {
    for place in totals.indices { totals[place] = 0 }
    var scattered = 0.0
    for entry in entries {
      var left = entry.first
      var rest = entry.first + entry.second
      for place in entry.pooled.indices {
        let here = entry.pooled[place]
        rest -= here
        let count: Int
        if place == entry.pooled.count - 1 || left == 0 || here == 0 {
          count = min(left, here)
        } else if place == 0 {
          count = entry.smallest + Self.pick(entry.cumulative, generator.unit())
        } else {
          let table = table(successes: here, failures: rest, draws: left)
          count = table.smallest + Self.pick(table.cumulative, generator.unit())
        }
        left -= count
        let gap = gap(entry, place, count)
        totals[place] += entry.weight * gap
        scattered += entry.weight * gap * gap
      }
    }
    return (totals.reduce(0) { $0 + $1 * $1 }, scattered)
  }

  private static func pick(_ cumulative: [Double], _ u: Double) -> Int {
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > u { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func table(
    successes: Int, failures: Int, draws: Int
  ) -> (smallest: Int, cumulative: [Double]) {
    if let known = tables[[successes, failures, draws]] { return known }
    let distribution = Hypergeometric(successes: successes, failures: failures, draws: draws)
    var sum = 0.0
    let cumulative = (distribution.smallest...distribution.largest).map { count in
      sum += distribution.mass(count)
      return sum
    }
    let table = (distribution.smallest, cumulative)
    tables[[successes, failures, draws]] = table
    return table
  }
}
