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

  /// A log that dates nothing: no command and no report makes a date up.
  @Test func aDateThatIsNotSaidIsSaidToBe() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    let rows = try folder.file(
      "rows.jsonl",
      (0..<4).map {
        #"{"id":"q\#($0)","prompt":"Sum up note \#($0).","answer":"Done.","model":"a/m"}"# + "\n"
      }.joined())
    let run = try Self.run(
      try await Self.hawthorne("import", "log", rows, "--arm", "disguised/bare", "--store", store))
    let text = try await Self.hawthorne("list", "--store", store)
    #expect(text.output.contains("date not said") && !text.output.contains("1970"), "\(text.output)")
    let listed = try await Self.hawthorne("list", "--store", store, "--json")
    let items = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
    #expect(items?.first?["startedAt"] is NSNull, "\(listed.output)")
    #expect(items?.first?["endedAt"] is NSNull || items?.first?["endedAt"] == nil)
    var printed: [String] = []
    for arguments in [
      ["show", run], ["report", run], ["report", run, "--format", "markdown"],
      ["report", run, "--format", "html"],
      ["delete", run],
    ] {
      let result = try await HawthorneBinary.run(arguments + ["--store", store])
      #expect(!result.output.isEmpty, "\(arguments): \(result.errors)")
      #expect(!(result.output + result.errors).contains("1970-01"), "\(arguments)")
      printed.append(result.output)
    }
    #expect(
      printed[0].contains("date not said") && printed[1].contains("(not said)")
        && printed[4].contains("date not said"))
    let report = "\(folder.path)/r.json"
    _ = try await Self.hawthorne("report", run, "--store", store, "-o", report)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: report))
    #expect(!String(decoding: bytes, as: UTF8.self).contains("1970-01"))
    let document = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let runs = (document?["provenance"] as? [String: Any])?["runs"] as? [[String: Any]]
    #expect(runs?.count == 1 && runs?.first?["startedAt"] == nil && runs?.first?["endedAt"] == nil)
    // It is read again, compared and verified without them.
    let verified = try await Self.hawthorne("verify", report, "--store", store)
    #expect(verified.status == 0, "\(verified.output)")
    #expect(
      verified.output.contains("was imported and has no plan; its 4 rollouts are those that its logs held"))
    #expect(!verified.output.contains("another version"))
    let diff = try await Self.hawthorne("diff", report, report)
    #expect(diff.output.contains("of a date not said"), "\(diff.output.prefix(400)) \(diff.errors)")
    // Nor by pages and exports.
    let pages = try await Self.hawthorne("view", store, "--export", "\(folder.path)/pages")
    #expect(pages.status == 0, "\(pages.errors)")
    var files = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/pages") {
      guard name.hasSuffix(".html") else { continue }
      files += 1
      let page = try String(contentsOfFile: "\(folder.path)/pages/\(name)", encoding: .utf8)
      #expect(!page.contains("1970-01"), "\(name)")
    }
    #expect(files >= 2)
    _ = try await Self.hawthorne("export", run, "--store", store, "-o", "\(folder.path)/log.json")
    let exported = try String(contentsOfFile: "\(folder.path)/log.json", encoding: .utf8)
    #expect(exported.contains(#""started_at":"""#) && exported.contains("not said in the log"))
  }

  /// What the manifest names is held against what is there, also of a log that grew.
  @Test func anImportedRunHasNoPlanAndIsVerified() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    func load(_ count: Int) async throws -> String {
      let rows = try folder.file(
        "rows.jsonl",
        (0..<count).map {
          #"{"id":"q\#($0)","prompt":"Sum up note \#($0).","answer":"Done.","model":"a/m"}"# + "\n"
        }
        .joined())
      return try Self.run(
        try await Self.hawthorne("import", "log", rows, "--arm", "disguised/bare", "--store", store))
    }
    let run = try await load(3)
    #expect(try await load(5) == run)
    let whole = try await Self.hawthorne("verify", "--store", store)
    #expect(
      whole.status == 0 && whole.output.contains("its 5 rollouts are those that its logs held"), "\(whole)")
    let script =
      "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA foreign_keys = ON'); "
      + "c.execute('DELETE FROM rollouts WHERE id = 2'); c.commit()"
    _ = try await HawthorneBinary.shell("python3 -c \"$0\" \"$1\"", [script, store])
    let less = try await Self.hawthorne("verify", "--store", store)
    #expect(
      less.status == 3 && less.output.contains("its 4 rollouts are not all that its logs held"), "\(less)")
  }

  @Test func gradesThatWereChangedAreSaidAndKeptBeside() async throws {
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/s.sqlite"
    func load(_ grade: String) async throws -> HawthorneBinary.Result {
      let log = try folder.file(
        "log.json",
        #"{"version":2,"status":"success","eval":{"eval_id":"e","task":"t","model":"a/m"},"samples":[{"id":1,"epoch":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"scores":{"grade":{"value":"\#(grade)"}}}]}"#
      )
      return try await Self.hawthorne("import", "log", log, "--arm", "disguised/bare", "--store", store)
    }
    let run = try Self.run(try await load("C"))
    let again = try await load("I")
    #expect(try Self.run(again) == run)
    #expect(again.errors.contains("scores of 'grade' are not those stored before for 1 of 1 rollouts"))
    #expect(again.errors.contains("grade@log-2, beside grade@log"), "\(again.errors)")
    let shown = try await Self.hawthorne("show", run, "--store", store)
    #expect(shown.output.contains("grade@log ") && shown.output.contains("grade@log-2"), "\(shown.output)")
    let nothing = try await load("I")
    #expect(nothing.errors.contains("nothing was new") && !nothing.errors.contains("stored before"))
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
      ([log, log, "--arm", "overt"], 64, "holds the same bytes as"),
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
