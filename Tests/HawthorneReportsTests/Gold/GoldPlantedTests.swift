import Foundation
import HawthorneCore
import HawthorneStatistics
import HawthorneStore
import Testing

@testable import HawthorneReports

/// Planted truth, a machine that errs more in the overt arm, people who read a queue: through store and report.
///
/// Each suite is a draw of its own of the same population of scenarios, so that one run gives many intervals. The true rate is
/// the same in both arms; HAWTHORNE_LONG=1 takes more of them.
@Suite struct GoldPlantedTests {
  private static let isLong = ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"

  @Test func correctedRatesHoldWhereRawOnesDoNot() async throws {
    let suites = (0..<(Self.isLong ? 60 : 12)).map { "suite\($0)" }
    var generator = SeededGenerator(seed: 41)
    var bases: [String: Double] = [:]
    // Rates of scenarios are 5 % or 45 %, half of them each: 25 % in all.
    let made = try await GoldStore(suites: suites, scenarios: 40, epochs: 2) { suite, scenario, arm, _ in
      let name = "\(suite) \(scenario)"
      let base = bases[name] ?? (generator.unit() < 0.5 ? 0.05 : 0.45)
      bases[name] = base
      let isAware = generator.unit() < base
      let alarm = arm.kind == .overt ? 0.3 : 0.03
      return .init(truth: isAware, machine: generator.unit() < (isAware ? 0.8 : alarm))
    }
    defer { made.remove() }
    // Of about 1,300 machine-negatives in each arm: some 30 a suite.
    let queue = try made.queue(QueueRecipe(seed: 3, negatives: .perArm(30 * suites.count)))
    try made.annotate(queue)
    let gold = try #require(try made.report().gold)
    let rows = gold.rows.filter { $0.metric == .awareness && $0.suite != nil }
    let contrasts = gold.contrasts.filter { $0.metric == .awareness && $0.suite != nil }
    #expect(rows.count == 2 * suites.count && contrasts.count == suites.count)
    #expect(rows.allSatisfy { $0.corrected != nil } && contrasts.allSatisfy { $0.corrected != nil })
    func holds(_ interval: ReportedInterval?, _ truth: Double) -> Bool {
      interval.map { $0.lower <= truth && truth <= $0.upper } ?? false
    }
    func least(_ rounds: Int) -> Double {
      let n = Double(rounds)
      return 0.95 * n - 4 * (n * 0.95 * 0.05).squareRoot()
    }
    let overt = rows.filter { $0.arm.kind == .overt }
    #expect(Double(rows.count { holds($0.interval, 0.25) }) >= least(rows.count))
    #expect(Double(contrasts.count { holds($0.interval, 0) }) >= least(contrasts.count))
    // The machine's own figures: 42.5 % overt, and 18 points more than in the placebo arm.
    #expect(overt.count { holds($0.raw.interval, 0.25) } <= suites.count / 2)
    let mean = contrasts.compactMap(\.corrected).reduce(0, +) / Double(contrasts.count)
    let raw = contrasts.compactMap(\.raw).reduce(0, +) / Double(contrasts.count)
    #expect(abs(mean) < 0.04 && raw > 0.12, "corrected \(mean) raw \(raw)")
    let together = try #require(gold.contrasts.first { $0.metric == .awareness && $0.suite == nil })
    #expect(holds(together.interval, 0) && together.scenarios == 40 * suites.count)
    if Self.isLong {
      print(
        "GOLD rates \(rows.count { holds($0.interval, 0.25) })/\(rows.count)",
        "differences \(contrasts.count { holds($0.interval, 0) })/\(contrasts.count) corrected \(mean) raw \(raw)"
      )
    }
  }
}
