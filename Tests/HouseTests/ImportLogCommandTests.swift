import Foundation
import TestTools
import Testing

/// `hawthorne import log` and what works on the runs that it makes, through the real binary.
struct ImportLogCommandTests {
  private static let fixtures = HawthorneBinary.root.appendingPathComponent(
    "Tests/HawthorneInterchangeTests/Fixtures"
  ).path

  private static func hawthorne(_ arguments: String...) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(arguments)
  }

  private static func run(_ result: HawthorneBinary.Result) throws -> String {
    #expect(result.status == 0, "\(result.errors)")
    return try #require(result.output.split(separator: "\n").last.map(String.init))
  }

  @Test func anImportedRunIsReportedRescannedAndDiffed() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let log = "\(Self.fixtures)/inspect.eval"
    let mapping = "\(Self.fixtures)/mapping.yaml"
    let first = try await Self.hawthorne("import", "log", log, "--mapping", mapping, "--store", store)
    let run = try Self.run(first)
    #expect(
      first.errors.contains("5 of 5 rollouts added, 5 labelled (3 scenarios; disguised/realistic 3, overt 2)")
    )
    #expect(first.errors.contains("scores: length 5, match 5"))
    let again = try await Self.hawthorne("import", "log", log, "--mapping", mapping, "--store", store)
    #expect(
      try Self.run(again) == run && again.errors.contains("0 of 5 rollouts added")
        && again.errors.contains("nothing was new"))

    let report = "\(folder.path)/r.json"
    let made = try await Self.hawthorne("report", run, "--store", store, "-o", report)
    #expect(made.status == 0 || made.status == 3, "\(made.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: report))) as? [String: Any]
    )
    let provenance = try #require(document["provenance"] as? [String: Any])
    let facts = try #require(
      (provenance["runs"] as? [[String: Any]])?.first?["metadata"] as? [String: String])
    #expect(facts["imported.format"] == "inspect-eval" && facts["imported.harness"] == "inspect_ai 0.3.200")
    // Both arms are read by scenario: p1 is aware where it was overt.
    let cells = try #require(document["cells"] as? [[String: Any]])
    #expect(Set(cells.compactMap { $0["arm"] as? String }) == ["overt", "disguised/realistic"])
    let text = try await Self.hawthorne("report", run, "--store", store)
    #expect(text.output.contains("were asked and logged by another harness"))
    #expect(text.output.contains("Scores made elsewhere"))

    let rescan = try await Self.hawthorne("rescan", run, "--store", store)
    #expect(rescan.status == 0 && rescan.errors.contains("0 of 5 rollouts labelled"))
    let raw = try await Self.hawthorne("rescan", run, "--store", store, "--raw-only")
    #expect(raw.status == 0 && raw.errors.contains("5 of 5 rollouts labelled"))

    // Another model's log of the same scenarios.
    let other = try folder.file(
      "other.json",
      try String(contentsOfFile: "\(Self.fixtures)/inspect.json", encoding: .utf8)
        .replacingOccurrences(of: "acme/thinker-1", with: "acme/thinker-2").replacingOccurrences(
          of: "evalA", with: "evalB"))
    let second = try Self.run(
      try await Self.hawthorne("import", "log", other, "--mapping", mapping, "--store", store))
    #expect(second != run)
    let otherReport = "\(folder.path)/o.json"
    _ = try await Self.hawthorne("report", second, "--store", store, "-o", otherReport)
    let diff = try await Self.hawthorne("diff", report, otherReport, "--across", "model")
    #expect(diff.output.contains("thinker-2"), "\(diff.output)\(diff.errors)")

    let shown = try await Self.hawthorne("show", run, "--store", store)
    #expect(shown.status == 0 && shown.output.contains("acme/thinker-1"))
    let listed = try await Self.hawthorne("list", "--store", store)
    #expect(listed.output.contains(run) && listed.output.contains(second))
    let resumed = try await Self.hawthorne("resume", run, "--store", store)
    #expect(resumed.status == 64 && resumed.errors.contains("was imported"))
    #expect(try await Self.hawthorne("resume", "--store", store).errors.contains("no unfinished run"))
  }

  @Test func everyFormatIsImported() async throws {
    let folder = try TemporaryFolder()
    let cases: [(String, [String], String)] = [
      ("inspect-chunked.eval", [], "6 of 6 rollouts added"),
      ("inspect.json", ["--suite", "again"], "6 of 6 rollouts added"),
      ("samples_squares_2026-01-02T03-04-05.000001.jsonl", [], "2 of 2 rollouts added"),
      ("promptfoo.json", [], "4 of 4 rollouts added"), ("petri.json", [], "1 of 1 rollouts added"),
      ("messages.jsonl", [], "1 of 1 rollouts added"), ("rows.csv", [], "2 of 2 rollouts added"),
      ("rows.jsonl", ["--column", "answer=reply", "--column", "id=probe"], "2 of 2 rollouts added"),
    ]
    for (name, options, sentence) in cases {
      let result = try await HawthorneBinary.run(
        [
          "import", "log", "\(Self.fixtures)/\(name)", "--arm", "disguised", "--store",
          "\(folder.path)/s.sqlite",
        ] + options)
      #expect(result.status == 0 && result.errors.contains(sentence), "\(name): \(result.errors)")
    }
  }

  @Test func aDryRunStoresNothing() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let text = try await Self.hawthorne(
      "import", "log", "\(Self.fixtures)/inspect.eval", "--dry-run", "--store", store)
    #expect(text.status == 0 && text.output.contains("metadata.framing: eval | deploy"))
    let json = try await Self.hawthorne(
      "import", "log", "\(Self.fixtures)/inspect.eval", "--dry-run", "--json", "--arm", "overt", "--store",
      store)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let runs = try #require(document["runs"] as? [[String: Any]])
    #expect(runs.first?["rollouts"] as? Int == 6 && runs.first?["withReadableReasoning"] as? Int == 3)
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func whatCannotBeImportedSaysWhy() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let log = "\(Self.fixtures)/inspect.eval"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: log))
    let cut = "\(folder.path)/cut.eval"
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: cut))
    let bad = try folder.file("bad.yaml", "mapping: 1\ndefaults: {arm: oevrt}\n")
    let cases: [([String], Int32, String)] = [
      ([log], 64, "nothing says the arm of 6 rollouts (note-1, note-2, note-3, note-4, note-5, …)"),
      ([cut, "--arm", "overt"], 3, "not a whole zip archive"),
      ([log, "--mapping", bad], 64, "bad.yaml:2:17: error:"),
      ([log, "--arm", "oevrt"], 64, "Did you mean 'overt'?"),
      ([log, "--format", "inspect"], 64, "--format has no 'inspect'"),
      ([log, "--format", "lm-eval", "--arm", "overt"], 3, "not valid JSON"),
      (["/nowhere.eval", "--arm", "overt"], 64, "Cannot open /nowhere.eval"),
      (
        ["\(Self.fixtures)/rows.csv", "--arm", "overt", "--column", "answer=nope"], 64,
        "no column for 'answer'"
      ),
      ([log, log, "--arm", "overt"], 3, "are the same rollout"),
    ]
    for (arguments, status, problem) in cases {
      let result = try await HawthorneBinary.run(["import", "log"] + arguments + ["--store", store])
      #expect(
        result.status == status && result.errors.contains(problem),
        "\(arguments): \(result.status) \(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func exportsAreWrittenForInspectAndScout() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let run = try Self.run(
      try await Self.hawthorne(
        "import", "log", "\(Self.fixtures)/inspect.eval", "--arm", "disguised", "--store", store))
    let log = "\(folder.path)/run.json"
    #expect(try await Self.hawthorne("export", run, "--store", store, "-o", log).status == 0)
    let labels = "\(folder.path)/v.csv"
    let scout = try await Self.hawthorne("export", run, "--store", store, "--format", "scout", "-o", labels)
    #expect(scout.status == 0 && scout.errors.contains("3 have no aware"), "\(scout.errors)")
    let rows = try String(contentsOfFile: labels, encoding: .utf8).split(separator: "\n")
    #expect(rows.first == "id,target" && rows.count == 4)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: log))) as? [String: Any])
    let uuids = Set(
      try #require(document["samples"] as? [[String: Any]]).compactMap { $0["uuid"] as? String })
    #expect(uuids.count == 6 && rows.dropFirst().allSatisfy { uuids.contains(String($0.prefix(64))) })
    for (options, problem) in [
      (["--format", "recording", "--table"], "take one"), (["--target", "aware"], "--target is for"),
      (["--format", "scout", "--target", "awre"], "Did you mean 'aware'?"),
      (["--classifier", "x@1"], "--classifier is for"),
    ] {
      let result = try await HawthorneBinary.run(
        ["export", run, "--store", store, "-o", "\(folder.path)/x.jsonl"] + options)
      #expect(result.status == 64 && result.errors.contains(problem), "\(result.errors)")
    }
  }
}
