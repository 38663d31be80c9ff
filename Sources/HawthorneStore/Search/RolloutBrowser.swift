import GRDB
public import HawthorneCore
import Synchronization

/// Lists the rollouts of a store in bounded steps, whatever the size of the store.
public final class RolloutBrowser: Sendable {
  /// The labels of which classifier stand for a run, as of the label stored last.
  private struct Choice {
    var lastLabel: Int64
    var classifiers: [ClassifierUse]
    var usual: ClassifierIdentity?
  }

  public let store: Store
  private let index: SearchIndex?
  private let choices = Mutex([String: Choice]())
  private let lookedAtInOneStep = 2000

  /// - Parameter index: for filters with a query; without one they find nothing.
  public init(store: Store, index: SearchIndex?) {
    self.store = store
    self.index = index
  }

  /// A stretch of the rollouts that pass a filter: of one run in order of suite, scenario, arm, mode and epoch, of several, or
  /// with a query, in the order in which they were stored.
  ///
  /// - Parameters:
  ///   - cursor: where the stretch before it ended; nil for the beginning.
  ///   - limit: at most so many rows.
  ///   - lookingAt: at most about so many rollouts, passing or not.
  /// - Throws: `StoreError`.
  public func page(
    _ filter: RolloutFilter, after cursor: RolloutCursor? = nil, limit: Int = 50, lookingAt: Int = 100_000
  ) throws(StoreError) -> RolloutPage {
    var page = RolloutPage(rows: [], next: nil, lookedAt: 0)
    var place = cursor?.id ?? 0
    while true {
      let candidates = try candidates(filter, after: place)
      let passing = try passing(filter, candidates)
      for candidate in candidates {
        page.lookedAt += 1
        place = candidate.place
        guard let row = passing[candidate.rollout] else { continue }
        page.rows.append(row)
        if page.rows.count == limit { break }
      }
      let isLast = candidates.count < lookedAtInOneStep && candidates.last?.place ?? place == place
      if isLast { return page }
      if page.rows.count == limit || page.lookedAt >= lookingAt {
        page.next = RolloutCursor(id: place)
        return page
      }
    }
  }

  /// The rollouts before and after one in a run, in order of suite, scenario, arm, mode and epoch.
  public func neighbours(
    of key: ContentHash, in runID: String
  ) throws(StoreError) -> (previous: ContentHash?, next: ContentHash?) {
    try store.reading { database in
      func neighbour(_ comparison: String, _ order: String) throws -> ContentHash? {
        let columns = ["suite_id", "scenario_id", "arm", "mode", "epoch", "key"]
        return try String.fetchOne(
          database,
          sql: """
            SELECT key FROM rollouts WHERE run_id = :run AND (\(columns.joined(separator: ", "))) \(comparison)
              (SELECT \(columns.joined(separator: ", ")) FROM rollouts WHERE run_id = :run AND key = :key)
            ORDER BY \(columns.map { "\($0) \(order)" }.joined(separator: ", ")) LIMIT 1
            """, arguments: ["run": runID, "key": key.hex]
        ).flatMap(ContentHash.init(hex:))
      }
      return (try neighbour("<", "DESC"), try neighbour(">", "ASC"))
    }
  }

  /// The classifiers that have spoken in a run, the one whose labels stand for it first.
  public func classifiers(of runID: String) throws(StoreError) -> [ClassifierUse] {
    let choice = try choice(runID)
    return choice.classifiers.sorted { one, other in
      one.identity == choice.usual && other.identity != choice.usual
    }
  }

  /// Counting a run's labels takes a while in a large one, so it is done again only when labels have come.
  private func choice(_ runID: String) throws(StoreError) -> Choice {
    let lastLabel = try store.reading {
      try Int64.fetchOne($0, sql: "SELECT max(id) FROM labels") ?? 0
    }
    if let kept = choices.withLock({ $0[runID] }), kept.lastLabel == lastLabel { return kept }
    let choice = Choice(
      lastLabel: lastLabel, classifiers: try store.classifiers(of: runID),
      usual: try store.defaultClassifier(of: runID))
    choices.withLock { $0[runID] = choice }
    return choice
  }

  private func classifier(_ filter: RolloutFilter, of runID: String) throws(StoreError) -> ClassifierIdentity?
  {
    let choice = try choice(runID)
    guard let name = filter.classifier else { return choice.usual }
    return choice.classifiers.first { $0.identity.id == name }?.identity
  }

  // MARK: - Steps

  private struct Candidate {
    /// Where a list goes on after it.
    var place: Int64
    var rollout: Int64
    /// The text that the search index read; nil without a query.
    var answerHash: String?
  }

  private func candidates(_ filter: RolloutFilter, after place: Int64) throws(StoreError) -> [Candidate] {
    if let query = filter.query {
      let entries =
        try index?.entries(query, in: filter.place, after: place, limit: lookedAtInOneStep) ?? []
      return entries.map { Candidate(place: $0.document, rollout: $0.rollout, answerHash: $0.answerHash) }
    }
    let ids = try store.reading { database in
      guard let run = filter.run else {
        return try Int64.fetchAll(
          database, sql: "SELECT id FROM rollouts WHERE id > ? ORDER BY id LIMIT ?",
          arguments: [place, lookedAtInOneStep])
      }
      let columns = "suite_id, scenario_id, arm, mode, epoch, key"
      var conditions = ["run_id = :run"]
      if place > 0 { conditions.append("(\(columns)) > (SELECT \(columns) FROM rollouts WHERE id = :place)") }
      if filter.suite != nil { conditions.append("suite_id = :suite") }
      if filter.suite != nil, filter.scenario != nil { conditions.append("scenario_id = :scenario") }
      var arguments: StatementArguments = ["run": run, "limit": lookedAtInOneStep]
      if place > 0 { arguments += ["place": place] }
      if let suite = filter.suite { arguments += ["suite": suite.column] }
      if filter.suite != nil, let scenario = filter.scenario { arguments += ["scenario": scenario.column] }
      return try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM rollouts WHERE \(conditions.joined(separator: " AND "))
          ORDER BY \(columns) LIMIT :limit
          """, arguments: arguments)
    }
    return ids.map { Candidate(place: $0, rollout: $0) }
  }

  private func passing(
    _ filter: RolloutFilter, _ candidates: [Candidate]
  ) throws(StoreError) -> [Int64: RolloutRow] {
    guard !candidates.isEmpty else { return [:] }
    let runs: [String]
    let list = "[\(candidates.map { String($0.rollout) }.joined(separator: ","))]"
    if let run = filter.run {
      runs = [run]
    } else {
      runs = try store.reading {
        try String.fetchAll(
          $0,
          sql: "SELECT DISTINCT run_id FROM rollouts WHERE id IN (SELECT value FROM json_each(?))",
          arguments: [list])
      }
    }
    var chosen: [String: ClassifierIdentity] = [:]
    for run in runs { chosen[run] = try classifier(filter, of: run) }
    let hashes = Dictionary(
      candidates.map { ($0.rollout, $0.answerHash) }, uniquingKeysWith: { first, _ in first })
    return try store.reading { [chosen] database in
      let classifiers = try chosen.mapValues { identity in
        try Int64.fetchOne(
          database, sql: "SELECT id FROM classifiers WHERE name = ? AND version = ? AND hash = ?",
          arguments: [identity.id.column, identity.version.column, identity.hash.hex]) ?? 0
      }
      let conditions = RolloutConditions(filter)
      var arguments = conditions.arguments
      arguments += ["ids": list, "chosen": try StoredJSON.text(of: classifiers)]
      var rows: [Int64: RolloutRow] = [:]
      let found = try Row.fetchCursor(database, sql: conditions.query, arguments: arguments)
      while let row = try found.next() {
        let id: Int64 = try row.get(0)
        // A text that was replaced or withheld since the index read it is not what was looked for.
        if let hash = hashes[id] ?? nil, try hash != row.get(19) || (filter.place != .prompt && row.get(20)) {
          continue
        }
        rows[id] = try Self.row(row)
      }
      return rows
    }
  }

  private static func row(_ row: Row) throws -> RolloutRow {
    let markers: String? = try row.get(15)
    return RolloutRow(
      runID: try row.get(1), key: try Store.hash(row, 2), suiteID: try row.get(3), scenarioID: try row.get(4),
      domain: try row.get(5), arm: try Store.arm(row, 6), mode: try row.get(7), language: try row.get(8),
      epoch: try row.get(9), status: try row.get(10), outcome: try row.word(optional: 11, "outcome"),
      aware: try row.get(12), na: try row.word(optional: 13, "cause of NA"),
      belief: try row.word(optional: 14, "belief"), influence: try row.word(optional: 21, "influence"),
      markers: try markers.map {
        try StoredJSON.value([String].self, $0, what: "A label's markers")
      } ?? [], labels: try row.get(16), disagreesOnAware: try row.get(17), disagreesOnOutcome: try row.get(18)
    )
  }
}
