import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneSuites

/// What a plan would ask, counted.
struct DryRun {
  private struct Line: Encodable {
    var suite: String
    var arm: String
    var mode: String
    var language: String
    var scenarios: Int
    var rollouts: Int
  }

  private struct Summary: Encodable {
    var planHash: ContentHash
    var rollouts: Int
    var requests: Int
    /// Guessed from the prompts' characters; what turns and tools send again comes on top.
    var inputTokens: Int
    /// The most that the answers may have, where every suite limits them.
    var outputTokensAtMost: Int?
    var cost: CostRange?
    var arms: [Line]
  }

  /// In the price table's currency: the input alone, and with every answer as long as it may be.
  private struct CostRange: Encodable {
    var currency: String
    var least: Double
    var most: Double?
  }

  private let summary: Summary

  /// - Parameter prices: without it, or without a price of the model, no cost is named.
  init(plan: Plan, prices: PriceTable? = nil) {
    let counts = plan.counts
    let lines = counts.cells.map {
      Line(
        suite: $0.suite, arm: $0.arm.name, mode: $0.mode, language: $0.language, scenarios: $0.scenarios,
        rollouts: $0.rollouts)
    }
    let longest = Self.outputTokens(plan)
    func cost(_ output: Int) -> Cost? {
      let usage = TokenUsage(input: plan.estimatedInputTokens, output: output)
      return prices?.cost(of: usage, model: plan.options.model)
    }
    summary = Summary(
      planHash: plan.hash, rollouts: plan.count, requests: plan.requests,
      inputTokens: plan.estimatedInputTokens, outputTokensAtMost: longest,
      cost: cost(0).map { least in
        CostRange(
          currency: least.currency, least: least.amount, most: longest.flatMap { cost($0)?.amount })
      }, arms: lines)
  }

  /// nil where a suite sets no limit: its answers may be of any length.
  private static func outputTokens(_ plan: Plan) -> Int? {
    var sum = 0
    for (suite, counts) in zip(plan.suites, plan.counts.suites) where counts.scenarios > 0 {
      guard let limit = plan.parameters(of: suite).maxTokens else { return nil }
      let rollouts = plan.counts.cells.filter { $0.suite == suite.id }.reduce(0) { $0 + $1.rollouts }
      let (product, overflow) = limit.multipliedReportingOverflow(by: rollouts)
      guard !overflow, !sum.addingReportingOverflow(product).overflow else { return nil }
      sum += product
    }
    return sum
  }

  func text(json: Bool) throws -> String {
    if json { return try CanonicalJSON.text(of: summary, indented: true) }
    let rows = summary.arms.map {
      [$0.suite, $0.arm, $0.mode, $0.language, "\($0.scenarios)", "\($0.rollouts)"]
    }
    let table = TextTable(
      head: ["SUITE", "ARM", "MODE", "LANGUAGE", "SCENARIOS", "ROLLOUTS"], rows: rows, numeric: [4, 5])
    return """
      \(table.text)
      \(summary.rollouts) rollouts, at least \(summary.requests) requests; plan \(summary.planHash.short)
      about \(summary.inputTokens) tokens in, \(output) out\(cost)
      """
  }

  private var output: String { summary.outputTokensAtMost.map { "at most \($0)" } ?? "any number" }

  private var cost: String {
    guard let cost = summary.cost else { return "" }
    func money(_ amount: Double) -> String { "\((amount * 100).rounded() / 100)" }
    return "; \(money(cost.least)) \(cost.currency)"
      + (cost.most.map { " to \(money($0)) \(cost.currency) without retries" } ?? " and what the answers cost")
  }
}
