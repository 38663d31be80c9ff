import Foundation
import TestTools
import Testing

/// `import scores` on the real binary, and where the values go from there.
struct ImportCommandTests {
  /// A store with one run of the smoke suite by an organism.
  private static func withRun(
    _ body: (_ folder: TemporaryFolder, _ store: String, _ run: String) async throws -> Void
  )
    async throws
  {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let result = try await HawthorneBinary.run([
      "run", HawthorneBinary.root.appendingPathComponent("Suites/smoke.yaml").path, "--model",
      "organism/aware-a",
      "--store", store, "--quiet",
    ])
    try #require(result.status == 0, "\(result.errors)")
    try await body(folder, store, String(result.output.split(separator: "\n").last ?? ""))
  }

  private static func table(_ folder: TemporaryFolder, _ store: String, _ run: String) async throws
    -> [[String]]
  {
    let path = "\(folder.path)/table.csv"
    let result = try await HawthorneBinary.run(["export", run, "--store", store, "-o", path, "--quiet"])
    try #require(result.status == 0, "\(result.errors)")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  private static func importing(
    _ path: String, _ store: String, _ run: String, _ more: [String] = []
  ) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(
      ["import", "scores", path, "--run", run, "--store", store, "--name", "probe-x", "--version", "1"] + more
    )
  }

  @Test func valuesStandBesideTheRolloutsEverywhere() async throws {
    try await Self.withRun { folder, store, run in
      let table = try await Self.table(folder, store, run)
      #expect(!table[0].contains { $0.hasPrefix("score:") } && table.count > 10)
      let rows = table.dropFirst().enumerated().map { "\($1[1]),\(Double($0) / 8),\"n, \($0)\"" }
      let file = try folder.file("p.csv", "rollout,value,note\n" + rows.joined(separator: "\n") + "\n")
      let result = try await Self.importing(file, store, run, ["--json"])
      #expect(result.status == 0 && result.output.contains("\"added\":\(rows.count)"), "\(result.errors)")
      let again = try await Self.importing(file, store, String(run.prefix(6)))
      #expect(again.status == 0 && again.output.contains("0 added, \(rows.count) already there"))
      let scored = try await Self.table(folder, store, run)
      #expect(scored[0].last == "score:probe-x@1" && scored[2].last == "0.125")
      let lines = "\(folder.path)/t.jsonl"
      _ = try await HawthorneBinary.run(["export", run, "--store", store, "--table", "-o", lines])
      #expect(try String(contentsOfFile: lines, encoding: .utf8).contains("\"score:probe-x@1\":0.125"))
      let shown = try await HawthorneBinary.run(["show", run, "--store", store])
      #expect(shown.output.contains("probe-x@1") && shown.output.contains("made elsewhere: \(rows.count) of"))
      let rollout = try await HawthorneBinary.run(["show", scored[2][1], "--store", store])
      #expect(rollout.output.contains("value     0.125") && rollout.output.contains("note      n, 1"))
      let json = try await HawthorneBinary.run(["show", run, "--store", store, "--json"])
      let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      let scorers = document?["scorers"] as? [[String: Any]]
      #expect((scorers?.first?["scores"] as? [String: Double])?.count == rows.count)
      let report = try await HawthorneBinary.run(["report", run, "--store", store])
      #expect(report.output.contains("Scores made elsewhere") && report.output.contains("AUROC"))
      // A recording stays one: scores are of the run, not of its answers.
      let recording = "\(folder.path)/r.jsonl"
      _ = try await HawthorneBinary.run(["export", run, "--store", store, "-o", recording])
      #expect(try String(contentsOfFile: recording, encoding: .utf8).contains("hawthorne_recording"))
    }
  }

  @Test func badFilesSayWhereAndStoreNothing() async throws {
    try await Self.withRun { folder, store, run in
      let key = try await Self.table(folder, store, run)[1][1]
      let file = try folder.file(
        "bad.csv", "rollout,value\n\(key),1\n\(key),2\n\(key.prefix(9))x,1\nffffffff,1\n\(key),nan\n")
      let result = try await Self.importing(file, store, run)
      #expect(result.status == 3 && result.output.isEmpty)
      for line in ["bad.csv:3: error:", "bad.csv:4: error:", "bad.csv:5: error:", "bad.csv:6: error:"] {
        #expect(result.errors.contains(line), "\(result.errors)")
      }
      #expect(result.errors.contains("4 of 5 rows") && result.errors.contains("nothing was stored"))
      #expect(!(try await HawthorneBinary.run(["show", run, "--store", store])).output.contains("probe-x"))
      let part = try folder.file("part.tsv", "rollout\tvalue\n\(key)\ttrue\nffffffff\tfalse\n")
      #expect(try await Self.importing(part, store, run).errors.contains("--partial"))
      let taken = try await Self.importing(part, store, run, ["--partial"])
      #expect(
        taken.status == 0 && taken.output.contains("1 added")
          && taken.output.contains("1 of 2 rows passed over"))
      let other = try folder.file("other.csv", "rollout,value\n\(key),false\n")
      let refused = try await Self.importing(other, store, run)
      #expect(refused.status == 64 && refused.errors.contains("--version"))
    }
  }

  @Test(arguments: [
    (["--name", "a b"], "--name takes"), (["--version", ""], "--version takes"),
    (["--kind", "bool"], "Did you mean 'boolean'?"),
  ])
  func badOptionsExit64(options: [String], problem: String) async throws {
    var arguments = ["import", "scores", "x.csv", "--run", "r", "--name", "n", "--version", "1"]
    if let place = arguments.firstIndex(of: options[0]) {
      arguments[place + 1] = options[1]
    } else {
      arguments += options
    }
    let result = try await HawthorneBinary.run(arguments)
    #expect(result.status == 64 && result.errors.contains(problem), "\(result.errors)")
  }

  @Test func filesThatAreNoneExit64() async throws {
    try await Self.withRun { folder, store, run in
      let cases = [("a.xlsx", "x"), ("b.csv", "rollout,valeu\na,1\n"), ("c.csv", "value\n1\n")]
      for (name, text) in cases {
        #expect(try await Self.importing(folder.file(name, text), store, run).status == 64)
      }
      #expect(try await Self.importing("/nowhere.csv", store, run).status == 64)
      let file = try folder.file("d.csv", "rollout,value\n")
      #expect(try await Self.importing(file, store, run).status == 3)
      #expect(try await Self.importing(file, store, "zzzz").status == 64)
    }
  }
}
