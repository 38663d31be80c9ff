import Foundation
import HawthorneTesting
import TestTools
import Testing

/// `hawthorne verify` and `report --redact` as an auditor runs them.
struct VerifyCommandTests {
  private func run(_ words: String..., in folder: TemporaryFolder) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(words, folder: folder.path)
  }

  private func run(_ words: [String], in folder: TemporaryFolder) async throws -> HawthorneBinary.Result {
    try await HawthorneBinary.run(words, folder: folder.path)
  }

  /// A folder with one run of the smoke suite by a simulated model.
  private func withRun(_ options: String...) async throws -> (folder: TemporaryFolder, run: String) {
    let folder = try TemporaryFolder()
    let result = try await run(
      ["run", "smoke", "--model", "organism/aware-a", "--store", "s.sqlite", "--quiet"] + options, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    return (folder, result.output.trimmingCharacters(in: .newlines))
  }

  @Test func aReportIsMadeAgainToTheLastFigure() async throws {
    let (folder, id) = try await withRun("--epochs", "2")
    let made = try await run(
      "report", id, "--store", "s.sqlite", "--excerpts", "5", "-o", "r.json", "-o", "r.md", "-o", "r.html",
      in: folder)
    #expect(made.status == 0, "\(made.errors)")
    let found = try await run("verify", "r.json", "--store", "s.sqlite", "--relabel", in: folder)
    #expect(found.status == 0 && found.output.contains("SAME"), "\(found)")
    for check in ["seal", "counts", "rollouts", "hashes", "plan", "labels"] {
      #expect(
        found.output.split(separator: "\n").contains { $0.hasPrefix("  \(check) ") && $0.contains(" holds ") }
      )
    }
    let json = try await run("verify", "r.json", "--store", "s.sqlite", "--json", in: folder)
    let again = try await run("verify", "r.json", "--store", "s.sqlite", "--json", in: folder)
    #expect(json.output == again.output && json.output.contains("\"schema\": \"hawthorne-verify/1\""))
    for file in ["r.md", "r.html"] {
      let refused = try await run("verify", file, "--store", "s.sqlite", in: folder)
      #expect(refused.status == 64 && refused.errors.contains("cannot be verified"), "\(refused)")
    }
    let alone = try await run("verify", "--store", "s.sqlite", in: folder)
    #expect(alone.status == 0 && alone.output.contains("hashes"), "\(alone)")
  }

  @Test func whatIsMissingOrWrongIsNamed() async throws {
    let (folder, id) = try await withRun("--limit", "3")
    _ = try await run("report", id, "--store", "s.sqlite", "-o", "r.json", in: folder)
    let store = try await run("verify", "r.json", in: folder)
    #expect(store.status == 64 && store.errors.contains("--store"))
    #expect(try await run("verify", in: folder).status == 64)
    #expect(try await run("verify", "none.json", "--store", "s.sqlite", in: folder).status != 0)
    let absent = try await run("verify", "r.json", "--store", "none.sqlite", in: folder)
    #expect(absent.status != 0 && !FileManager.default.fileExists(atPath: "\(folder.path)/none.sqlite"))
    // A run of another store.
    _ = try await run(
      "run", "smoke", "--model", "organism/null", "--store", "t.sqlite", "--quiet", in: folder)
    let other = try await run("verify", "r.json", "--store", "t.sqlite", in: folder)
    #expect(other.status == 3 && other.output.contains("NOT RECOMPUTED"), "\(other)")
    // A number changed and not sealed anew.
    let text = try String(contentsOfFile: "\(folder.path)/r.json", encoding: .utf8)
    _ = try folder.file("bent.json", text.replacing("\"planned\": ", with: "\"planned\": 1"))
    let bent = try await run("verify", "bent.json", "--store", "s.sqlite", in: folder)
    #expect(bent.status == 3 && bent.output.contains("/provenance/runs/0/planned"), "\(bent)")
    _ = try folder.file("cut.json", String(text.prefix(400)))
    let cut = try await run("verify", "cut.json", "--store", "s.sqlite", in: folder)
    #expect(cut.status == 3 && cut.errors.contains("cut.json"), "\(cut)")
    // Two readings in one file: refused before anything is compared.
    let end = try #require(text.range(of: "\n}\n", options: .backwards)).lowerBound
    _ = try folder.file("twice.json", text[..<end] + ",\n  \"provenance\": {}\n}\n")
    let twice = try await run("verify", "twice.json", "--store", "s.sqlite", in: folder)
    #expect(twice.status == 3 && twice.errors.contains("'provenance' stands twice"), "\(twice)")
    // What is no report is refused as every reader refuses it, and for the true reason.
    for (bytes, words) in [
      ("\u{FEFF}" + text, "byte order mark"), ("null", "names no schema"), ("[]", "names no schema"),
      ("\u{0}\u{1}", "not valid JSON"), (String(repeating: "[", count: 9999), "nested deeper"),
      ("{\"a\": 1e400}", "1e400 is too large"), ("<!DOCTYPE html>", "not valid JSON"),
    ] {
      _ = try folder.file("odd.json", bytes)
      for command in [["verify", "odd.json"], ["diff", "odd.json", "r.json"]] {
        let odd = try await run(command, in: folder)
        #expect(odd.status == 3 && odd.errors.contains(words), "\(odd)")
      }
    }
    _ = try folder.file("other.json", "{\"schema\": \"something/1\"}")
    #expect(try await run("verify", "other.json", "--store", "s.sqlite", in: folder).status == 3)
  }

  @Test func aRunThatHasGrownSinceIsSaidToHave() async throws {
    let folder = try TemporaryFolder()
    let begun = try await run(
      "run", "smoke", "--model", "organism/aware-a", "--store", "s.sqlite", "--quiet", "--max-requests", "6",
      "--max-connections", "1", in: folder)
    let id = begun.output.trimmingCharacters(in: .newlines)
    #expect(begun.status == 3, "\(begun)")
    let early = try await run("report", id, "--store", "s.sqlite", "-o", "early.json", in: folder)
    #expect(early.status == 3, "\(early)")
    #expect(try await run("verify", "early.json", "--store", "s.sqlite", in: folder).status == 0)
    let resumed = try await run(
      "resume", id, "--store", "s.sqlite", "--quiet", "--max-requests", "1000", in: folder)
    #expect(resumed.status == 0, "\(resumed)")
    let late = try await run("verify", "early.json", "--store", "s.sqlite", in: folder)
    #expect(late.status == 3 && late.output.contains("the run has grown since"), "\(late)")
  }

  @Test func diffsAndGatesAreVerified() async throws {
    let (folder, id) = try await withRun("--limit", "3")
    _ = try await run("report", id, "--store", "s.sqlite", "-o", "a.json", in: folder)
    let other = try await run(
      "run", "smoke", "--model", "organism/null", "--limit", "3", "--store", "s.sqlite", "--quiet", in: folder
    )
    _ = try await run(
      "report", other.output.trimmingCharacters(in: .newlines), "--store", "s.sqlite", "-o", "b.json",
      in: folder)
    _ = try await run("diff", "a.json", "b.json", "-o", "d.json", in: folder)
    let words = ["verify", "d.json", "--report", "a.json", "--report", "b.json"]
    let diff = try await run(words, in: folder)
    #expect(diff.status == 0, "\(diff)")
    #expect(try await run("verify", "d.json", "--report", "a.json", in: folder).status == 3)
    #expect(try await run("verify", "d.json", in: folder).status == 64)
    _ = try folder.file(
      "p.yaml", "hawthorne_policy: 1\nid: p\nrules: [{id: a, metric: na, ceiling: 0.9}]\n")
    _ = try await run("gate", "a.json", "--policy", "p.yaml", "-o", "g.json", in: folder)
    let gate = try await run("verify", "g.json", "--report", "a.json", "--policy", "p.yaml", in: folder)
    #expect(gate.status == 0, "\(gate)")
  }

  @Test func aRedactedReportHasIdsAndIsVerified() async throws {
    let (folder, id) = try await withRun("--limit", "3", "--metadata", "client=a private name of somebody")
    for name in ["one", "two"] {
      let made = try await run(
        "report", id, "--store", "s.sqlite", "--redact", "-o", "\(name).json", in: folder)
      #expect(made.status == 0, "\(made.errors)")
    }
    let one = try String(contentsOfFile: "\(folder.path)/one.json", encoding: .utf8)
    #expect(try one == String(contentsOfFile: "\(folder.path)/two.json", encoding: .utf8))
    #expect(!one.contains("private name") && one.contains("\"redaction\""))
    #expect(try await run("verify", "one.json", "--store", "s.sqlite", in: folder).status == 0)
    _ = try folder.file("salt", "0123456789abcdef of my own")
    let own = try await run(
      "report", id, "--store", "s.sqlite", "--redact", "--salt-file", "salt", "-o", "own.json", in: folder)
    #expect(own.status == 0, "\(own.errors)")
    #expect(try one != String(contentsOfFile: "\(folder.path)/own.json", encoding: .utf8))
    #expect(
      try await run("verify", "own.json", "--store", "s.sqlite", "--salt-file", "salt", in: folder).status
        == 0)
    _ = try folder.file("short", "abc")
    let short = try await run(
      "report", id, "--store", "s.sqlite", "--redact", "--salt-file", "short", in: folder)
    #expect(short.status == 64 && short.errors.contains("guessed"))
    #expect(
      try await run("report", id, "--store", "s.sqlite", "--salt-file", "salt", in: folder).status == 64)
  }

  @Test func theSchemaIsPrinted() async throws {
    let folder = try TemporaryFolder()
    let result = try await run("report", "--schema", in: folder)
    let shipped = HawthorneBinary.root.appendingPathComponent("Documentation/report.schema.json")
    #expect(try result.output == String(contentsOf: shipped, encoding: .utf8))
    #expect(try await run("report", in: folder).status == 64)
  }

  // MARK: No eight words in a row

  /// Words as a reader would compare them: compatibility forms folded, lower case, punctuation gone; a Chinese or Japanese
  /// character is a word.
  private static func words(_ text: String) -> [Substring.UnicodeScalarView] {
    let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
    var words: [Substring.UnicodeScalarView] = []
    let scalars = folded.unicodeScalars
    var start: String.Index?
    func isWide(_ scalar: Unicode.Scalar) -> Bool { (0x3040...0x9FFF).contains(scalar.value) }
    for index in scalars.indices {
      let scalar = scalars[index]
      if isWide(scalar) || !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar) {
        if let begin = start { words.append(folded[begin..<index].unicodeScalars) }
        start = nil
        if isWide(scalar) { words.append(folded[index...index].unicodeScalars) }
      } else if start == nil {
        start = index
      }
    }
    if let begin = start { words.append(folded[begin...].unicodeScalars) }
    return words
  }

  /// The hashes of every eight words in a row.
  private static func runs(_ text: String) -> Set<Int> {
    let hashes = words(text).map { String($0).hashValue }
    guard hashes.count >= 8 else { return [] }
    return Set((0...(hashes.count - 8)).map { hashes[$0..<($0 + 8)].hashValue })
  }

  @Test func noEightWordsOfAnyPromptAreInARedactedReport() async throws {
    let folder = try TemporaryFolder()
    let suites = HawthorneBinary.root.appendingPathComponent("Suites")
    let files = try FileManager.default.contentsOfDirectory(atPath: suites.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files.count >= 10)
    // Every scenario takes a while; the shapes that hide one hide all.
    let isLong = ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"
    let asked = try await run(
      ["run"] + files.map { suites.appendingPathComponent($0).path } + [
        suites.appendingPathComponent("refusal-broad").path, "--model", "organism/aware-a", "--store",
        "s.sqlite",
        "--quiet",
      ] + (isLong ? [] : ["--limit", "12", "--shuffle"]),
      in: folder)
    #expect(asked.status == 0, "\(asked.errors)")
    let id = asked.output.trimmingCharacters(in: .newlines)
    let made = try await run(
      "report", id, "--store", "s.sqlite", "--redact", "-o", "r.json", "-o", "r.md", "-o", "r.html", "-o",
      "r.txt", in: folder)
    #expect(made.status == 0, "\(made.errors)")
    _ = try await run("report", id, "--store", "s.sqlite", "-o", "full.md", "--quiet", in: folder)
    _ = try await run("export", id, "--store", "s.sqlite", "-o", "x.jsonl", in: folder)
    var prompts: Set<Int> = []
    let lines = try String(contentsOfFile: "\(folder.path)/x.jsonl", encoding: .utf8).split(separator: "\n")
    for line in lines {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let rollout = value?["rollout"] as? [String: Any] else { continue }
      for text in Self.texts(in: [rollout["plan"] ?? 0, rollout["transcript"] ?? 0]) {
        prompts.formUnion(Self.runs(text))
      }
    }
    #expect(prompts.count > 10_000)
    for name in ["r.json", "r.md", "r.html", "r.txt"] {
      let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
      #expect(Self.runs(text).isDisjoint(with: prompts), "\(name)")
    }
    // The full report has them, so that the comparison can fail.
    let full = try String(contentsOfFile: "\(folder.path)/full.md", encoding: .utf8)
    #expect(Self.runs(full).intersection(prompts).count > 1000)
  }

  private static func texts(in value: Any) -> [String] {
    switch value {
    case let text as String: [text]
    case let items as [Any]: items.flatMap(texts)
    case let members as [String: Any]: members.values.flatMap(texts)
    default: []
    }
  }
}
