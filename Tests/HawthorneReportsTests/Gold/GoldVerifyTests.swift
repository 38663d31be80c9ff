import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

/// `verify` makes corrected rates again of the gold labels as they stood.
@Suite struct GoldVerifyTests {
  private func withGold(_ body: (GoldStore, AnnotationQueue) throws -> Void) async throws {
    let made = try await GoldStore(scenarios: 40) { _, scenario, arm, _ in
      .init(truth: scenario < 10, machine: scenario < (arm.kind == .overt ? 20 : 10))
    }
    defer { made.remove() }
    try body(made, try made.queue(QueueRecipe(negatives: .perArm(100))))
  }

  private func verify(_ report: String, _ made: GoldStore) throws -> Verification {
    try ReportVerifier(store: made.store, salt: ReportVerifierTests.salt).verify(
      Data(report.utf8), origin: "r.json")
  }

  private func gold(_ found: Verification) -> Verification.Check? { found.checks.first { $0.id == "gold" } }

  private func figures(_ found: Verification) -> [Verification.Difference] {
    found.differences.filter { $0.path.hasPrefix("/gold") }
  }

  @Test func anUntouchedReportHolds() async throws {
    try await withGold { made, queue in
      try made.annotate(queue)
      let found = try verify(try made.report().text(), made)
      #expect(figures(found).isEmpty && gold(found)?.outcome == .holds)
      #expect(gold(found)?.message == "The gold labels that the file was made with are in the store.")
    }
  }

  @Test func labelsGivenSinceAreNoForgery() async throws {
    try await withGold { made, queue in
      let none = try made.report().text()
      try made.annotate(queue, limit: 60)
      let some = try made.report().text()
      try made.annotate(queue, by: "ben", at: 1_795_270_000_000)
      // And one of the first is taken back.
      try made.store.withdrawGold(
        of: "ada", key: #require(try made.store.goldLabels(of: GoldStore.runID).first).key,
        run: GoldStore.runID)
      let first = try verify(none, made)
      #expect(figures(first).isEmpty && gold(first)?.outcome == .holds)
      #expect(
        gold(first)?.message.hasPrefix("The file has no gold labels. Gold labels have changed since:") == true
      )
      let second = try verify(some, made)
      #expect(figures(second).isEmpty && gold(second)?.outcome == .holds, "\(figures(second))")
      #expect(gold(second)?.message.contains("Gold labels have changed since: 80 of those") == true)
    }
  }

  @Test func aForgedFigureIsFound() async throws {
    try await withGold { made, queue in
      try made.annotate(queue)
      let report = try made.report()
      var members = try #require(try JSONTree.value(of: report).objectValue)
      guard case .object(var gold)? = members["gold"], case .array(var rows)? = gold["rows"],
        case .object(var row) = rows[0]
      else {
        Issue.record("no rows")
        return
      }
      row["corrected"] = 0.01
      rows[0] = .object(row)
      gold["rows"] = .array(rows)
      members["gold"] = .object(gold)
      members["id"] = .string(try SealedDocument.seal(of: .object(members)).hex)
      let found = try verify(try CanonicalJSON.text(of: JSONValue.object(members)), made)
      #expect(found.verdict == .differs && figures(found).map(\.path) == ["/gold/rows/0/corrected"])
    }
  }

  @Test func labelsChangedInTheStoreAreFound() async throws {
    try await withGold { made, queue in
      try made.annotate(queue)
      let report = try made.report().text()
      let pool = try DatabaseQueue(path: made.store.path)
      try pool.write {
        try $0.execute(sql: "DELETE FROM gold_labels WHERE aware = 1 AND key LIKE '0%' OR key LIKE '1%'")
      }
      try pool.close()
      let found = try verify(report, made)
      #expect(gold(found)?.outcome == .fails && found.verdict == .differs)
    }
  }

  @Test func aRedactedReportIsMadeAgainTheSame() async throws {
    try await withGold { made, queue in
      try made.annotate(queue)
      let hidden = try made.report().redacted(salt: ReportVerifierTests.salt)
      try made.annotate(queue, by: "ben", at: 1_795_270_000_000)
      let found = try verify(try hidden.text(), made)
      #expect(figures(found).isEmpty && gold(found)?.outcome == .holds)
    }
  }
}
