import Foundation
import TestTools
import Testing

/// What a run would ask, and what that would cost, before anything is asked.
struct DryRunTests {
  private struct Summary: Decodable {
    struct Cost: Decodable {
      var currency: String
      var least: Double
      var most: Double?
    }
    var rollouts: Int
    var inputTokens: Int
    var outputTokensAtMost: Int?
    var cost: Cost?
  }

  private static let smoke = HawthorneBinary.root.appendingPathComponent("Suites/smoke.yaml").path

  private func summary(_ options: [String]) async throws -> Summary {
    let result = try await HawthorneBinary.run(
      ["run", Self.smoke, "--model", "openai/gpt-5", "--dry-run", "--json"] + options)
    #expect(result.status == 0, "\(result)")
    return try JSONDecoder().decode(Summary.self, from: Data(result.output.utf8))
  }

  @Test func tokensAndCostAreNamedBeforehand() async throws {
    let folder = try TemporaryFolder()
    let prices = try folder.file(
      "prices.yaml",
      "{hawthorne_prices: 1, currency: EUR, models: [{model: openai/gpt-*, input: 1000000, output: 2000000}]}"
    )
    let plain = try await summary(["--max-tokens", "100"])
    #expect(plain.rollouts == 18)
    #expect(plain.outputTokensAtMost == 1_800)
    #expect(plain.cost == nil)
    let priced = try await summary(["--max-tokens", "100", "--prices", prices])
    let cost = try #require(priced.cost)
    #expect(cost.currency == "EUR")
    #expect(cost.least == Double(priced.inputTokens))
    #expect(cost.most == Double(priced.inputTokens + 2 * 1_800))
    // Six short scenarios in three arms: some tens of tokens each.
    #expect((18 * 20...18 * 500).contains(priced.inputTokens))
  }

  @Test func aShuffledLimitIsAnotherSampleAndTheSeedsOwn() async throws {
    func tokens(_ options: [String]) async throws -> Int {
      let summary = try await summary(["--limit", "3"] + options)
      #expect(summary.rollouts == 9)
      return summary.inputTokens
    }
    let first = try await tokens([])
    var drawn: Set<Int> = []
    for seed in 1...6 {
      let options = ["--shuffle", "--seed", "\(seed)"]
      let sample = try await tokens(options)
      #expect(sample == (try await tokens(options)))
      drawn.insert(sample)
    }
    #expect(drawn.count > 1)
    #expect(drawn != [first])
    let alone = try await HawthorneBinary.run(
      ["run", Self.smoke, "--model", "openai/gpt-5", "--dry-run", "--shuffle"])
    #expect(alone.status == 64)
    #expect(alone.errors.contains("--limit"))
  }

  @Test func moneyNeedsAPriceTable() async throws {
    let result = try await HawthorneBinary.run(
      ["run", Self.smoke, "--model", "openai/gpt-5", "--max-cost", "5"])
    #expect(result.status == 64)
    #expect(result.errors.contains("--prices"))
  }

  @Test func whatTheModelCannotBeAskedIsSaidBeforeAnythingIs() async throws {
    let folder = try TemporaryFolder()
    let store = folder.path + "/s.sqlite"
    let impossible = [
      "run", Self.smoke, "--model", "anthropic/claude-3-7-sonnet-20250219", "--base-url",
      "http://127.0.0.1:9",
      "--mode", "thinking", "--reasoning-tokens", "2000", "--temperature", "0.5", "--store", store,
    ]
    for extra in [[], ["--dry-run"]] {
      let result = try await HawthorneBinary.run(impossible + extra)
      #expect(result.status == 64, "\(result)")
      #expect(
        result.errors.contains("in mode 'thinking': The model cannot think at a temperature other than 1."))
      #expect(!FileManager.default.fileExists(atPath: store))
    }
    let keyless = try await HawthorneBinary.run(
      ["run", Self.smoke, "--model", "anthropic/claude-sonnet-5", "--dry-run"])
    #expect(keyless.status == 0)
    #expect(keyless.errors.contains("not checked whether the model can be asked"))
  }
}
