import HawthorneStatistics
import Testing

@Suite struct DifferenceInDifferencesTests {
  typealias Cells = DifferenceInDifferences.Cells

  struct Case: Decodable {
    var rows: [[Int]]
    var trials: Int
    var old: Double
    var new: Double
    var change: Double
    var error: Double
    var interval: [Double]
    var p: Double
    var risk: Double
  }

  private func cells(_ rows: [[Int]], _ m: Int) -> [Cells] {
    rows.map { Cells(old: pair($0[2], m, $0[3], m), new: pair($0[0], m, $0[1], m)) }
  }

  @Test func logOddsAgreeWithTheGradient() throws {
    for item in try fixtures("changes", of: Case.self) {
      let found = try #require(try DifferenceInDifferences.logOdds(cells(item.rows, item.trials)))
      #expect(close(found.old, item.old) && close(found.new, item.new) && close(found.change, item.change))
      #expect(close(found.standardError, item.error) && close(found.interval, item.interval, tolerance: 1e-9))
      #expect(close(found.p, item.p, tolerance: 1e-9), "\(found)")
      let risk = try #require(
        try DifferenceInDifferences.risk(cells(item.rows, item.trials), seed: 1, draws: 2000))
      #expect(abs(risk.change - item.risk) < 1e-11 && risk.interval.contains(risk.change))
      #expect(abs(risk.new - risk.old - risk.change) < 1e-11)
    }
  }

  @Test func oneEffectAtTwoTimesIsNoChange() throws {
    let same = (0..<20).map {
      Cells(old: pair(1 + $0 % 4, 5, $0 % 4, 5), new: pair(1 + $0 % 4, 5, $0 % 4, 5))
    }
    let risk = try #require(try DifferenceInDifferences.risk(same, seed: 1, draws: 999))
    #expect(risk.change == 0 && risk.p == 1 && risk.method == .sparse)
    #expect(try #require(try DifferenceInDifferences.logOdds(same)).change == 0)
  }

  @Test func tooFewSuccessesHaveNoLogOddsInterval() throws {
    let rare = (0..<40).map { Cells(old: pair($0 < 5 ? 1 : 0, 5, 0, 5), new: pair($0 % 2, 5, 0, 5)) }
    let found = try #require(try DifferenceInDifferences.logOdds(rare))
    #expect(found.interval == nil && found.standardError == nil && found.p == nil && found.change.isFinite)
    #expect(try #require(try DifferenceInDifferences.risk(rare, seed: 1, draws: 999)).interval.width > 0)
  }

  @Test func incompleteScenariosAreLeftOut() throws {
    let cells = [
      Cells(old: pair(1, 5, 0, 0), new: pair(1, 5, 1, 5)),
      Cells(old: pair(1, 5, 0, 5), new: pair(1, 5, 1, 5)),
    ]
    let risk = try #require(try DifferenceInDifferences.risk(cells, seed: 1))
    #expect(risk.scenarios == 1 && risk.incomplete == 1)
    #expect(try #require(try DifferenceInDifferences.logOdds(cells)).incomplete == 1)
    #expect(try DifferenceInDifferences.risk([], seed: 1) == nil)
    #expect(try DifferenceInDifferences.logOdds([]) == nil)
    for bad in badCounts {
      let hostile = [Cells(old: pair(bad, 5, 1, 5), new: pair(1, 5, 1, 5))]
      #expect(throws: StatisticsError.self) { try DifferenceInDifferences.risk(hostile, seed: 1) }
      #expect(throws: StatisticsError.self) { try DifferenceInDifferences.logOdds(hostile) }
    }
  }
}
