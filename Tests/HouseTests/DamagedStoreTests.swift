import Foundation
import HawthorneCore
import HawthorneReports
import HawthorneStore
import TestTools
import Testing

/// Stores whose pages were overwritten: whatever is read of them is right or refused, and never a trap.
@Suite(.serialized) struct DamagedStoreTests {
  private let folder: TemporaryFolder
  private let whole: Data
  private let runs: [String]
  private let path: String

  init() async throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/damaged.sqlite"
    let store = "\(folder.path)/whole.sqlite"
    var runs: [String] = []
    for model in ["organism/aware-a", "organism/aware-b"] {
      let made = try await HawthorneBinary.run([
        "run", "smoke", "--limit", "3", "--model", model, "--store", store, "--quiet",
      ])
      runs.append(try #require(made.output.split(separator: "\n").last.map(String.init)))
    }
    self.runs = runs
    whole = try Data(contentsOf: URL(fileURLWithPath: store))
  }

  private func put(_ bytes: Data, log: Data? = nil) throws {
    for end in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    try bytes.write(to: URL(fileURLWithPath: path))
    try log?.write(to: URL(fileURLWithPath: path + "-wal"))
  }

  private func hawthorne(_ arguments: String...) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(arguments + ["--store", path], folder: folder.path)
  }

  // MARK: Where the damage is known

  /// The page that a table or an index begins at, and those of its tree.
  private func page(of name: String, type: String = "table") async throws -> Int {
    try put(whole)
    let script =
      "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute("
      + "'SELECT rootpage FROM sqlite_schema WHERE name = ?', (sys.argv[2],)).fetchone()[0])"
    let ended = try await HawthorneBinary.shell("python3 -c \"$0\" \"$@\"", [script, path, name])
    return try #require(Int(ended.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func garbage(_ count: Int, seed: UInt64) -> Data {
    var random = Draws(state: seed)
    return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  @Test(arguments: [
    "rollouts", "rollouts_in_order", "labels", "run_scenarios", "prompts", "runs", "reasoning_blocks",
  ])
  func aPageOfGarbageIsReported(name: String) async throws {
    let root = try await page(of: name)
    var bytes = whole
    let start = (root - 1) * 4096
    bytes.replaceSubrange(start..<start + 4096, with: garbage(4096, seed: UInt64(root)))
    try put(bytes)
    let checked = try await hawthorne("list", "--check")
    #expect(checked.status == 3, "\(name): \(checked)")
    let said = checked.output + checked.errors
    #expect(said.contains("damaged") && said.contains(".recover | sqlite3"), "\(said)")
    #expect(said.contains(name) || said.contains("malformed"), "\(name): \(said)")
    // The counts of a report need all of these but the prompts and the words of the reasoning.
    let report = try await hawthorne("report", runs[0], "--json")
    if name != "prompts", name != "reasoning_blocks" {
      #expect(report.status == 3 && report.output.isEmpty, "\(name): \(report.output.prefix(300))")
      #expect(report.errors.contains("is damaged"))
    }
    for arguments in [
      ["rescan", runs[0]], ["export", runs[0], "-o", "e.jsonl"], ["show", runs[0]], ["verify"],
    ] {
      let result = try await HawthorneBinary.run(arguments + ["--store", path], folder: folder.path)
      #expect([0, 3].contains(result.status), "\(name), \(arguments): \(result.errors)")
      if result.status != 0 { #expect(!result.errors.isEmpty || result.output.contains("fails")) }
    }
  }

  /// Whichever page it is: what was found is said, although the end of the reading fails too.
  @Test func aPageOfZerosLeavesACheck() async throws {
    var damaged = 0
    for page in stride(from: 2, through: whole.count / 4096, by: 3) {
      var bytes = whole
      bytes.replaceSubrange((page - 1) * 4096..<page * 4096, with: Data(repeating: 0, count: 4096))
      try put(bytes)
      let checked = try await hawthorne("list", "--check", "--json")
      let document = try JSONSerialization.jsonObject(with: Data(checked.output.utf8)) as? [String: Any]
      #expect(document?["verdict"] as? String == (checked.status == 0 ? "whole" : "damaged"), "\(page)")
      if checked.status == 3 { damaged += 1 }
    }
    #expect(damaged > 10)
  }

  /// No hash is over these columns of a rollout; its key and its plan say them too.
  @Test(arguments: [
    "arm = CASE arm WHEN 'overt' THEN 'placebo' WHEN 'placebo' THEN 'overt' ELSE arm END",
    "epoch = epoch + 1", "language = 'de'", "wording = 'other'", "disclosure = 'hinted'",
    "key = substr(key, 2) || '0'",
  ])
  func aRolloutInAnotherPlaceIsFound(change: String) async throws {
    try put(whole)
    let script = "import sqlite3,sys; s=sqlite3.connect(sys.argv[1]); s.execute(sys.argv[2]); s.commit()"
    let ended = try await HawthorneBinary.shell(
      "python3 -c \"$0\" \"$@\"",
      [script, path, "UPDATE rollouts SET \(change) WHERE run_id = '\(runs[0])'"])
    try #require(ended.status == 0, "\(ended)")
    let checked = try await hawthorne("list", "--check")
    #expect(checked.status == 3 && checked.output.contains("plan rollouts: "), "\(checked)")
    #expect(checked.output.contains(runs[0] + "  damaged") && checked.output.contains(runs[1] + "  whole"))
    let verified = try await hawthorne("verify")
    #expect(verified.status == 3 && verified.output.contains("plan    fails"), "\(verified)")
  }

  @Test func theRunAndTheRolloutAreNamed() async throws {
    // Words of one answer, overwritten where they stand.
    let store = try Store(path: "\(folder.path)/whole.sqlite", access: .read)
    var longest: (key: ContentHash, words: String)?
    try store.forEachRollout(of: runs[1]) { stored in
      guard let text = stored.rollout.transcript.answers.last?.text, text.utf8.count > 40 else { return }
      let words = String(text.prefix(40))
      // Once in the file, so that it is known whose they are.
      let needle = Data(words.utf8)
      guard needle.count == 40, let place = whole.range(of: needle),
        whole.range(of: needle, in: place.upperBound..<whole.count) == nil
      else { return }
      longest = (stored.rollout.plan.key, words)
    }
    store.close()
    let found = try #require(longest)
    var bytes = whole
    let place = try #require(bytes.range(of: Data(found.words.utf8)))
    bytes.replaceSubrange(place, with: Data(repeating: UInt8(ascii: "x"), count: place.count))
    try put(bytes)
    let checked = try await hawthorne("list", "--check", "--json")
    #expect(checked.status == 3)
    let document = try JSONSerialization.jsonObject(with: Data(checked.output.utf8)) as? [String: Any]
    let listed = try #require(document?["runs"] as? [[String: Any]])
    let damaged = listed.filter { $0["verdict"] as? String == "damaged" }
    let places = damaged.flatMap { $0["damage"] as? [[String: Any]] ?? [] }.compactMap {
      $0["place"] as? String
    }
    #expect(!damaged.isEmpty && damaged.allSatisfy { runs.contains($0["run"] as? String ?? "") })
    #expect(places.contains { $0.hasPrefix(found.key.short) }, "\(places)")
    #expect(document?["schema"] as? String == "hawthorne-check/1")
  }

  @Test func aHeaderOrAFileThatWasCutIsReported() async throws {
    var bytes = whole
    bytes.replaceSubrange(0..<16, with: Data(repeating: 0, count: 16))
    for (name, contents) in [
      ("head", bytes), ("cut in a page", Data(whole.prefix(whole.count / 2 + 77))),
      ("cut", Data(whole.prefix(whole.count / 8192 * 4096))), ("one page", Data(whole.prefix(4096))),
    ] {
      try put(contents)
      for arguments in [["list", "--check"], ["report", runs[0]], ["show", runs[0]]] {
        let result = try await HawthorneBinary.run(arguments + ["--store", path])
        #expect(result.status == 3, "\(name), \(arguments): \(result)")
        #expect(
          (result.output + result.errors).contains("damaged")
            || result.errors.contains("not a Hawthorne store"))
      }
    }
  }

  // MARK: The log

  /// A log with two commits in it, as a process leaves that is killed.
  private func log() async throws -> Data {
    try put(whole)
    let script = """
      import os, signal, sqlite3, sys
      store = sqlite3.connect(sys.argv[1], isolation_level=None)
      store.execute("PRAGMA wal_autocheckpoint = 0")
      for number in range(2): store.execute("INSERT OR REPLACE INTO properties VALUES ('note', CAST(? AS BLOB))", ("%d" % number * 9000,))
      os.kill(os.getpid(), signal.SIGKILL)
      """
    _ = try await HawthorneBinary.shell("python3 -c \"$0\" \"$1\"", [script, path])
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    try #require(log.count > 4 * 4120)
    return log
  }

  @Test func aDamagedLogIsReported() async throws {
    let log = try await log()
    func checked(_ log: Data) async throws -> HawthorneBinary.Result {
      try put(whole, log: log)
      return try await hawthorne("list", "--check")
    }
    let good = try await checked(log)
    #expect(good.status == 0 && good.output.contains("The store is whole."), "\(good)")

    let noise = try await checked(garbage(log.count, seed: 3))
    #expect(noise.status == 3 && noise.output.contains("cannot be read: what was committed"), "\(noise)")

    var broken = log
    broken[32 + 24 + 100] ^= 0xFF
    let lost = try await checked(broken)
    #expect(lost.status == 3 && lost.output.contains("commits behind it are lost"), "\(lost)")

    // What a process that died left: nothing that was acknowledged.
    let cut = try await checked(Data(log.prefix(log.count - 1000)))
    #expect(cut.status == 0 && cut.output.contains("is cut off within a frame"), "\(cut)")
    let listed = try await hawthorne("list")
    #expect(listed.status == 0 && listed.output.contains(runs[0]))
  }

  /// A run that was complete and lost its end, as with a log that was left behind when a store was copied.
  @Test func aCompleteRunThatLacksRolloutsIsDamaged() async throws {
    try put(whole)
    let script =
      "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA foreign_keys = ON'); "
      + "c.execute('DELETE FROM rollouts WHERE id = (SELECT max(id) FROM rollouts)'); c.commit()"
    _ = try await HawthorneBinary.shell("python3 -c \"$0\" \"$1\"", [script, path])
    let checked = try await hawthorne("list", "--check")
    #expect(checked.status == 3 && checked.output.contains("the run is complete, and 8 of 9 are there"))
  }

  /// Rows whose loss takes others out of what is counted, without an error of SQLite's.
  @Test(arguments: [
    (
      "DELETE FROM run_scenarios WHERE scenario_id = (SELECT min(scenario_id) FROM run_scenarios)",
      "scenarios"
    ),
    ("DELETE FROM classifiers", "classifiers"),
    ("DELETE FROM label_spans WHERE label_id = (SELECT min(label_id) FROM label_spans)", "evidence"),
    ("DELETE FROM rollouts WHERE id = 1", "labels are of rollouts"),
  ])
  func whatIsCountedMustBeThere(statement: String, words: String) async throws {
    try put(whole)
    // References are not looked at, as where a page was lost.
    let script = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
    let ended = try await HawthorneBinary.shell("python3 -c \"$0\" \"$@\"", [script, path, statement])
    try #require(ended.status == 0, "\(ended.output)")
    for arguments in [
      ["list"], ["show", runs[0]], ["report", runs[0]], ["diff", runs[0], runs[1]],
      ["export", runs[0], "-o", "e.csv"],
      ["rescan", runs[0]], ["verify"],
    ] {
      let result = try await HawthorneBinary.run(arguments + ["--store", path], folder: folder.path)
      #expect(result.status == 3 && result.errors.contains(words), "\(arguments): \(result)")
    }
    let merged = try await HawthorneBinary.run(["merge", path, "--store", "\(folder.path)/into.sqlite"])
    #expect(merged.status == 3 && merged.errors.contains(words), "\(merged)")
    let checked = try await hawthorne("list", "--check")
    #expect(checked.status == 3, "\(checked.output)")
  }

  // MARK: Where it is not

  /// What each reading gives, or that it refused.
  private func readings(_ path: String) -> [String: String] {
    var results: [String: String] = [:]
    func attempt(_ name: String, _ access: Store.Access = .read, _ body: (Store) throws -> String) {
      do {
        let store = try Store(path: path, access: access)
        defer { store.close() }
        results[name] = try body(store)
      } catch let error as any ExplainedError {
        results[name] = "refused"
        if error.exitStatus == .pass || error.problem.isEmpty {
          Issue.record("an error that says nothing: \(error)")
        }
      } catch {
        Issue.record("\(name): an error that does not explain itself: \(error)")
      }
    }
    attempt("list") { try $0.runs().map { "\($0.id) \($0.state) \($0.counts)" }.joined(separator: "\n") }
    attempt("show") { store in
      try store.summaries(of: try store.run(runs[0]).id).map { "\($0)" }.joined(separator: "\n")
    }
    attempt("export") { store in
      var text = ""
      try store.forEachRollout(of: try store.run(runs[0]).id) { text += "\($0)" }
      return text
    }
    attempt("report") { try StoredReport.make(store: $0, runs: [runs[0]]).text() }
    attempt("diff") { store in
      let reports = try runs.map { try StoredReport.make(store: store, runs: [$0]) }
      return try ReportDiff(reports[0], reports[1]).text()
    }
    attempt("verify", .inspect) { store in
      try StoreVerification.verify(store) { _ in .init("plan", .skipped, "") }.text()
    }
    attempt("merge") { store in
      let into = "\(folder.path)/into.sqlite"
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: into + end) }
      let target = try Store(path: into)
      defer { target.close() }
      return "\(try target.merge(store))"
    }
    return results
  }

  @Test func randomDamageIsRefusedOrDoesNotMatter() throws {
    try put(whole)
    let good = readings(path)
    #expect(good.count == 7 && !good.values.contains("refused"))
    var random = Draws(state: 0x5EED)
    var refused: [String: Int] = [:]
    var found = 0
    let pages = whole.count / 4096
    for round in 0..<40 {
      var bytes = whole
      let page = Int.random(in: 0..<pages, using: &random) * 4096
      switch round % 4 {
      case 0, 1:
        for _ in 0..<[1, 3, 12][round % 3] {
          bytes[page + Int.random(in: 0..<4096, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      case 2:  // the head of a page: its kind, its count of cells, where they are
        let head = page == 0 ? 100 : page
        for _ in 0..<2 {
          bytes[head + Int.random(in: 0..<40, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      default:  // another page of the file in its place
        let other = Int.random(in: 0..<pages, using: &random) * 4096
        bytes.replaceSubrange(page..<page + 4096, with: whole[other..<other + 4096])
      }
      try put(bytes)
      let check = try? Store(path: path, access: .inspect)
      let verdict: StoreCheck?
      do { verdict = try check?.check() } catch { verdict = nil }
      check?.close()
      let isDamaged = verdict.map { $0.verdict == .damaged } ?? true
      let isSaidBySQLite = verdict.map { !$0.file.damage.isEmpty } ?? true
      if isDamaged { found += 1 }
      for (name, result) in readings(path) {
        if result == "refused" {
          refused[name, default: 0] += 1
        } else if isSaidBySQLite, ["list", "report", "diff"].contains(name) {
          // Damage elsewhere in the file does not matter to it; other counts would.
          #expect(result == good[name], "round \(round): \(name) says other things of a damaged store")
        }
      }
    }
    #expect(found > 10)
    for name in good.keys { #expect(refused[name, default: 0] > 3, "\(name): \(refused)") }
  }
}

/// Sebastiano Vigna's splitmix64: the same damage on every run of the test.
private struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
