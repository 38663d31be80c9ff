import Testing

@testable import HawthorneReports

@Suite struct ScaleTests {
  @Test(arguments: [
    (0.0, 5, 0.05, 0.01), (0.215, 5, 0.25, 0.05), (0.62, 5, 0.8, 0.2), (1, 5, 1, 0.2), (0.2, 2, 0.2, 0.1),
    (7, 5, 1, 0.2),
    (0.621, 2, 1, 0.5),
  ]) func shares(most: Double, intervals: Int, upper: Double, step: Double) {
    let scale = Scale(shares: [0, most], intervals: intervals)
    #expect(abs(scale.upper - upper) < 1e-12 && abs(scale.step - step) < 1e-12 && scale.lower == 0)
  }

  @Test func differencesLieAroundNone() {
    let scale = Scale(differences: [-0.433, 0.067])
    #expect(abs(scale.upper - 0.6) < 1e-12 && scale.lower == -scale.upper)
    #expect(scale.ticks.count == 7 && abs(scale.ticks[3]) < 1e-12)
    #expect(scale.place(0) == 0.5 && scale.place(-9) == 0 && scale.place(9) == 1)
  }

  @Test(arguments: [0.0, -1, .nan, .infinity, 1e-300, 1e300]) func oddNumbersStillMakeAnAxis(most: Double) {
    let scale = Scale(nonnegative: most)
    #expect(scale.upper > 0 && scale.step > 0 && (2...7).contains(scale.ticks.count))
    #expect((0...1).contains(scale.place(most.isFinite ? most : 1)))
  }

  @Test func everyLengthHasFewRoundTicks() {
    var most = 0.001
    while most < 1e7 {
      let scale = Scale(nonnegative: most)
      #expect(scale.upper >= most * (1 - 1e-9) && scale.upper <= most * 2.6, "\(most)")
      #expect((2...6).contains(scale.ticks.count), "\(most)")
      most *= 1.37
    }
  }

  @Test(arguments: [(0.25, "25 %"), (0.025, "2.5 %"), (0, "0 %"), (1, "100 %")]) func tick(
    share: Double, text: String
  ) {
    #expect(Figures.tick(share) == text)
  }

  @Test(arguments: [(0.2, "+20"), (-0.025, "−2.5"), (0, "0")]) func differenceTick(
    value: Double, text: String
  ) {
    #expect(Figures.differenceTick(value) == text)
  }
}
