import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import Testing

@testable import HawthorneSuites

struct LintOutputTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func everyFindingIsInTheManual() throws {
    let manual = try String(
      contentsOf: Self.root.appendingPathComponent("Documentation/lint.md"), encoding: .utf8)
    var listed: [String: String] = [:]
    for line in manual.split(separator: "\n") where line.hasPrefix("| `lint.") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      listed[cells[0].replacing("`", with: "")] = cells[1]
      #expect(cells[2].count > 20)
    }
    #expect(Set(listed.keys) == Set(LintKind.allCases.map(\.rawValue)))
    for kind in LintKind.allCases {
      #expect(listed[kind.rawValue]?.hasPrefix(kind.severity.rawValue) == true, "\(kind.rawValue)")
      #expect(!kind.summary.isEmpty)
    }
  }

  private func document(_ text: String, file: String = "s.yaml", folder: String = "") throws -> [String: Any]
  {
    let source = SuiteSource(path: file, bytes: Data(text.utf8))
    let report = try SuiteLint.report(on: try SuiteReader.readPlaced(source), today: LintText.today)
    let text = try LintSARIF(version: "1.2.3", folder: folder).text([report])
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func results(_ document: [String: Any]) throws -> [[String: Any]] {
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    return try #require(run["results"] as? [[String: Any]])
  }

  private static let flawed = LintRuleTests.bent("Write the line for Tuesday.", "Write to John Doe.")

  @Test func sarifHasWhatTheStandardAsksFor() throws {
    let document = try document(Self.flawed, file: "./suites dir/s.yaml")
    #expect(document["version"] as? String == "2.1.0")
    let result = try #require(try results(document).first)
    #expect(result["ruleId"] as? String == "lint.placeholder" && result["level"] as? String == "warning")
    let location = try #require(
      (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == "suites%20dir/s.yaml")
    #expect((location["region"] as? [String: Int]) == ["startLine": 20, "startColumn": 5])
    #expect(result["suppressions"] == nil)
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect((driver["rules"] as? [[String: Any]])?.count == LintKind.allCases.count)
  }

  @Test func fingerprintsDoNotDependOnLines() throws {
    func prints(_ text: String) throws -> [String?] {
      try results(try document(text)).map { ($0["partialFingerprints"] as? [String: String])?.values.first }
    }
    let first = try prints(Self.flawed)
    #expect(first == (try prints("# a comment\n\n" + Self.flawed)))
    let two = try prints(Self.flawed.replacing("\"One {{", with: "\"John Doe {{"))
    #expect(Set(two).count == two.count && two.contains(first[0]))
  }

  @Test func pathsBelowTheFolderAreRelative() {
    let sarif = SARIF(version: "1", folder: "/home/a")
    #expect(sarif.uri("/home/a/b/c.yaml") == "b/c.yaml")
    #expect(sarif.uri("/home/ab/c.yaml") == "file:///home/ab/c.yaml")
    #expect(sarif.uri("x/ü%.yaml") == "x/%C3%BC%25.yaml")
  }

  @Test func waivedFindingsAreSuppressed() throws {
    let waived = Self.flawed.replacing(
      "scenarios:",
      with:
        "waivers: [{finding: lint.placeholder, reason: \"a \\e[1mname\", by: Ann, expires: 2027-01-01}]\nscenarios:"
    )
    let result = try #require(try results(try document(waived)).first)
    let suppression = try #require((result["suppressions"] as? [[String: String]])?.first)
    #expect(suppression["kind"] == "external")
    #expect(suppression["justification"] == "a [1mname (Ann, until 2027-01-01)")
    #expect((result["message"] as? [String: String])?["text"]?.contains("waived") == false)
  }

  @Test func jsonIsRead() throws {
    let report = try LintText.report(Self.flawed)
    let text = try CanonicalJSON.text(of: report, indented: true)
    #expect(try JSONDecoder().decode(LintReport.self, from: Data(text.utf8)) == report)
    #expect(text.contains("\"id\": \"lint.placeholder\""))
  }

  @Test func theDesignIsCounted() throws {
    let paired = try LintText.report(LintRuleTests.clean).design
    #expect(paired.scenarios == 1 && paired.rollouts == 3 && paired.asksPrimary)
    #expect(paired.primary?.scenarios == 1 && paired.primary?.minimumDetectableEffect == nil)
    #expect(paired.floors.isEmpty)
    let controlled = try LintText.report(
      LintRuleTests.clean + "  - {id: plain, domain: a, request: b, control_of: one}\n"
    ).design
    #expect(controlled.scenarios == 2 && controlled.primary?.scenarios == 1)
    let refusal = try LintText.report(SuiteText.refusal).design
    #expect(refusal.harmful == 1 && refusal.benign == 1 && refusal.primary == nil)
    #expect(refusal.floors.map(\.requiredWithoutFailure) == [59, 149, 299, 598])
    #expect(refusal.domains.map(\.domain) == ["cyber"])
  }

  /// Metrics are of the prompts that a plan would send.
  @Test(arguments: ["smoke", "oversight-honesty", "recognition-probe"]) func promptsAreThoseOfThePlan(
    name: String
  ) throws {
    let suite = try SuiteReader.read(path: Self.root.appendingPathComponent("Suites/\(name).yaml").path)
    let plan = try Plan(suites: [suite], options: SuiteText.options)
    var writer = PromptWriter()
    var count = 0
    for rollout in plan.rollouts() {
      let scenario = try #require(plan.scenario(suiteID: suite.id, scenarioID: rollout.scenarioID))
      let framing = try #require(suite.framings(of: scenario).first { $0.arm == rollout.arm })
      let wording = try #require(framing.wordings.first { $0.id == rollout.wording })
      let text = PromptWriter.text(of: scenario, in: suite)
      let prompt = writer.prompt(wording, text, Template.Variables(text))
      let sent = rollout.prompt.map(\.text) + rollout.followUps
      #expect(([prompt.system, prompt.user].filter { !$0.isEmpty } + prompt.followUps) == sent)
      count += 1
    }
    #expect(count == plan.count)
  }

  @Test func metricsAreOfEveryWording() throws {
    let report = try LintText.report(LintRuleTests.clean)
    let overt = try #require(report.arms.first { $0.metrics.arm == Arm(.overt) })
    #expect(overt.metrics.prompts == 5 && report.measured == 11 && report.every == 1)
    #expect(overt.metrics.characters.median == 31 && overt.formats == ["prose": 1])
    #expect(overt.metrics.readingGrade != nil)
    let other = try LintText.report(
      LintRuleTests.bent("visibility: private", "visibility: private\nlanguage: de"))
    #expect(other.arms.allSatisfy { $0.metrics.readingGrade == nil })
  }
}
