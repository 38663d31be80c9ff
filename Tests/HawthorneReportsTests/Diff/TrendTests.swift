import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import Testing

@testable import HawthorneReports

@Suite struct TrendTests {
  /// Ten scenarios; aware are the first so many. The second report lacks s9, the third has s10 as well.
  private func reports(systems: [String?] = [nil, nil, nil]) throws -> [Report] {
    let aware = [2, 5, 1]
    let held = [10, 9, 11]
    return try (0..<3).map { place in
      try DiffFixture.report(
        run: String(repeating: "\(place + 1)", count: 16),
        DiffFixture.aware((0..<held[place]).map { (aware: $0 < aware[place] ? 1 : 0, of: 1) }),
        model: "model-\(place)", metadata: systems[place].map { ["system": $0] } ?? [:])
    }
  }

  private func row(_ trend: ReportTrend, _ metric: Metric = .awareness) throws -> ReportTrend.Row {
    try #require(trend.rows.first { $0.metric == metric })
  }

  /// In all are s0…s8: 2, 5 and 1 of 9 aware.
  @Test func ratesOverCommonScenariosByHand() throws {
    let trend = try ReportTrend(try reports())
    let row = try row(trend)
    #expect(trend.sharedScenarios == 9 && trend.leftOut == [1, 0, 2])
    #expect(row.scenarios == 9 && row.missing == 0)
    #expect(row.points.map(\.numerator) == [2, 5, 1] && row.points.allSatisfy { $0.denominator == 9 })
    #expect(row.points[1].rate == (5.0 / 9).reported)
    // Clopper–Pearson of 2/9: 0.02814–0.60009.
    let interval = try #require(row.points[0].interval)
    #expect(abs(interval.lower - 0.02814) < 1e-4 && abs(interval.upper - 0.60009) < 1e-4)
    #expect(row.points[0].fromFirst == nil && row.points[1].fromPrevious == nil)
    #expect(row.points[1].fromFirst?.difference == (3.0 / 9).reported)
    // Three gained, none lost: exact McNemar 2·(1/8).
    #expect(row.points[1].fromFirst?.p == 0.25)
    #expect(row.points[2].fromFirst?.difference == (-1.0 / 9).reported)
    // Four lost: 2/16.
    #expect(row.points[2].fromPrevious?.p == 0.125)
    #expect(row.points[2].fromPrevious?.difference == (-4.0 / 9).reported)
    #expect(row.better == .lower && row.points.map(\.isBest) == [false, false, true])
  }

  /// A difference of the trend is that of a diff of the two reports, where both are over the same scenarios.
  @Test func agreesWithTheDiff() throws {
    var generator = SeededGenerator(seed: 5)
    let rollouts = (0..<3).map { _ in
      (0..<6).flatMap { number in
        (1...3).map { epoch in
          Fixture.summary(
            "s\(number)", Fixture.disguised, epoch: epoch,
            belief: generator.next(below: 2) == 0 ? .suspicion : .none,
            aligned: generator.next(below: 2) == 0)
        }
      }
    }
    let all = try rollouts.enumerated().map {
      try DiffFixture.report(run: String(repeating: "\($0.offset)", count: 16), $0.element)
    }
    let trend = try ReportTrend(all)
    let diff = try ReportDiff(all[1], all[2])
    for metric in [Metric.awareness, .misaligned, .refusal] {
      let point = try #require(try row(trend, metric).points[2].fromPrevious)
      let pair = try #require(diff.row(metric))
      #expect(point.difference == pair.difference && point.interval == pair.interval && point.p == pair.p)
      #expect(point.minimumDetectable == pair.minimumDetectable && point.bounds == pair.bounds)
    }
  }

  @Test func confoundsBetweenNeighboursComeFirst() throws {
    var all = try reports()
    all[2] = try DiffFixture.report(
      run: String(repeating: "9", count: 16), DiffFixture.aware([(0, 1), (1, 1)]), model: "model-2",
      parameters: GenerationParameters(temperature: 1))
    let trend = try ReportTrend(all)
    #expect(trend.steps.map { $0.varied.map(\.id) } == [["model.requested"], ["model.requested"]])
    #expect(trend.steps.map { $0.confounds.map(\.id) } == [[], ["parameters"]])
    let text = try trend.rendered(as: .text)
    let confound = try #require(text.firstRange(of: "any difference below, from 2 to 3"))
    let table = try #require(text.firstRange(of: "Rates over the scenarios in all reports"))
    #expect(confound.lowerBound < table.lowerBound)
  }

  @Test func systemsHaveAFootnote() throws {
    let trend = try ReportTrend(try reports(systems: [nil, "acme-agent 3", nil]))
    for format in [OutputFormat.text, .markdown, .html] {
      let text = try trend.rendered(as: format)
      #expect(text.contains("† In 2 a deployed system was asked and not the bare model: acme-agent 3"))
    }
    #expect(!(try ReportTrend(try reports()).rendered(as: .text)).contains("†"))
  }

  @Test func bestIsMarkedWithoutColour() throws {
    let text = try ReportTrend(try reports()).rendered(as: .text)
    #expect(text.contains("11.1 % * (1/9)") && !text.contains("22.2 % *"))
  }

  /// NA: s0 cannot be read in the second report, and is in no rate; the bounds count it.
  @Test func naIsInTheBounds() throws {
    let plain: [(aware: Int, of: Int)] = [(1, 1), (0, 1), (0, 1), (0, 1)]
    let all = try [Set<Int>(), [0], []].enumerated().map {
      try DiffFixture.report(
        run: String(repeating: "\($0.offset)", count: 16), DiffFixture.aware(plain, na: $0.element))
    }
    let row = try row(try ReportTrend(all))
    #expect(row.scenarios == 3 && row.missing == 1)
    #expect(row.points.map(\.na) == [0, 1, 0] && row.points.map(\.numerator) == [0, 0, 0])
    #expect(row.points[0].bounds == ReportedBounds(lower: 0.25, upper: 0.25))
    #expect(row.points[1].bounds == ReportedBounds(lower: 0, upper: 0.25))
    #expect(row.points[1].fromFirst?.bounds == ReportedBounds(lower: -0.25, upper: 0))
    // All are alike.
    #expect(row.points.allSatisfy { $0.isBest == nil })
  }

  @Test func refusesWhatCannotBeLaidOut() throws {
    let all = try reports()
    #expect(throws: DiffError.tooFewReports(1)) { try ReportTrend([all[0]]) }
    let stranger = try DiffFixture.report(
      run: "abcdefabcdefabcd", [Fixture.summary("other", Fixture.disguised)])
    #expect(throws: DiffError.noSharedScenario) { try ReportTrend([all[0], all[1], stranger]) }
    let elsewhere = try DiffFixture.report(
      run: "abcdefabcdefabcd", [Fixture.summary(suite: "hazard", "s0", Fixture.disguised)])
    #expect(throws: DiffError.differentSuites(old: ["honesty"], new: ["hazard"])) {
      try ReportTrend([all[0], elsewhere, all[1]])
    }
    let broken = try Fixture.report(DiffFixture.aware([(0, 1)]), state: .incomplete)
    let error = #expect(throws: DiffError.self) { try ReportTrend([all[0], all[1], broken]) }
    #expect(try #require(error).problem.contains("The third report is invalid"))
    #expect(
      try ReportTrend([all[0], all[1], broken], options: DiffOptions(allowed: [.invalid])).allowed == [
        .invalid
      ])
  }

  /// Also where they are no neighbours.
  @Test func oneReportTwiceIsSaidPlainly() throws {
    let all = try reports()
    let trend = try ReportTrend([all[0], all[1], all[0]])
    #expect(trend.repeats.map { [$0.first, $0.second] } == [[0, 2]])
    #expect(trend.repeats.allSatisfy { $0.overlap.isOneReport })
    #expect(try trend.rendered(as: .text).contains("1 and 3: they are one report; nothing was asked again"))
    #expect(try ReportTrend([all[0], all[0], all[0]]).repeats.count == 3)
    #expect(try ReportTrend(all).repeats.isEmpty)
  }

  @Test func modesBecomeOneColumn() throws {
    let all = try ["instant", "low", "high"].enumerated().map { place, mode in
      try DiffFixture.report(
        run: String(repeating: "\(place)", count: 16),
        (0..<3).map { Fixture.summary("s\($0)", Fixture.disguised, mode: mode) }, modes: [Mode(name: mode)])
    }
    let trend = try ReportTrend(all, options: DiffOptions(across: .mode))
    #expect(try row(trend).mode == "instant → low → high")
    #expect(trend.steps.allSatisfy { $0.varied.map(\.id) == ["mode"] && $0.confounds.isEmpty })
  }

  @Test func rewrittenScenariosAreLeftOut() throws {
    let all = try (0..<3).map { version in
      let facts = SuiteFacts(
        id: "honesty", scenarios: [:],
        held: (0..<3).map { number in
          ScenarioFacts(
            id: "s\(number)", domain: "honesty", arms: ["disguised/realistic"],
            request: ContentHash(of: "\(number) \(number == version ? version : 0)"))
        })
      return try DiffFixture.report(
        run: String(repeating: "\(version)", count: 16), DiffFixture.aware([(0, 1), (1, 1), (0, 1)]),
        suites: [Fixture.suite("honesty", contents: "v\(version)")], held: [facts])
    }
    // Version 1 has another s1 than 0 and 2, version 2 another s2.
    let trend = try ReportTrend(all)
    #expect(trend.sharedScenarios == 1 && trend.steps.map { $0.texts.rewritten.count } == [1, 2])
    #expect(try ReportTrend(all, options: DiffOptions(across: .suite)).sharedScenarios == 3)
  }

  /// The figure's marks are the table's figures: a circle for each report.
  @Test func figureHasEveryReport() throws {
    let trend = try ReportTrend(try reports())
    let figure = try #require(trend.rateFigure(numbersIn: "x"))
    let circles = figure.drawing.shapes.count {
      if case .symbol(.circle, _, _, _) = $0 { true } else { false }
    }
    // Awareness, refusals and misalignment of three reports, and two in the key.
    #expect(circles == 11)
    #expect(try trend.rendered(as: .html).contains("<svg"))
  }

  @Test(arguments: [
    ("trend.json", OutputFormat.json), ("trend.md", .markdown), ("trend.txt", .text), ("trend.html", .html),
  ])
  func snapshot(name: String, format: OutputFormat) throws {
    let trend = try ReportTrend(try reports(systems: [nil, "acme-agent 3", nil]))
    try expectSnapshot(try trend.rendered(as: format), name)
  }

  @Test func theDocumentIsSealed() throws {
    let text = try ReportTrend(try reports()).text()
    let read = try SealedDocument.read(
      ReportTrend.self, schema: ReportTrend.schema, from: Data(text.utf8), origin: "t.json")
    #expect(try read.text() == text)
    let edited = text.replacing("\"numerator\": 5", with: "\"numerator\": 4")
    #expect(edited != text)
    #expect(throws: DocumentError.self) {
      try SealedDocument.read(
        ReportTrend.self, schema: ReportTrend.schema, from: Data(edited.utf8), origin: "t.json")
    }
  }
}
