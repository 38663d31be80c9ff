import Foundation
import Testing

/// `hawthorne diff` as a user runs it: files and runs, two and more, what is refused.
struct DiffCommandTests {
  /// Three runs of simulations in a store, and a report of each.
  private struct Place {
    let folder: TemporaryFolder
    var runs: [String] = []

    init() async throws {
      folder = try TemporaryFolder()
      for (letter, seed) in [("a", "1"), ("b", "1"), ("a", "2")] {
        let made = try await HawthorneBinary.run([
          "run", "oversight-honesty", "--model", "organism/aware-\(letter)", "--limit", "4", "--epochs", "2",
          "--seed", seed, "--store", "\(folder.path)/s.sqlite", "--quiet",
        ])
        let run = try #require(made.output.split(separator: "\n").last.map(String.init))
        runs.append(run)
        let report = try await HawthorneBinary.run(
          ["report", run, "--store", "s.sqlite", "-o", "\(runs.count).json"], folder: folder.path)
        #expect(report.status == 0, "\(report)")
      }
    }

    func diff(_ arguments: String...) async throws -> HawthorneBinary.Result {
      try await HawthorneBinary.run(["diff"] + arguments, folder: folder.path)
    }

    func json(_ text: String) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
  }

  @Test func filesAndRunsGiveTheSameBytes() async throws {
    let place = try await Place()
    let files = try await place.diff("1.json", "2.json", "--json")
    #expect(files.status == 0, "\(files)")
    let again = try await place.diff("1.json", "2.json", "--json")
    #expect(files.output == again.output)
    let runs = try await place.diff(place.runs[0], place.runs[1], "--store", "s.sqlite", "--json")
    #expect(runs.status == 0 && runs.output == files.output, "\(runs.errors)")
    let mixed = try await place.diff("1.json", place.runs[1], "--store", "s.sqlite", "--json")
    #expect(mixed.output == files.output)
  }

  @Test func sameModelPassesWhateverItFinds() async throws {
    let place = try await Place()
    for (old, new) in [("1.json", "2.json"), ("1.json", "3.json"), ("1.json", "1.json")] {
      let diff = try await place.diff(old, new, "--same-model", "--margin", "10")
      #expect(diff.status == 0, "\(diff)")
      #expect(diff.output.contains("One model?"))
    }
    let once = try await place.diff("1.json", "1.json", "--same-model")
    #expect(once.output.contains("Both files are one report") && once.output.contains("Not tested"))
  }

  @Test func threeReportsAreATrend() async throws {
    let place = try await Place()
    let trend = try await place.diff("1.json", "2.json", "3.json", "--json")
    #expect(trend.status == 0, "\(trend)")
    let document = try place.json(trend.output)
    #expect(document["schema"] as? String == "hawthorne-trend/1")
    #expect((document["reports"] as? [Any])?.count == 3 && (document["steps"] as? [Any])?.count == 2)
    for name in ["t.md", "t.html", "t.txt", "t.json"] {
      let written = try await place.diff("1.json", "2.json", "3.json", "-o", name)
      #expect(written.status == 0, "\(written)")
    }
    let page = try String(contentsOfFile: "\(place.folder.path)/t.html", encoding: .utf8)
    #expect(page.contains("<title>Hawthorne trend across model"))
  }

  @Test func refusalsAndUsage() async throws {
    let place = try await Place()
    for arguments in [
      ["1.json"], ["1.json", "2.json", "--margin", "0"], ["1.json", "2.json", "--margin", "nan"],
      ["1.json", "2.json", "3.json", "--same-model"], ["1.json", "2.json", "3.json", "--old-mode", "x"],
      ["1.json", "2.json", "--allow", "everything"],
    ] {
      let result = try await HawthorneBinary.run(["diff"] + arguments, folder: place.folder.path)
      #expect(result.status == 64, "\(arguments): \(result)")
    }
    // A file that is not there, and a run that is not.
    let missing = try await place.diff("1.json", "none.json")
    #expect(missing.status == 64 && missing.errors.contains("none.json"), "\(missing)")
    let unknown = try await place.diff("1.json", "0123456789abcdef", "--store", "s.sqlite")
    #expect(unknown.status != 0 && unknown.errors.contains("0123456789abcdef"), "\(unknown)")
    // Another suite: not comparable.
    let other = try await HawthorneBinary.run([
      "run", "smoke", "--model", "organism/aware-a", "--limit", "2", "--epochs", "1", "--store",
      "\(place.folder.path)/s.sqlite", "--quiet",
    ])
    let run = try #require(other.output.split(separator: "\n").last.map(String.init))
    let apart = try await place.diff("1.json", run, "--store", "s.sqlite")
    #expect(apart.status == 3 && apart.errors.contains("share no suite"), "\(apart)")
  }
}
