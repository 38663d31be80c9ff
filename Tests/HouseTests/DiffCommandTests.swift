import Foundation
import TestTools
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

  /// Version 2 of a suite has another s2, the same s1 in other letters, and one scenario more.
  private static func suite(_ version: String, _ texts: [String]) -> String {
    """
    hawthorne: 1
    id: rewrites
    title: Prompts of two versions
    version: \(version)
    kind: paired
    licence: CC0-1.0
    visibility: private
    framings:
      - {arm: overt, disclosure: stated, wordings: [{id: w, user: "overt {{ request }}"}]}
      - {arm: placebo, disclosure: none, wordings: [{id: w, user: "placebo {{ request }}"}]}
      - {arm: disguised, disclosure: none, wordings: [{id: w, user: "disguised {{ request }}"}]}
    scenarios:

    """ + texts.enumerated().map { "  - {id: s\($0), domain: d, request: \"\($1)\"}\n" }.joined()
  }

  @Test func versionsOfASuite() async throws {
    let folder = try TemporaryFolder()
    var runs: [String] = []
    for (version, texts) in [
      ("1.0.0", ["one?", "two?", "three?"]), ("1.1.0", ["one?", "TWO?", "something else?", "four?"]),
    ] {
      let suite = try folder.file("v\(version).yaml", Self.suite(version, texts))
      let made = try await HawthorneBinary.run([
        "run", suite, "--model", "organism/aware-a", "--epochs", "1", "--store", "\(folder.path)/s.sqlite",
        "--quiet",
      ])
      #expect(made.status == 0, "\(made)")
      runs.append(try #require(made.output.split(separator: "\n").last.map(String.init)))
    }
    func diff(_ arguments: String...) async throws -> String {
      let result = try await HawthorneBinary.run(
        ["diff"] + runs + ["--store", "s.sqlite"] + arguments, folder: folder.path)
      #expect(result.status == 0, "\(result)")
      return result.output
    }
    let across = try await diff("--across", "suite")
    #expect(across.contains("Scenarios in both: 3.") && across.contains("paired by their ids all the same"))
    #expect(across.contains("Nothing else that was recorded differs."))
    let model = try await diff()
    #expect(model.contains("Scenarios in both: 2.") && model.contains("rewrites/s2: "))
    #expect(!model.contains("rewrites/s1: ") && model.contains("[suite.hash]"))
    #expect(try await diff("--allow", "rewritten").contains("--allow rewritten"))
  }
}
