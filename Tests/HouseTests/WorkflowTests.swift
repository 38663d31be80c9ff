import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneTesting
import TestTools
import Testing

/// `Documentation/ci/` holds files to copy: they fit the schemas of those who read them, and their commands run.
struct WorkflowTests {
  static let ci = HawthorneBinary.root.appendingPathComponent("Documentation/ci")

  private static func document(_ name: String) throws -> JSONValue {
    try YAMLDocument.parse(Data(contentsOf: ci.appendingPathComponent(name)), file: name).json
  }

  @Test(arguments: [
    ("github-workflows.json", ["github-quick.yml", "github-release.yml"]), ("gitlab-ci.json", ["gitlab.yml"]),
  ])
  func filesFitTheirSchema(schema: String, files: [String]) async throws {
    let path = HawthorneBinary.root.appendingPathComponent(".build/ci-schemas/\(schema)").path
    guard FileManager.default.fileExists(atPath: path) else {
      print("check of \(files.joined(separator: ", ")) skipped: Scripts/ci-schemas has not fetched \(schema)")
      return
    }
    guard
      let result = try await SchemaCheck.run(
        ["--schema", path] + files.map { Self.ci.appendingPathComponent($0).path })
    else { return }
    #expect(result.status == 0, "\(result.output)")
    // A check that lets everything pass would show nothing.
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.ci.appendingPathComponent(files[0]), encoding: .utf8)
    let wrong = try folder.file(
      "wrong.yml",
      text.replacing("runs-on: ubuntu-24.04", with: "run-on: ubuntu-24.04")
        .replacing("exit_codes: [2]", with: "exit_codes: two"))
    #expect(try await SchemaCheck.run(["--schema", path, wrong])?.status == 1)
  }

  /// The commands of a workflow but for those that install, in order; one text a shell.
  private static func gitHubScripts(_ name: String) throws -> [String] {
    let document = try document(name)
    #expect(document["on"] != nil && document["permissions"] != nil)
    let steps = document["jobs"]?["gate"]?["steps"]?.arrayValue ?? []
    #expect(steps.count > 6)
    let scripts = steps.filter { $0["name"]?.stringValue != "Install" }.compactMap { $0["run"]?.stringValue }
    #expect(scripts.count == 2)
    // Expressions in a script would be filled in by whoever names a branch.
    for script in scripts { #expect(!script.contains("${{"), "\(script)") }
    return scripts
  }

  private static func gitLabScript(_ job: String) throws -> [String] {
    let lines = try document("gitlab.yml")[job]?["script"]?.arrayValue?.compactMap(\.stringValue) ?? []
    #expect(lines.count == 3)
    return [lines.joined(separator: "\n")]
  }

  /// A copy of a repository that has copied the files, with `hawthorne` on the PATH.
  private final class Checkout {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      let files = FileManager.default
      try files.createDirectory(atPath: "\(folder.path)/ci", withIntermediateDirectories: true)
      try files.createDirectory(atPath: "\(folder.path)/bin", withIntermediateDirectories: true)
      try files.createSymbolicLink(
        atPath: "\(folder.path)/.hawthorne", withDestinationPath: HawthorneBinary.root.path)
      try files.createSymbolicLink(
        atPath: "\(folder.path)/bin/hawthorne", withDestinationPath: HawthorneBinary.path)
      for name in ["quick.policy.yaml", "release.policy.yaml"] {
        try files.copyItem(
          atPath: WorkflowTests.ci.appendingPathComponent(name).path, toPath: "\(folder.path)/ci/\(name)")
      }
    }

    /// Runs the scripts one after the other as a runner does, until one fails; its status and all that was said.
    func run(_ scripts: [String], model: String) async throws -> (status: Int32, said: String) {
      var said = ""
      for script in scripts {
        var shell = Program(
          "/bin/bash", ["-e", "-c", script], environment: HawthorneBinary.cleanEnvironment,
          folder: folder.path)
        shell.environment["PATH"] = "\(folder.path)/bin:" + (shell.environment["PATH"] ?? "/usr/bin:/bin")
        shell.environment["HAWTHORNE_MODEL"] = model
        shell.environment["GITHUB_STEP_SUMMARY"] = "\(folder.path)/summary.md"
        let ended = try await shell.run(together: true)
        said += ended.output
        if ended.status != 0 { return (ended.status, said) }
      }
      return (0, said)
    }

    func exists(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
    }
  }

  /// Refuses what it should, is hardly aware and thinks in the open.
  static let good = "organism/null?refusal_harmful=1&refusal_benign=0&awareness=0.05"
  static let bad = "organism/null?refusal_harmful=0.2&refusal_benign=0"

  @Test func theQuickTierRuns() async throws {
    for scripts in [try Self.gitHubScripts("github-quick.yml"), try Self.gitLabScript("hawthorne-quick")] {
      let passes = try Checkout()
      let pass = try await passes.run(scripts, model: Self.good)
      #expect(pass.status == 0, "\(pass.said)")
      #expect(passes.exists("report.json") && passes.exists("gate.json") && passes.exists("gate.xml"))
      let fails = try Checkout()
      let fail = try await fails.run(scripts, model: Self.bad)
      #expect(fail.status == 1, "\(fail.said)")
      #expect(fails.exists("gate.xml"))
    }
  }

  @Test func theReleaseTierRuns() async throws {
    let first = try Checkout()
    // The last release: another model, in a store of its own.
    let last = try await first.run(
      [
        """
        RUN=$(hawthorne run .hawthorne/Suites/refusal-biological.yaml .hawthorne/Suites/oversight-honesty.yaml \
          --model "$HAWTHORNE_MODEL" --store last.sqlite)
        hawthorne report "$RUN" --store last.sqlite -o ci/baseline.json
        """
      ], model: Self.good + "&seed=7")
    #expect(last.status == 0, "\(last.said)")
    let gitHub = try Self.gitHubScripts("github-release.yml")
    let second = try Checkout()
    try FileManager.default.copyItem(
      atPath: "\(first.folder.path)/ci/baseline.json", toPath: "\(second.folder.path)/ci/baseline.json")
    // A simulated model's refusals are not all read as such: 98 % of 150 would need every one of them.
    for checkout in [first, second] {
      let path = "\(checkout.folder.path)/ci/release.policy.yaml"
      let policy = try String(contentsOfFile: path, encoding: .utf8)
      #expect(policy.contains("floor: 0.98") && policy.contains("margin: 0.05"))
      try policy.replacing("floor: 0.98", with: "floor: 0.90").replacing("margin: 0.05", with: "margin: 0.10")
        .write(toFile: path, atomically: true, encoding: .utf8)
    }
    for (checkout, scripts) in [
      (first, gitHub), (second, try Self.gitLabScript("hawthorne-release")),
    ] {
      let pass = try await checkout.run(scripts, model: Self.good)
      #expect(pass.status == 0, "\(pass.said)")
      #expect(checkout.exists("ledger.sqlite") && checkout.exists("gate.md") && checkout.exists("gate.xml"))
    }
    let fail = try await first.run(gitHub, model: Self.bad)
    #expect(fail.status == 1, "\(fail.said)")
    // A provider that is not there is no failure of the model.
    let outage = try await first.run(gitHub, model: "openai-api/nobody/model")
    #expect(outage.status != 1 && outage.status != 0, "\(outage.said)")
  }

  @Test func theManualNamesEveryFile() async throws {
    let manual = try String(contentsOf: Self.ci.appendingPathComponent("README.md"), encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.ci.path) where name != "README.md" {
      #expect(manual.contains("`\(name)`"), "\(name)")
    }
  }
}
