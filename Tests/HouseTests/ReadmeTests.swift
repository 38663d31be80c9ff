import Foundation
import TestTools
import Testing

/// What the README says to type is what runs.
struct ReadmeTests {
  private static let readme = HawthorneBinary.root.appendingPathComponent("README.md")

  /// The lines of `sh` code blocks, continuation lines joined.
  static func commands() throws -> [String] {
    var inside = false
    var commands: [String] = []
    var pending = ""
    for line in try String(contentsOf: readme, encoding: .utf8).split(separator: "\n").map(String.init) {
      if line.hasPrefix("```") {
        inside = line == "```sh"
        continue
      }
      guard inside, !line.hasPrefix("#"), !line.isEmpty else { continue }
      pending += line
      if pending.hasSuffix("\\") {
        pending.removeLast()
        continue
      }
      commands.append(pending)
      pending = ""
    }
    return commands
  }

  @Test func theTwoCommandsAreScriptsThatRun() throws {
    let commands = try Self.commands()
    for script in ["Scripts/demo", "Scripts/test"] {
      #expect(commands.contains { $0.hasPrefix(script) }, "\(script)")
    }
    for command in commands where command.hasPrefix("Scripts/") {
      let name = String(command.split(separator: " ")[0])
      let path = HawthorneBinary.root.appendingPathComponent(name).path
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(name)")
    }
    let ci = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent(".ci/run"), encoding: .utf8)
    let lines = ci.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.isEmpty }
    #expect(lines.filter { $0.contains("Scripts/") }.count == 1 && ci.contains("Scripts/test"))
  }

  /// What it shows was printed: the recording's replay has one id, whatever store it goes to.
  @Test func theRunShownIsTheOneInTheReports() throws {
    struct Report: Decodable {
      struct Provenance: Decodable {
        struct Run: Decodable { var id: String }
        var runs: [Run]
      }
      var provenance: Provenance
    }
    let file = HawthorneBinary.root.appendingPathComponent("Reports/instant.json")
    let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file))
    let id = try #require(report.provenance.runs.first?.id)
    #expect(try String(contentsOf: Self.readme, encoding: .utf8).contains("run \(id) is complete"))
  }

  @Test func everyVerbAndOptionIsInTheHelp() async throws {
    let commands = try Self.commands().flatMap { line -> [String] in
      line.components(separatedBy: " | ").flatMap { $0.components(separatedBy: " && ") }
        .filter { $0.hasPrefix("hawthorne ") }
    }
    #expect(commands.count >= 8)
    for command in commands {
      let words = command.split(separator: " ").map(String.init)
      var help = try await HawthorneBinary.run([words[1], "--help"])
      if help.output.contains("SUBCOMMANDS:"), words.count > 2 {
        help = try await HawthorneBinary.run([words[1], words[2], "--help"])
      }
      #expect(help.status == 0, "\(command)")
      for word in words.dropFirst(2) where word.hasPrefix("-") {
        let option = String(word.split(separator: "=")[0])
        #expect(help.output.contains(option), "\(command): \(option)")
      }
    }
  }

  @Test func filesNamedInTheReadmeAreThere() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let paths = text.matches(of: #/\]\(([A-Za-z.][A-Za-z0-9_./-]*)\)/#).map { String($0.1) }
    #expect(!paths.isEmpty)
    for path in paths {
      #expect(
        FileManager.default.fileExists(atPath: HawthorneBinary.root.appendingPathComponent(path).path),
        "\(path)")
    }
  }

  @Test func theOutputShownIsOfTheCommittedReports() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let run = try #require(text.firstMatch(of: #/run ([0-9a-f]{16}) is complete/#)).output.1
    let report = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Reports/instant.json"), encoding: .utf8)
    #expect(
      report.contains("\"\(run)\""), "README shows run \(run), which Reports/instant.json does not hold")
    let gate = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Reports/gate-instant.md"), encoding: .utf8)
    for figure in text.matches(of: #/  +(\d+\.\d\d %)/#).map(\.output.1) {
      #expect(gate.contains(figure), "README shows \(figure), which Reports/gate-instant.md does not hold")
    }
  }
}
