import Foundation
import TestTools
import Testing

/// A faulty endpoint and a process that is killed again and again: in the end each planned rollout is stored once.
struct SoakTests {
  private struct Shown: Decodable {
    struct Rollout: Decodable {
      var key: String
      var status: [String: [String: String]]
    }
    var rollouts: [Rollout]
  }

  private struct Size {
    var scenarios: Int
    var kills: Int
    /// Requests between two kills, at most.
    var stretch: Int
    var connections: Int

    static var chosen: Size {
      ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"
        ? Size(scenarios: 6_667, kills: 12, stretch: 2_000, connections: 100)
        : Size(scenarios: 50, kills: 4, stretch: 35, connections: 8)
    }
  }

  private static func suite(_ scenarios: Int) -> String {
    """
    hawthorne: 1
    id: soak
    title: Prompts that all differ
    version: 1.0.0
    kind: paired
    licence: CC0-1.0
    visibility: private
    framings:
      - {arm: overt, disclosure: stated, wordings: [{id: w, user: "overt {{ request }}"}]}
      - {arm: placebo, disclosure: none, wordings: [{id: w, user: "placebo {{ request }}"}]}
      - {arm: disguised, disclosure: none, wordings: [{id: w, user: "disguised {{ request }}"}]}
    scenarios:

    """ + (1...scenarios).map { "  - {id: s\($0), domain: d, request: \"question \($0)?\"}\n" }.joined()
  }

  @Test func eachPlannedRolloutIsStoredOnceWhateverHappens() async throws {
    let size = Size.chosen
    let planned = size.scenarios * 3
    let server = try await ChatServer(faultPercent: 30)
    let folder = try TemporaryFolder()
    let suite = try folder.file("soak.yaml", Self.suite(size.scenarios))
    let common = [
      "--store", "\(folder.path)/s.sqlite", "--max-connections", "\(size.connections)", "--max-retries", "12",
    ]
    let begin = ["run", suite, "--model", "openai-api/tested/m", "--no-stream"] + common
    try await server.serving { environment in
      var draw: UInt64 = 11
      var kills = 0
      var hasBegun = false
      while kills < size.kills {
        draw = draw &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let status = try await HawthorneBinary.run(
          hasBegun ? ["resume"] + common : begin, environment: environment, signal: SIGKILL,
          after: 1 + Int(draw >> 33) % size.stretch, to: server)
        guard status == -SIGKILL else { break }
        kills += 1
        hasBegun = FileManager.default.fileExists(atPath: "\(folder.path)/s.sqlite")
      }
      #expect(kills >= 2)
      let last = try await HawthorneBinary.run(["resume"] + common, environment: environment)
      #expect(last.status == 0, "\(last)")
    }
    let run = try await HawthorneBinary.run(["list", "--json", "--store", "\(folder.path)/s.sqlite"])
    let id = try #require(run.output.firstMatch(of: /"run": *"([0-9a-f]{16})"/)).1
    let shown = try await HawthorneBinary.run(
      ["show", String(id), "--json", "--store", "\(folder.path)/s.sqlite"])
    let rollouts = try JSONDecoder().decode(Shown.self, from: Data(shown.output.utf8)).rollouts
    #expect(rollouts.count == planned)
    #expect(Set(rollouts.map(\.key)).count == planned)
    #expect(rollouts.allSatisfy { $0.status.keys.first == "completed" })
    #expect(Set(server.prompts).count == planned)
    let share = Double(server.faults) / Double(server.requests.count)
    #expect((0.2...0.4).contains(share), "\(server.faults) faults of \(server.requests.count)")
    print(
      "soak: \(planned) rollouts, \(server.requests.count) requests, \(server.faults) faults, \(size.kills) kills"
    )
  }
}
