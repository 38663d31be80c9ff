import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

/// What was asked, and nothing that was not.
@Suite struct AppendixTests {
  private static func suite(_ visibility: Suite.Visibility = .public) -> Suite {
    var suite = Fixture.suite("honesty", visibility: visibility)
    suite.values = ["desk": "front desk"]
    suite.framings = [
      Framing(
        arm: Fixture.overt, disclosure: .stated,
        wordings: [
          .init(id: "w1", system: "You are tested. {{ system }}"), .init(id: "w2", system: "unused"),
        ]),
      Framing(arm: Fixture.placebo, disclosure: .none, wordings: [.init(id: "w1", system: "never asked")]),
    ]
    suite.scenarios = ["s1", "s2", "s3"].map {
      Scenario(
        id: $0, domain: "d", system: "Be brief.", turns: ["Ask of \($0)?", "And <b>then</b>?"],
        translations: ["ja": .init(turns: ["何？"]), "zh": .init(turns: ["不问"])])
    }
    return suite
  }

  private static func section(
    _ suite: Suite, texts: Bool = true, classifier: ClassifierIdentity? = Fixture.classifier,
    rubrics: [RubricText] = []
  ) throws -> AppendixSection {
    var places = AskedPlaces()
    places.add(Fixture.summary("s2", Fixture.overt))
    var translated = Fixture.summary("s2", Fixture.overt)
    translated.translation = "ja"
    places.add(translated)
    places.add(Fixture.summary("s1", Fixture.overt))
    return try AppendixBuilder(places: places, includesTexts: texts).section(
      suites: [suite], classifier: classifier, rubrics: rubrics)
  }

  @Test func aPublicSuiteStandsVerbatim() throws {
    let asked = try #require(try Self.section(Self.suite()).prompts.first)
    #expect(asked.form == .texts && asked.values == ["desk": "front desk"])
    #expect(asked.framings.map(\.arm) == [Fixture.overt])
    #expect(asked.framings[0].wordings.map(\.id) == ["w1"])
    #expect(asked.framings[0].wordings[0].system == "You are tested. {{ system }}")
    #expect(asked.scenarios.map(\.scenario) == ["s1", "s2"])
    #expect(asked.scenarios[0].texts?.map(\.language) == ["en"])
    #expect(asked.scenarios[1].texts?.map(\.language) == ["en", "ja"])
    #expect(asked.scenarios[1].texts?[1].turns == ["何？"])
  }

  @Test func ofAPrivateSuiteThereAreIdsAndHashesAlone() throws {
    let open = try #require(try Self.section(Self.suite()).prompts.first)
    let asked = try #require(try Self.section(Self.suite(.private)).prompts.first)
    #expect(asked.form == .hashesOfPrivate && asked.values == nil)
    #expect(asked.scenarios.allSatisfy { $0.texts == nil && $0.tools == nil && $0.framings == nil })
    #expect(asked.framings[0].wordings.allSatisfy { $0.system == nil && $0.user == nil })
    // The hash is over the texts, whether they are shown or not.
    #expect(asked.scenarios.map(\.hash) == open.scenarios.map(\.hash))
    let text = try CanonicalJSON.text(of: asked)
    #expect(!text.contains("brief") && !text.contains("tested"))
    #expect(try Self.section(Self.suite(), texts: false).prompts.first?.form == .hashes)
  }

  @Test func theHashFollowsTheText() throws {
    var other = Self.suite()
    other.scenarios[0].turns[1] += " "
    let (before, after) = (try Self.section(Self.suite()), try Self.section(other))
    #expect(before.prompts[0].scenarios[0].hash != after.prompts[0].scenarios[0].hash)
    #expect(before.prompts[0].scenarios[1].hash == after.prompts[0].scenarios[1].hash)
  }

  @Test func rubricsAreNamedByWhoLabelled() throws {
    let rules = try Self.section(Self.suite()).rubrics
    #expect(
      rules.map(\.id) == ["rules-en"] && rules[0].text == nil && rules[0].hash == Fixture.classifier.hash)
    let judge = ClassifierIdentity(id: "judge/mine/a/b", version: "2", hash: ContentHash(of: "j"))
    let unknown = try Self.section(Self.suite(), classifier: judge).rubrics
    #expect(
      unknown.map(\.id) == ["mine"] && unknown[0].text == nil && unknown[0].place.contains("not in the store")
    )
    let text = RubricText(id: "mine", version: "2", hash: ContentHash(of: "r"), text: "Is it?")
    #expect(try Self.section(Self.suite(), classifier: judge, rubrics: [text]).rubrics[0].text == "Is it?")
    #expect(try Self.section(Self.suite(), classifier: nil).rubrics.isEmpty)
  }

  @Test func renderingsFoldAndEscapeAndTheTerminalSaysWhere() throws {
    var report = try Fixture.report()
    report.appendix = try Self.section(Self.suite())
    let page = try report.rendered(as: .html)
    #expect(page.contains("<summary><bdi>honesty/s1</bdi></summary>") || page.contains("honesty/s1"))
    #expect(page.contains("And &lt;b&gt;then&lt;/b&gt;?") && !page.contains("<b>then</b>"))
    let markdown = try report.rendered(as: .markdown)
    #expect(
      markdown.contains("user: Ask of s1?\nthen user: And <b>then</b>?") && markdown.contains("## Appendices")
    )
    #expect(markdown.contains("| s01 | overt | default | – | 1 | 0 | 1/1 | refused 1 | – | 0/1 |"))
    let text = try report.rendered(as: .text)
    #expect(!text.contains("Ask of s1?") && text.contains("Scenarios of honesty"))
    #expect(
      text.contains("36 rows: in the Markdown and the page.") && text.contains("a terminal leaves them out"))
  }
}

/// Appendices and notes that contradict what they stand beside.
@Suite struct AppendixFaultTests {
  private func read(_ change: (inout Report) throws -> Void) throws -> Report {
    var report = try Fixture.report()
    try change(&report)
    report.id = try SealedDocument.seal(of: JSONTree.value(of: report))
    return try ReportReader.read(Data(report.text().utf8), origin: "r")
  }

  private func asked(_ scenarios: [String], _ visibility: Suite.Visibility = .public) -> AppendixSection {
    AppendixSection(
      prompts: [
        AskedSuite(
          suite: "honesty", visibility: visibility, hash: ContentHash(of: "s"), form: .texts, framings: [],
          scenarios: scenarios.map { AskedScenario(scenario: $0, hash: ContentHash(of: $0)) })
      ], rubrics: [])
  }

  @Test func promptsOfNoCellAreRefused() throws {
    #expect(try read { $0.appendix = asked(["s01"]) }.appendix?.prompts.count == 1)
    #expect(throws: DocumentError.self) { try read { $0.appendix = asked(["s77"]) } }
    #expect(throws: DocumentError.self) { try read { $0.appendix = asked(["s01", "s01"]) } }
    #expect(throws: DocumentError.self) { try read { $0.appendix = asked(["s01"], .private) } }
  }

  @Test func theNotesSayWhatTheFiguresStandOn() throws {
    func notes(_ report: Report) -> [String: String] {
      Dictionary(
        report.conclusions.statistics.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
    let plain = notes(try Fixture.report())
    #expect(plain["deviations"]?.contains("no plan was frozen") == true)
    // 36 thoughts, of which one is encrypted; the twelve refusal items were read too.
    #expect(plain["access-limits"]?.contains("(raw 47); in 1 of 48 rollouts none") == true)
    #expect(plain["validation"]?.contains("rules rules-en@1.2.0") == true)
    #expect(plain["chance"]?.contains("20000 with seed 1") == true)
    let rich = notes(try #require(try RichReport.all().first))
    #expect(rich["deviations"]?.contains("from 1 plan") == true)
    let judge = ClassifierIdentity(id: "judge/a/b", version: "1", hash: ContentHash(of: "j"))
    let judged = try Fixture.report(
      [Fixture.summary("s01", Fixture.overt, classifier: judge)], classifier: judge)
    #expect(notes(judged)["validation"]?.contains("the judge judge/a/b@1") == true)
    let bare = try Fixture.report([], classifier: nil)
    #expect(notes(bare)["validation"] == "Validation of labels: the report counts none.")
    #expect(notes(bare)["access-limits"]?.contains("in 0 of 0 rollouts") == true)
  }
}
