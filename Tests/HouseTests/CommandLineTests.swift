import Foundation
import TestTools
import Testing

/// Verbs, streams and exit codes, on the real binary.
struct CommandLineTests {
  private static let verbs = [
    "init", "validate", "plan", "run", "resume", "rescan", "classify", "score-classifier", "report", "diff",
    "gate", "list",
    "show",
    "models",
    "markers", "export", "demo",
  ]

  @Test func helpNamesEveryVerbAndExitCode() async throws {
    let result = try await HawthorneBinary.run(["--help"])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for verb in Self.verbs {
      #expect(result.output.contains("\n  \(verb) ") || result.output.contains("\n  \(verb), "), "\(verb)")
    }
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "64 ", "130 ", "143 "] {
      #expect(result.output.contains(code))
    }
  }

  @Test(arguments: verbs) func everyVerbHasHelp(verb: String) async throws {
    let result = try await HawthorneBinary.run([verb, "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: hawthorne \(verb)"))
  }

  @Test func versionIsOneLine() async throws {
    let result = try await HawthorneBinary.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.output.split(separator: ".").count == 3)
  }

  @Test(arguments: [["rum"], ["run"], ["run", "smoke", "--modle", "x/y"], ["report"], ["diff", "one.json"]])
  func wrongUsageExits64(arguments: [String]) async throws {
    let result = try await HawthorneBinary.run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionScriptsAreWritten(shell: String) async throws {
    let result = try await HawthorneBinary.run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    #expect(result.output.contains("hawthorne") && result.output.contains("classify"))
  }

  @Test func initWritesFilesThatValidateAndRefusesToOverwrite() async throws {
    let folder = try TemporaryFolder()
    let first = try await HawthorneBinary.run(["init", folder.path])
    #expect(first.status == 0)
    let files = [
      "suite.yaml", "suite.schema.json", "suite-part.schema.json", "policy.yaml", "policy.schema.json",
    ]
    #expect(first.output.split(separator: "\n").map(String.init) == files.map { "\(folder.path)/\($0)" })
    let shipped = HawthorneBinary.root.appendingPathComponent("Suites/suite.schema.json")
    #expect(
      try String(contentsOf: shipped, encoding: .utf8)
        == String(contentsOfFile: "\(folder.path)/suite.schema.json", encoding: .utf8))
    #expect(try await HawthorneBinary.run(["validate", folder.path]).status == 0)
    #expect(try await HawthorneBinary.run(["validate", "\(folder.path)/suite.yaml"]).status == 0)
    let again = try await HawthorneBinary.run(["init", folder.path])
    #expect(again.status == 64)
    #expect(again.errors.contains("--force"))
    #expect(try await HawthorneBinary.run(["init", "--force", folder.path]).status == 0)
  }

  @Test func validateNamesTheLineAndExits64() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("s.yaml", "hawthorne: 1\nid: x\ntitel: y\n")
    let result = try await HawthorneBinary.run(["validate", path])
    #expect(result.status == 64)
    #expect(result.output.contains("\(path):3:1: error:"))
    #expect(result.output.contains("did you mean 'title'?"))
    let json = try await HawthorneBinary.run(["validate", "--json", path])
    let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let unread = try #require((parsed?["unread"] as? [[String: Any]])?.first)
    #expect(unread["file"] as? String == path)
    #expect((unread["diagnostics"] as? [Any])?.isEmpty == false)
  }

  @Test func shippedSuitesHaveNoFindingsAndTheirReadmeShowsTheTables() async throws {
    let result = try await HawthorneBinary.run(["validate", "Suites"], folder: HawthorneBinary.root.path)
    #expect(result.status == 0, "\(result.output)")
    let readme = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Suites/README.md"), encoding: .utf8)
    #expect(
      readme.contains("```text\n\(result.output)```"), "renew Suites/README.md with Scripts/regenerate-lint")
  }

  @Test func nothingIsColouredWhereNobodyLooks() async throws {
    for environment in [[:], ["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let result = try await HawthorneBinary.run(["models"], environment: environment)
      #expect(result.status == 0)
      #expect(!result.output.contains("\u{1B}") && !result.errors.contains("\u{1B}"))
    }
  }

  @Test func aClosedOutputIsNotSuccess() async throws {
    #expect(try await HawthorneBinary.program(["models"]).start(output: "/dev/full").status == 4)
  }
}
