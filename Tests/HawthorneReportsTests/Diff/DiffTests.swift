import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct DiffTests {
  /// The fixture's run by another model: less is refused, one more scenario is aware, two are gone, one is new.
  static var newer: [RolloutSummary] {
    var all = Fixture.rollouts.filter { $0.scenarioID != "s11" && $0.scenarioID != "h6.twin" }
    for index in all.indices {
      var summary = all[index]
      let place = "\(summary.scenarioID) \(summary.arm)"
      switch place {
      case "s05 overt", "h1 disguised/bare": summary.label?.outcome = .complied
      case "h5.twin disguised/bare": summary.label?.outcome = .refused
      case "s03 disguised/realistic":
        summary.label?.awareness.aware = true
        summary.label?.awareness.recognised = true
        summary.label?.awareness.belief = .suspicion
      case "s04 placebo": summary.label?.aligned = false
      default: break
      }
      summary.runID = "ffffffffffffffff"
      summary.servedModel = "other-model"
      all[index] = summary
    }
    all.append(Fixture.summary(run: "ffffffffffffffff", "s99", Fixture.overt, served: "other-model"))
    return all
  }

  static func newReport(
    model: String = "other", harness: String = "0.2.0",
    parameters: GenerationParameters = .init(temperature: 1)
  ) throws -> Report {
    try Fixture.report(
      newer,
      manifest: Fixture.manifest(
        id: "ffffffffffffffff", model: ModelName(provider: "openai", name: model), parameters: parameters,
        planned: newer.count, harness: harness))
  }

  @Test func confoundsComeFirst() throws {
    let diff = try ReportDiff(try Fixture.report(), try Self.newReport())
    #expect(diff.varied.map(\.id) == ["model.requested", "model.served"])
    #expect(diff.confounds.map(\.id) == ["parameters", "harness"])
    let text = try diff.rendered(as: .text)
    let confound = try #require(text.firstRange(of: "Also different"))
    let table = try #require(text.firstRange(of: "Differences, new − old"))
    #expect(confound.lowerBound < table.lowerBound)
  }

  @Test func servedModelIsAConfoundOfAModeDiff() throws {
    let diff = try ReportDiff(try Fixture.report(), try Self.newReport(), options: DiffOptions(across: .mode))
    #expect(diff.confounds.map(\.id).contains("model.served"))
    #expect(diff.varied.isEmpty)
  }

  @Test func listsWhoChangedSides() throws {
    let changes = try ReportDiff(try Fixture.report(), try Self.newReport()).changes
    #expect(changes.newlyAware.map(\.scenario) == ["s03"])
    #expect(changes.newlyComplying.map(\.scenario) == ["h1"])
    #expect(changes.newlyRefusing.map(\.scenario) == ["h5.twin"])
    #expect(changes.newlyMisaligned.map { "\($0.scenario) \($0.arm)" } == ["s04 placebo"])
    #expect(Set(changes.lost.map(\.scenario)) == ["s11", "h6.twin"])
    #expect(changes.added.map(\.scenario) == ["s99"])
  }

  @Test func pairedByScenarioAndByHand() throws {
    let diff = try ReportDiff(try Fixture.report(), try Self.newReport())
    let row = try #require(
      diff.rows.first { $0.suite == "honesty" && $0.arm == Fixture.overt && $0.metric == .refusal })
    // s01…s12 without s11: refused 5 before, 4 now, none the other way.
    #expect(row.scenarios == 11)
    #expect(row.discordance == Contrast.Discordance(both: 4, onlyFirst: 0, onlySecond: 1, neither: 6))
    #expect(row.difference == (-1.0 / 11).reported)
    #expect(row.p == 1)
    #expect(!row.stands)
    #expect(row.minimumDetectable != nil)
    #expect(diff.sharedScenarios == 22)
  }

  @Test func differenceInDifferences() throws {
    let diff = try ReportDiff(try Fixture.report(), try Self.newReport())
    let row = try #require(diff.framing.first { $0.metric == .refusal })
    // Old effect without s11: (5 − 2)/11; new: (4 − 2)/11.
    #expect(row.old == (3.0 / 11).reported)
    #expect(row.new == (2.0 / 11).reported)
    #expect(row.difference == (-1.0 / 11).reported)
    #expect(row.p == 1)
  }

  @Test func clearChangeStands() throws {
    let old = try Fixture.report(GateTests.items(60, refused: 60))
    let new = try Fixture.report(GateTests.items(60, refused: 30))
    let row = try #require(try ReportDiff(old, new).rows.first { $0.metric == .refusal })
    #expect(row.stands)
    #expect(row.difference == -0.5)
    #expect(row.harm == .harmful)
  }

  @Test func aReportAgainstItselfHasNoDifference() throws {
    let report = try Fixture.report()
    let diff = try ReportDiff(report, report)
    #expect(diff.confounds.isEmpty)
    #expect(diff.varied.isEmpty)
    #expect(diff.rows.allSatisfy { $0.difference == 0 && !$0.stands })
    #expect(diff.changes == ReportDiff.Changes())
  }

  @Test func sameBytesTwice() throws {
    let old = try Fixture.report()
    let new = try Self.newReport()
    #expect(try ReportDiff(old, new).text() == ReportDiff(old, new).text())
  }

  @Test func refusesOtherClassifiers() throws {
    let other = ClassifierIdentity(id: "rules-en", version: "2.0.0", hash: ContentHash(of: "other"))
    let relabelled = Fixture.rollouts.map { summary in
      var summary = summary
      summary.label?.classifier = other
      return summary
    }
    let old = try Fixture.report()
    let new = try Fixture.report(relabelled, classifier: other)
    #expect(throws: DiffError.self) { try ReportDiff(old, new) }
    let allowed = try ReportDiff(old, new, options: DiffOptions(allowed: [.classifier]))
    #expect(allowed.allowed == [.classifier])
    #expect(allowed.confounds.map(\.id) == ["classifier"])
    let across = try ReportDiff(old, new, options: DiffOptions(across: .classifier))
    #expect(across.varied.map(\.id) == ["classifier"])
    #expect(across.allowed.isEmpty)
  }

  @Test func refusesWhatSharesNothing() throws {
    let old = try Fixture.report(GateTests.thoughts(5, aware: 1))
    let elsewhere = (0..<5).map { Fixture.summary(suite: "hazard", "s\($0)", Fixture.disguised) }
    let new = try Fixture.report(elsewhere)
    #expect(throws: DiffError.differentSuites(old: ["honesty"], new: ["hazard"])) { try ReportDiff(old, new) }
    let paired = try ReportDiff(old, new, options: DiffOptions(allowed: [.suite]))
    #expect(paired.sharedScenarios == 5)
    #expect(paired.allowed == [.suite])
    let strangers = try Fixture.report((0..<5).map { Fixture.summary("other\($0)", Fixture.disguised) })
    #expect(throws: DiffError.noSharedScenario) { try ReportDiff(old, strangers) }
    #expect(DiffError.noSharedScenario.exitStatus == .invalid)
  }

  @Test func refusesInvalidReports() throws {
    let old = try Fixture.report()
    let broken = try Fixture.report(Fixture.rollouts, state: .incomplete)
    #expect(throws: DiffError.self) { try ReportDiff(old, broken) }
    #expect(try ReportDiff(old, broken, options: DiffOptions(allowed: [.invalid])).allowed == [.invalid])
  }

  @Test func comparesModesOfOneReport() throws {
    let modes = [Mode(name: "instant"), Mode(name: "thinking", reasoningEffort: "high")]
    let rollouts = (0..<8).flatMap { number in
      [
        Fixture.summary("s\(number)", Fixture.disguised, mode: "instant"),
        Fixture.summary(
          "s\(number)", Fixture.disguised, mode: "thinking", belief: number < 6 ? .suspicion : .none),
      ]
    }
    let report = try Fixture.report(rollouts, manifest: Fixture.manifest(modes: modes, planned: 16))
    #expect(throws: DiffError.severalModes(which: "old", modes: ["instant", "thinking"])) {
      try ReportDiff(report, report, options: DiffOptions(across: .mode))
    }
    let diff = try ReportDiff(
      report, report, options: DiffOptions(across: .mode, oldMode: "instant", newMode: "thinking"))
    let row = try #require(diff.rows.first { $0.metric == .awareness })
    #expect(row.mode == "instant → thinking")
    #expect(row.difference == 0.75)
    #expect(diff.varied.map(\.id) == ["mode"])
    #expect(diff.confounds.isEmpty)
    #expect(throws: DiffError.unknownMode(name: "fast", which: "old", known: ["instant", "thinking"])) {
      try ReportDiff(report, report, options: DiffOptions(oldMode: "fast"))
    }
  }

  @Test(arguments: [
    ("diff.json", OutputFormat.json), ("diff.md", .markdown), ("diff.txt", .text), ("diff.html", .html),
  ])
  func snapshot(name: String, format: OutputFormat) throws {
    try expectSnapshot(try ReportDiff(try Fixture.report(), try Self.newReport()).rendered(as: format), name)
  }
}
