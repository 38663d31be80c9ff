import GRDB
import HawthorneCore

extension Store {
  /// Looked at in one reading: few at first, since a page may be full soon.
  private static let firstStep = 200
  private static let step = 2000

  /// A stretch of the rollouts that pass a filter: of one run in order of suite, scenario, arm, mode and epoch, of several, or
  /// with a query, in the order in which they were stored.
  ///
  /// - Parameters:
  ///   - index: for filters with a query; without one they find nothing.
  ///   - cursor: where the stretch before it ended; nil for the beginning.
  ///   - limit: at most so many rows.
  ///   - lookingAt: at most about so many rollouts, passing or not.
  public func rolloutListing(
    _ filter: RolloutFilter, index: SearchIndex? = nil, after cursor: RolloutCursor? = nil, limit: Int = 50,
    lookingAt: Int = 20_000
  ) throws(StoreError) -> RolloutListing {
    var page = RolloutListing(rows: [], next: nil, lookedAt: 0)
    var place = cursor?.id ?? 0
    while true {
      let step = page.lookedAt == 0 ? Self.firstStep : Self.step
      let candidates = try candidates(filter, index, after: place, limit: step)
      let passing = try passing(filter, candidates)
      for candidate in candidates {
        page.lookedAt += 1
        place = candidate.place
        guard let row = passing[candidate.rollout] else { continue }
        page.rows.append(row)
        if page.rows.count == limit { break }
      }
      let isLast = candidates.count < step && candidates.last?.place ?? place == place
      if isLast { return page }
      if page.rows.count == limit || page.lookedAt >= lookingAt {
        page.next = RolloutCursor(id: place)
        return page
      }
    }
  }

  private func classifier(_ filter: RolloutFilter, of runID: String) throws(StoreError) -> ClassifierIdentity?
  {
    let uses = try browsedClassifiers(of: runID)
    guard let name = filter.classifier else { return Self.usual(among: uses) }
    return ClassifierIdentity.find(name, among: uses.map(\.identity))
  }

  // MARK: - Steps

  private struct Candidate {
    /// Where a list goes on after it.
    var place: Int64
    var rollout: Int64
    /// The text that the search index read; nil without a query.
    var answerHash: String?
  }

  private func candidates(
    _ filter: RolloutFilter, _ index: SearchIndex?, after place: Int64, limit: Int
  ) throws(StoreError) -> [Candidate] {
    if let query = filter.query {
      let entries =
        try index?.entries(query, in: filter.place, after: place, limit: limit) ?? []
      return entries.map { Candidate(place: $0.document, rollout: $0.rollout, answerHash: $0.answerHash) }
    }
    let ids = try reading { database in
      guard let run = filter.run else {
        return try Int64.fetchAll(
          database, sql: "SELECT id FROM rollouts WHERE id > ? ORDER BY id LIMIT ?",
          arguments: [place, limit])
      }
      let columns = "suite_id, scenario_id, arm, mode, epoch, key"
      var conditions = ["run_id = :run"]
      if place > 0 { conditions.append("(\(columns)) > (SELECT \(columns) FROM rollouts WHERE id = :place)") }
      if filter.suite != nil { conditions.append("suite_id = :suite") }
      if filter.suite != nil, filter.scenario != nil { conditions.append("scenario_id = :scenario") }
      var arguments: StatementArguments = ["run": run, "limit": limit]
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
      runs = try reading {
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
    return try reading { [chosen] database in
      let classifiers = try chosen.mapValues { identity in
        try Int64.fetchOne(
          database, sql: "SELECT id FROM classifiers WHERE name = ? AND version = ? AND hash = ?",
          arguments: [identity.id.column, identity.version.column, identity.hash.hex]) ?? 0
      }
      let conditions = RolloutConditions(filter)
      var arguments = conditions.arguments
      arguments += ["ids": list, "chosen": try StoredJSON.text(of: classifiers)]
      var rows: [Int64: RolloutRow] = [:]
      let cursor = try Row.fetchCursor(database, sql: conditions.query, arguments: arguments)
      while let row = try cursor.next() {
        let id: Int64 = try row.get(14)
        let found = try Self.rolloutRow(row, chosen)
        // A text that was replaced or withheld since the index read it is not what was looked for.
        if let hash = hashes[id] ?? nil {
          guard try hash == row.get(16), filter.place == .prompt || !found.glance.isWithheld else { continue }
        }
        rows[id] = found
      }
      return rows
    }
  }

  private static func rolloutRow(
    _ row: Row, _ chosen: [String: ClassifierIdentity]
  ) throws -> RolloutRow {
    let markers: String? = try row.get(18)
    let runID: String = try row.get(15)
    return RolloutRow(
      runID: runID, domain: try row.get(17), glance: try RolloutGlance(row), classifier: chosen[runID],
      markers: try markers.map { try StoredJSON.value([String].self, $0, what: "A label's markers") } ?? [],
      disagreesOnAware: try row.get(19), disagreesOnOutcome: try row.get(20))
  }
}
