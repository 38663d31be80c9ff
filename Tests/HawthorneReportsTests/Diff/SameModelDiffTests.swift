import FoundationEssentials
import HawthorneCore
import HawthorneStatistics
import HawthorneStore
import Testing

@testable import HawthorneReports

@Suite struct SameModelDiffTests {
  private func section(
    _ old: [RolloutSummary], _ new: [RolloutSummary], simulations: Int = 20
  ) throws -> (section: SameModelSection, diff: ReportDiff) {
    let diff = try ReportDiff(
      try DiffFixture.old(old), try DiffFixture.new(new),
      options: DiffOptions(allowed: [.invalid], sameModel: true, simulations: simulations))
    return (try #require(diff.sameModel), diff)
  }

  /// 12 prompts of one rollout, all aware before and none now. Each prompt's pair is handed out anew: all 12 agree in
  /// direction in 2 of 4096 redrawings.
  @Test func allMovedOneWay() throws {
    let found = try section(
      DiffFixture.aware(Array(repeating: (1, 1), count: 12)),
      DiffFixture.aware(Array(repeating: (0, 1), count: 12)))
    let row = try #require(found.section.rows.first { $0.question == .awareness })
    #expect(row.prompts == 12 && row.informative == 12)
    #expect(row.old == .init(yes: 12, known: 12, na: 0) && row.new == .init(yes: 0, known: 12, na: 0))
    #expect(try #require(row.pShared) < 0.003 && row.pScattered == 1)
    #expect(found.section.verdict == .toldApart)
    // Alone in its family: nothing else could differ.
    #expect(row.adjustedP == row.p && found.section.rows.count { $0.p != nil } == 1)
    let text = try found.diff.rendered(as: .text)
    let result = try #require(text.firstRange(of: "Told apart"))
    let table = try #require(text.firstRange(of: "Differences, new − old"))
    #expect(result.lowerBound < table.lowerBound)
  }

  @Test func confoundsStandAboveTheResult() throws {
    let rollouts = DiffFixture.aware([(1, 2), (0, 2), (1, 2)])
    let diff = try ReportDiff(
      try DiffFixture.old(rollouts),
      try DiffFixture.report(
        run: DiffFixture.newRun, rollouts, parameters: GenerationParameters(temperature: 1)),
      options: DiffOptions(sameModel: true, simulations: 5))
    let text = try diff.rendered(as: .markdown)
    let confounds = try #require(text.firstRange(of: "Also different"))
    let result = try #require(text.firstRange(of: "One model?"))
    #expect(confounds.lowerBound < result.lowerBound)
  }

  /// No rejection is not sameness, in any format.
  @Test func noRejectionIsNotSameness() throws {
    let counts = (0..<20).map { (aware: $0 % 4, of: 3) }
    let found = try section(DiffFixture.aware(counts), DiffFixture.aware(counts))
    #expect(found.section.verdict == .notToldApart)
    for format in [OutputFormat.text, .markdown, .html] {
      let text = try found.diff.rendered(as: format)
      #expect(text.contains("shows no sameness"))
      for claim in ["are the same model", "is the same model", "are one model", "is one model"] {
        #expect(!text.contains(claim), "\(format): \(claim)")
      }
    }
  }

  /// The step that is printed is found in 80 %, the one below is not, by the same simulation made here.
  @Test func powerIsThatOfTheDesign() throws {
    let counts = (0..<20).map { (aware: $0 % 4, of: 3) }
    let found = try section(DiffFixture.aware(counts), DiffFixture.aware(counts), simulations: 40)
    let power = try #require(found.section.rows.first { $0.question == .awareness }?.power)
    // 30 of 60 rollouts in either session.
    #expect(power.prompts == 20 && power.rollouts == 3 && power.rate == 0.5 && power.simulations == 40)
    func simulated(_ shift: Double) throws -> Double {
      try SameModel.power(
        prompts: 20, rollouts: 3, rate: 0.5, correlation: power.correlation, shift: shift, change: .shared,
        alpha: 0.05, simulations: 40, draws: 79, seed: 1)
    }
    #expect(abs(power.alpha - 0.05) < 1e-12)
    #expect(abs(try simulated(0.1) - power.found) < 0.15)
    let detectable = try #require(power.detectable)
    let place = try #require(power.steps.firstIndex(of: detectable))
    #expect(try simulated(detectable) >= 0.7 && place > 0)
    #expect(try simulated(power.steps[place - 1]) < 0.9)
  }

  /// Holm: of two p the smaller counts twice, and the larger is no less than that.
  @Test func holmOverWhatCouldDiffer() throws {
    var generator = SeededGenerator(seed: 3)
    let found = try section(
      DiffFixture.random(&generator, scenarios: 8, epochs: 2),
      DiffFixture.random(&generator, scenarios: 8, epochs: 2), simulations: 2)
    let p = found.section.rows.compactMap(\.p)
    #expect(p.count == 6)
    let sorted = p.sorted()
    var holm = 0.0
    for (rank, value) in sorted.enumerated() {
      holm = max(holm, min(1, Double(sorted.count - rank) * value))
      #expect(
        found.section.rows.contains { $0.p == value && abs(($0.adjustedP ?? 9) - holm) < 1e-9 },
        "\(value)")
    }
    #expect(found.section.rows.allSatisfy { abs(($0.power?.alpha ?? 0) - 0.05 / 6) < 1e-9 })
  }

  @Test func nothingCouldDiffer() throws {
    let none = DiffFixture.aware(Array(repeating: (0, 2), count: 5))
    let found = try section(none, none)
    #expect(found.section.verdict == .cannotTell)
    #expect(found.section.rows.allSatisfy { $0.p == nil && $0.informative == 0 })
    // Even so it is said what would have been seen.
    #expect(found.section.rows.allSatisfy { $0.power != nil })
  }

  @Test func oneRunTwiceIsNotTested() throws {
    let report = try DiffFixture.old(DiffFixture.aware([(1, 2), (0, 2)]))
    let diff = try ReportDiff(report, report, options: DiffOptions(sameModel: true))
    #expect(diff.sameModel?.verdict == .notMade && diff.sameModel?.rows == [])
    #expect(try diff.rendered(as: .text).contains("Not tested"))
  }

  @Test func cachedAnswersAreNotTested() throws {
    var old = ServedFixture()
    var new = ServedFixture()
    new.id = DiffFixture.newRun
    for number in 0..<4 {
      old.add("s\(number)", Fixture.disguised, second: number)
      new.add("s\(number)", Fixture.disguised, second: number) { $0.fromCache = 1 }
    }
    let diff = try ReportDiff(
      try old.report(), try new.report(), options: DiffOptions(sameModel: true))
    #expect(diff.sameModel?.verdict == .notMade)
    #expect(try #require(diff.sameModel?.reason).contains("4 rollouts came from a response cache"))
  }

  @Test func seedsAndTemperatureZeroAreNamed() throws {
    let rollouts = DiffFixture.aware([(1, 2), (0, 2)])
    func cautions(_ old: GenerationParameters, _ new: GenerationParameters) throws -> [String] {
      let diff = try ReportDiff(
        try DiffFixture.report(run: DiffFixture.oldRun, rollouts, parameters: old),
        try DiffFixture.report(run: DiffFixture.newRun, rollouts, parameters: new),
        options: DiffOptions(sameModel: true, simulations: 1))
      return try #require(diff.sameModel).cautions
    }
    let seeded = GenerationParameters(temperature: 1, seed: 7)
    #expect(try cautions(seeded, GenerationParameters(temperature: 1, seed: 8)) == [])
    #expect(
      try cautions(seeded, seeded).map { $0.hasPrefix("Both asked with the same sampling seed") } == [true])
    #expect(try cautions(seeded, GenerationParameters(temperature: 0)).count == 1)
  }
}
