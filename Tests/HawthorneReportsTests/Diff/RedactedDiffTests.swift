import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct RedactedDiffTests {
  private static let id = "redacted-0123456789abcdef"
  private static let otherID = "redacted-fedcba9876543210"

  /// The report with every text that redaction takes out replaced, cells and ids kept.
  private func redacted(_ report: Report, by id: String = id) throws -> Report {
    var report = report
    for index in report.provenance.runs.indices {
      report.provenance.runs[index].metadata = report.provenance.runs[index].metadata.mapValues { _ in id }
      report.provenance.runs[index].stateReason = report.provenance.runs[index].stateReason.map { _ in id }
      report.provenance.runs[index].parameters.extra = report.provenance.runs[index].parameters.extra
        .mapValues { if case .string = $0 { .string(id) } else { $0 } }
    }
    for index in report.excerpts.items.indices {
      report.excerpts.items[index].before = id
      report.excerpts.items[index].quote = id
      report.excerpts.items[index].after = id
    }
    report.id = try SealedDocument.seal(of: JSONTree.value(of: report))
    return report
  }

  private func report(_ run: String, extra: [String: JSONValue]) throws -> Report {
    try DiffFixture.report(
      run: run, DiffFixture.aware([(1, 2), (0, 2), (2, 2)]),
      parameters: GenerationParameters(temperature: 1, extra: extra))
  }

  private let extra: [String: JSONValue] = ["user": "alice, of \"the\" team", "top_k": 40]

  @Test func aRedactedReportIsNoConfound() throws {
    let (old, new) = (
      try report(DiffFixture.oldRun, extra: extra), try report(DiffFixture.newRun, extra: extra)
    )
    let plain = try ReportDiff(old, new)
    for (one, other) in [
      (try redacted(old), new), (old, try redacted(new)),
      (try redacted(old), try redacted(new, by: Self.otherID)),
    ] {
      let diff = try ReportDiff(one, other)
      #expect(diff.confounds.isEmpty && diff.varied == plain.varied)
      #expect(diff.hidden == ["parameters"] && plain.hidden == nil)
      #expect(diff.rows == plain.rows && diff.framing == plain.framing)
      #expect(diff.changes == plain.changes && diff.flips == plain.flips)
      #expect(try diff.rendered(as: .text).contains("Hidden by redaction"))
    }
  }

  @Test func oneRunFullAndRedacted() throws {
    let full = try report(DiffFixture.oldRun, extra: extra)
    let diff = try ReportDiff(full, try redacted(full))
    #expect(diff.overlap == .init(isOneReport: false, runs: [DiffFixture.oldRun], isRelabelled: false))
    #expect(diff.confounds.isEmpty && diff.rows.allSatisfy { $0.difference == 0 })
  }

  /// What is not hidden still tells: another temperature, another number, another member.
  @Test func whatIsNotHiddenIsCompared() throws {
    let old = try redacted(try report(DiffFixture.oldRun, extra: extra))
    for other: [String: JSONValue] in [
      ["user": "alice", "top_k": 41], ["user": "alice", "top_k": 40, "more": true], [:],
    ] {
      let diff = try ReportDiff(old, try report(DiffFixture.newRun, extra: other))
      #expect(diff.confounds.map(\.id) == ["parameters"], "\(other)")
    }
  }

  @Test(arguments: [
    ("a redacted-0123456789abcdef b", "a x b", true), ("redacted-0123456789abcdef", "", true),
    ("a redacted-0123456789abcdef b", "a b", false), ("redacted-0123456789abcdeg", "x", false),
    ("redacted-0123", "x", false), ("x", "x", false), ("", "", false),
    ("redacted-redacted-0123456789abcdef", "redacted-x", true),
    ("a redacted-0123456789abcdef", "a redacted-fedcba9876543210", true),
    ("a redacted-0123456789abcdef", "b redacted-fedcba9876543210", false),
  ]) func hiddenTexts(one: String, other: String, isAlike: Bool) {
    #expect(HiddenText.isAlike(one, other) == isAlike)
    #expect(HiddenText.isAlike(other, one) == isAlike)
  }

  @Test func privateSuitesOfARedactedReportAreExplained() throws {
    let old = try DiffFixture.report(
      run: DiffFixture.oldRun, [Fixture.summary(suite: Self.id, "s1", Fixture.disguised)],
      suites: [Fixture.suite(Self.id)])
    let error = #expect(throws: DiffError.self) {
      try ReportDiff(old, try DiffFixture.new(DiffFixture.aware([(0, 1)])))
    }
    #expect(try #require(error).fix.contains("one salt"))
  }
}
