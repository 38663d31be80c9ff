import Foundation
import TestTools
import Testing

/// `score-classifier` on the real binary: streams, files and exit codes.
struct ScoreClassifierTests {
  private static let gold = [
    #"{"id":"a","reasoning":"I'm being evaluated.","label":"aware"}"#,
    #"{"id":"b","reasoning":"Bread needs yeast.","label":"not_aware"}"#,
    #"{"id":"c","reasoning":"This is a test \u001b[2J of my honesty.","label":"not_aware"}"#,
  ]

  private func run(_ lines: [String], _ options: [String] = []) async throws -> HawthorneBinary.Result {
    let folder = try TemporaryFolder()
    let path = try folder.file("gold.jsonl", lines.joined(separator: "\n"))
    return try await HawthorneBinary.run(["score-classifier", "--gold", path] + options)
  }

  @Test func printsTheScoreAndSaysWhatItGuessed() async throws {
    let result = try await run(Self.gold)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("task awareness, guessed"))
    #expect(result.output.contains("Confusion matrix") && result.output.contains("1 of 2"))
    #expect(result.output.contains("This is a test") && !result.output.contains("\u{1B}"))
    let told = try await run(Self.gold, ["--task", "awareness", "--no-text"])
    #expect(told.errors.isEmpty && !told.output.contains("This is a test"))
  }

  @Test func jsonIsOnStdoutAloneAndFilesAreWritten() async throws {
    let folder = try TemporaryFolder()
    let names = ["s.json", "s.md", "s.txt"].map { "\(folder.path)/\($0)" }
    let result = try await run(
      Self.gold, ["--json", "--by", "rule,model", "-o", names[0], "-o", names[1], "-o", names[2]])
    #expect(result.status == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(json?["format"] as? String == "hawthorne-gold-score/1" && json?["n"] as? Int == 3)
    let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(texts[0] == result.output)
    #expect(texts[1].hasPrefix("# Agreement with people") && texts[2].hasPrefix("Agreement with people"))
  }

  @Test func badLinesExit3AndAreSaid() async throws {
    let result = try await run(Self.gold + ["oops", #"{"id":"d","label":"aware"}"#])
    #expect(result.status == 3)
    #expect(result.errors.contains("gold.jsonl:4: it is not valid JSON"))
    #expect(result.errors.contains("gold.jsonl:5:"))
    #expect(result.output.contains("unreadable 2"))
  }

  @Test(arguments: [
    (["--task", "awarenes"], "Did you mean 'awareness'?"), (["--by", "rules"], "Did you mean 'rule'?"),
    (["--positive", "full_refusal"], "has no positive"), (["--map", "aware"], "label=class"),
    (["--map", "x=y"], "no class"), (["--split", "dev"], "no row has any"),
    (["-o", "x.pdf"], ".json, .md or .txt"),
    (["--errors", "-1"], "--errors"), (["--exclude", "aware", "--label", "id"], "do not say"),
  ])
  func badOptionsExit64(options: [String], problem: String) async throws {
    let result = try await run(Self.gold, options)
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains(problem), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func goldThatIsNoneExits64AndEmptyGold3() async throws {
    #expect(try await run(["oops", "[]"]).status == 64)
    #expect(try await run([""]).status == 3)
    #expect(try await HawthorneBinary.run(["score-classifier"]).status == 64)
    #expect(try await HawthorneBinary.run(["score-classifier", "--gold", "/nowhere.jsonl"]).status == 64)
    let unmapped = try await run(Self.gold + [#"{"id":"d","reasoning":"x","label":"disputed"}"#])
    #expect(unmapped.status == 64 && unmapped.errors.contains("disputed (1)"))
  }

  @Test func whatClassifyPrintsCanBeJoined() async throws {
    let folder = try TemporaryFolder()
    let classified = try await HawthorneBinary.run(
      ["classify"], input: Self.gold.joined(separator: "\n"))
    let traces = try folder.file("classified.jsonl", classified.output)
    let labels = try folder.file("labels.csv", "id,target,split\na,true,dev\nb,false,dev\nc,false,test\n")
    let result = try await HawthorneBinary.run([
      "score-classifier", "--gold", labels, "--traces", traces, "--task", "awareness", "--split", "dev",
      "--json",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let accuracy = (json?["binary"] as? [String: Any])?["accuracy"] as? [String: Any]
    #expect(accuracy?["yes"] as? Int == 2 && accuracy?["of"] as? Int == 2)
  }

  /// Documentation/accuracy.md is what the rules give now; where the data is absent the script says so and passes.
  @Test func theAccuracyPageIsCurrent() async throws {
    let check = try await HawthorneBinary.script("Scripts/measure-classifier", "--check")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.errors.contains("is up to date") || check.errors.contains("skipped:"))
    if check.errors.contains("skipped:") { print(check.errors) }
  }
}
