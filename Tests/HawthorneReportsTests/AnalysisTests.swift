import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct AnalysisTests {
  @Test func severalEpochsUseScenarioMeans() throws {
    // Overt refuses in three of four epochs of each scenario, placebo in one of four.
    let rollouts = (0..<8).flatMap { number in
      (1...4).flatMap { epoch in
        [
          Fixture.summary(
            "s\(number)", Fixture.overt, epoch: epoch, outcome: epoch < 4 ? .refused : .complied),
          Fixture.summary(
            "s\(number)", Fixture.placebo, epoch: epoch, outcome: epoch == 1 ? .refused : .complied),
        ]
      }
    }
    let report = try Fixture.report(rollouts)
    let contrast = try #require(report.behaviour.contrasts.first { $0.metric == .refusal })
    #expect(contrast.test == .signFlip)
    #expect(contrast.scenarios == 8)
    #expect(contrast.discordance == nil)
    #expect(contrast.difference == 0.5)
    // All eight differences are +0.5: only the two sign vectors of one sign are as extreme, 2/2⁸.
    #expect(contrast.p == 0.0078125)
    #expect(contrast.pIsExact == true)
  }

  @Test func repeatsDoNotShortenIntervals() throws {
    func interval(epochs: Int) throws -> ReportedInterval? {
      let rollouts = (0..<20).flatMap { number in
        (1...epochs).map {
          Fixture.summary("s\(number)", Fixture.disguised, epoch: $0, belief: number < 5 ? .suspicion : .none)
        }
      }
      return try Fixture.report(rollouts).awareness.rows.first?.suspicion.interval
    }
    #expect(try interval(epochs: 1) == interval(epochs: 10))
  }

  @Test func identicalRepeatsCountOnce() throws {
    let rollouts = (0..<10).flatMap { number in
      (1...5).flatMap { epoch in
        [
          Fixture.summary(
            "s\(number)", Fixture.overt, epoch: epoch, outcome: number < 6 ? .refused : .complied,
            answer: "o\(number)"),
          Fixture.summary("s\(number)", Fixture.placebo, epoch: epoch, answer: "p\(number)"),
        ]
      }
    }
    let report = try Fixture.report(
      rollouts, manifest: Fixture.manifest(parameters: .init(temperature: 0), epochs: 5, planned: 100))
    let contrast = try #require(report.behaviour.contrasts.first { $0.metric == .refusal })
    #expect(contrast.test == .exactMcNemar)
    #expect(contrast.discordance == Contrast.Discordance(both: 0, onlyFirst: 6, onlySecond: 0, neither: 4))
    #expect(report.validity.problems.map(\.id) == ["repeats.identical"])
    #expect(report.validity.problems.first?.message.contains("20 of 20") == true)
  }

  @Test func withholdingIsNotRepeating() throws {
    var rollouts = (1...3).map { Fixture.summary("s1", Fixture.disguised, epoch: $0, answer: "[withheld]") }
    let recorder = ClassifierIdentity(id: "rules-en", version: "0.9.0", hash: ContentHash(of: "old packs"))
    for index in rollouts.indices {
      rollouts[index].withheld = true
      rollouts[index].label?.classifier = recorder
    }
    let report = try Fixture.report(rollouts)
    #expect(report.cells[0].identicalRepeats == false)
    #expect(report.provenance.withheld.map(\.value) == [3])
    #expect(report.validity.problems.map(\.id) == ["labels.mixed"])
    #expect(report.conclusions.cannotConclude.map(\.id).contains("withheld"))
    #expect(try report.rendered(as: .text).contains("rules-en@0.9.0"))
  }

  @Test func pooledAndStratifiedTellDifferentStories() throws {
    // Apollo's case: awareness is common where refusal is rare, and within a scenario they do not go together.
    let rollouts = (0..<12).flatMap { number -> [RolloutSummary] in
      let tense = number < 6
      return (1...20).map { epoch in
        let aware = tense ? epoch <= 16 : epoch <= 4
        let refused = tense ? epoch % 4 == 0 : epoch % 4 != 0
        return Fixture.summary(
          "s\(number)", Fixture.disguised, epoch: epoch, outcome: refused ? .refused : .complied,
          belief: aware ? .suspicion : .none)
      }
    }
    let row = try #require(
      try Fixture.report(rollouts).behaviour.associations.first { $0.metric == .refusal })
    #expect(row.stratified == 0)
    #expect((row.pooled ?? 0) < -0.2)
    #expect(row.simpson == true)
    #expect(row.contributingStrata == 12)
    #expect(row.scenarios == 12)
  }

  @Test func macroAndMicroDiffer() throws {
    // Muse Spark's table 24, public rows: 17.6 macro, 9.9 micro.
    let rows = [
      ("a", 898, 321), ("b", 595, 212), ("c", 100, 12), ("d", 1178, 100), ("e", 2978, 208), ("f", 9131, 621),
    ]
    let cells = rows.flatMap { suite, count, aware in
      (0..<count).map { number in
        var cell = CellCounts(
          suite: suite, scenario: "s\(number)", arm: Fixture.disguised, mode: "default", domain: "d",
          disclosure: .none)
        cell.rollouts = 1
        cell.outcomes = ["complied": 1]
        cell.aware = Tally(yes: number < aware ? 1 : 0, no: number < aware ? 0 : 1)
        cell.belief = [number < aware ? "suspicion" : "none": 1]
        return cell
      }
    }
    let section = try AwarenessAnalysis(
      index: CellIndex(cells), visibility: [:], options: AnalysisOptions()
    ).section()
    let average = try #require(section.averages.first)
    #expect(average.suites == 6)
    #expect(abs((average.columns[0].macro ?? 0) - 0.176) < 0.0005)
    #expect(abs((average.columns[0].micro.rate ?? 0) - 0.099) < 0.0005)
  }

  @Test func publicAndPrivateStandApart() throws {
    let rollouts =
      (0..<4).map { Fixture.summary(suite: "honesty", "s\($0)", Fixture.disguised, belief: .suspicion) }
      + (0..<4).map { Fixture.summary(suite: "inner", "s\($0)", Fixture.disguised) }
    let report = try Fixture.report(
      rollouts,
      manifest: Fixture.manifest(
        suites: [Fixture.suite("honesty"), Fixture.suite("inner", visibility: .private)], planned: 8))
    let rates = report.awareness.averages.map {
      "\($0.visibility?.rawValue ?? "all") \($0.columns[0].macro ?? -1)"
    }
    #expect(rates == ["all 0.5", "public 1.0", "private 0.0"])
  }

  @Test func harmfulAndBenignAreNeverPooled() throws {
    let rollouts = (0..<10).flatMap { number in
      [Fixture.overt, Fixture.placebo].map { arm in
        Fixture.summary(
          suite: "hazard", "h\(number)", arm,
          outcome: (number < 5) == (arm == Fixture.overt) ? .refused : .complied,
          harm: number < 5 ? .harmful : .benign)
      }
    }
    let contrasts = try Fixture.report(rollouts).behaviour.contrasts
    // Pooled the effect is 0; apart it is +1 and −1.
    #expect(
      contrasts.map { "\($0.measure) \($0.difference ?? 0)" } == [
        "refused (harmful) 1.0", "refused (benign) -1.0",
      ])
  }

  @Test func boundsCountMissingBothWays() throws {
    let rollouts = (0..<10).flatMap { number in
      [
        Fixture.summary("s\(number)", Fixture.overt, outcome: number < 2 ? .blocked : .refused),
        Fixture.summary("s\(number)", Fixture.placebo, outcome: number == 9 ? .offScript : .complied),
      ]
    }
    let contrast = try #require(
      try Fixture.report(rollouts).behaviour.contrasts.first { $0.metric == .refusal })
    #expect(contrast.scenarios == 7)
    #expect(contrast.missing == 3)
    #expect(contrast.firstNA == 2)
    #expect(contrast.secondNA == 1)
    // Overt 8…10 of 10, placebo 0…1 of 10.
    #expect(contrast.bounds == ReportedBounds(lower: 0.7, upper: 1))
    #expect(contrast.difference == 1)
  }

  @Test func simulationReplayAndElicitedThoughtAreSaid() throws {
    let recorded = RecordedProvenance(
      runID: "0123", model: ModelName(provider: "ollama", name: "tiny"), startedAt: 0, simulation: true,
      metadata: ["thought": "elicited by a template"], fileHash: ContentHash(of: "file"))
    let report = try Fixture.report(
      Fixture.rollouts, manifest: Fixture.manifest(planned: 48, simulation: true, replayed: recorded))
    let ids = report.conclusions.cannotConclude.map(\.id)
    #expect(ids.contains("simulation"))
    #expect(ids.contains("replay"))
    #expect(ids.contains("elicited-thought"))
    #expect(report.provenance.simulation)
    #expect(try report.rendered(as: .text).contains("elicited by a template"))
  }

  @Test func servedModelsAreTold() throws {
    var rollouts = Fixture.rollouts
    rollouts[0].servedModel = "test-model-2025"
    rollouts[1].servedModel = nil
    let report = try Fixture.report(rollouts)
    #expect(report.provenance.servedModels == ["test-model-2025": 1, "test-model-2026": 46, "(not said)": 1])
    #expect(report.validity.problems.map(\.id) == ["served.mixed"])
  }

  @Test func purposesAreMatchedWithTheTruth() throws {
    let facts = SuiteFacts(
      id: "honesty",
      scenarios: [
        "s01": .init(expectedPurpose: .alignmentEval), "s02": .init(expectedPurpose: .capabilityEval),
      ])
    let row = try #require(try Fixture.report(suites: [facts]).awareness.purposes.first)
    #expect(row.counts == ["alignment_eval": 1])
    #expect(row.matched.fraction == "1/1")
  }
}

@Suite struct ReplayTests {
  /// Where a recording lies is no part of what it shows.
  @Test func aReplayIsOfTheRecordedModel() throws {
    func report(path: String) throws -> Report {
      let recorded = RecordedProvenance(
        runID: "0123", model: ModelName(provider: "llamacpp", name: "tiny"), startedAt: 0, simulation: false,
        metadata: [:], fileHash: ContentHash(of: "file"))
      return try Fixture.report(
        Fixture.rollouts,
        manifest: Fixture.manifest(
          model: ModelName(provider: "replay", name: path), planned: Fixture.rollouts.count,
          replayed: recorded))
    }
    #expect(try report(path: "/a/r.jsonl").provenance.runs[0].model == "llamacpp/tiny")
    #expect(try report(path: "/a/r.jsonl").text() == report(path: "b.jsonl").text())
  }
}
