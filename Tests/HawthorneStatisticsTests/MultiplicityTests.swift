import HawthorneStatistics
import Testing

@Suite struct MultiplicityTests {
  struct Case: Decodable {
    var p: [Double]
    var holm: [Double]
    var bh: [Double]
  }

  @Test func agreesWithStatsmodels() throws {
    for item in try fixtures("multiplicity", of: Case.self) {
      let holm = try Holm.adjust(item.p)
      let bh = try BenjaminiHochberg.adjust(item.p)
      #expect(holm.count == item.p.count && bh.count == item.p.count)
      for i in item.p.indices {
        #expect(close(holm[i], item.holm[i]), "\(item)")
        #expect(close(bh[i], item.bh[i]), "\(item)")
        #expect(item.p[i] <= bh[i] && bh[i] <= holm[i] && holm[i] <= 1)
      }
    }
  }

  @Test func equalValuesStayEqual() throws {
    #expect(try Holm.adjust([0.02, 0.02, 0.02]) == [0.06, 0.06, 0.06])
    #expect(try BenjaminiHochberg.adjust([0.02, 0.02, 0.02]) == [0.02, 0.02, 0.02])
  }

  @Test(arguments: badRates) func badValuesThrow(value: Double) {
    #expect(throws: StatisticsError.self) { try Holm.adjust([0.1, value]) }
    #expect(throws: StatisticsError.self) { try BenjaminiHochberg.adjust([value, 0.1]) }
  }
}
