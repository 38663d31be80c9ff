import Testing

@testable import HawthorneStatistics

@Suite struct FoldedAUROCTests {
  private func estimate(_ area: Double, _ lower: Double, _ upper: Double) -> AUROC.Estimate {
    AUROC.Estimate(
      area: area, standardError: 0.1, interval: Interval(lower: lower, upper: upper, level: 0.9),
      method: .deLong, positives: 5, negatives: 6, clusters: nil)
  }

  @Test(arguments: [
    // A, its interval, the folded area and interval.
    [0.8, 0.6, 0.9, 0.8, 0.6, 0.9],
    [0.2, 0.1, 0.4, 0.8, 0.6, 0.9],
    [0.6, 0.3, 0.7, 0.6, 0.5, 0.7],
    [0.55, 0.25, 0.6, 0.55, 0.5, 0.75],
    [0.5, 0.5, 0.6, 0.5, 0.5, 0.6],
    [0.0, 0.0, 0.3, 1.0, 0.7, 1.0],
  ])
  func foldsBounds(row: [Double]) {
    let folded = estimate(row[0], row[1], row[2]).folded
    #expect(close(folded.area, row[3]))
    #expect(close(folded.interval, [row[4], row[5]]))
    #expect(folded.interval.level == 0.9 && folded.standardError == 0.1)
  }

  @Test func coversWhateverTheIntervalCovers() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<1000 {
      let ends = [generator.unit(), generator.unit()].sorted()
      let folded = estimate(0.5 * (ends[0] + ends[1]), ends[0], ends[1]).folded
      #expect(folded.interval.lower >= 0.5 && folded.interval.contains(folded.area))
      for share in [0, 0.2, 0.5, 0.9, 1] {
        let truth = ends[0] + share * (ends[1] - ends[0])
        let slack = 1e-12
        #expect(folded.interval.lower <= max(truth, 1 - truth) + slack)
        #expect(folded.interval.upper >= max(truth, 1 - truth) - slack)
      }
      #expect(folded.folded == folded)
    }
  }
}
