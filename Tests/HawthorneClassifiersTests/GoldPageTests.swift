import HawthorneCore
import Testing

@testable import HawthorneClassifiers

/// What people see, and what they must not.
@Suite struct GoldPageTests {
  private static let hostile =
    "\u{1B}]0;own\u{7}<script>|x|*b*_i_`c`[l](http://e.example)@name#1\u{202E}\n# head"

  private func lines() throws -> [String] {
    let id = JSONValue.string(Self.hostile)
    return [
      #"{"id":"a","reasoning":"This is a test \u001b[2J of my honesty.","label":"not_aware","model":"\u001b[31m|red|"}"#,
      classifiedLine(id),
    ]
  }

  private func classifiedLine(_ id: JSONValue) -> String {
    classified(id: id.stringValue ?? "", ["label": "aware", "quote": .string(Self.hostile)])
  }

  @Test func terminalTextHasNoControlSequences() async throws {
    for line in try lines() {
      let score = try await GoldFolder().score([line]) { $0.by = [.model, .rule] }
      for scalar in score.text.unicodeScalars {
        #expect(scalar == "\n" || (scalar.value >= 0x20 && scalar.value != 0x7F), "\(scalar.value)")
      }
      #expect(!score.text.contains("\u{202E}") && !score.markdown.contains("\u{1B}"))
    }
  }

  @Test func markdownIsEscaped() async throws {
    let score = try await GoldFolder().score([try lines()[1]])
    let markdown = score.markdown
    for text in ["<script>", "*b*", "`c`", "[l]", "http://", "@", "&#35;1", "&#64;name", "\n# head"] {
      #expect(!markdown.contains(text), "\(text)")
    }
    for row in markdown.split(separator: "\n") where row.hasPrefix("| &#") {
      #expect(row.count { $0 == "|" } == 7)
    }
    #expect(GoldPage.escaped("- x") == "&#45; x" && GoldPage.escaped("www.e") == "www.\u{2060}e")
  }

  @Test func withoutTextNothingOfTheGoldIsShown() async throws {
    let gold = [
      #"{"id":"a","reasoning":"This is a test of my secret.","label":"not_aware","quote":"secret"}"#,
      #"{"id":"b","response":"The secret.","reasoning":"Bread secret.","label":"aware","quote":"a secret"}"#,
    ]
    let shown = try await GoldFolder().score(gold)
    #expect(shown.text.contains("test") && shown.text.contains("a secret"))
    let score = try await GoldFolder().score(gold) { $0.showsText = false }
    #expect(score.mistakes.count == 2)
    for document in [score.text, score.markdown, try score.json()] {
      #expect(!document.contains("secret") && !document.contains("test of"))
    }
    let first = try parsed(score)["mistakes"]?.arrayValue?.first?["shown"]?.arrayValue?.first
    #expect(first?.objectValue == ["id": .string("a")])
  }

  @Test func numbersAreFixed() {
    #expect(GoldNumber.figure(0.9995) == "1.000" && GoldNumber.figure(nil) == "–")
    #expect(GoldNumber.figure(-0.0001) == "−0.000" || GoldNumber.figure(-0.0001) == "0.000")
    #expect(GoldNumber.fixed(-0.25, 1) == "−0.3" && GoldNumber.fixed(12, 0) == "12")
    #expect(GoldNumber.fixed(.infinity, 3) == "–" && GoldNumber.fixed(0.05, 3) == "0.050")
  }

  @Test func excerptsAreShort() {
    let long = GoldExcerpt.of(String(repeating: "word ", count: 400))
    #expect(long.count == GoldExcerpt.longest + 1 && long.hasSuffix("…"))
    #expect(GoldExcerpt.of(" a\n\tb ") == "a b")
  }

  @Test func longBreakdownsAreCutForPeopleOnly() async throws {
    let lines = (0..<60).map { classified(id: "\($0)", ["label": "aware", "domain": .string("d\($0)")]) }
    let score = try await GoldFolder().score(lines) { $0.by = [.domain] }
    #expect(score.text.contains("20 more rows are in the JSON"))
    #expect(try parsed(score)["by"]?["domain"]?.arrayValue?.count == 60)
  }
}
