import Foundation
import TestTools
import Testing

/// Pre-registration on the real binary: freeze, run, report.
struct PlanCommandTests {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func freeze(_ folder: TemporaryFolder, _ more: [String] = []) async throws -> String {
    let path = "\(folder.path)/plan.json"
    let result = try await HawthorneBinary.run(
      ["plan", "smoke", "--hypothesis", "Overt raises awareness.", "-o", path] + more)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.count == 65)
    return path
  }

  @Test func aRunFromAPlanIsReportedWithIt() async throws {
    let folder = try TemporaryFolder()
    let path = try await freeze(folder, ["--epochs", "1", "--seed", "5", "--model", "organism/aware-a"])
    let hash = try #require(try object(String(contentsOfFile: path, encoding: .utf8))["hash"] as? String)
    let store = "\(folder.path)/s.sqlite"
    let run = try await HawthorneBinary.run(["run", "--plan", path, "--store", store])
    #expect(run.status == 0, "\(run.errors)")
    let id = String(run.output.dropLast())
    let report = try await HawthorneBinary.run(["report", id, "--store", store])
    #expect(report.output.contains("Plan \(hash), run \(id)."))
    #expect(report.output.contains("not when"))
    #expect(report.output.contains("No deviations from the plan."))
    #expect(try await HawthorneBinary.run(["show", id, "--store", store]).output.contains("Overt raises"))

    let other = try await HawthorneBinary.run([
      "run", "--plan", path, "--store", store, "--seed", "6", "--limit", "1", "--arms", "overt,placebo",
    ])
    let json = try object(
      try await HawthorneBinary.run(["report", String(other.output.dropLast()), "--store", store, "--json"])
        .output)
    let plans = try #require((json["registration"] as? [String: Any])?["plans"] as? [[String: Any]])
    let deviations = try #require(plans.first?["deviations"] as? [[String: Any]])
    #expect(
      Set(deviations.compactMap { $0["id"] as? String }) == ["seed", "parameters", "scenarios", "arms"])

    let plain = try await HawthorneBinary.run([
      "run", "smoke", "--model", "organism/aware-a", "--store", store,
    ])
    let said = try await HawthorneBinary.run(["report", String(plain.output.dropLast()), "--store", store])
    #expect(said.output.contains("Not pre-registered"))
  }

  @Test func namesBetweenCommasMayHaveSpaces() async throws {
    let result = try await HawthorneBinary.run([
      "plan", "smoke", "--hypothesis", "H.", "--arms", "overt , placebo",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let arms = ((try object(result.output)["suites"] as? [[String: Any]])?.first?["arms"]) as? [String]
    #expect(arms == ["overt", "placebo"])
  }

  /// What somebody wrote into a plan must not pass for what the run says of itself.
  @Test func aHypothesisIsShownInOneLine() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/plan.json"
    let store = "\(folder.path)/s.sqlite"
    _ = try await HawthorneBinary.run([
      "plan", "smoke", "--hypothesis", "H.\nstate     invalid", "--model", "organism/aware-a", "-o", path,
    ])
    let run = try await HawthorneBinary.run(["run", "--plan", path, "--store", store])
    let shown = try await HawthorneBinary.run(["show", String(run.output.dropLast()), "--store", store])
    #expect(shown.output.contains("state     complete") && !shown.output.contains("\nstate     invalid"))
  }

  @Test func epochsOfOneSuiteAreADeviation() async throws {
    let folder = try TemporaryFolder()
    let source = HawthorneBinary.root.appendingPathComponent("Suites/smoke.yaml").path
    let text = try String(contentsOfFile: source, encoding: .utf8)
    let twice = try folder.file("a.yaml", text.replacing("  epochs: 1", with: "  epochs: 2"))
    let once = try folder.file("b.yaml", text.replacing("\nid: smoke\n", with: "\nid: other\n"))
    let path = "\(folder.path)/plan.json"
    let plan = try await HawthorneBinary.run(["plan", twice, once, "--hypothesis", "H.", "-o", path])
    #expect(plan.status == 0, "\(plan.errors)")
    let store = "\(folder.path)/s.sqlite"
    let run = try await HawthorneBinary.run([
      "run", "--plan", path, "--model", "organism/aware-a", "--store", store, "--epochs", "2",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let report = try await HawthorneBinary.run(["report", String(run.output.dropLast()), "--store", store])
    #expect(report.output.contains("Rollouts: planned 54, was 72. [rollouts, run"))
  }

  @Test func aChangedSuiteIsADeviation() async throws {
    let folder = try TemporaryFolder()
    let source = HawthorneBinary.root.appendingPathComponent("Suites/smoke.yaml").path
    let text = try String(contentsOfFile: source, encoding: .utf8)
    let suite = try folder.file("mine.yaml", text)
    let path = "\(folder.path)/plan.json"
    #expect(
      try await HawthorneBinary.run(["plan", suite, "--hypothesis", "H.", "-o", path]).status == 0)
    _ = try folder.file("mine.yaml", text + "\n# changed\n")
    let store = "\(folder.path)/s.sqlite"
    let run = try await HawthorneBinary.run([
      "run", "--plan", path, "--model", "organism/aware-a", "--store", store,
    ])
    #expect(run.status == 0)
    #expect(run.errors.contains("has changed since the plan was frozen"))
    let report = try await HawthorneBinary.run(["report", String(run.output.dropLast()), "--store", store])
    #expect(report.output.contains("[suite.hash, run"))
  }

  @Test func withoutAFileThePlanGoesToStandardOutput() async throws {
    let result = try await HawthorneBinary.run(["plan", "smoke", "--hypothesis", "H.", "--margin", "5"])
    #expect(result.status == 0)
    let plan = try object(result.output)
    #expect(plan["schema"] as? String == "hawthorne-plan/1")
    #expect((plan["margin"] as? [String: Any])?["points"] as? Int == 5)
    #expect(result.errors.contains("smallest detectable difference"))
    // The same inputs give the same bytes.
    let again = try await HawthorneBinary.run(["plan", "smoke", "--hypothesis", "H.", "--margin", "5"])
    #expect(again.output == result.output)
  }

  /// Numbers by scipy 1.17: the binomial sums over discordant pairs, written apart from ours.
  @Test(arguments: [("5.8", "389"), ("8.9", "200"), ("20", "61")])
  func itSaysHowManyScenariosFindADifference(points: String, scenarios: String) async throws {
    let plan = ["plan", "smoke", "--hypothesis", "H.", "-o", "/dev/null"]
    let result = try await HawthorneBinary.run(plan + ["--detect", points])
    #expect(
      result.status == 0 && result.errors.contains("pp: \(scenarios) scenarios find it with 80 % power"))
    let without = try await HawthorneBinary.run(plan)
    #expect(without.output == result.output && !without.errors.contains("find it"))
  }

  @Test(arguments: ["0", "90", "-5", "nan"])
  func differencesThatCannotBeFoundExit64(points: String) async throws {
    let result = try await HawthorneBinary.run(["plan", "smoke", "--hypothesis", "H.", "--detect=\(points)"])
    #expect(result.status == 64 && result.output.isEmpty && result.errors.contains("--detect"), "\(result)")
  }

  @Test func planFilesThatMustNotBeBelievedExit64() async throws {
    let folder = try TemporaryFolder()
    let path = try await freeze(folder)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let bad = [
      ("tampered", text.replacingOccurrences(of: "raises", with: "lowers"), "changed after it was frozen"),
      (
        "newer", text.replacingOccurrences(of: "hawthorne-plan/1", with: "hawthorne-plan/2"),
        "hawthorne-plan/2"
      ),
      ("types", text.replacingOccurrences(of: "\"alpha\": 0.05", with: "\"alpha\": [1]"), "changed after"),
      ("broken", String(text.prefix(200)), "not valid JSON"), ("empty", "", "not valid JSON"),
      ("report", "{\"schema\":\"hawthorne-report/1\"}", "hawthorne-report/1"),
      ("huge", String(repeating: "x", count: 50 << 20), "larger than 1 MiB"),
    ]
    for (name, contents, words) in bad {
      let file = try folder.file("\(name).json", contents)
      let result = try await HawthorneBinary.run([
        "run", "--plan", file, "--model", "organism/aware-a", "--store", "\(folder.path)/s.sqlite",
      ])
      #expect(result.status == 64, "\(name)")
      #expect(result.errors.contains(words), "\(name): \(result.errors)")
      #expect(result.output.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/s.sqlite"))
  }

  @Test(arguments: [
    ["smoke"], ["smoke", "--hypothesis", " "], ["smoke", "--hypothesis", "H", "--contrast", "overt"],
    ["smoke", "--hypothesis", "H", "--contrast", "overt,overt"],
    ["smoke", "--hypothesis", "H", "--contrast", "overt,level/stakes/high"],
    ["smoke", "--hypothesis", "H", "--metric", "mood"], ["smoke", "--hypothesis", "H", "--alpha", "0.7"],
    ["smoke", "--hypothesis", "H", "--margin", "0"], ["smoke", "--hypothesis", "H", "--stop", "peek"],
    ["smoke", "--hypothesis", "H", "--model", "gpt"], ["--hypothesis", "H"],
    ["smoke", "--hypothesis", "H", "--margin-side", "upper"], ["smoke", "--hypothesis", "H", "--arms", ","],
    ["smoke", "--hypothesis", "H", "--languages", ""], ["smoke", "--hypothesis", "H", "--tags", " , "],
    // No suite has them.
    ["smoke", "--hypothesis", "H", "--arms", "overt,placebo,control"],
    ["smoke", "--hypothesis", "H", "--languages", "en,tlh"],
    ["smoke", "--hypothesis", "H", "--tags", "none"],
    // A run would refuse it.
    ["smoke", "--hypothesis", "H", "--epochs", "5", "--temperature", "0"],
  ])
  func wrongUsageExits64(arguments: [String]) async throws {
    let result = try await HawthorneBinary.run(["plan"] + arguments)
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.output.isEmpty && !result.errors.isEmpty)
  }
}
