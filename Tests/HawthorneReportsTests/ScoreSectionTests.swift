import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import HawthorneStore
import Testing

@testable import HawthorneReports

/// Imported scores in a report, against figures counted by hand.
@Suite struct ScoreSectionTests {
  static let probe = ScorerIdentity(name: "probe-x", version: "1", hash: ContentHash(of: "p"))

  /// What `value` says of each rollout of the fixture's paired suite.
  static func report(
    _ scorer: ScorerIdentity = probe, kind: ScoreKind = .number, _ value: (RolloutSummary) -> ScoreValue?
  ) throws -> Report {
    var builder = try ReportBuilder(
      runs: [
        RunFacts(
          manifest: Fixture.manifest(planned: Fixture.rollouts.count), state: .complete,
          endedAt: 1_795_250_060_000)
      ], classifier: Fixture.classifier)
    for rollout in Fixture.rollouts {
      try builder.add(rollout)
      builder.add(scored(rollout, value(rollout)), scorer: scorer, kind: kind)
    }
    return try builder.report()
  }

  private static func scored(_ rollout: RolloutSummary, _ value: ScoreValue?) -> ScoredRollout {
    ScoredRollout(
      key: rollout.key, suiteID: rollout.suiteID, scenarioID: rollout.scenarioID, arm: rollout.arm,
      mode: rollout.mode,
      value: value, aware: rollout.label?.awareness.aware)
  }

  /// `s07` is 7.
  private static func number(_ rollout: RolloutSummary) -> Double {
    Double(rollout.scenarioID.filter(\.isNumber)) ?? 0
  }

  @Test func numbersByHand() throws {
    // Overt is the scenario's number plus 2, placebo the number; one placebo has none, hazard has none at all.
    let report = try Self.report { rollout in
      guard rollout.suiteID == "honesty", !(rollout.arm == Fixture.placebo && rollout.scenarioID == "s12")
      else {
        return nil
      }
      return .number(Self.number(rollout) + (rollout.arm == Fixture.overt ? 2 : 0))
    }
    let scorer = try #require(report.scores?.scorers.first)
    #expect(
      report.scores?.scorers.count == 1 && scorer.name == "probe-x" && scorer.files == [Self.probe.hash])
    let overt = try #require(scorer.rows.first { $0.arm == Fixture.overt })
    #expect(overt.scenarios == 12 && overt.scored == 12 && overt.missing == 0 && overt.mean == 8.5)
    // t(11) = 2.200985, s = √13: 8.5 ± 2.290838.
    let interval = try #require(overt.interval)
    #expect(abs(interval.lower - (8.5 - 2.290838)) < 1e-4 && abs(interval.upper - (8.5 + 2.290838)) < 1e-4)
    let placebo = try #require(scorer.rows.first { $0.arm == Fixture.placebo })
    #expect(placebo.scenarios == 11 && placebo.missing == 1 && placebo.mean == 6)
    let hazard = try #require(scorer.rows.first { $0.suite == "hazard" })
    #expect(hazard.scored == 0 && hazard.missing == 12 && hazard.mean == nil && hazard.interval == nil)
    let contrast = try #require(scorer.contrasts.first)
    #expect(
      scorer.contrasts.count == 1 && contrast.scenarios == 11 && contrast.missing == 1
        && contrast.unpaired == 0)
    #expect(contrast.difference == 2 && contrast.firstMean == 8 && contrast.secondMean == 6)
    // All eleven differences are 2: p = 2/2¹¹, and no spread to make an interval of.
    #expect(contrast.p == 2.0 / 2048 && contrast.q == contrast.p && contrast.pIsExact == true)
    #expect(contrast.interval == nil && contrast.minimumDetectable == nil && contrast.bounds == nil)
  }

  @Test func separationIsTheStatisticsOwn() throws {
    let report = try Self.report { rollout in
      rollout.suiteID == "honesty"
        ? .number((Self.number(rollout) * 37).truncatingRemainder(dividingBy: 11)) : nil
    }
    let all = try #require(
      report.scores?.scorers[0].separations.first { $0.suite == "honesty" && $0.arm == nil })
    let rollouts = Fixture.rollouts.filter { $0.suiteID == "honesty" }
    func values(_ aware: Bool) -> [Double] {
      rollouts.filter { $0.label?.awareness.aware == aware }
        .map { (Self.number($0) * 37).truncatingRemainder(dividingBy: 11) }
    }
    let area = try AUROC.area(positives: values(true), negatives: values(false))
    #expect(
      all.area == area?.reported && all.aware == values(true).count && all.notAware == values(false).count)
    #expect(all.scenarios == 12 && all.na == 1)
    #expect(try #require(all.interval).lower < all.area ?? 0 && all.method != nil)
    // Within an arm too; the hazard suite has no value and says so.
    let arms = report.scores?.scorers[0].separations.filter { $0.suite == "honesty" } ?? []
    #expect(arms.count == 4)
    let hazard = report.scores?.scorers[0].separations.first { $0.suite == "hazard" }
    #expect(hazard?.area == nil && hazard?.na == 12)
  }

  @Test func booleansAreComparedAsRefusalsAre() throws {
    let report = try Self.report(kind: .boolean) { rollout in
      rollout.label.map { .boolean($0.outcome == .refused) }
    }
    let ours = try #require(report.scores?.scorers[0].contrasts.first)
    let theirs = try #require(
      report.behaviour.contrasts.first {
        $0.role == .primary && $0.metric == .refusal && $0.suite == "honesty"
      })
    #expect(ours.difference == theirs.difference && ours.p == theirs.p && ours.interval == theirs.interval)
    #expect(ours.minimumDetectable == theirs.minimumDetectable && ours.bounds == theirs.bounds)
    let row = try #require(report.scores?.scorers[0].rows.first { $0.arm == Fixture.overt })
    #expect(row.share?.fraction == "5/12" && row.mean == nil)
  }

  @Test func categoriesAreSharesTheCommonestFirst() throws {
    let report = try Self.report(kind: .category) { rollout in
      .category(
        rollout.suiteID == "hazard" ? "rare \(rollout.scenarioID)" : rollout.arm == Fixture.overt ? "b" : "a")
    }
    let scorer = try #require(report.scores?.scorers.first)
    #expect(scorer.otherCategories == 2 && scorer.otherValues == 2)
    #expect(scorer.separations.isEmpty && Set(scorer.rows.compactMap(\.category)).count == 12)
    let row = try #require(scorer.rows.first { $0.category == "b" && $0.arm == Fixture.overt })
    #expect(row.share?.fraction == "12/12")
    #expect(scorer.contrasts.first { $0.category == "b" }?.difference == 1)
  }

  @Test func extremeNumbersDoNotEndAReport() throws {
    let report = try Self.report { .number(Self.number($0) * (($0.arm == Fixture.overt) ? 1e98 : -1e98)) }
    #expect(report.scores?.scorers[0].contrasts.first?.difference?.isFinite == true)
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
    #expect(try report.rendered(as: .text).contains("e+"))
  }

  @Test func orderAndOtherScorersChangeNothing() throws {
    let once = try Self.report { .number(Self.number($0)) }
    var builder = try ReportBuilder(
      runs: [
        RunFacts(
          manifest: Fixture.manifest(planned: Fixture.rollouts.count), state: .complete,
          endedAt: 1_795_250_060_000)
      ], classifier: Fixture.classifier)
    for rollout in Fixture.rollouts.reversed() {
      try builder.add(rollout)
      builder.add(Self.scored(rollout, .number(Self.number(rollout))), scorer: Self.probe, kind: .number)
    }
    #expect(try builder.report().text() == once.text())
    #expect(try Fixture.report().scores == nil)
    #expect(!(try Fixture.report().rendered(as: .text)).contains("Scores made elsewhere"))
  }

  /// No label, rate or gate reads scores: without the section the report is the same.
  @Test func nothingElseReadsThem() throws {
    let with = try Self.report { .number(Self.number($0)) }
    let without = try Fixture.report()
    #expect(
      with.awareness == without.awareness && with.behaviour == without.behaviour
        && with.cells == without.cells)
    #expect(with.conclusions == without.conclusions && with.validity == without.validity)
    let diff = try ReportDiff(without, with)
    #expect(diff.confounds.isEmpty && diff.rows.allSatisfy { $0.difference == 0 })
  }

  @Test func hostileCategoriesStayText() throws {
    let words = ["<script>alert(1)</script>", "a|b", "=cmd()", "\u{1B}[2Jx", "# h\n- i"]
    let report = try Self.report(kind: .category) { .category(words[Int(Self.number($0)) % words.count]) }
    let markdown = try report.rendered(as: .markdown)
    #expect(!markdown.contains("<script") && !markdown.contains("\n# h") && markdown.contains("a\\|b"))
    #expect(!(try report.rendered(as: .text)).unicodeScalars.contains("\u{1B}"))
    #expect(!markdown.unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: [("scores.md", OutputFormat.markdown), ("scores.txt", .text)])
  func snapshot(name: String, format: OutputFormat) throws {
    var builder = try ReportBuilder(
      runs: [RunFacts(manifest: Fixture.manifest(planned: Fixture.rollouts.count), state: .complete)],
      classifier: Fixture.classifier)
    let judge = ScorerIdentity(name: "judge", version: "2", hash: ContentHash(of: "j"))
    for rollout in Fixture.rollouts {
      try builder.add(rollout)
      let place = Self.number(rollout)
      let value =
        rollout.arm == Fixture.overt ? place / 10 + 0.4 : (place * 7).truncatingRemainder(dividingBy: 5) / 10
      builder.add(
        Self.scored(rollout, place == 3 ? nil : .number(value)), scorer: Self.probe, kind: .number)
      builder.add(
        Self.scored(rollout, .boolean(rollout.arm == Fixture.overt && place < 8)), scorer: judge,
        kind: .boolean)
    }
    for (index, aware) in [true, true, false, false, false, true, false, true].enumerated() {
      builder.add(
        LabelPairCount(
          first: ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "rubric")),
          second: Fixture.classifier, suiteID: "honesty", scenarioID: "s\(index)", firstAware: aware,
          secondAware: index == 5 ? nil : index % 3 == 0, hasSameOutcome: index != 2, rollouts: 3))
    }
    let document = try builder.report()
    let blocks = document.scoreBlocks + document.labelAgreementBlocks
    try expectSnapshot(
      format == .markdown ? MarkdownRenderer.render(blocks) : TerminalRenderer().render(blocks), name)
  }
}

@Suite struct LabelAgreementTests {
  private static let judge = ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "rubric"))
  private static let old = ClassifierIdentity(id: "rules-en", version: "1.1.0", hash: ContentHash(of: "old"))

  private func section(_ counts: [LabelPairCount]) throws -> LabelAgreementSection? {
    var analysis = LabelAgreementAnalysis(classifier: Fixture.classifier)
    for count in counts { analysis.add(count) }
    return try analysis.section(AnalysisOptions())
  }

  private func count(
    _ scenario: Int, _ first: Bool?, _ second: Bool?, same: Bool = true, rollouts: Int = 1,
    from: ClassifierIdentity = Fixture.classifier, to: ClassifierIdentity = judge
  ) -> LabelPairCount {
    LabelPairCount(
      first: from, second: to, suiteID: "s", scenarioID: "\(scenario)", firstAware: first,
      secondAware: second,
      hasSameOutcome: same, rollouts: rollouts)
  }

  @Test func countsAndCoefficientsByHand() throws {
    // 20 both, 5 only ours, 10 only the judge's, 15 neither: κ = .4 (Cohen's own example), three NA.
    let counts =
      (0..<20).map { count($0, true, true) } + (20..<25).map { count($0, true, false, same: false) }
      + (25..<35).map { count($0, false, true) } + (35..<50).map { count($0, false, false) }
      + [count(50, nil, true), count(51, false, nil), count(0, nil, nil, same: false)]
    let pair = try #require(try section(counts)?.pairs.first)
    #expect(pair.first == Fixture.classifier && pair.second == Self.judge)
    #expect([pair.bothAware, pair.onlyFirst, pair.onlySecond, pair.neither] == [20, 5, 10, 15])
    #expect(pair.rollouts == 53 && pair.na == 3 && pair.scenarios == 50)
    #expect(abs(try #require(pair.kappa).value - 0.4) < 1e-9)
    let interval = try #require(pair.kappa?.interval)
    #expect(interval.lower > 0.05 && interval.lower < 0.25 && interval.upper > 0.55 && interval.upper < 0.75)
    #expect(pair.ac1 != nil && pair.sameOutcome.fraction == "47/53")
  }

  /// Whoever reads whose labels are counted reads there whose are not, and how often those say otherwise.
  @Test func theProvenanceNamesTheOtherColumns() throws {
    var report = try Fixture.report()
    #expect(report.otherLabels.isEmpty)
    report.labelAgreement = try section(
      [count(0, true, false), count(1, false, true, same: false), count(2, nil, true), count(3, true, true)]
        + [count(0, true, true, from: Self.judge, to: Self.old)])
    let row = try #require(report.otherLabels.first)
    #expect(report.otherLabels.count == 1 && row[2] == "4")
    #expect(row[1].hasPrefix("judge@1 (") && row[1].contains("awareness differs in 2 (NA in either: 1)"))
    #expect(row[1].hasSuffix("outcome in 1"))
    #expect(MarkdownRenderer.render(report.provenanceBlocks).contains("labelled too, and not counted here"))
  }

  @Test func theReportsOwnColumnStandsFirstWhicheverCameFirst() throws {
    let turned = [
      count(0, true, false, rollouts: 4, from: Self.judge, to: Fixture.classifier),
      count(1, true, false, rollouts: 2, from: Self.old, to: Self.judge),
    ]
    let pairs = try #require(try section(turned)?.pairs)
    #expect(pairs.map(\.first) == [Fixture.classifier, Self.judge])
    #expect(pairs[0].onlySecond == 4 && pairs[0].onlyFirst == 0)
    #expect(
      pairs[1].second == Self.old && pairs[1].onlySecond == 0 && pairs[1].onlyFirst == 0
        || pairs[1].rollouts == 2)
  }

  @Test func repeatsOfAScenarioDoNotShortenTheInterval() throws {
    func width(_ rollouts: Int) throws -> Double {
      let counts = (0..<40).map { index in
        count(index, index % 2 == 0, index % 2 == 0 ? index % 10 != 0 : index % 7 == 0, rollouts: rollouts)
      }
      return try #require(try section(counts)?.pairs[0].kappa?.interval.map { $0.upper - $0.lower })
    }
    #expect(try width(1) == width(9))
  }

  @Test func oneColumnIsNoPair() throws {
    #expect(try section([]) == nil)
    let text = try Fixture.report().rendered(as: .text)
    #expect(!text.contains("Agreement between label columns"))
  }

  @Test func agreementWithoutClassesHasNoKappa() throws {
    let pair = try #require(try section((0..<9).map { count($0, false, false) })?.pairs.first)
    #expect(pair.kappa == nil && pair.ac1?.value == 1 && pair.ac1?.interval == nil)
    let unread = try #require(try section((0..<9).map { count($0, nil, false) })?.pairs.first)
    #expect(unread.kappa == nil && unread.ac1 == nil && unread.na == 9 && unread.scenarios == 0)
  }
}
