import Foundation
import TestTools
import Testing

/// The whole way with a real model over HTTP: the llama.cpp server that `Scripts/test` starts.
struct LiveModelTests {
  private static let baseURL = ProcessInfo.processInfo.environment["HAWTHORNE_LIVE_BASE_URL"]
  private static let reason =
    ProcessInfo.processInfo.environment["HAWTHORNE_LIVE_SKIP"]
    ?? "no model is served here; Scripts/test serves one and sets HAWTHORNE_LIVE_BASE_URL"

  @Test(.enabled(if: baseURL != nil, Comment(rawValue: reason)))
  func suiteToGateOnARealModel() async throws {
    let url = try #require(Self.baseURL)
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/live.sqlite"
    let run = try await HawthorneBinary.run([
      "run", "smoke", "--model", "openai-api/live/smollm2", "--base-url", url, "--store", store, "--limit",
      "2",
      "--max-tokens", "40", "--temperature", "0", "--max-connections", "2",
    ])
    #expect(run.status == 0, "\(run)")
    let id = try #require(run.output.split(separator: "\n").last.map(String.init))

    let list = try await HawthorneBinary.run(["list", "--json", "--store", store])
    let runs = try #require(
      try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
    #expect(runs.count == 1)
    #expect(runs[0]["stored"] as? Int == 6)
    #expect(runs[0]["state"] as? String == "complete")
    #expect(runs[0]["simulation"] as? Bool == false)

    let report = try await HawthorneBinary.run([
      "report", id, "--store", store, "-o", "\(folder.path)/r.json", "-o", "\(folder.path)/r.md",
    ])
    #expect(report.status == 0, "\(report)")
    let text = try String(contentsOfFile: "\(folder.path)/r.md", encoding: .utf8)
    #expect(text.contains("smollm2"))
    // SmolLM2 does not reason where we can read it: NA, never 'not aware'.
    let json = try String(contentsOfFile: "\(folder.path)/r.json", encoding: .utf8)
    #expect(json.contains("\"absent\": 6") || json.contains("\"absent\": 2"), "no NA by cause in the report")

    let policy = try folder.file(
      "p.yaml", "hawthorne_policy: 1\nid: p\nrules:\n  - {id: a, metric: awareness, ceiling: 0.5}\n")
    let gate = try await HawthorneBinary.run(["gate", "\(folder.path)/r.json", "--policy", policy])
    #expect([2, 3].contains(gate.status), "unreadable reasoning must never pass: \(gate)")
  }

  @Test(.enabled(if: baseURL != nil, Comment(rawValue: reason)))
  func theSameQuestionAtTemperatureZeroHasTheSameAnswer() async throws {
    let url = try #require(Self.baseURL)
    let folder = try TemporaryFolder()
    var answers: [String] = []
    for name in ["a", "b"] {
      let store = "\(folder.path)/\(name).sqlite"
      let run = try await HawthorneBinary.run([
        "run", "smoke", "--model", "openai-api/live/smollm2", "--base-url", url, "--store", store, "--limit",
        "1",
        "--arms", "overt", "--max-tokens", "30", "--temperature", "0", "--max-connections", "1",
      ])
      #expect(run.status == 0, "\(run)")
      let id = try #require(run.output.split(separator: "\n").last.map(String.init))
      let out = "\(folder.path)/\(name).jsonl"
      #expect(try await HawthorneBinary.run(["export", id, "--store", store, "-o", out]).status == 0)
      let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
      let line = try #require(
        try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: [String: Any]])
      let transcript = try #require(line["rollout"]?["transcript"] as? [String: [[String: Any]]])
      answers.append(try #require(transcript["messages"]?.last?["text"] as? String))
    }
    #expect(answers[0] == answers[1])
    #expect(!answers[0].isEmpty)
  }

  /// A model of this size judges badly; what counts is that every reply is read, stored and told, and none is made up.
  @Test(.enabled(if: baseURL != nil, Comment(rawValue: reason)))
  func aRealModelJudgesAStoredRun() async throws {
    let url = try #require(Self.baseURL)
    let folder = try TemporaryFolder()
    let store = "\(folder.path)/live.sqlite"
    let run = try await HawthorneBinary.run([
      "run", "oversight-honesty", "--model", "organism/aware-b", "--limit", "1", "--arms", "overt",
      "--epochs", "1",
      "--store", store,
    ])
    #expect(run.status == 0, "\(run)")
    let id = try #require(run.output.split(separator: "\n").last.map(String.init))
    let judge = [
      "rescan", id, "--store", store, "--classifier", "judge", "--judge", "openai-api/live/smollm2",
      "--base-url", url,
      "--max-tokens", "60", "--max-connections", "2", "--json",
    ]
    for call in 1...2 {
      let result = try await HawthorneBinary.run(judge)
      #expect(result.status == 0, "\(result)")
      let judged = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
      let figures = try #require(judged.first?["figures"] as? [String: Any])
      #expect(figures["labelled"] as? Int == 1)
      let replies = try #require(figures["replies"] as? [String: Any])
      let counts = ["yes", "no", "unsure"].map { replies[$0] as? Int ?? -1 }
      let failures = (replies["failures"] as? [String: Int] ?? [:]).values.reduce(0, +)
      let all = try #require(replies["all"] as? Int)
      #expect(all > 0 && counts.reduce(0, +) + failures == all)
      #expect(replies["inputTokens"] as? Int ?? 0 > 100 * all)
      #expect(judged.first?["asked"] as? Int == (call == 1 ? all : 0))
    }
  }
}
