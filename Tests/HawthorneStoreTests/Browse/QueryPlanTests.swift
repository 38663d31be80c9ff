import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

/// No query of a page reads through all rollouts or labels, so that a store of a million opens at once.
struct QueryPlanTests {
  private static let queries: [(name: String, sql: String)] = [
    ("matrix", Store.matrixRowQuery(mode: false, language: false)),
    ("matrix by mode", Store.matrixRowQuery(mode: true, language: true)),
    ("scenarios", Store.scenarioPageQuery(suite: false, after: false)),
    ("scenarios of a suite", Store.scenarioPageQuery(suite: true, after: true)),
    ("scenarios further on", Store.scenarioPageQuery(suite: false, after: true)),
    ("next", Store.nextQuery), ("previous", Store.previousQuery), ("latest", Store.latestQuery),
    ("classifiers", Store.browsedClassifiersQuery), ("run list", Store.runListQuery),
    ("arm counts", Store.armCountQuery), ("count", CappedCount.query),
  ]

  @Test(arguments: queries.map(\.name)) func readsByAnIndex(name: String) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let sql = try #require(Self.queries.first { $0.name == name }?.sql)
    let plan = try store.reader.read { database in
      // Values do not matter for a plan.
      let names = sql.matches(of: /:([a-z_]+)/).map { String($0.1) }
      let arguments =
        names.isEmpty
        ? StatementArguments(Array(repeating: "x", count: sql.filter { $0 == "?" }.count))
        : StatementArguments(Dictionary(names.map { ($0, "x") }, uniquingKeysWith: { first, _ in first }))
      return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map {
        $0["detail"] as String
      }
    }
    let scans = plan.filter { $0.hasPrefix("SCAN") }
    let allowed: [String: Set<String>] = [
      // The end of the table, no more than the limit.
      "latest": ["SCAN rollouts", "SCAN n"],
      // The runs themselves, and what a subquery with a limit found.
      "run list": ["SCAN r"], "classifiers": ["SCAN r", "SCAN (subquery-1)", "SCAN (subquery-3)"],
      "count": ["SCAN (subquery-1)"],
    ]
    #expect(Set(scans).isSubset(of: allowed[name] ?? []), "\(name): \(plan)")
    // What is sorted is a few runs, a sample, the latest, or the rollouts of one scenario.
    if !["run list", "arm counts", "classifiers", "latest", "matrix by mode"].contains(name) {
      #expect(!plan.contains { $0.contains("USE TEMP B-TREE") }, "\(name): \(plan)")
    }
    if name == "arm counts" {
      #expect(plan.contains { $0.hasPrefix("SEARCH r USING INDEX") && $0.contains("run_id=?") }, "\(plan)")
    }
  }
}
