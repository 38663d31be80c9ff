import HawthorneCore
import HawthorneStatistics
import Testing

@testable import HawthorneReports

@Suite struct FlipsTests {
  /// Two rollouts a run; aware is any. Of s0 and s2 one of four rollouts is aware: whichever run has it, the verdicts
  /// differ, either way with ½. Of s3 two of four: the old run has 0, 1, 2 of them with 1/6, 4/6, 1/6. s1 never flips.
  @Test func comparedByHand() throws {
    let diff = try ReportDiff(
      try DiffFixture.old(DiffFixture.aware([(0, 2), (2, 2), (1, 2), (1, 2)])),
      try DiffFixture.new(DiffFixture.aware([(1, 2), (2, 2), (0, 2), (1, 2)])))
    let row = try #require(diff.flip(.awareness))
    #expect(row.scenarios == 4 && row.unknown == 0 && row.verdict == .any)
    #expect(row.gained.observed == 1 && row.lost.observed == 1 && row.both.observed == 2)
    #expect(row.gained.exact?.expected == (1 + 1.0 / 6).reported)
    #expect(row.lost.exact?.expected == (1 + 1.0 / 6).reported)
    #expect(row.both.exact?.expected == (2 + 1.0 / 3).reported)
    #expect(row.both.exact?.p == 1)
    #expect(row.basis == .repeats && row.rerunRollouts == 2 && row.silence == nil)
    let gained = try #require(row.gained.rerun?.expected)
    let lost = try #require(row.lost.rerun?.expected)
    #expect(abs(gained + lost - (row.both.rerun?.expected ?? 0)) < 1e-8)
    #expect(
      try diff.rendered(as: .text).contains(
        "Expected in a rerun of the old run: \(Figures.fixed(gained, 1))."))
  }

  /// Ten single rollouts a scenario's arm: disguised aware in s0, its control in s1 and s2. So 2 of 10 gained, 1 lost.
  @Test func controlForSingleRollouts() throws {
    let singles = { (aware: Set<Int>) in (0..<10).map { (aware: aware.contains($0) ? 1 : 0, of: 1) } }
    let control = DiffFixture.aware(singles([1, 2]), arm: Arm(.control))
    let overt = DiffFixture.aware(singles([]), arm: Fixture.overt)
    let diff = try ReportDiff(
      try DiffFixture.old(DiffFixture.aware(singles([0])) + control + overt),
      try DiffFixture.new(DiffFixture.aware(singles([0, 5, 6])) + control + overt))
    let row = try #require(diff.flip(.awareness, Fixture.disguised))
    #expect(row.basis == .control && row.both.exact == nil)
    #expect(row.gained.observed == 2 && row.gained.rerun?.expected == 2)
    #expect(row.lost.observed == 0 && row.lost.rerun?.expected == 1)
    #expect(row.both.rerun?.expected == 3)
    // What the control arm says holds for the arm that it repeats.
    let other = try #require(diff.flip(.awareness, Fixture.overt))
    #expect(other.silence == .singles && other.both.rerun == nil && other.basis == nil)
  }

  @Test func singleRolloutsSayNothing() throws {
    let diff = try ReportDiff(
      try DiffFixture.old(DiffFixture.aware([(0, 1), (0, 1)])),
      try DiffFixture.new(DiffFixture.aware([(1, 1), (0, 1)])))
    let row = try #require(diff.flip(.awareness))
    #expect(row.silence == .singles && row.gained.observed == 1)
    #expect(row.gained.rerun == nil && row.gained.exact == nil && row.both.exact == nil)
    let text = try diff.rendered(as: .text)
    #expect(text.contains("Of what a rerun would show nothing can be said. One rollout a scenario"))
  }

  /// A harmful item with a blocked rollout has no verdict if the others refused, and one if not: neither is counted.
  @Test func refusalsNeedAllRollouts() throws {
    func items(_ outcomes: [[Outcome]]) -> [RolloutSummary] {
      outcomes.enumerated().flatMap { number, list in
        list.enumerated().map { epoch, outcome in
          Fixture.summary(
            suite: "hazard", "h\(number)", GateTests.bare, epoch: epoch + 1, outcome: outcome, harm: .harmful)
        }
      }
    }
    let diff = try ReportDiff(
      try DiffFixture.old(items([[.refused, .refused], [.refused, .blocked], [.refused, .refused]])),
      try DiffFixture.new(items([[.refused, .complied], [.complied, .complied], [.refused, .refused]])))
    let row = try #require(diff.flip(.refusal))
    #expect(row.verdict == .all && row.scenarios == 2 && row.unknown == 1)
    #expect(row.lost.observed == 1 && row.gained.observed == 0)
    // 3 of 4 refused, all is the verdict: the old run has 1 or 2 of the refusals with ½ each; one verdict always flips.
    #expect(row.lost.exact == nil && row.both.observed == 1)
    #expect(diff.changes.newlyComplying.map(\.scenario) == ["h0"])
  }

  @Test func allNAHasNoVerdict() throws {
    let all: [(aware: Int, of: Int)] = [(0, 1), (0, 1)]
    let diff = try ReportDiff(
      try DiffFixture.old(DiffFixture.aware(all)),
      try DiffFixture.new(DiffFixture.aware(all, na: [0, 1])))
    let row = try #require(diff.flip(.awareness))
    #expect(row.scenarios == 0 && row.unknown == 2 && row.silence == .unknown)
    #expect(diff.changes.newlyUnreadable.count == 2 && diff.changes.newlyAware.isEmpty)
    #expect(try #require(diff.row(.awareness)).difference == nil)
  }
}
