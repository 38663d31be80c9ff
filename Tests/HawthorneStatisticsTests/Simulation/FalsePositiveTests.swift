import Testing

@testable import HawthorneStatistics

/// How often tests at 5 % find something where nothing is, scenarios being as different as they like: never above 6.5 %.
@Suite struct FalsePositiveTests {
  private var rounds: Int { isLong ? 10_000 : 60 }

  private func check(_ name: String, _ found: Share) {
    if isLong { print("SIZE \(name): \(found.value)") }
    #expect(isLong ? found.value <= 0.065 : found.isAtMost(0.05), "\(name) \(found.value)")
  }

  @Test(arguments: [12, 40], [1, 5]) func pairedDifference(scenarios: Int, epochs: Int) throws {
    for clustering in [SuiteSimulator.Clustering.beta(0.3), .zeros] {
      var suite = SuiteSimulator(
        scenarios: scenarios, epochs: epochs, base: 0.3, clustering: clustering, seed: 5)
      var found = Share()
      for round in 0..<rounds {
        suite.draw()
        if epochs == 1 {
          let table = try #require(DiscordanceTable(suite.pairs))
          found.count(try McNemar.test(b: table.onlyFirst, c: table.onlySecond).exact <= 0.05)
        } else {
          let test = try SignFlip.pValue(
            differences: suite.pairs.compactMap(\.difference), seed: UInt64(round), draws: 199)
          found.count(test.p <= 0.05)
        }
      }
      check("paired n=\(scenarios) e=\(epochs) \(clustering)", found)
    }
  }

  @Test(arguments: [12, 40]) func sameModel(prompts: Int) throws {
    var suite = SuiteSimulator(scenarios: prompts, epochs: 5, base: 0.3, clustering: .beta(0.5), seed: 6)
    var found = Share()
    for round in 0..<(isLong ? 10_000 : 30) {
      suite.draw()
      let result = try SameModel.test(suite.pairs.map(SameModel.Prompt.init), seed: UInt64(round), draws: 79)
      found.count(result.p <= 0.05)
    }
    check("same model n=\(prompts)", found)
  }

  @Test(arguments: [12, 40]) func trends(scenarios: Int) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: 0.3, clustering: .beta(0.5), seed: 7)
    var (dose, page) = (Share(), Share())
    for round in 0..<rounds {
      suite.draw()
      let rows = suite.rates.map { rate in
        (0..<3).map { _ in ScenarioCounts(successes: suite.successes(rate.second, of: 5), trials: 5) }
      }
      let result = try #require(try DoseTrend.test(rows, doses: [0, 1, 2], seed: UInt64(round), draws: 99))
      dose.count(result.p <= 0.05)
      page.count(try #require(try PageTrend.test(rows.map { $0.compactMap(\.rate) })).p <= 0.05)
    }
    check("dose trend n=\(scenarios)", dose)
    check("Page n=\(scenarios)", page)
  }

  @Test(arguments: [12, 40]) func association(scenarios: Int) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 10, base: 0.3, clustering: .beta(0.5), seed: 8)
    var (within, pooled, difference) = (Share(), Share(), Share())
    for _ in 0..<rounds {
      suite.draw()
      // Awareness and outcome are independent within a scenario, and both more frequent in the same scenarios.
      let strata = suite.rates.map { rate in
        let aware = suite.successes(rate.second, of: 10)
        return StratifiedDifference.Stratum(
          awarePositives: suite.successes(rate.second, of: aware), awareTotal: aware,
          unawarePositives: suite.successes(rate.second, of: 10 - aware), unawareTotal: 10 - aware)
      }
      within.count(try MantelHaenszel.analyse(strata).p.map { $0 <= 0.05 } ?? false)
      let found = try StratifiedDifference.estimate(strata: strata, seed: 1, replicates: 1)
      difference.count(found.interval?.contains(0) == false)
      let a = strata.reduce(0) { $0 + $1.awarePositives }
      let n = strata.reduce(0) { $0 + $1.awareTotal }
      let u = strata.reduce(0) { $0 + $1.unawarePositives }
      pooled.count(try FisherExact.twoSided((a, n), (u, scenarios * 10 - n)) <= 0.05)
    }
    check("CMH n=\(scenarios)", within)
    check("stratified difference n=\(scenarios)", difference)
    // What pooling does with the same data.
    #expect(pooled.value > 0.5, "\(pooled.value)")
  }

  @Test(arguments: [12, 40]) func change(scenarios: Int) throws {
    var suite = SuiteSimulator(
      scenarios: scenarios, epochs: 5, base: 0.3, clustering: .beta(0.3), effect: .shift(0.2), seed: 9)
    var (risk, odds) = (Share(), Share())
    for round in 0..<rounds {
      suite.draw()
      // The same effect at both times.
      let cells = suite.pairs.indices.map { place in
        DifferenceInDifferences.Cells(
          old: ScenarioPair(
            first: ScenarioCounts(successes: suite.successes(suite.rates[place].first, of: 5), trials: 5),
            second: ScenarioCounts(successes: suite.successes(suite.rates[place].second, of: 5), trials: 5)),
          new: suite.pairs[place])
      }
      risk.count(
        try SignFlip.pValue(
          differences: cells.map { ($0.new.difference ?? 0) - ($0.old.difference ?? 0) }, seed: UInt64(round),
          draws: 199
        ).p <= 0.05)
      odds.count(try DifferenceInDifferences.logOdds(cells)?.p.map { $0 <= 0.05 } ?? false)
    }
    check("change, risk n=\(scenarios)", risk)
    check("change, log odds n=\(scenarios)", odds)
  }

  /// Two one-sided tests at the margin itself.
  @Test(arguments: [12, 40]) func equivalence(scenarios: Int) throws {
    var suite = SuiteSimulator(
      scenarios: scenarios, epochs: 5, base: 0.3, clustering: .beta(0.3), effect: .shift(0.2), seed: 10)
    var found = Share()
    for round in 0..<(isLong ? 10_000 : 30) {
      suite.draw()
      let differences = suite.pairs.compactMap(\.difference)
      let interval = try #require(
        try PairedRateDifference.interval(
          differences: differences, level: 0.9, seed: UInt64(round), draws: 399)
      ).interval
      // The true difference is 0.14.
      found.count(interval.lower > -0.14 && interval.upper < 0.14)
    }
    check("equivalence n=\(scenarios)", found)
  }
}
