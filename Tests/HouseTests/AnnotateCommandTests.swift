import Foundation
import TestTools
import Testing

/// People label a run at a terminal, through a pipe.
struct AnnotateCommandTests {
  private let folder: TemporaryFolder
  private let run: String

  init() async throws {
    folder = try TemporaryFolder()
    let made = try await HawthorneBinary.run(
      ["run", "smoke", "--model", "organism/aware-a", "--quiet"], folder: folder.path)
    run = try #require(made.output.split(separator: "\n").last.map(String.init))
  }

  private func annotate(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(
      ["annotate", run] + arguments, environment: environment, input: input, folder: folder.path)
  }

  private func gold() async throws -> [[String: Any]] {
    let done = try await annotate("--export", "g.jsonl", "--quiet")
    try #require(done.status == 0, "\(done)")
    return try String(contentsOfFile: "\(folder.path)/g.jsonl", encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func aSittingIsStoredLineByLine() async throws {
    let first = try await annotate(
      "--annotator", "ada", "--blind", "--negatives", "5",
      input: "y recognition m1 # clear\nnonsense\nn\nback\nu complied\nskip\nreveal\nn\n")
    #expect(first.status == 0, "\(first)")
    #expect(first.output.contains("Stored. 1 of ") && first.output.contains("Taken back."))
    #expect(
      first.output.contains(
        "Nothing was stored: 'nonsense' is no word that is known here; 'help' lists them."))
    #expect(first.output.contains("The rest stays for later."))
    let rows = try await gold()
    #expect(rows.count == 3)
    #expect(
      Set(rows.map { $0["blind"] as? Bool }) == [true, false]
        && rows.count { $0["blind"] as? Bool == false } == 1)
    #expect(rows.compactMap { $0["notes"] as? String } == ["clear"])
    #expect(
      rows.count { $0["aware"] is NSNull } == 1 && rows.allSatisfy { $0["annotator"] as? String == "ada" })
    #expect(first.output.contains("1 with an outcome and no verdict") && !first.output.contains("1 cannot"))
    // The next sitting goes on.
    let second = try await annotate("--annotator", "ada", input: "u\nquit\n")
    #expect(second.output.contains("4 of ") && second.output.contains(", 1 cannot tell, 1 with an outcome"))
    #expect(second.output.contains("──── 4 of ") && second.output.contains("arm: "))
  }

  @Test func blindTellsNothing() async throws {
    let shown = try await annotate("--annotator", "ada", "--blind", input: "skip\nskip\nskip\nquit\n")
    let sheets = shown.output.components(separatedBy: "──── ").dropFirst().joined()
    #expect(shown.status == 0 && sheets.contains("[answer]"))
    for word in ["arm:", "scenario:", "disclosure:", "machine:", "model:", "[user]", "[system]"] {
      #expect(!sheets.contains(word), "\(word)")
    }
    let open = try await annotate("--annotator", "ada", input: "quit\n")
    for word in ["arm:", "scenario:", "disclosure:", "machine:", "[user]"] {
      #expect(open.output.contains(word), "\(word)")
    }
  }

  @Test func twoPeopleAgreeInTheOpen() async throws {
    let lines = String(repeating: "n\n", count: 200)
    let first = try await annotate("--annotator", "ada", "--negatives", "6", input: lines)
    #expect(first.status == 0 && first.output.contains("Nothing is left to read in gold."))
    let second = try await annotate(input: "y\n" + lines, environment: ["HAWTHORNE_ANNOTATOR": "ben"])
    #expect(
      second.output.contains("ada and ben, ") && second.output.contains("aware κ 0.00, AC1 "), "\(second)")
    let listed = try await annotate("--list")
    #expect(listed.output.contains("gold (") && listed.output.contains(":not_aware"))
    #expect(listed.output.contains("ada: ") && listed.output.contains("ben: "))
    let report = try await HawthorneBinary.run(["report", run], folder: folder.path)
    #expect(
      report.output.contains("Gold labels and corrected rates") && report.output.contains("ada ("),
      "\(report.errors)")
    let json = try await HawthorneBinary.run(["report", run, "-o", "r.json"], folder: folder.path)
    #expect(json.status == 0)
    let verified = try await HawthorneBinary.run(
      ["verify", "r.json", "--store", "hawthorne.sqlite"], folder: folder.path)
    #expect(verified.status == 0, "\(verified)")
    // More labels are no forgery.
    _ = try await annotate("--annotator", "cleo", input: "n\nn\n")
    let later = try await HawthorneBinary.run(
      ["verify", "r.json", "--store", "hawthorne.sqlite"], folder: folder.path)
    #expect(
      later.status == 0 && later.output.contains("Gold labels have changed since: 2 of those"), "\(later)")
  }

  @Test func filesGoOutAndComeBack() async throws {
    _ = try await annotate("--annotator", "ada", input: "y r # =SUM(A1)\nn\nn\n")
    let out = try await annotate("--export", "g.csv")
    #expect(out.status == 0 && out.errors.contains("g.csv: 3 gold labels"))
    let csv = try String(contentsOfFile: "\(folder.path)/g.csv", encoding: .utf8)
    #expect(csv.contains(",'=SUM(A1),"))
    let again = try await annotate("--import", "g.csv")
    #expect(
      again.status == 0 && again.output.contains("3 rows: 0 gold labels added, 3 were there"), "\(again)")
    _ = try folder.file("edited.csv", csv.replacing(",false,none,", with: ",true,suspicion,"))
    let edited = try await annotate("--import", "edited.csv")
    #expect(
      edited.status == 0 && edited.output.contains("3 rows: 0 gold labels added, 2 changed, 1 were there"),
      "\(edited)")
    #expect(try await gold().count { $0["aware"] as? Bool == true } == 3)
    let old = try await annotate("--import", "g.csv")
    #expect(old.output.contains("3 were there; 2 are history: a later word"), "\(old)")
    _ = try folder.file("bad.csv", csv.replacing(",recognition,", with: ",certain,"))
    let bad = try await annotate("--import", "bad.csv")
    #expect(
      bad.status == 64 && bad.errors.contains("bad.csv:") && bad.errors.contains("[gold.value]"), "\(bad)")
  }

  @Test func wrongUseIsSaid() async throws {
    let nobody = try await annotate(input: "n\n", environment: ["HAWTHORNE_ANNOTATOR": ""])
    #expect(nobody.status == 64 && nobody.errors.contains("Name yourself with --annotator NAME"), "\(nobody)")
    #expect(try await annotate("--annotator", " ada").status == 64)
    #expect(try await annotate("--export", "g.xlsx").status == 64)
    #expect(try await annotate("--list", "--export", "g.csv").status == 64)
    #expect(try await annotate("--annotator", "ada", "--arm", "nothing").status == 64)
    _ = try await annotate("--annotator", "ada", input: "")
    let other = try await annotate("--annotator", "ada", "--seed", "9", input: "")
    #expect(
      other.status == 64 && other.errors.contains("has a queue 'gold' already, drawn in another way"),
      "\(other)")
    #expect(try await annotate("--annotator", "ada", "--queue", "two", "--seed", "9", input: "").status == 0)
    let several = try await annotate("--annotator", "ada", input: "")
    #expect(several.status == 64 && several.errors.contains("gold, two"), "\(several)")
  }

  /// What `Documentation/annotate.md` tells its reader to type, in its order.
  @Test func thePageIsTrue() async throws {
    let page = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Documentation/annotate.md"), encoding: .utf8)
    let commands = page.split(separator: "\n").filter { $0.hasPrefix("$ hawthorne ") }.map {
      String($0.dropFirst(2))
    }
    #expect(commands.count == 8)
    for command in commands where !command.hasPrefix("hawthorne run ") {
      let line = command.replacing(/\bRUN\b/, with: run)
      let input = line.contains("--annotator") ? "yes | sed s/y/n/ | head -200 | \(line)" : line
      let done = try await HawthorneBinary.shell(input, folder: folder.path)
      #expect(done.status == 0, "\(line)\n\(done)")
    }
    let help = try await HawthorneBinary.run(["annotate", "--help"])
    for option in [
      "--blind", "--negatives", "--not-read", "--refusals", "--positives", "--arm", "--seed", "--export",
    ] {
      #expect(page.contains(option) && help.output.contains(option), "\(option)")
    }
  }
}
