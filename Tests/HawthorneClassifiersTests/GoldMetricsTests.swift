import HawthorneCore
import HawthorneStatistics
import Testing

@testable import HawthorneClassifiers

/// Figures against scikit-learn 1.9.1; the script's lines stand beside.
@Suite struct GoldMetricsTests {
  // g=[1]*7+[0]*9; s=[1,1,1,1,1,0,0, 1,1,0,0,0,0,0,0,0]; w=[3,1,2,1,1,4,1, 2,5,1,1,1,1,1,3,1]
  private static let gold = [true, true, true, true, true, true, true] + [Bool](repeating: false, count: 9)
  private static let said =
    [true, true, true, true, true, false, false, true, true] + [Bool](repeating: false, count: 7)
  private static let weights: [Double] = [3, 1, 2, 1, 1, 4, 1, 2, 5, 1, 1, 1, 1, 1, 3, 1]

  private func pairs(weighted: Bool) -> [BinaryScore.Pair] {
    Self.gold.indices.map {
      BinaryScore.Pair(gold: Self.gold[$0], said: Self.said[$0], weight: weighted ? Self.weights[$0] : nil)
    }
  }

  private func near(_ found: Double?, _ expected: Double, within: Double = 1e-11) -> Bool {
    found.map { abs($0 - expected) < within } ?? false
  }

  @Test func binaryFiguresAreScikitLearns() throws {
    let score = try BinaryScore(pairs(weighted: false), bootstrap: nil)
    // confusion_matrix(g,s,labels=[1,0]) = [[5, 2], [2, 7]]
    #expect(score.truePositives == 5 && score.falseNegatives == 2)
    #expect(score.falsePositives == 2 && score.trueNegatives == 7)
    // precision_score, recall_score, recall_score(pos_label=0), f1_score, accuracy_score, balanced_accuracy_score,
    // cohen_kappa_score: .714285714286 .714285714286 .777777777778 .714285714286 .75 .746031746032 .492063492063
    #expect(near(score.precision.value, 0.714285714286))
    #expect(near(score.recall.value, 0.714285714286))
    #expect(near(score.specificity.value, 0.777777777778))
    #expect(near(score.f1.value, 0.714285714286))
    #expect(near(score.accuracy.value, 0.75))
    #expect(near(score.balancedAccuracy.value, 0.746031746032))
    #expect(near(score.kappa.value, 0.492063492063))
    // By Gwet's formula over the same matrix.
    #expect(near(score.ac1.value, 0.5076923076923077))
    #expect(score.weighted == nil)
    #expect(score.precision.interval == (try Wilson.interval(successes: 5, trials: 7)))
    #expect(score.accuracy.interval == (try Wilson.interval(successes: 12, trials: 16)))
  }

  @Test func weightedFiguresAreScikitLearns() throws {
    let weighted = try #require(try BinaryScore(pairs(weighted: true), bootstrap: nil).weighted)
    // The same calls with sample_weight=w:
    // .533333333333 .615384615385 .5625 .571428571429 .586206896552 .588942307692 .175355450237
    #expect(near(weighted.precision.value, 0.533333333333))
    #expect(near(weighted.recall.value, 0.615384615385))
    #expect(near(weighted.specificity.value, 0.5625))
    #expect(near(weighted.f1.value, 0.571428571429))
    #expect(near(weighted.accuracy.value, 0.586206896552))
    #expect(near(weighted.balancedAccuracy.value, 0.588942307692))
    #expect(near(weighted.kappa.value, 0.175355450237))
    #expect(near(weighted.ac1.value, 0.17339667458432298))
    #expect(weighted.total == 29)
  }

  @Test func weightedIntervalsHaveAnEffectiveNumberOfItems() throws {
    // numpy, y = gold of those called positive: p=.5333, kish=5, p(1-p)/(Σw²(y-p)²/(Σw)²)=4.7727, Wilson at the smaller
    let weighted = try #require(try BinaryScore(pairs(weighted: true), bootstrap: nil).weighted)
    #expect(near(weighted.precision.effectiveItems, 4.7727272727272725))
    #expect(near(weighted.precision.interval?.lower, 0.18498402386026822))
    #expect(near(weighted.precision.interval?.upper, 0.8519529327751137))
    #expect(near(weighted.recall.effectiveItems, 4.543010752688171))
    #expect(near(weighted.recall.interval?.lower, 0.22899926672525514))
    #expect(near(weighted.recall.interval?.upper, 0.8960399009404549))
    // All hits: no variance to go by, Kish's 36/14 stands.
    let whole = try EffectiveWilson.share([1.0, 2, 3].map { (hit: true, weight: $0) })
    #expect(near(whole.effectiveItems, 2.5714285714285716))
    #expect(near(whole.interval?.lower, 0.4009782823548717) && whole.interval?.upper == 1)
    let nothing: [(hit: Bool, weight: Double)] = []
    #expect(try EffectiveWilson.share(nothing) == GoldWeightedShare())
  }

  @Test func equalWeightsGiveWilsonsOwnInterval() throws {
    let share = try EffectiveWilson.share((0..<20).map { (hit: $0 < 13, weight: 7.5) })
    let plain = try #require(try Wilson.interval(successes: 13, trials: 20))
    #expect(near(share.interval?.lower, plain.lower, within: 1e-9))
    #expect(near(share.interval?.upper, plain.upper, within: 1e-9))
    #expect(near(share.effectiveItems, 20, within: 1e-9))
  }

  @Test func severalClassesAreScikitLearns() throws {
    // G="R R R R P P P C C C C C"; S="R R R P R P C C C C C R"; labels=["R","P","C"]
    let gold = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    let said = [0, 0, 0, 1, 0, 1, 2, 2, 2, 2, 2, 0]
    var table = ConfusionTable(classes: 3)
    for (g, s) in zip(gold, said) { table[g, s] += 1 }
    // confusion_matrix = [[3, 1, 0], [1, 1, 1], [1, 0, 4]]
    #expect(table.cells == [3, 1, 0, 1, 1, 1, 1, 0, 4])
    // precision_score, recall_score, f1_score with average=None
    for (index, (p, r, f)) in [(0.6, 0.75, 2 / 3.0), (0.5, 1 / 3.0, 0.4), (0.8, 0.8, 0.8)].enumerated() {
      #expect(near(table.precision(index), p) && near(table.recall(index), r) && near(table.f1(index), f))
    }
    // f1_score(average="macro") .6222222222222222, accuracy .6666666666666666, cohen_kappa_score .4838709677419355
    #expect(near(table.macroF1, 0.6222222222222222))
    #expect(near(table.accuracy, 0.6666666666666666))
    #expect(near(try table.kappa, 0.4838709677419355))
    #expect(near(try table.ac1(classes: 3), 0.5089514066496162))
  }

  @Test func agreementIsThatOfTheStatistics() throws {
    var random = HawthorneStatistics.SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let classes = 2 + random.next(below: 3)
      let counts = (0..<classes).map { _ in (0..<classes).map { _ in random.next(below: 9) } }
      let table = ConfusionTable(classes: classes, cells: counts.flatMap { $0 }.map(Double.init))
      let kappa = try Agreement.cohenKappa(counts)
      let ac1 = try Agreement.gwetAC1(counts)
      #expect(try table.kappa == kappa)
      #expect(try table.ac1(classes: classes) == ac1)
    }
  }

  @Test func whatHasNoDenominatorIsNil() throws {
    let never = try BinaryScore(
      [(false, false), (false, false)].map { BinaryScore.Pair(gold: $0, said: $1) },
      bootstrap: ItemBootstrap(seed: 1))
    #expect(never.precision.value == nil && never.precision.interval == nil)
    #expect(never.recall.value == nil && never.f1.value == nil && never.balancedAccuracy.value == nil)
    #expect(never.kappa.value == nil)
    #expect(never.specificity.value == 1 && never.accuracy.value == 1)
    let empty = try BinaryScore([], bootstrap: ItemBootstrap(seed: 1))
    #expect(empty.accuracy.value == nil && empty.ac1.value == nil && empty.weighted == nil)
    // A classifier that finds nothing has a recall and an F1 of 0 and no precision.
    let blind = try BinaryScore(
      [(true, false), (false, false)].map { BinaryScore.Pair(gold: $0, said: $1) }, bootstrap: nil)
    #expect(blind.precision.value == nil && blind.recall.value == 0 && blind.f1.value == 0)
  }

  @Test func theBootstrapIsSeededAndHoldsTheValue() throws {
    let first = try BinaryScore(pairs(weighted: true), bootstrap: ItemBootstrap(seed: 1))
    let again = try BinaryScore(pairs(weighted: true), bootstrap: ItemBootstrap(seed: 1))
    let other = try BinaryScore(pairs(weighted: true), bootstrap: ItemBootstrap(seed: 2))
    #expect(first.f1 == again.f1 && first.weighted?.kappa == again.weighted?.kappa)
    #expect(first.f1 != other.f1)
    for estimate in [first.f1, first.balancedAccuracy, first.kappa, first.ac1] {
      let (value, interval) = (try #require(estimate.value), try #require(estimate.interval))
      #expect(interval.contains(value) && interval.width > 0.1)
    }
  }

  @Test func theBootstrapNearsTheKnownSpreadOfAShare() throws {
    // 400 items, half right: the percentile interval of an accuracy nears ±1.96·√(.25/400) = ±.049.
    let cells = (0..<400).map { $0 % 4 }
    let found = try ItemBootstrap(seed: 5).intervals(cells: cells, weights: nil, classes: 2) { [$0.accuracy] }
    let interval = try #require(found[0])
    #expect(near(interval.lower, 0.451, within: 0.008) && near(interval.upper, 0.549, within: 0.008))
  }

  @Test func aPerfectScoreHasNoBootstrapInterval() throws {
    let pairs = (0..<30).map { BinaryScore.Pair(gold: $0 < 15, said: $0 < 15, weight: 2) }
    let score = try BinaryScore(pairs, bootstrap: ItemBootstrap(seed: 1))
    #expect(score.f1.value == 1 && score.f1.interval == nil)
    #expect(score.weighted?.f1.value == 1 && score.weighted?.f1.interval == nil)
    let lower = try #require(score.precision.interval?.lower)
    #expect(lower < 0.81)
  }

  @Test func veryManyItemsHaveFewerReplicates() {
    #expect(ItemBootstrap(seed: 1).replicates(items: 1000) == 2000)
    #expect(ItemBootstrap(seed: 1).replicates(items: 400_000) == 500)
    #expect(ItemBootstrap(seed: 1).replicates(items: 50_000_000) == 200)
  }
}
