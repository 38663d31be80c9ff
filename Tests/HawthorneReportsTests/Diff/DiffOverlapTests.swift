import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct DiffOverlapTests {
  private var counts: [(aware: Int, of: Int)] { (0..<60).map { (aware: $0 % 3, of: 2) } }

  @Test func oneReportTwiceIsSaidPlainly() throws {
    let report = try DiffFixture.old(DiffFixture.aware(counts))
    let diff = try ReportDiff(report, report)
    #expect(diff.overlap == .init(isOneReport: true, runs: [DiffFixture.oldRun], isRelabelled: false))
    // 60 scenarios without a difference would be the same within 5 points, were they asked twice.
    #expect(diff.rows.allSatisfy { $0.difference == 0 && $0.equivalence == nil })
    #expect(
      diff.flips.allSatisfy { $0.silence == .sameRollouts && $0.both.exact == nil && $0.both.rerun == nil })
    for format in [OutputFormat.text, .markdown, .html] {
      let text = try diff.rendered(as: format)
      #expect(text.contains("Both files are one report") && !text.contains("same within ±5 (MDE"))
    }
  }

  @Test func oneRunInTwoReports() throws {
    let rollouts = DiffFixture.aware(counts)
    let old = try DiffFixture.old(rollouts)
    let new = try DiffFixture.old(Array(rollouts.dropLast(2)))
    let diff = try ReportDiff(old, new, options: DiffOptions(allowed: [.invalid]))
    #expect(diff.overlap?.isOneReport == false && diff.overlap?.runs == [DiffFixture.oldRun])
    #expect(diff.rows.allSatisfy { $0.equivalence == nil })
  }

  /// Two classifiers on the same rollouts are compared, and called the same where they are; no rerun is spoken of.
  @Test func relabelledRunsAreCompared() throws {
    let other = ClassifierIdentity(id: "rules-en", version: "2.0.0", hash: ContentHash(of: "other"))
    let rollouts = DiffFixture.aware(counts.map { (aware: $0.aware, of: $0.of) })
    let relabelled = rollouts.map { summary in
      var summary = summary
      summary.label?.classifier = other
      return summary
    }
    let diff = try ReportDiff(
      try Fixture.report(rollouts), try Fixture.report(relabelled, classifier: other),
      options: DiffOptions(across: .classifier))
    #expect(diff.overlap?.isRelabelled == true)
    #expect(diff.varied.map(\.id) == ["classifier"] && diff.confounds.isEmpty)
    #expect(diff.rows.contains { $0.equivalence != nil })
    #expect(diff.flips.allSatisfy { $0.silence == .sameRollouts })
    #expect(try diff.rendered(as: .text).contains("labelled by two classifiers"))
  }

  /// Two modes of one run are other rollouts.
  @Test func modesOfOneRunAreNoOverlap() throws {
    let modes = [Mode(name: "instant"), Mode(name: "thinking", reasoningEffort: "high")]
    let rollouts = modes.flatMap { mode in
      (0..<4).map { Fixture.summary("s\($0)", Fixture.disguised, mode: mode.name) }
    }
    let report = try DiffFixture.report(run: DiffFixture.oldRun, rollouts, modes: modes)
    let diff = try ReportDiff(
      report, report, options: DiffOptions(across: .mode, oldMode: "instant", newMode: "thinking"))
    #expect(diff.overlap == nil && diff.rows.contains { $0.equivalence != nil })
  }
}
