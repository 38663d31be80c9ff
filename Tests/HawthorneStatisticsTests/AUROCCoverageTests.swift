import Testing

@testable import HawthorneStatistics

/// How often intervals of an area hold the truth at 14 and 40 matched sets, from a seed: few times by default,
/// many with HAWTHORNE_LONG=1, which also prints the figures.
@Suite struct AUROCCoverageTests {
  enum Shape: CaseIterable {
    /// Independent normal scores, one of each class a set.
    case independent
    /// One of each class a set; half the variance is the set's.
    case pairs
    /// One to four of each class a set; half the variance is the set's.
    case several
  }

  struct Scores {
    var positives: [Double] = []
    var positiveClusters: [Int] = []
    var negatives: [Double] = []
    var negativeClusters: [Int] = []

    init(_ shape: Shape, sets: Int, area: Double, _ generator: inout SeededGenerator) {
      let apart = Double(2).squareRoot() * Normal.quantile(area)
      let shared = (shape == .independent ? 0 : 0.5).squareRoot()
      let own = (shape == .independent ? 1 : 0.5).squareRoot()
      func normal() -> Double { Normal.quantile(max(1e-12, generator.unit())) }
      for set in 0..<sets {
        let common = shared * normal()
        for _ in 0...(shape == .several ? generator.next(below: 4) : 0) {
          positives.append(apart + common + own * normal())
          positiveClusters.append(set)
        }
        for _ in 0...(shape == .several ? generator.next(below: 4) : 0) {
          negatives.append(common + own * normal())
          negativeClusters.append(set)
        }
      }
    }
  }

  /// Four standard errors of leave.
  private func slack(_ rounds: Int) -> Double { 4 * (0.05 * 0.95 / Double(rounds)).squareRoot() }

  @Test(arguments: [14, 40], [0.5, 0.7, 0.95]) func deLong(sets: Int, area: Double) throws {
    let rounds = isLong ? 5000 : 200
    var generator = SeededGenerator(seed: 31)
    var (covered, scored, width) = (0, 0, 0.0)
    for _ in 0..<rounds {
      let scores = Scores(.independent, sets: sets, area: area, &generator)
      let estimate = try #require(
        try AUROC.deLong(positives: scores.positives, negatives: scores.negatives))
      if estimate.interval.contains(area) { covered += 1 }
      if estimate.method == .score { scored += 1 }
      width += estimate.interval.width / Double(rounds)
    }
    let share = Double(covered) / Double(rounds)
    if isLong { print("COVERAGE DeLong sets=\(sets) A=\(area): \(share) width \(width) score \(scored)") }
    #expect(share >= 0.935 - slack(rounds))
    #expect(width < 0.5)
  }

  @Test(arguments: Shape.allCases, [(14, 0.5), (14, 0.7), (14, 0.95), (40, 0.5), (40, 0.7), (40, 0.95)])
  func clustered(shape: Shape, design: (sets: Int, area: Double)) throws {
    let rounds = isLong ? 2000 : 60
    var generator = SeededGenerator(seed: 32)
    var (covered, percentiles, scored, width) = (0, 0, 0, 0.0)
    for round in 0..<rounds {
      let scores = Scores(shape, sets: design.sets, area: design.area, &generator)
      let estimate = try #require(
        try AUROC.clustered(
          positives: scores.positives, positiveClusters: scores.positiveClusters,
          negatives: scores.negatives, negativeClusters: scores.negativeClusters,
          resamples: isLong ? 1000 : 100, seed: UInt64(round)))
      if estimate.interval.contains(design.area) { covered += 1 }
      if (estimate.percentiles ?? estimate.interval).contains(design.area) { percentiles += 1 }
      if estimate.method == .score { scored += 1 }
      width += estimate.interval.width / Double(rounds)
    }
    let share = Double(covered) / Double(rounds)
    if isLong {
      print(
        "COVERAGE clustered \(shape) sets=\(design.sets) A=\(design.area): \(share) width \(width)",
        "percentiles \(Double(percentiles) / Double(rounds)) score \(scored)")
    }
    #expect(share >= 0.925 - slack(rounds))
    #expect(width < 0.55)
  }
}
