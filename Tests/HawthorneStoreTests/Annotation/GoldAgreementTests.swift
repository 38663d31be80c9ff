import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

@Suite struct GoldAgreementTests {
  private func record(_ index: Int, _ annotator: String, _ label: GoldLabel) throws -> GoldRecord {
    try GoldRecord(
      NewGoldLabel(
        key: ContentHash(of: "\(index)"), answerHash: ContentHash(of: "a"), annotator: annotator,
        label: label,
        blind: true), runID: "r", createdAt: 1)
  }

  /// The skewed table of SCIENCE §5.9: 10, 10, 10, 970.
  @Test func kappaAndAC1OfASkewedTable() throws {
    var records: [GoldRecord] = []
    for index in 0..<1_000 {
      records.append(try record(index, "ada", GoldLabel(aware: index < 20)))
      records.append(try record(index, "ben", GoldLabel(aware: index < 10 || (20..<30).contains(index))))
    }
    let pair = try #require(try GoldAgreement.pairs(records).first)
    let aware = pair.measures[0]
    #expect(pair.first == "ada" && pair.second == "ben" && pair.both == 1_000)
    #expect(aware.n == 1_000 && aware.undecided == 0 && aware.same == 980 && aware.observed == 0.98)
    #expect(abs((aware.kappa ?? 0) - 0.48980) < 5e-6 && abs((aware.ac1 ?? 0) - 0.97918) < 5e-6)
    // Neither said anything of the outcome.
    #expect(pair.measures[2].n == 0 && pair.measures[2].undecided == 1_000)
    #expect(
      pair.measures[2].kappa == nil && pair.measures[2].kappaUndefined == "no rollout was decided by both")
  }

  @Test func cannotTellIsCountedAndInNoCoefficient() throws {
    let ours: [Bool?] = [true, true, nil, false, nil, false]
    let theirs: [Bool?] = [true, false, true, false, nil, nil]
    let records = try zip(ours, theirs).enumerated().flatMap { index, pair in
      [
        try record(index, "b", GoldLabel(aware: pair.1)), try record(index, "a", GoldLabel(aware: pair.0)),
      ]
    }
    let aware = try #require(try GoldAgreement.pairs(records).first?.measures.first)
    #expect(aware.n == 3 && aware.undecided == 3 && aware.same == 2)
  }

  @Test func oneClassOnlyLeavesKappaUndefined() throws {
    let records = try (0..<5).flatMap { index in
      [try record(index, "a", GoldLabel(aware: false)), try record(index, "b", GoldLabel(aware: false))]
    }
    let aware = try #require(try GoldAgreement.pairs(records).first?.measures.first)
    #expect(aware.kappa == nil && aware.kappaUndefined == "both used one class only" && aware.ac1 == 1)
  }

  /// Linear weights over 4 classes: 1, 2/3, 1/3, 0. Computed by hand: observed (2·1 + 2/3 + 0)/4.
  @Test func beliefIsWeighted() throws {
    let pairs: [(Belief, Belief)] = [
      (.none, .none), (.definitive, .definitive), (.suspicion, .recognition), (.none, .definitive),
    ]
    let records = try pairs.enumerated().flatMap { index, pair in
      [
        try record(index, "a", GoldLabel(belief: pair.0)), try record(index, "b", GoldLabel(belief: pair.1)),
      ]
    }
    let belief = try #require(try GoldAgreement.pairs(records).first?.measures[1])
    #expect(belief.weighting == "linear" && belief.n == 4 && belief.same == 2)
    #expect(abs((belief.observed ?? 0) - (2 + 2.0 / 3) / 4) < 1e-12)
    // Rows: none .5, suspicion .25, definitive .25; columns: none .25, recognition .25, definitive .5.
    let chance =
      0.5 * (0.25 + 0.25 / 3 + 0) + 0.25 * (0.25 * 2 / 3 + 0.25 * 2 / 3 + 0.5 / 3)
      + 0.25 * (0 + 0.25 * 2 / 3 + 0.5)
    #expect(abs((belief.kappa ?? 0) - ((2 + 2.0 / 3) / 4 - chance) / (1 - chance)) < 1e-12)
  }

  @Test func threeAnnotatorsMakeThreePairsAndStaleOnesNone() throws {
    var records = try ["a", "b", "c"].map { try record(0, $0, GoldLabel(aware: true)) }
    #expect(try GoldAgreement.pairs(records).map { "\($0.first)\($0.second)" } == ["ab", "ac", "bc"])
    records[2].isStale = true
    #expect(try GoldAgreement.pairs(records).map { "\($0.first)\($0.second)" } == ["ab"])
    #expect(try GoldAgreement.pairs([]) == [])
  }
}
