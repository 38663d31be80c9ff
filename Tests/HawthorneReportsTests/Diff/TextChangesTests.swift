import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct TextChangesTests {
  /// A report on version 1 or 2 of a suite of four scenarios; in version 2 some say something else.
  private func report(
    _ version: Int, rewritten: Set<Int> = [], knowsTexts: Bool = true
  ) throws -> Report {
    let rollouts = DiffFixture.aware([(0, 1), (1, 1), (0, 1), (1, 1)])
    let facts = SuiteFacts(
      id: "honesty", scenarios: [:],
      held: (0..<4).map { number in
        ScenarioFacts(
          id: "s\(number)", domain: "honesty", arms: ["disguised/realistic"],
          request: ContentHash(of: "\(number) \(rewritten.contains(number) ? version : 1)"))
      })
    var report = try DiffFixture.report(
      run: version == 1 ? DiffFixture.oldRun : DiffFixture.newRun, rollouts,
      suites: [Fixture.suite("honesty", contents: version == 1 ? "" : "v2")], held: [facts])
    if !knowsTexts { report.inventory?.suites[0].requests = nil }
    return report
  }

  @Test func rewrittenScenariosAreNotPaired() throws {
    let diff = try ReportDiff(try report(1), try report(2, rewritten: [1, 3]))
    #expect(diff.texts.rewritten.map(\.scenario) == ["s1", "s3"] && !diff.texts.isPaired)
    #expect(diff.sharedScenarios == 2 && diff.row(.awareness)?.scenarios == 2)
    #expect(diff.confounds.map(\.id).contains("suite.hash"))
    // They are neither lost nor added: both reports have them.
    #expect(diff.changes.lost.isEmpty && diff.changes.added.isEmpty)
    let text = try diff.rendered(as: .text)
    #expect(text.contains("honesty/s1") && text.contains("They are not paired"))
  }

  @Test func pairedWhereTheSuiteIsMeantToDiffer() throws {
    let diff = try ReportDiff(
      try report(1), try report(2, rewritten: [1]), options: DiffOptions(across: .suite))
    #expect(diff.varied.map(\.id) == ["suite.hash"] && diff.allowed.isEmpty)
    #expect(diff.texts.rewritten.map(\.scenario) == ["s1"] && diff.texts.isPaired)
    #expect(diff.sharedScenarios == 4)
    #expect(try diff.rendered(as: .text).contains("paired by their ids all the same"))
  }

  @Test func pairedWhereAllowed() throws {
    let diff = try ReportDiff(
      try report(1), try report(2, rewritten: [1]), options: DiffOptions(allowed: [.rewritten]))
    #expect(diff.allowed == [.rewritten] && diff.sharedScenarios == 4)
  }

  @Test func nothingLeftToPair() throws {
    #expect(throws: DiffError.onlyRewritten(scenarios: 4)) {
      try ReportDiff(try report(1), try report(2, rewritten: [0, 1, 2, 3]))
    }
    #expect(DiffError.onlyRewritten(scenarios: 4).exitStatus == .invalid)
  }

  @Test func anOlderReportDoesNotKnow() throws {
    let diff = try ReportDiff(try report(1, knowsTexts: false), try report(2, rewritten: [1]))
    #expect(diff.texts.rewritten.isEmpty && diff.texts.unknown == ["honesty"] && diff.sharedScenarios == 4)
    #expect(try diff.rendered(as: .text).contains("is not known"))
    // The same contents need no such knowledge.
    let alike = try ReportDiff(try report(1, knowsTexts: false), try report(1))
    #expect(alike.texts.unknown.isEmpty)
  }

  @Test func theReaderRefusesTextsThatDoNotFit() throws {
    for damage: ([String: ContentHash]) -> [String: ContentHash] in [
      { $0.filter { $0.key != "s1" } },
      { $0.filter { $0.key != "s1" }.merging(["s9": ContentHash(of: "x")], uniquingKeysWith: { a, _ in a }) },
    ] {
      var report = try report(1)
      let requests = try #require(report.inventory?.suites[0].requests)
      report.inventory?.suites[0].requests = damage(requests)
      report.id = try SealedDocument.seal(of: JSONTree.value(of: report))
      #expect(throws: DocumentError.self) {
        try ReportReader.read(Data(try report.text().utf8), origin: "report.json")
      }
    }
  }
}
