import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import Testing

@testable import HawthorneReports

@Suite struct DiffPropertyTests {
  private func near(_ one: Double?, _ other: Double?) -> Bool {
    switch (one, other) {
    case (nil, nil): true
    case (let one?, let other?): abs(one - other) < 1e-7
    default: false
    }
  }

  private func mirrored(_ one: ReportedInterval?, _ other: ReportedInterval?) -> Bool {
    near(one?.lower, other.map { -$0.upper }) && near(one?.upper, other.map { -$0.lower })
  }

  /// Old and new exchanged: every figure of the one is that of the other with its sign turned.
  @Test(arguments: 0..<12) func exchangedReportsMirror(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let epochs = 1 + generator.next(below: 3)
    let size = 1 + generator.next(below: 9)
    let old = try DiffFixture.old(DiffFixture.random(&generator, scenarios: size, epochs: epochs))
    let new = try DiffFixture.new(DiffFixture.random(&generator, scenarios: size, epochs: epochs))
    let options = DiffOptions(allowed: [.invalid], margin: 0.4)
    let one = try ReportDiff(old, new, options: options)
    let other = try ReportDiff(new, old, options: options)
    #expect(one.rows.count == other.rows.count && !one.rows.isEmpty)
    for (a, b) in zip(one.rows, other.rows) {
      #expect(a.metric == b.metric && a.arm == b.arm && a.scenarios == b.scenarios)
      #expect(near(a.difference, b.difference.map { -$0 }) && a.old == b.new && a.new == b.old)
      #expect(near(a.p, b.p) && near(a.q, b.q) && a.stands == b.stands && a.isWithin == b.isWithin)
      #expect(mirrored(a.interval, b.interval), "\(a) \(b)")
      #expect(mirrored(a.equivalence?.interval, b.equivalence?.interval))
      #expect(near(a.bounds?.lower, b.bounds.map { -$0.upper }))
    }
    for (a, b) in zip(one.framing, other.framing) {
      #expect(near(a.difference, -b.difference) && near(a.p, b.p) && mirrored(a.interval, b.interval))
      #expect(near(a.logOdds.change, -b.logOdds.change) && a.scales == b.scales)
      #expect(near(a.bounds?.lower, b.bounds.map { -$0.upper }))
    }
    for (a, b) in zip(one.flips, other.flips) {
      #expect(a.gained.observed == b.lost.observed && a.lost.observed == b.gained.observed)
      #expect(near(a.gained.exact?.expected, b.lost.exact?.expected))
      #expect(near(a.gained.exact?.p, b.lost.exact?.p) && near(a.both.exact?.p, b.both.exact?.p))
    }
    let (x, y) = (one.changes, other.changes)
    #expect(x.newlyAware == y.noLongerAware && x.newlyMisaligned == y.noLongerMisaligned)
    #expect(x.newlyUnreadable == y.newlyReadable && x.lost == y.added)
    #expect(Set(x.newlyComplying + x.noLongerRefusing) == Set(y.newlyRefusing))
    // What is listed is what is counted, unless a scenario without a verdict was left out.
    let counted = one.flips.filter { $0.metric == .awareness }.reduce(0) { $0 + $1.gained.observed }
    #expect(counted == x.newlyAware.count)
  }

  /// Every format of a diff and of a trend, made twice from files read anew.
  @Test(arguments: OutputFormat.allCases) func sameBytes(format: OutputFormat) throws {
    var generator = SeededGenerator(seed: 77)
    let reports = try [DiffFixture.oldRun, DiffFixture.newRun, "0123456789abcdef"].map { run in
      try DiffFixture.report(
        run: run, DiffFixture.random(&generator, scenarios: 5, epochs: 2), model: "model-\(run.prefix(3))")
    }
    func read() throws -> [Report] {
      try reports.map { try ReportReader.read(Data(try $0.text().utf8), origin: "report.json") }
    }
    func diff() throws -> String {
      let again = try read()
      return try ReportDiff(
        again[0], again[1], options: DiffOptions(allowed: [.invalid], sameModel: true, simulations: 3)
      ).rendered(as: format)
    }
    func trend() throws -> String {
      try ReportTrend(try read(), options: DiffOptions(allowed: [.invalid])).rendered(as: format)
    }
    #expect(try diff() == diff())
    #expect(try trend() == trend())
  }

  /// One scenario, and one that is NA throughout.
  @Test func oneScenario() throws {
    for na in [Set<Int>(), [0]] {
      let old = try DiffFixture.old(DiffFixture.aware([(1, 1)], na: na))
      let new = try DiffFixture.new(DiffFixture.aware([(0, 1)], na: na))
      let diff = try ReportDiff(old, new, options: DiffOptions(sameModel: true, simulations: 3))
      #expect(diff.sharedScenarios == 1)
      #expect(diff.row(.awareness)?.difference == (na.isEmpty ? -1 : nil))
      #expect(diff.rows.allSatisfy { !$0.stands && !$0.isWithin })
      let trend = try ReportTrend([old, new, old], options: DiffOptions(allowed: [.invalid]))
      for format in OutputFormat.allCases {
        #expect(try !diff.rendered(as: format).isEmpty && !trend.rendered(as: format).isEmpty)
      }
    }
  }
}
