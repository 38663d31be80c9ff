import GRDB
public import HawthorneCore
import HawthorneFormats

/// A file of scores that is about to be imported.
public struct ScoreImport: Sendable, Hashable {
  /// The run's id.
  public var run: String
  public var scorer: ScorerIdentity
  /// As complaints name it.
  public var file: String
  /// Takes the rows that name a rollout and have a value, and counts the others.
  public var partial: Bool

  public init(run: String, scorer: ScorerIdentity, file: String, partial: Bool = false) {
    self.run = run
    self.scorer = scorer
    self.file = file
    self.partial = partial
  }

  /// Complaints about rows that `partial` passes over.
  public static let passedOver: Set = ["scores.unknown-rollout", "scores.no-value"]

  /// What became of it.
  public struct Result: Sendable, Hashable {
    public var kind: ScoreKind
    /// Rows of the file.
    public var rows: Int
    public var added: Int
    /// Stored by an earlier import of the same file.
    public var alreadyThere: Int
    /// Passed over, with the first complaints.
    public var passedOver: Int
    public var complaints: [Diagnostic]
    /// Rollouts of the run, and how many of them have no score of this scorer.
    public var rollouts: Int
    public var missing: Int
  }
}

extension Store {
  /// Complaints kept; the rest is counted.
  private static let complaintLimit = 100

  /// Stores the values of one scorer, all in one transaction or none of them.
  ///
  /// The same file again adds nothing but values for rollouts that were not there before; the same name and version
  /// with another file is refused. One row at a time is in memory.
  ///
  /// - Parameters:
  ///   - request: the run and whose scores they are; its run must be an id as `run(_:)` gives it.
  ///   - items: passes every row to the closure that it is given; what it throws ends the import and comes out as it is.
  /// - Throws: `ScoreImportError` with every complaint about rows; `StoreError`; what `items` throws.
  public func importScores(
    _ request: ScoreImport, items: (_ take: (ScoreFileItem) throws -> Void) throws -> Void
  ) throws -> ScoreImport.Result {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    do {
      return try writer.write { database in
        var taker = try Taker(request, database)
        do {
          try items { try taker.take($0, database) }
        } catch let error as DatabaseError {
          throw error
        } catch let error as UnreadableValue {
          throw error
        } catch {
          throw CallersError(inner: error)
        }
        return try taker.finish(database)
      }
    } catch let error as CallersError {
      throw error.inner
    } catch let error as ScoreImportError {
      throw error
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// One import under way.
  private struct Taker {
    let request: ScoreImport
    let resolver: RolloutResolver
    /// Of the stored scorer, once there is one.
    var scorer: (id: Int64, kind: ScoreKind)?
    var rows = 0
    var added = 0
    var alreadyThere = 0
    /// The first of those passed over, and of those not.
    var complaints: [Diagnostic] = []
    var refusals: [Diagnostic] = []
    var passedOver = 0
    var refused = 0
    /// Those of `refused` that `partial` would pass over.
    var passable = 0

    init(_ request: ScoreImport, _ database: Database) throws {
      self.request = request
      resolver = try RolloutResolver(run: request.run, database)
      let known = try Row.fetchOne(
        database, sql: "SELECT id, kind, hash FROM scorers WHERE run_id = ? AND name = ? AND version = ?",
        arguments: [request.run, request.scorer.name.column, request.scorer.version.column])
      guard let known else { return }
      let stored = try Store.hash(known, 2)
      guard stored == request.scorer.hash else { throw Self.otherValues(request, stored: stored) }
      scorer = (try known.get(0), try known.word(1, "kind of score"))
    }

    static func otherValues(_ request: ScoreImport, stored: ContentHash) -> ScoreImportError {
      var other = request.scorer
      other.hash = stored
      return ScoreImportError(
        file: request.file, run: request.run, kind: .otherValues(scorer: request.scorer, stored: other))
    }

    mutating func take(_ item: ScoreFileItem, _ database: Database) throws {
      rows += 1
      switch item {
      case .complaint(let diagnostic): complain(diagnostic)
      case .row(let row):
        let id = try scorer(of: row.value.kind, database)
        switch try resolver.find(row.reference, database) {
        case .rollout(let rollout): try insert(row, scorer: id, rollout: rollout, database)
        case .none:
          complain(
            row, "scores.unknown-rollout",
            "name a rollout of run \(request.run): \(row.reference.title) is none")
        case .several(let count, let missing):
          let columns = missing.isEmpty ? "more digits of the key" : missing.joined(separator: ", ")
          complain(
            row, "scores.ambiguous-rollout",
            "add \(columns): \(row.reference.title) names \(count < 50 ? "\(count)" : "50 or more") rollouts")
        }
      }
    }

    /// The scorer's row, made at the first value.
    private mutating func scorer(of kind: ScoreKind, _ database: Database) throws -> Int64 {
      if let scorer {
        guard scorer.kind == kind else { throw Self.otherValues(request, stored: request.scorer.hash) }
        return scorer.id
      }
      try database.execute(
        sql: "INSERT INTO scorers (run_id, name, version, hash, kind, imported_at) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          request.run, request.scorer.name.column, request.scorer.version.column, request.scorer.hash.hex,
          kind.rawValue, WallClock.milliseconds,
        ])
      let id = database.lastInsertedRowID
      scorer = (id, kind)
      return id
    }

    private mutating func insert(
      _ row: ScoreRow, scorer: Int64, rollout: Int64, _ database: Database
    ) throws {
      let insert = try database.cachedStatement(
        sql: """
          INSERT INTO scores (scorer_id, rollout_id, number, word, note, line) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (scorer_id, rollout_id) DO NOTHING
          """)
      try insert.execute(arguments: [
        scorer, rollout, row.value.number, row.value.word?.column, row.note?.column, row.line,
      ])
      if database.changesCount == 1 {
        added += 1
        return
      }
      let find = try database.cachedStatement(
        sql: "SELECT line FROM scores WHERE scorer_id = ? AND rollout_id = ?")
      let line = try Int.fetchOne(find, arguments: [scorer, rollout]) ?? 0
      if line == row.line {
        alreadyThere += 1
      } else {
        complain(
          row, "scores.duplicate",
          "keep one row a rollout: line \(line) has a value for \(row.reference.title) too")
      }
    }

    private mutating func complain(_ row: ScoreRow, _ id: String, _ message: String) {
      complain(
        Diagnostic(id: id, location: .init(file: request.file, line: row.line), message: message))
    }

    private mutating func complain(_ diagnostic: Diagnostic) {
      let isPassable = ScoreImport.passedOver.contains(diagnostic.id)
      if request.partial, isPassable {
        passedOver += 1
        if complaints.count < Store.complaintLimit { complaints.append(diagnostic) }
      } else {
        refused += 1
        if isPassable { passable += 1 }
        if refusals.count < Store.complaintLimit { refusals.append(diagnostic) }
      }
    }

    func finish(_ database: Database) throws -> ScoreImport.Result {
      func fail(_ kind: ScoreImportError.Kind) -> ScoreImportError {
        ScoreImportError(file: request.file, run: request.run, kind: kind)
      }
      guard rows > 0 else { throw fail(.noRows) }
      guard refused == 0 else {
        throw fail(
          .refused(
            complaints: refusals, count: refused, rows: rows,
            couldBePartial: passable == refused))
      }
      guard let scorer, added + alreadyThere > 0 else {
        throw fail(.nothingResolved(rows: rows, complaints: complaints))
      }
      let counts = try Row.fetchOne(
        database,
        sql: """
          SELECT (SELECT count(*) FROM rollouts WHERE run_id = ?),
            (SELECT count(*) FROM scores WHERE scorer_id = ?)
          """,
        arguments: [request.run, scorer.id])
      let all: Int = try counts?.get(0) ?? 0
      let scored: Int = try counts?.get(1) ?? 0
      return ScoreImport.Result(
        kind: scorer.kind, rows: rows, added: added, alreadyThere: alreadyThere, passedOver: passedOver,
        complaints: complaints, rollouts: all, missing: all - scored)
    }
  }
}

extension ScoreValue {
  /// As the column `number` has it; nil for a category.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .boolean(let value): value ? 1 : 0
    case .category: nil
    }
  }

  var word: String? { if case .category(let word) = self { word } else { nil } }
}

extension RolloutReference {
  /// For complaints: what was given, cut short.
  var title: String {
    var parts: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { parts.append("\(name) '\(TerminalText.stripped(String(value.prefix(80))))'") }
    }
    add("run", run)
    add("rollout", key)
    add("suite", suite)
    add("scenario", scenario)
    add("arm", arm?.name)
    add("mode", mode)
    add("epoch", epoch.map { String($0) })
    add("wording", wording)
    add("language", language)
    return parts.joined(separator: ", ")
  }
}
