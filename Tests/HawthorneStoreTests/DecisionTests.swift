import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// The ledger of gate decisions.
@Suite struct DecisionTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private static func decision(
    _ report: String, runs: [String] = ["r1"], policy: String = "p", suite: String = "s",
    subject: String = "p/m", verdict: GateDecision.Verdict = .fail
  ) -> GateDecision {
    GateDecision(
      subject: subject, policyID: policy, policyMeaning: ContentHash(of: policy),
      policyHash: ContentHash(of: policy + "#"), report: ContentHash(of: report), baseline: nil,
      classifier: "rules@1#0123", runs: runs,
      suites: [GateDecision.SuiteKey(id: suite, hash: ContentHash(of: suite))], verdict: verdict)
  }

  @Test func whatWasRecordedBeforeComesBack() throws {
    let store = try Store(path: folder.file())
    defer { store.close() }
    let first = Self.decision("a", runs: ["r2", "r1"])
    let (before, verdict) = try store.record(first) { view in
      #expect(view.earlier == [] && view.unknownRuns == ["r1", "r2"])
      return .fail
    }
    #expect(before.earlier == [] && verdict == .fail)
    var kept = first
    kept.runs.sort()
    let later = Self.decision("b", runs: ["r3"], policy: "q", verdict: .pass)
    let second = try store.record(later) { _ in .inconclusive }
    #expect(second.before.earlier == [kept] && second.verdict == .inconclusive)
    for other in [
      Self.decision("c", subject: "p/n"), Self.decision("d", suite: "t"),
      Self.decision("e", subject: "nul\0inside"),
    ] { #expect(try store.record(other) { _ in .pass }.before.earlier == []) }
  }

  @Test func theSameReportIsTheSameDecision() throws {
    let store = try Store(path: folder.file())
    defer { store.close() }
    let decision = Self.decision("a")
    #expect(try store.record(decision) { _ in .inconclusive }.verdict == .inconclusive)
    _ = try store.record(Self.decision("b")) { _ in .fail }
    let again = try store.record(decision) { _ in
      Issue.record("a decision is settled once")
      return .pass
    }
    #expect(again.verdict == .inconclusive && again.before.earlier == [])
    var baseline = decision
    baseline.baseline = ContentHash(of: "old")
    #expect(try store.record(baseline) { _ in .pass }.before.earlier.count == 2)
  }

  @Test func otherRunsAreThoseThatEndedBefore() async throws {
    let store = try Store(path: folder.file())
    defer { store.close() }
    let new = try Fixture.newRun()
    let lease = try store.createRun(new)
    var decision = Self.decision("a", runs: ["elsewhere"], subject: new.manifest.subject)
    decision.suites = new.manifest.suites.map { GateDecision.SuiteKey(id: $0.id, hash: $0.hash) }
    #expect(try store.record(decision) { _ in .pass }.before.otherRuns == [])
    try store.endRun(lease, state: .complete, reason: nil, endedAt: 1)
    decision.report = ContentHash(of: "b")
    let seen = try store.record(decision) { _ in .pass }.before
    #expect(seen.otherRuns == [lease.runID] && seen.unknownRuns == ["elsewhere"])
    decision.report = ContentHash(of: "c")
    decision.runs = [lease.runID]
    let own = try store.record(decision) { _ in .pass }.before
    #expect(own.otherRuns == [] && own.unknownRuns == [])
    decision.report = ContentHash(of: "d")
    decision.subject = "another/model"
    decision.runs = []
    #expect(try store.record(decision) { _ in .pass }.before.otherRuns == [])
  }

  @Test func theViewShowsThem() throws {
    let store = try Store(path: folder.file())
    _ = try store.record(Self.decision("a", runs: ["r1", "r2"])) { _ in .pass }
    store.close()
    let queue = try DatabaseQueue(path: folder.file())
    defer { try? queue.close() }
    let rows = try queue.read {
      try String.fetchAll(
        $0, sql: "SELECT subject || ' ' || verdict || ' ' || run_id FROM v_gate_decisions ORDER BY run_id")
    }
    #expect(rows == ["p/m pass r1", "p/m pass r2"])
  }

  @Test func twoProcessesAgree() async throws {
    let path = folder.file()
    try Store(path: path).close()
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          let store = try Store(path: path, access: .write)
          defer { store.close() }
          return try store.record(Self.decision("r\(number)")) { _ in .fail }.before.earlier.count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // Each saw exactly those before it.
    #expect(counts.sorted() == Array(0..<8))
  }
}
