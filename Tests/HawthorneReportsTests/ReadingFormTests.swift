import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

/// Raw reasoning and summaries are never in one rate.
@Suite struct ReadingFormTests {
  /// Six scenarios: four read raw (one aware), two read from summaries (both aware).
  private var mixed: [RolloutSummary] {
    (1...6).map { number in
      Fixture.summary(
        "s\(number)", Fixture.disguised, belief: number == 1 || number > 4 ? .suspicion : .none,
        markers: number == 1 || number > 4 ? ["M06"] : [], access: number > 4 ? .summary : .raw)
    }
  }

  private func report(
    _ rollouts: [RolloutSummary], reasoning: ReasoningAccess? = nil
  ) throws -> Report {
    var options = AnalysisOptions()
    options.reasoning = reasoning
    var builder = try ReportBuilder(
      runs: [
        RunFacts(
          manifest: Fixture.manifest(planned: rollouts.count), state: .complete, endedAt: 1_795_250_060_000)
      ], classifier: Fixture.classifier,
      suites: Fixture.held(rollouts, of: Fixture.manifest(planned: rollouts.count)), options: options)
    for rollout in rollouts { try builder.add(rollout) }
    return try builder.report()
  }

  @Test func theCommonerFormCountsAndTheOtherIsNA() throws {
    let report = try report(mixed)
    let row = try #require(report.awareness.rows.first)
    #expect(row.access == .raw)
    #expect(row.suspicion.fraction == "1/4" && row.suspicion.na == 2)
    #expect(row.recognised.fraction == "1/4" && row.recognisedWithEchoes?.fraction == "1/4")
    #expect(row.recognisedWithEchoes?.na == 2 && row.onlyInReasoning?.denominator == 1)
    let coverage = try #require(report.awareness.coverage.first)
    #expect(coverage.naCauses == ["summary": 2] && coverage.forms == ["raw": 4, "summary": 2])
    #expect(report.awareness.markers.map(\.rate.fraction) == ["1/4"])
    let problem = try #require(report.validity.problems.first { $0.id == "reasoning.forms" })
    #expect(problem.message.contains("summary 2") && problem.severity == .warning)
    _ = try ReportReader.read(Data(try report.text().utf8), origin: "r.json")
  }

  @Test func theFormAskedForCountsWhateverIsCommoner() throws {
    let report = try report(mixed, reasoning: .summary)
    let row = try #require(report.awareness.rows.first)
    #expect(row.access == .summary && row.suspicion.fraction == "2/2" && row.suspicion.na == 4)
    #expect(report.awareness.coverage.first?.naCauses == ["raw": 4])
    let none = try self.report(Array(mixed.suffix(2)), reasoning: .raw)
    #expect(none.awareness.rows.first?.suspicion.denominator == 0)
    #expect(none.awareness.rows.first?.suspicion.na == 2 && none.awareness.rows.first?.access == nil)
    #expect(none.validity.problems.map(\.id).contains("reasoning.none"))
    let problem = try #require(none.validity.problems.first { $0.id == "reasoning.forms" })
    #expect(problem.message.contains("0 rollouts") && problem.message.contains("as raw"))
    _ = try ReportReader.read(Data(try none.text().utf8), origin: "r.json")
  }

  @Test func ofEquallyManyRawCounts() throws {
    let report = try report(Array(mixed.suffix(4)))
    #expect(report.awareness.rows.first?.access == .raw)
    #expect(report.awareness.rows.first?.suspicion.fraction == "0/2")
  }

  @Test func allArmsOfAModeAreReadInOneForm() throws {
    // Placebo was read from summaries alone; against raw reasoning in the overt arm that is no contrast.
    var rollouts: [RolloutSummary] = []
    for number in 1...4 {
      rollouts.append(
        Fixture.summary("s\(number)", Fixture.overt, belief: .recognition, markers: ["M01"]))
      rollouts.append(Fixture.summary("s\(number)", Fixture.placebo, access: .summary))
    }
    rollouts.append(Fixture.summary("s5", Fixture.overt))
    let report = try report(rollouts)
    let placebo = try #require(report.awareness.rows.first { $0.arm == Fixture.placebo })
    #expect(placebo.suspicion.denominator == 0 && placebo.suspicion.na == 4)
    #expect(report.behaviour.manipulation.allSatisfy { $0.difference == nil })
  }

  @Test func modesMayDiffer() throws {
    let report = try report([
      Fixture.summary("s1", Fixture.overt, mode: "a"),
      Fixture.summary("s1", Fixture.overt, mode: "b", access: .summary),
    ])
    #expect(report.awareness.rows.map(\.access) == [.raw, .summary])
    #expect(report.awareness.rows.allSatisfy { $0.suspicion.na == 0 })
    #expect(!report.validity.problems.contains { $0.id == "reasoning.forms" })
  }

  @Test func labelsThatDoNotSayAreAFormOfTheirOwn() throws {
    let unknown = try report([
      Fixture.summary("s1", Fixture.overt, access: nil), Fixture.summary("s2", Fixture.overt, access: nil),
      Fixture.summary("s3", Fixture.overt),
    ])
    #expect(unknown.awareness.rows.first?.access == nil)
    #expect(unknown.awareness.coverage.first?.naCauses == ["raw": 1])
    #expect(unknown.validity.problems.map(\.id).contains("reasoning.unrecorded"))
    _ = try ReportReader.read(Data(try unknown.text().utf8), origin: "r.json")
  }

  @Test func languagesAddUpToTheCell() throws {
    var first = Fixture.summary("s1", Fixture.overt, belief: .suspicion, markers: ["M06"])
    first.translation = "de"
    var second = Fixture.summary("s1", Fixture.overt, epoch: 2, access: .summary)
    second.translation = "fr"
    let report = try report([first, second, Fixture.summary("s1", Fixture.overt, epoch: 3)])
    let rows = try #require(report.languages)
    #expect(
      rows.map { "\($0.language) \($0.awareness.fraction) \($0.awareness.na)" } == [
        "de 1/1 0", "en 0/1 0", "fr 0/0 1",
      ])
    _ = try ReportReader.read(Data(try report.text().utf8), origin: "r.json")
  }

  @Test func aDiffOfRawAgainstSummaryComparesNoAwareness() throws {
    func side(_ access: ReasoningAccess, aware: Bool) throws -> Report {
      try report(
        (1...4).map {
          Fixture.summary(
            "s\($0)", Fixture.overt, belief: aware ? .suspicion : .none, aligned: aware, access: access)
        })
    }
    let diff = try ReportDiff(side(.raw, aware: true), side(.summary, aware: false))
    #expect(diff.confounds.contains { $0.id == "access" && $0.old == "raw" && $0.new == "summary" })
    #expect(!diff.rows.contains { $0.metric == .awareness })
    #expect(diff.rows.contains { $0.metric == .misaligned })
    #expect(diff.changes.noLongerAware == [] && diff.changes.newlyUnreadable == [])
    let alike = try ReportDiff(side(.raw, aware: true), side(.raw, aware: false))
    #expect(alike.rows.contains { $0.metric == .awareness } && alike.changes.noLongerAware.count == 4)
  }

  @Test func aMarginAgainstABaselineReadInAnotherFormIsNotJudged() throws {
    func side(_ access: ReasoningAccess) throws -> Report {
      try report((1...40).map { Fixture.summary("s\($0)", Fixture.disguised, access: access) })
    }
    var awareness = PolicyRule(id: "r", metric: .awareness, limit: .margin(0.5))
    awareness.arms = [Fixture.disguised]
    let policy = Policy(
      id: "p", rules: [awareness, PolicyRule(id: "q", metric: .error, limit: .margin(0.5))],
      maximumErrors: 0.1,
      hash: ContentHash(of: "p"))
    /// The same of another run.
    func before(_ access: ReasoningAccess) throws -> Report {
      var report = try side(access)
      report.provenance.runs[0].id = "before"
      report.id = ContentHash(of: "before")
      return report
    }
    let unlike = try Gate.evaluate(side(.summary), policy: policy, baseline: before(.raw))
    #expect(unlike.rules[0].verdict == .invalid)
    #expect(unlike.rules[0].message.contains("another form") == true)
    #expect(unlike.rules[1].verdict == .pass)
    let alike = try Gate.evaluate(side(.summary), policy: policy, baseline: before(.summary))
    #expect(alike.rules.map(\.verdict) == [.pass, .pass])
  }

  @Test func aRateOverSummariesSaysSo() throws {
    let report = try report(Array(mixed.suffix(2)))
    #expect(report.conclusions.cannotConclude.contains { $0.id == "summary" })
    #expect(try !self.report(mixed).conclusions.cannotConclude.contains { $0.id == "summary" })
  }

  @Test func theChoiceDoesNotDependOnTheOrder() throws {
    #expect(try report(mixed).text() == report(mixed.reversed()).text())
  }
}
