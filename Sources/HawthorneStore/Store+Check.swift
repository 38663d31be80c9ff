import GRDB
import HawthorneCore

extension Store {
  /// Complaints that are kept of the file and of each run; the rest is counted.
  private static let complaintLimit = 50

  /// Reads everything and says what is not as it was written: pages by SQLite's own check, references between rows, and
  /// every hash that the store keeps, run by run.
  ///
  /// Damage is found, not thrown: what can be read is read on. One rollout at a time is in memory.
  ///
  /// - Parameter progress: hears what is looked at next.
  /// - Throws: `StoreError` where not even the list of tables can be read.
  public func check(progress: (String) -> Void = { _ in }) throws(StoreError) -> StoreCheck {
    var found: StoreCheck?
    do {
      try reading { found = try look(at: $0, progress) }
    } catch {
      // A page that cannot be read fails the end of the transaction too: what was found by then stands.
      guard found != nil else { throw error }
      found?.file.damage.append("the reading did not come to its end: \(Self.words(error, path: path))")
    }
    guard let found else { throw StoreError(path: path, kind: .internalFault("nothing was looked at")) }
    return found
  }

  private func look(at database: Database, _ progress: (String) -> Void) throws -> StoreCheck {
    let file = StoreFile(path)
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    var found = StoreCheck(
      file: StoreCheck.File(
        pages: pages, bytes: Int64(pages) * size,
        version: Schema.version, damage: [], more: 0, notes: []), runs: [])
    if case .store(let version) = try file.inspect() { found.file.version = version }
    progress("the pages of \(path) (\(found.file.bytes / 1_000_000) MB)")
    try Self.checkPages(&found.file, database)
    Self.checkReferences(&found.file, database)
    let runs = try Self.namedRuns(&found.file, database)
    for (number, id) in runs.enumerated() {
      progress("run \(id), \(number + 1) of \(runs.count)")
      found.runs.append(check(run: id, database))
    }
    if found.runs.contains(where: \.isHeld) {
      found.file.notes.append("a run is being worked on: the log beside the file was not looked at")
    } else if let log = StoreLog(path: path + "-wal") {
      found.file.damage += log.damage
      found.file.notes += log.notes
    }
    return found
  }

  // MARK: The file

  private static func complain(_ text: String, _ file: inout StoreCheck.File) {
    if file.damage.count < complaintLimit { file.damage.append(text) } else { file.more += 1 }
  }

  /// What a failed query says; never its SQL, which may hold a model's words.
  private static func words(_ error: any Error, path: String = "") -> String {
    switch StoreError(error, path: path).kind {
    case .corrupt(let what), .internalFault(let what), .inputOutput(let what): what
    default: StoreError(error, path: path).problem
    }
  }

  private static func checkPages(_ file: inout StoreCheck.File, _ database: Database) throws {
    let names = (try? names(database)) ?? [:]
    do {
      let rows = try Row.fetchCursor(database, sql: "PRAGMA integrity_check(\(complaintLimit))")
      while let row = try rows.next() {
        let text: String = try row.get(0)
        for line in text.split(separator: "\n") where line != "ok" && !line.hasPrefix("*** in database") {
          complain(Self.named(String(line), names), &file)
        }
      }
    } catch {
      complain("SQLite's check did not come to its end: \(words(error))", &file)
    }
  }

  /// Tables and indexes by the page that their tree begins at.
  private static func names(_ database: Database) throws -> [Int: String] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT rootpage, type || ' ' || name FROM sqlite_schema WHERE rootpage > 0")
    return try Dictionary(
      rows.map { (try $0.get(0) as Int, try $0.get(1) as String) }, uniquingKeysWith: { first, _ in first })
  }

  /// `Tree 12 page 34: …` with the name of the table.
  private static func named(_ line: String, _ names: [Int: String]) -> String {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0] == "Tree", let root = Int(words[1]), let name = names[root] else {
      return line
    }
    return "\(name), \(words[2])"
  }

  private static func checkReferences(_ file: inout StoreCheck.File, _ database: Database) {
    do {
      var counts: [String: Int] = [:]
      let rows = try Row.fetchCursor(database, sql: "PRAGMA foreign_key_check")
      while let row = try rows.next() {
        let (table, parent) = (try row.get(0) as String, try row.get(2) as String)
        counts["\(table) name \(parent)", default: 0] += 1
      }
      for (what, count) in counts.sorted(by: { $0.key < $1.key }) {
        complain("\(count) rows of \(what) that are not there", &file)
      }
    } catch {
      complain("the references between rows could not all be followed: \(words(error))", &file)
    }
  }

  /// Every run that any table names: the table of runs may have lost one.
  private static func namedRuns(_ file: inout StoreCheck.File, _ database: Database) throws -> [String] {
    var order: [String] = []
    for sql in [
      "SELECT id FROM runs ORDER BY started_at DESC, id",
      "SELECT id FROM runs INDEXED BY sqlite_autoindex_runs_1",
      "SELECT DISTINCT run_id FROM rollouts", "SELECT DISTINCT run_id FROM run_scenarios",
    ] {
      do {
        let ids = try String.fetchCursor(database, sql: sql)
        while let id = try ids.next() {
          if !order.contains(id) { order.append(id) }
        }
      } catch {
        complain("the list of runs could not be read to its end: \(words(error))", &file)
      }
    }
    return order
  }

  // MARK: A run

  private func check(run id: String, _ database: Database) -> StoreCheck.Run {
    var run = StoreCheck.Run(
      run: id, verdict: .whole, state: nil, planned: nil, isHeld: false, rollouts: 0, checked: [:],
      damage: [],
      more: 0)
    func complain(_ kind: String, _ place: String, _ message: String) {
      run.verdict = .damaged
      if run.damage.count < Self.complaintLimit {
        run.damage.append(StoreCheck.Damage(kind: kind, place: place, message: message))
      } else {
        run.more += 1
      }
    }
    do {
      if let record = try record(of: id, database) {
        run.state = record.state
        run.isHeld = record.holder != nil
        run.planned = record.manifest.plannedRollouts
      } else {
        complain("record", "runs", "the store has rows of this run and no record of it")
      }
    } catch {
      complain("record", "runs", Self.words(error))
    }
    var found = RunIntegrity(run: id)
    do {
      try Self.check(&found, database) { place, error in
        complain("unreadable", place, Self.words(error))
      }
    } catch {
      complain("unreadable", "the run", Self.words(error))
    }
    for damage in found.damage { complain(damage.kind.rawValue, damage.place, damage.message) }
    run.checked = Dictionary(
      found.checked.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    run.rollouts = max(found.checked[.prompt] ?? 0, found.checked[.answer] ?? 0)
    do {
      let counts = try ["NOT INDEXED", "INDEXED BY rollouts_in_order"].map { source in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM rollouts \(source) WHERE run_id = ?", arguments: [id]) ?? 0
      }
      if counts[0] != counts[1] {
        complain("count", "rollouts", "the table holds \(counts[0]), and its index \(counts[1])")
      }
      let lost = try Int.fetchOne(database, sql: Self.withoutScenario, arguments: [id]) ?? 0
      if lost > 0 {
        complain("count", "scenarios", "\(lost) rollouts belong to scenarios that are not there")
      }
      if run.state == .complete, let planned = run.planned, counts[0] < planned {
        complain("count", "rollouts", "the run is complete, and \(counts[0]) of \(planned) are there")
      }
    } catch {
      complain("count", "rollouts", Self.words(error))
    }
    return run
  }
}
