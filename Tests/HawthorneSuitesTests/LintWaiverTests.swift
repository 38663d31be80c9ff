import HawthorneCore
import Testing

@testable import HawthorneSuites

struct LintWaiverTests {
  private func suite(_ finding: String, scenario: String? = nil, expires: String = "2026-11-22") -> String {
    let about = scenario.map { ", scenario: \($0)" } ?? ""
    return LintRuleTests.bent("Write the line for Tuesday.", "Write to John Doe.")
      .replacing(
        "scenarios:",
        with:
          "waivers:\n  - {finding: \(finding)\(about), reason: a name, by: Ann, expires: \(expires)}\nscenarios:"
      )
  }

  @Test(arguments: [nil, "one"]) func aWaivedFindingStaysAndDoesNotCount(scenario: String?) throws {
    let report = try LintText.report(suite("lint.placeholder", scenario: scenario))
    let finding = try #require(report.findings.first)
    #expect(report.findings.count == 1 && report.passes)
    #expect(finding.waiver?.reason == "a name")
    #expect(finding.diagnostic.notes == ["waived until 2026-11-22 by Ann: a name"])
  }

  @Test func aWaiverEndsAfterItsLastDay() throws {
    let report = try LintText.report(suite("lint.placeholder"), today: "2026-11-23")
    #expect(report.findings.map(\.kind) == [.waiverExpired, .placeholder])
    #expect(report.findings.allSatisfy { $0.waiver == nil } && !report.passes)
    #expect(report.findings[0].location.line == 20)
  }

  @Test func aWaiverThatMatchesNothingIsFound() throws {
    let other = try LintText.findings(suite("lint.no-canary"))
    #expect(other.map(\.kind) == [.waiverUnused, .placeholder])
    let twoScenarios = suite("lint.placeholder", scenario: "two")
      .replacing(
        "  - id: one", with: "  - {id: two, domain: a, request: b, reference: {request: c}}\n  - id: one")
    #expect(try LintText.findings(twoScenarios).map(\.kind).contains(.waiverUnused))
  }

  @Test(arguments: [
    ("lint.placeholders", "lint.placeholder"), ("lint.undecidable-rule", nil), ("lint.waiver-unused", nil),
  ])
  func aWaiverOfAnUnknownFindingNamesTheNearest(id: String, near: String?) throws {
    let finding = try #require(try LintText.findings(suite(id)).first { $0.kind == .waiverUnknown })
    #expect(finding.message.contains("'\(id)'"))
    if let near { #expect(finding.notes == ["did you mean '\(near)'?"]) }
  }

  @Test func theFirstWaiverThatHoldsIsTaken() throws {
    let text = suite("lint.placeholder", expires: "2026-01-01").replacing(
      "scenarios:",
      with: "  - {finding: lint.placeholder, reason: new, by: Bo, expires: 2027-01-01}\nscenarios:")
    let findings = try LintText.findings(text)
    #expect(findings.map(\.kind) == [.waiverExpired, .placeholder])
    #expect(findings.last?.waiver?.by == "Bo")
  }
}
