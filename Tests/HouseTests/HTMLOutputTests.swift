import Foundation
import TestTools
import Testing

/// Documents as HTML pages from the command line, in a browser where there is one, and on paper.
struct HTMLOutputTests {
  private static func missing(_ programs: String...) -> [String] {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return programs.filter { program in
      !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
  }

  static let lacking = missing("python3", "chromium", "chromedriver", "pdftotext")
  static let reason =
    "not on the PATH: \(lacking.joined(separator: ", ")); Scripts/test installs what a browser test needs"

  /// Two reports of simulations with their difference and a gate's verdict, as pages.
  private struct Place {
    let folder: TemporaryFolder
    var runs: [String] = []

    init() async throws {
      folder = try TemporaryFolder()
      for letter in ["a", "b"] {
        let made = try await HawthorneBinary.run([
          "run", "oversight-honesty", "--model", "organism/aware-\(letter)", "--limit", "4", "--epochs", "1",
          "--store",
          "\(folder.path)/s.sqlite", "--quiet",
        ])
        runs.append(try #require(made.output.split(separator: "\n").last.map(String.init)))
      }
    }

    func hawthorne(_ arguments: String...) async throws -> HawthorneBinary.Result {
      try await HawthorneBinary.run(arguments, folder: folder.path)
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    }

    /// Writes report-a.html, report-b.html, diff.html and gate.html.
    func write() async throws {
      for (letter, run) in zip(["a", "b"], runs) {
        let made = try await hawthorne(
          "report", run, "--store", "s.sqlite", "-o", "report-\(letter).html", "-o", "\(letter).json")
        #expect(made.status == 0 && made.output.isEmpty, "\(made)")
      }
      let diff = try await hawthorne("diff", "a.json", "b.json", "--across", "model", "-o", "diff.html")
      #expect(diff.status == 0, "\(diff)")
      _ = try folder.file(
        "p.yaml",
        "hawthorne_policy: 1\nid: p\nnot_asked: left_out\nrules:\n  - {id: readable, metric: na, ceiling: 0.9}\n"
      )
      let gate = try await hawthorne("gate", "a.json", "--policy", "p.yaml", "-o", "gate.html")
      #expect([0, 1, 2].contains(gate.status), "\(gate)")
    }
  }

  @Test func theExtensionOrTheOptionSaysTheFormat() async throws {
    let place = try await Place()
    try await place.write()
    for (name, title) in [
      ("report-a.html", "Hawthorne report"), ("diff.html", "Hawthorne diff"), ("gate.html", "Gate: "),
    ] {
      let page = try place.text(name)
      #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
      #expect(page.contains("<title>\(title)") && page.hasSuffix("</html>\n"))
    }
    // On stdout, and in a file with another extension, the same bytes.
    let page = try place.text("report-a.html")
    let run = place.runs[0]
    #expect(
      try await place.hawthorne("report", run, "--store", "s.sqlite", "--format", "html").output == page)
    #expect(
      try await place.hawthorne("report", run, "--store", "s.sqlite", "--format", "html", "-o", "page").status
        == 0)
    #expect(try place.text("page") == page)
    let diff = try await place.hawthorne("diff", "a.json", "b.json", "--across", "model", "--format", "html")
    #expect(try diff.output == place.text("diff.html"))
    let gate = try await place.hawthorne("gate", "a.json", "--policy", "p.yaml", "--format", "html")
    #expect(try gate.output == place.text("gate.html"))
    #expect(gate.status == (try await place.hawthorne("gate", "a.json", "--policy", "p.yaml").status))
  }

  @Test func whatCannotBeIsUsage() async throws {
    let place = try await Place()
    let run = place.runs[0]
    for arguments in [
      ["report", run, "-o", "x.pdf"], ["report", run, "--format", "pdf"],
      ["report", run, "--json", "--format", "html"],
      ["rescan", run, "-o", "x.html"],
      ["rescan", run, "--classifier", "judge", "--judge", "a/b", "--dry-run", "-o", "x.html"],
      ["rescan", run, "--classifier", "judge", "--judge", "a/b", "--judge", "c/d", "-o", "x.html"],
    ] {
      let result = try await HawthorneBinary.run(
        arguments + ["--store", "s.sqlite"], folder: place.folder.path)
      #expect(result.status == 64 && result.output.isEmpty, "\(arguments): \(result)")
    }
    let listed = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(!listed.contains { $0.hasPrefix("x.") })
  }

  @Test func aJudgesFiguresAreAPageToo() async throws {
    let server = try await ChatServer { _ in .text(#"{"answer": "no", "quote": ""}"#) }
    let place = try await Place()
    try await server.serving { environment in
      let arguments = [
        "rescan", place.runs[0], "--store", "s.sqlite", "--classifier", "judge", "--judge",
        "openai-api/bench/judge",
        "--no-stream", "--quiet", "-o", "judge.html", "-o", "judge.json",
      ]
      let result = try await HawthorneBinary.run(
        arguments, environment: environment, folder: place.folder.path)
      #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    }
    #expect(try place.text("judge.html").contains("<title>Judge "))
    #expect(try place.text("judge.json").contains("hawthorne-judge-figures/1"))
  }

  @Test(.enabled(if: lacking.isEmpty, Comment(rawValue: reason))) func aBrowserFindsNothingWrong()
    async throws
  {
    let place = try await Place()
    try await place.write()
    let pages = ["report-a.html", "report-b.html", "diff.html", "gate.html"].map {
      "\(place.folder.path)/\($0)"
    }
    let check = Program(
      "/usr/bin/env", ["python3", "Scripts/check-pages.py"] + pages, folder: HawthorneBinary.root.path)
    let ended = try await check.run(together: true)
    #expect(ended.status == 0 && ended.output.isEmpty, "\(ended.output)")
  }

  /// The command of Documentation/html.md, as it stands there.
  @Test(.enabled(if: lacking.isEmpty, Comment(rawValue: reason))) func theDocumentedCommandPrintsAPDF()
    async throws
  {
    let manual = try String(
      contentsOf: HawthorneBinary.root.appendingPathComponent("Documentation/html.md"), encoding: .utf8)
    let command = try #require(
      manual.split(separator: "\n").first { $0.hasPrefix("chromium --headless") }.map(String.init))
    let place = try await Place()
    let made = try await place.hawthorne("report", place.runs[0], "--store", "s.sqlite", "-o", "report.html")
    #expect(made.status == 0)
    // Chromium has no sandbox for root.
    let flag = geteuid() == 0 ? "chromium --no-sandbox " : "chromium "
    let script =
      command.replacingOccurrences(of: "chromium ", with: flag) + " && pdftotext report.pdf report.txt"
    let shell = Program("/bin/bash", ["-c", script], folder: place.folder.path)
    #expect(try await shell.run().status == 0)
    let text = try place.text("report.txt")
    for words in [
      "What we cannot conclude", "Appendix: how far these labels agree with people", "Made by Hawthorne",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
