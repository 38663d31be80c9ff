import HawthorneStatistics
import Testing

@Suite struct CalibrationTests {
  struct Case: Decodable {
    var scores: [Double]
    var outcomes: [Int]
    var bins: Int
    var even: Bool
    var ece: Double
    var expected: Double
    var table: [[Double]]
    var brier: Double
    var reliability: Double
    var resolution: Double
    var within: Double
  }

  private func observations(_ scores: [Double], _ outcomes: [Int], each: Int = 1) -> [Calibration.Observation]
  {
    zip(scores, outcomes).enumerated().map { index, pair in
      Calibration.Observation(score: pair.0, successes: pair.1, trials: 1, cluster: index / each)
    }
  }

  @Test func agreesWithNumPy() throws {
    for item in try fixtures("calibration", of: Case.self) {
      let found = try #require(
        try Calibration.estimate(
          observations(item.scores, item.outcomes), bins: item.bins,
          binning: item.even ? .equalCount : .equalWidth, replicates: 200, seed: 1))
      #expect(abs(found.ece - item.ece) < 1e-12 && abs(found.expectedIfCalibrated - item.expected) < 1e-12)
      #expect(found.bins.count == item.table.count)
      for (bin, row) in zip(found.bins, item.table) {
        #expect(Double(bin.successes) == row[0] && Double(bin.trials) == row[1], "\(item.bins) \(bin)")
        #expect(abs(bin.meanScore - row[2]) < 1e-12 && bin.interval.contains(bin.rate))
        #expect(bin.lower <= bin.meanScore && bin.meanScore <= bin.upper)
      }
      let brier = found.brier
      #expect(abs(brier.score - item.brier) < 1e-12 && abs(brier.reliability - item.reliability) < 1e-12)
      #expect(abs(brier.resolution - item.resolution) < 1e-12 && abs(brier.within - item.within) < 1e-12)
      #expect(
        abs(brier.uncertainty + brier.reliability - brier.resolution + brier.within - brier.score) < 1e-12)
      #expect(try #require(found.interval).width > 0)
      // The same rollouts counted together give the same figures.
      var counted: [Double: (Int, Int)] = [:]
      for (score, outcome) in zip(item.scores, item.outcomes) {
        counted[score, default: (0, 0)].0 += outcome
        counted[score, default: (0, 0)].1 += 1
      }
      let together = try #require(
        try Calibration.estimate(
          counted.map { Calibration.Observation(score: $0, successes: $1.0, trials: $1.1, cluster: 0) },
          bins: item.bins, binning: item.even ? .equalCount : .equalWidth, seed: 1))
      #expect(abs(together.ece - item.ece) < 1e-12 && together.clusters == 1 && together.interval == nil)
      #expect(together.warning == .tooFewClusters)
    }
  }

  @Test func scenariosAreResampledWhole() throws {
    let scores = (0..<120).map { Double($0 % 7) / 7 + 0.05 }
    let outcomes = (0..<120).map { $0 / 6 % 2 }
    let alone = try #require(try Calibration.estimate(observations(scores, outcomes), seed: 1))
    let clustered = try #require(try Calibration.estimate(observations(scores, outcomes, each: 6), seed: 1))
    #expect(clustered.clusters == 20 && alone.ece == clustered.ece)
    #expect(clustered.warning == .fewClusters && alone.warning == nil)
    let widths = zip(alone.bins, clustered.bins).map { ($0.interval.width, $1.interval.width) }
    #expect(widths.allSatisfy { $0.0 <= $0.1 + 1e-12 })
  }

  @Test func edges() throws {
    #expect(try Calibration.estimate([], seed: 1) == nil)
    #expect(
      try Calibration.estimate([.init(score: 0.5, successes: 0, trials: 0, cluster: 0)], seed: 1) == nil)
    let perfect = try #require(
      try Calibration.estimate(observations([0, 0, 0, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 1, 0, 1]), seed: 1))
    #expect(perfect.ece == 0 && perfect.brier.score == 0 && perfect.interval == nil)
    #expect(perfect.pIfCalibrated == 1)
    // Ninety in a hundred at a stated half: not chance. The same at a stated nine in ten: chance.
    func p(_ score: Double) throws -> Double {
      try #require(
        try Calibration.estimate(
          (0..<100).map { .init(score: score, successes: $0 < 90 ? 1 : 0, trials: 1, cluster: $0) }, seed: 1)
      ).pIfCalibrated
    }
    #expect(try p(0.5) < 0.001 && p(0.9) > 0.9)
    #expect(perfect.warning == .noSpread && perfect.expectedIfCalibrated == 0)
    let huge = try #require(
      try Calibration.estimate(
        (0..<12).map {
          .init(score: 0.25, successes: Limits.count / 4 + $0, trials: Limits.count, cluster: $0)
        },
        seed: 1))
    #expect(huge.ece < 1e-6)
    for bad in badRates {
      #expect(throws: StatisticsError.self) {
        try Calibration.estimate([.init(score: bad, successes: 0, trials: 1, cluster: 0)], seed: 1)
      }
    }
    for bad in badCounts {
      #expect(throws: StatisticsError.self) {
        try Calibration.estimate([.init(score: 0.5, successes: bad, trials: 1, cluster: 0)], seed: 1)
      }
    }
    for bins in [0, -1, 1001, .max] {
      #expect(throws: StatisticsError.self) { try Calibration.estimate([], bins: bins, seed: 1) }
    }
  }
}
