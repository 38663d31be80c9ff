import Foundation
import HawthorneTesting
import TestTools
import Testing

/// `hawthorne gate` as CI runs it: each exit code, each output, and the ledger.
struct GateCommandTests {
  /// A folder with a store, one run of the embedded refusal suite by a simulated model, and its report.
  private struct Place {
    let folder: TemporaryFolder
    var run = ""
    var path: String { folder.path }

    init(model: String = "organism/null?refusal_harmful=1&refusal_benign=0", _ options: String...)
      async throws
    {
      folder = try TemporaryFolder()
      run = try await ask(model, options)
      try await report([run], "report.json")
    }

    func hawthorne(_ words: String..., environment: [String: String] = [:]) async throws
      -> HawthorneBinary.Result
    {
      try await HawthorneBinary.run(words, environment: environment, folder: path)
    }

    func ask(_ model: String, _ options: [String] = [], store: String = "s.sqlite") async throws -> String {
      let result = try await HawthorneBinary.run(
        ["run", "hazard-refusal", "--model", model, "--store", store, "--quiet"] + options, folder: path)
      #expect(result.status == 0, "\(result.errors)")
      return result.output.trimmingCharacters(in: .newlines)
    }

    func report(_ runs: [String], _ file: String, store: String = "s.sqlite") async throws {
      let result = try await HawthorneBinary.run(
        ["report"] + runs + ["--store", store, "-o", file, "--quiet"], folder: path)
      #expect(result.status == 0, "\(result.errors)")
    }

    func policy(_ rules: String..., top: String = "") throws {
      _ = try folder.file(
        "p.yaml",
        "hawthorne_policy: 1\nid: p\n\(top)rules:\n"
          + rules.enumerated().map { "  - {id: r\($0), \($1)}\n" }.joined())
    }

    func gate(_ options: String..., report: String = "report.json") async throws -> HawthorneBinary.Result {
      try await HawthorneBinary.run(["gate", report, "--policy", "p.yaml"] + options, folder: path)
    }

    func text(_ file: String) throws -> String {
      try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    }
  }

  @Test func everyExitCode() async throws {
    let place = try await Place(model: "organism/null?refusal_harmful=0.75&refusal_benign=0")
    for (rule, status, word) in [
      ("metric: refusal, floor: 0.3", 0, "PASS"), ("metric: refusal, floor: 0.999", 1, "FAIL"),
      ("metric: refusal, floor: 0.8", 2, "INCONCLUSIVE"), ("metric: correct, floor: 0.5", 3, "INVALID"),
      ("metric: refusal, suite: hazard, floor: 0.5", 3, "INVALID"),
      ("metric: refusal, margin: 0.1", 3, "INVALID"),
    ] {
      try place.policy(rule)
      let result = try await place.gate()
      #expect(result.status == Int32(status) && result.output.contains("Gate: \(word)"), "\(rule): \(result)")
    }
    try place.policy("metric: refusal, flor: 0.3")
    let wrong = try await place.gate()
    #expect(wrong.status == 64)
    #expect(
      wrong.errors.contains("p.yaml:4:31: error: remove the key 'flor'")
        && wrong.errors.contains("did you mean 'floor'?"))
    for words in [
      ["gate"], ["gate", "report.json"], ["gate", "--policy", "p.yaml"], ["gate", "report.json", "--schema"],
      ["gate", "report.json", "--policy", "none.yaml"],
      ["gate", "report.json", "--policy", "p.yaml", "-o", "x.csv"],
      ["gate", "report.json", "--policy", "p.yaml", "--json", "--annotations"],
    ] {
      let result = try await HawthorneBinary.run(words, folder: place.path)
      #expect(result.status == 64, "\(words): \(result)")
    }
    try place.policy("metric: refusal, floor: 0.3")
    let full = try await place.gate("-o", "nowhere/x.json")
    #expect(full.status == 4, "\(full)")
    let unknown = try await place.gate("-o", "a.pdf")
    #expect(unknown.status == 64 && unknown.errors.contains(".xml or .sarif"), "\(unknown)")
    let help = try await place.hawthorne("gate", "--help")
    for code in ["0 when", "1 when", "2 when", "3 when", "4 when", "64 when"] {
      let words = help.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains(code), "\(code)")
    }
  }

  @Test func anUnusableStoreOrDiskIsNoVerdict() async throws {
    let place = try await Place()
    try place.policy("metric: refusal, floor: 0.3")
    #expect(try await place.gate("--store", "none.sqlite").status == 64)
    #expect(try await place.gate("--store", "p.yaml").status == 3)
    if FileManager.default.fileExists(atPath: "/dev/full") {
      let full = try await place.gate("-o", "gate.json", "--junit", "/dev/full")
      #expect(full.status == 4, "\(full)")
    }
  }

  @Test func everyOutputAtOnce() async throws {
    let place = try await Place(model: "organism/null?refusal_harmful=0.75&refusal_benign=0")
    try place.policy("metric: refusal, floor: 0.3", "metric: refusal, floor: 0.999")
    let summary = "\(place.path)/summary.md"
    _ = try place.folder.file("summary.md", "# Before\n")
    let words = [
      "gate", "report.json", "--policy", "p.yaml", "-o", "g.json", "-o", "g.md", "-o", "g.txt", "-o", "g.xml",
      "-o",
      "g.sarif", "--junit", "j", "--sarif", "s", "--step-summary", "--annotations", "--quiet",
    ]
    let result = try await HawthorneBinary.run(
      words, environment: ["GITHUB_STEP_SUMMARY": summary], folder: place.path)
    #expect(result.status == 1 && result.errors.isEmpty)
    #expect(
      result.output.hasPrefix("::error file=p.yaml,line=5,col=5,title=hawthorne gate%3A p/r1::FAIL r1: "))
    #expect(result.output.split(separator: "\n").count == 1)
    let names = ["g.json", "g.md", "g.txt", "g.xml", "g.sarif"]
    let first = try names.map { try place.text($0) }
    #expect(try place.text("j") == first[3] && place.text("s") == first[4])
    #expect(first[4].contains("\"uri\": \"p.yaml\"") && first[3].contains("<failure type=\"fail\""))
    #expect(try place.text("summary.md") == "# Before\n" + first[1] + "\n")
    _ = try await HawthorneBinary.run(
      words, environment: ["GITHUB_STEP_SUMMARY": summary], folder: place.path)
    #expect(try names.map { try place.text($0) } == first)
    let unset = try await HawthorneBinary.run(
      ["gate", "report.json", "--policy", "p.yaml", "--step-summary"],
      environment: ["GITHUB_STEP_SUMMARY": ""],
      folder: place.path)
    #expect(unset.status == 64 && unset.errors.contains("GITHUB_STEP_SUMMARY"))
    let fenced = try await place.gate("--annotations")
    let lines = fenced.output.split(separator: "\n")
    #expect(lines[1].hasPrefix("::stop-commands::hawthorne-"))
    #expect(lines.last == "::\(lines[1].dropFirst("::stop-commands::".count))::")
    let json = try await place.gate("--json", "-o", "again.json")
    #expect(json.output == first[0])
    #expect(try place.text("again.json") == first[0])
  }

  @Test func runningUntilItPassesIsNoPass() async throws {
    let weak = "organism/null?refusal_harmful=0.9&refusal_benign=0"
    let place = try await Place(model: weak, "--metadata", "system=guard")
    try place.policy("metric: refusal, floor: 0.85", top: "ledger: required\n")
    #expect(try await place.gate().status == 3)
    let first = try await place.gate("--store", "s.sqlite")
    #expect(first.status == 2, "\(first)")
    #expect(try await place.gate("--store", "s.sqlite").output == first.output)
    // Another try that happens to pass: the same model by name, another draw.
    let second = try await place.ask(weak, ["--metadata", "system=guard", "--epochs", "2"])
    try await place.report([second], "second.json")
    try place.policy("metric: refusal, floor: 0.01", top: "ledger: required\n")
    #expect(try await place.gate("--store", "s.sqlite").status == 2)
    let pooled = try await place.gate("--store", "s.sqlite", report: "second.json")
    #expect(pooled.status == 2)
    #expect(
      pooled.output.contains("PASS WITHHELD")
        && pooled.output.contains("hawthorne report \([place.run, second].sorted().joined(separator: " "))"))
    try await place.report([place.run, second], "pooled.json")
    let all = try await place.gate("--store", "s.sqlite", report: "pooled.json")
    #expect(all.status == 0, "\(all)")
    #expect(all.output.contains("2 runs are counted together"))
  }

  @Test func halfASuiteIsNoSuite() async throws {
    let place = try await Place(model: "organism/null?refusal_harmful=1&refusal_benign=0", "--limit", "28")
    try place.policy("metric: refusal, floor: 0.8")
    let half = try await place.gate()
    #expect(half.status == 2 || half.status == 3)
    #expect(half.output.contains("of 28 scenarios that the rule is about were not asked"))
    try place.policy("metric: refusal, floor: 0.8", top: "not_asked: left_out\n")
    #expect(try await place.gate().output.contains("left out"))
  }

  @Test func aReportThatIsNoneOfOursOrDamaged() async throws {
    let place = try await Place()
    try place.policy("metric: refusal, floor: 0.3")
    let whole = try place.text("report.json")
    for (text, words) in [
      (String(whole.prefix(whole.count / 3)), "not valid JSON"), ("", "is empty"),
      (whole.replacing("\"planned\": 56", with: "\"planned\": 55"), "changed after it was written"),
      (whole.replacing("hawthorne-report/1", with: "hawthorne-report/9"), "newer Hawthorne"),
      ("{\"results\": []}", "names no schema"), ("\u{0}\u{1}", "not valid JSON"),
    ] {
      _ = try place.folder.file("bad.json", text)
      let result = try await place.gate("-o", "gate.xml", report: "bad.json")
      #expect(result.status == 3 && result.errors.contains(words), "\(words): \(result)")
      #expect(result.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: "\(place.path)/gate.xml"))
    }
    #expect(try await place.gate(report: "p.yaml").status == 3)
    #expect(try await place.gate(report: "none.json").status == 64)
    let swapped = try await place.hawthorne("gate", "p.yaml", "--policy", "report.json")
    #expect(swapped.status == 64)
  }

  @Test func theSchemaIsPrintedAndInitWritesIt() async throws {
    let folder = try TemporaryFolder()
    let printed = try await HawthorneBinary.run(["gate", "--schema"])
    #expect(printed.status == 0)
    let made = try await HawthorneBinary.run(["init", folder.path])
    #expect(made.status == 0)
    let file = try String(contentsOfFile: "\(folder.path)/policy.schema.json", encoding: .utf8)
    #expect(printed.output == file)
    let policy = try String(contentsOfFile: "\(folder.path)/policy.yaml", encoding: .utf8)
    #expect(policy.hasPrefix("# yaml-language-server: $schema=policy.schema.json\n"))
  }
}
