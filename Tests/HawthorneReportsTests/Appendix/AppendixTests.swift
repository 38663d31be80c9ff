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
