import HawthorneCore
import Testing

@testable import HawthorneReports

@Suite struct ReportSnapshotTests {
  @Test(arguments: [
    ("report.json", OutputFormat.json), ("report.md", .markdown), ("report.txt", .text),
    ("report.html", .html),
  ])
  func report(name: String, format: OutputFormat) throws {
    let report = try Fixture.report(excerpts: true)
    try expectSnapshot(report.rendered(as: format), name)
  }

  @Test func sameBytesInAnyOrder() throws {
    var shuffled = Fixture.rollouts
    var generator = SystemRandomNumberGenerator()
    shuffled.shuffle(using: &generator)
    #expect(try Fixture.report(excerpts: true).text() == Fixture.report(shuffled, excerpts: true).text())
  }

  @Test func idIsOfTheContents() throws {
    let report = try Fixture.report()
    var rollouts = Fixture.rollouts
    rollouts[0] = Fixture.summary("s01", Fixture.overt, outcome: .complied, aligned: true)
    let other = try Fixture.report(rollouts)
    #expect(report.id != other.id)
    #expect(try Fixture.report().id == report.id)
  }
}
