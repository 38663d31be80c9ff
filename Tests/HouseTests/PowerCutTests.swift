import Foundation
import TestTools
import Testing

/// What a power cut must not take: a rollout is reported only when the disk has it.
struct PowerCutTests {
  /// `strace` shows it: between the last write to the database or its log and the event that reports a rollout there is
  /// a sync of that file.
  @Test func everythingReportedHasBeenSynced() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else {
      print("skipped: strace is not installed")
      return
    }
    let folder = try TemporaryFolder()
    let suite = HawthorneBinary.root.appendingPathComponent("Suites/smoke.yaml").path
    let server = try await ChatServer()
    let trace = "\(folder.path)/trace"
    var strace = Program("/usr/bin/strace")
    // One connection: with more, the next rollout may be on its way to the disk when this one is reported.
    strace.arguments =
      [
        "-f", "-y", "-s", "64", "-o", trace, "-e", "trace=write,pwrite64,fsync,fdatasync",
        HawthorneBinary.path,
      ]
      + ["run", suite, "--model", "openai-api/tested/m", "--no-stream", "--max-connections", "1"]
      + ["--store", "\(folder.path)/s.sqlite", "--events", "\(folder.path)/events.jsonl"]
    var status: Int32 = -1
    try await server.serving { environment in
      strace.environment.merge(environment) { $1 }
      status = try await strace.start().status
    }
    let text = try String(contentsOfFile: trace, encoding: .utf8)
    guard !text.contains("Operation not permitted") || text.contains("fdatasync") else {
      print("skipped: strace may not trace here")
      return
    }
    #expect(status == 0)
    var unsynced: Set<String> = []
    var reported = 0
    var syncs = 0
    for line in text.split(separator: "\n") {
      guard let call = Self.call(line) else { continue }
      let isDatabase = call.path.contains("/s.sqlite") && !call.path.hasSuffix("-shm")
      switch call.name {
      case "write", "pwrite64":
        if isDatabase { unsynced.insert(call.path) }
        if call.path.hasSuffix("/events.jsonl"), line.contains("rolloutFinished") {
          reported += 1
          #expect(unsynced.isEmpty, "reported before \(unsynced) was synced: \(line)")
        }
      default:
        if isDatabase {
          syncs += 1
          unsynced.remove(call.path)
        }
      }
    }
    #expect(reported >= 6)
    #expect(syncs >= reported)
  }

  /// A line such as `123 pwrite64(7</tmp/s.sqlite-wal>, "…", 4096, 0) = 4096`; the begun half of an interrupted call
  /// counts for a write, the ended half of a sync names no file and begins with `<... `.
  private static func call(_ line: Substring) -> (name: String, path: String)? {
    guard let match = line.firstMatch(of: /^\d+ +(write|pwrite64|fsync|fdatasync)\(\d+<([^>]*)>/) else {
      return nil
    }
    return (String(match.1), String(match.2))
  }
}
