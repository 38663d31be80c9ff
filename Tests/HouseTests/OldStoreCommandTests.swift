import Foundation
import HawthorneStore
import TestTools
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stores of every earlier version in the hands of the real binary.
struct OldStoreCommandTests {
  /// Makes a store of a dump, with so many copies of each rollout, its labels and evidence.
  private static let restore = """
    import sqlite3, sys
    dump, path, copies = sys.argv[1], sys.argv[2], int(sys.argv[3])
    store = sqlite3.connect(path, isolation_level=None)
    store.executescript(open(dump, encoding="utf-8").read())
    if len(sys.argv) > 4: store.execute("PRAGMA journal_mode = " + sys.argv[4])
    def columns(table): return [row[1] for row in store.execute("PRAGMA table_info(%s)" % table)]
    def copy(table, changed):
        names = columns(table)
        values = ", ".join(changed.get(name, name) for name in names)
        store.execute("INSERT INTO %s (%s) SELECT %s FROM first_%s" % (table, ", ".join(names), values, table))
    if copies:
        for table in ("rollouts", "reasoning_blocks", "labels", "label_spans"):
            store.execute("CREATE TEMP TABLE first_%s AS SELECT * FROM %s" % (table, table))
        store.execute("BEGIN")
        for number in range(1, copies + 1):
            shift = number * 1000
            copy("rollouts", {"id": "id + %d" % shift, "epoch": "epoch + %d" % shift, "key": "substr(key, 1, 56) || '%08x'" % number})
            copy("reasoning_blocks", {"rollout_id": "rollout_id + %d" % shift})
            copy("labels", {"id": "id + %d" % shift, "rollout_id": "rollout_id + %d" % shift})
            copy("label_spans", {"label_id": "label_id + %d" % shift})
        store.execute("COMMIT")
    print(store.execute("SELECT count(*) FROM rollouts").fetchone()[0])
    """

  /// Kills a program with SIGKILL while it brings a store up to date; prints where it was caught.
  private static let kill = """
    import os, signal, sqlite3, subprocess, sys, time
    program, path, how, wait = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    store = sqlite3.connect(path, isolation_level=None)
    if how == "held":
        # A reader: the program can write its journal, and must wait to write the file.
        store.execute("BEGIN")
        store.execute("SELECT count(*) FROM runs").fetchone()
    child = subprocess.Popen([program, "list", "--store", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if how == "held":
        end = time.monotonic() + 60
        while not os.path.exists(path + "-journal") and child.poll() is None and time.monotonic() < end: time.sleep(0.005)
        time.sleep(wait)
    else:
        time.sleep(wait)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    print("journal" if os.path.exists(path + "-journal") else "log" if os.path.exists(path + "-wal") else "none")
    """

  private static func dump(_ number: Int) -> String {
    HawthorneBinary.root.appendingPathComponent("Tests/HawthorneStoreTests/OldStores/version-\(number).sql")
      .path
  }

  private static func python(_ script: String, _ arguments: [String], in folder: TemporaryFolder) async throws
    -> String
  {
    let file = try folder.file("script-\(UUID().uuidString).py", script)
    let ended = try await HawthorneBinary.shell(
      "python3 \"$@\"", ["sh", file] + arguments)
    try #require(ended.status == 0, "\(ended.output.prefix(500))")
    return ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func run(_ store: String) async throws -> [String: Any] {
    let listed = try await HawthorneBinary.run(["list", "--store", store, "--json"])
    try #require(listed.status == 0, "\(listed.errors)")
    let runs = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
    return try #require(runs?.first)
  }

  @Test(arguments: 1...10)
  func everyVersionIsListedShownReportedAndResumed(number: Int) async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let rollouts = try #require(
      Int(try await Self.python(Self.restore, [Self.dump(number), store, "0"], in: folder)))
    let checked = try await HawthorneBinary.run(["list", "--check", "--store", store])
    #expect(checked.status == 0 && checked.output.contains("schema \(number),"), "\(checked)")

    let before = try await Self.run(store)
    let id = try #require(before["run"] as? String)
    #expect(before["stored"] as? Int == rollouts)
    let shown = try await HawthorneBinary.run(["show", id, "--store", store, "--json"])
    #expect(shown.status == 0, "\(shown.errors)")
    let isComplete = before["state"] as? String == "complete"
    let report = try await HawthorneBinary.run(["report", id, "--store", store, "--json"])
    #expect(report.status == (isComplete ? 0 : 3), "\(report.errors)")
    #expect(report.output.contains(id))
    let resumed = try await HawthorneBinary.run(["resume", id, "--store", store])
    #expect(resumed.status == 0, "\(resumed.errors)")
    let after = try await Self.run(store)
    #expect(after["state"] as? String == "complete" && after["stored"] as? Int == after["planned"] as? Int)
    for arguments in [["verify"], ["list", "--check"]] {
      let checked = try await HawthorneBinary.run(arguments + ["--store", store])
      #expect(checked.status == 0, "\(checked)")
    }
  }

  /// The process has begun the migration's journal and waits for the file: it dies there.
  @Test(arguments: [1, 4, 9])
  func aProcessKilledWithinAMigrationLeavesAStore(number: Int) async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let rollouts = try await Self.python(Self.restore, [Self.dump(number), store, "0"], in: folder)
    let caught = try await Self.python(
      Self.kill, [HawthorneBinary.path, store, "held", "0.02"], in: folder)
    #expect(caught == "journal")
    #expect("\(try await Self.run(store)["stored"] ?? "none")" == rollouts)
    let checked = try await HawthorneBinary.run(["list", "--check", "--store", store])
    #expect(checked.status == 0 && checked.output.contains("The store is whole."), "\(checked)")
  }

  /// Wherever it is: in the file, its journal, or its log.
  @Test(arguments: ["DELETE", "WAL"])
  func aProcessKilledAnywhereLeavesAStore(mode: String) async throws {
    let folder = try TemporaryFolder()
    let original = "\(folder.path)/old.sqlite"
    let rollouts = try await Self.python(
      Self.restore, [Self.dump(1), original, "4000", mode], in: folder)
    #expect(Int(rollouts) == 8002)
    for attempt in 0..<8 {
      let store = "\(folder.path)/\(attempt).sqlite"
      try FileManager.default.copyItem(atPath: original, toPath: store)
      _ = try await Self.python(
        Self.kill, [HawthorneBinary.path, store, "free", "\(0.03 * Double(attempt + 1))"], in: folder)
      #expect("\(try await Self.run(store)["stored"] ?? "none")" == rollouts)
      // The store alone: copies of rollouts are none of the run's plan.
      let opened = try Store(path: store, access: .inspect)
      defer { opened.close() }
      #expect(try opened.check().verdict == .whole)
    }
  }

  /// A process that died after it had written a part of its pages to the file.
  @Test func aProcessKilledWithinAWriteLeavesAStore() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let rollouts = try await Self.python(Self.restore, [Self.dump(4), store, "0"], in: folder)
    try await Self.breakOff(store, in: folder)

    let checked = try await HawthorneBinary.run(["list", "--check", "--store", store])
    #expect(checked.status == 4 && checked.errors.contains("A process died while it wrote"), "\(checked)")
    let unwritable = try await Self.asNobody(["list", "--store", store], store: store)
    chmod(folder.path, 0o755)
    chmod(store, 0o644)
    #expect(unwritable.status == 4 && unwritable.output.contains("s.sqlite-journal"), "\(unwritable)")

    #expect("\(try await Self.run(store)["stored"] ?? "none")" == rollouts)
    let again = try await HawthorneBinary.run(["list", "--check", "--store", store])
    #expect(again.status == 0 && again.output.contains("The store is whole."), "\(again)")
  }

  private static func breakOff(_ store: String, in folder: TemporaryFolder) async throws {
    let script = """
      import os, signal, sqlite3, sys
      store = sqlite3.connect(sys.argv[1], isolation_level=None)
      store.execute("PRAGMA cache_size = 5")
      store.execute("BEGIN")
      store.execute("UPDATE rollouts SET key = key || hex(zeroblob(9000))")
      os.kill(os.getpid(), signal.SIGKILL)
      """
    let file = try folder.file("break-off.py", script)
    let ended = try await HawthorneBinary.shell("python3 \"$@\"; test $? = 137", ["sh", file, store])
    try #require(ended.status == 0, "\(ended)")
    let journal = try FileManager.default.attributesOfItem(atPath: store + "-journal")[.size] as? Int
    try #require((journal ?? 0) > 0)
  }

  /// As a user who may not write the store: root takes off its rights.
  private static func asNobody(_ arguments: [String], store: String) async throws -> Program.Ended {
    let script =
      "chmod 444 \"$1\"; chmod 555 \"$(dirname \"$1\")\"; shift; "
      + "if [ \"$(id -u)\" = 0 ]; then exec setpriv --reuid=65534 --clear-groups \"$@\"; else exec \"$@\"; fi"
    return try await HawthorneBinary.shell(script, ["sh", store, HawthorneBinary.path] + arguments)
  }

  /// A user who may not write: the store is left, and the words say what to do.
  @Test func whatCannotBeWrittenIsSaidToBe() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    _ = try await Self.python(Self.restore, [Self.dump(3), store, "0"], in: folder)
    let before = try Data(contentsOf: URL(fileURLWithPath: store))
    func asked(_ arguments: String...) async throws -> Program.Ended {
      try await Self.asNobody(arguments + ["--store", store], store: store)
    }
    defer { chmod(folder.path, 0o755) }
    let listed = try await asked("list")
    #expect(listed.status == 3 && listed.output.contains("older schema 3"), "\(listed)")
    #expect(listed.output.contains("Copy the file to a folder that can be written"))
    // What only reads takes a copy of its own.
    let checked = try await asked("list", "--check")
    #expect(checked.status == 0 && checked.output.contains("The store is whole."), "\(checked)")
    let resumed = try await asked("resume")
    #expect(resumed.status == 4 && resumed.output.contains("cannot be written"), "\(resumed)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)
  }
}
