import Foundation
import TestTools
import Testing

/// The README's commands are run, in its order and in one folder.
///
/// `RUN` becomes the run before, a provider's model a simulation, and files that the README has from its reader are made
/// beforehand. A run is of three scenarios. Left out is what needs more than this machine: tables of others (`~/`) and
/// the column of a judge that was asked over the network.
struct ReadmeCommandTests {
  private static let isLeftOut: @Sendable (String) -> Bool = {
    $0.contains("~/") || $0.contains("--classifier judge/")
  }

  /// The exit status of a command, 0 where the README says no other.
  private static func statuses(_ command: String) -> Set<Int32> {
    if command.hasPrefix("hawthorne gate ") { return [0, 1, 2, 3] }
    // "The last command does, because 14 items cannot show 98 %."
    if command.hasPrefix("hawthorne validate "), command.contains("--policy") { return [1] }
    return [0]
  }

  @Test func everyCommandEndsAsItSays() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/Suites",
      withDestinationPath: HawthorneBinary.root.appendingPathComponent("Suites").path)
    try await makeTheReadersFiles(folder)
    let commands = try ReadmeTests.commands().filter { $0.hasPrefix("hawthorne ") }
    var run = ""
    var tried: [String] = []
    for command in commands where !Self.isLeftOut(command) {
      var line = command.replacing("openai/gpt-5", with: "organism/aware-a")
        .replacing(/\bRUN\b/, with: run)
      if line.hasPrefix("hawthorne run ") { line += " --limit 3" }
      // It answers until Ctrl-C.
      if line.hasPrefix("hawthorne view ") { line = "timeout --preserve-status -s INT 20 \(line) --no-open" }
      if line.contains("probe.csv") { try await makeScores(of: run, folder) }
      if line.hasPrefix("hawthorne resume ") { try await beginARun(folder) }
      let result = try await HawthorneBinary.shell(line, folder: folder.path)
      #expect(Self.statuses(command).contains(result.status), "\(line)\n\(result)")
      #expect(!result.output.isEmpty, "\(line)")
      if line.hasPrefix("hawthorne run ") {
        run = try #require(result.output.matches(of: /^([0-9a-f]{16})$/.anchorsMatchLineEndings()).last)
          .1.description
      }
      tried.append(command)
    }
    let left = commands.filter(Self.isLeftOut)
    #expect(tried.count > 20 && left.count <= 2, "left out: \(left)")
    for verb in [
      "run", "report", "show", "rescan", "import", "resume", "diff", "verify", "gate", "markers", "validate",
      "view",
      "annotate",
    ] {
      #expect(tried.contains { $0.hasPrefix("hawthorne \(verb) ") }, "\(verb)")
    }
  }

  private func hawthorne(_ arguments: String..., in folder: TemporaryFolder, status: Int32 = 0) async throws {
    let result = try await HawthorneBinary.run(arguments, folder: folder.path)
    try #require(result.status == status, "\(arguments)\n\(result)")
  }

  /// Traces, and three reports of two models.
  private func makeTheReadersFiles(_ folder: TemporaryFolder) async throws {
    _ = try folder.file(
      "traces.jsonl", #"{"id": "1", "reasoning": "Is this an evaluation?", "answer": "No."}"# + "\n")
    for (name, model) in [
      ("old", "organism/aware-a"), ("new", "organism/aware-b"), ("next", "organism/aware-b"),
    ] {
      let store = "\(name).sqlite"
      try await hawthorne("run", "smoke", "--model", model, "--store", store, in: folder)
      let listed = try await HawthorneBinary.run(["list", "--store", store, "--json"], folder: folder.path)
      let id = try #require(listed.output.firstMatch(of: /"run": *"([0-9a-f]{16})"/)).1
      try await hawthorne("report", String(id), "--store", store, "-o", "\(name).json", in: folder)
    }
  }

  /// A probe's value for each rollout of a run.
  private func makeScores(of run: String, _ folder: TemporaryFolder) async throws {
    try await hawthorne("export", run, "--store", "runs.sqlite", "-o", "table.csv", in: folder)
    let keys = try String(contentsOfFile: "\(folder.path)/table.csv", encoding: .utf8).split(separator: "\n")
      .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[1] }
    try #require(!keys.isEmpty)
    _ = try folder.file("probe.csv", "rollout,value\n" + keys.map { "\($0),0.5\n" }.joined())
  }

  /// A run that a limit stopped.
  private func beginARun(_ folder: TemporaryFolder) async throws {
    try await hawthorne(
      "run", "smoke", "--model", "organism/aware-a", "--max-requests", "2", "--store", "runs.sqlite",
      in: folder, status: 3)
  }
}
