import Testing

@testable import HawthorneReports

@Suite struct FiguresTests {
  @Test(
    arguments: [
      (0.0, 1, "0.0"), (12.345, 2, "12.35"), (-0.04, 1, "0.0"), (-1.26, 1, "-1.3"), (99.96, 1, "100.0"),
      (7.5, 0, "8"), (Double.nan, 1, "–"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(Figures.fixed(value, decimals) == text)
  }

  @Test(
    arguments: [
      (0.1 + 0.2, 0.3), (1.0 / 3, 0.3333333333), (2.0 / 3, 0.6666666667), (1e-300 / 3, 3.333333333e-301),
      (-123456.7890123, -123456.789), (9.99999999999, 10), (1, 1), (0, 0), (1e21 / 7, 1.428571429e20),
    ] as [(Double, Double)])
  func tenDigits(value: Double, rounded: Double) {
    #expect(value.reported == rounded)
  }

  @Test(
    arguments: [
      (Int64(0), "1970-01-01T00:00:00Z"), (1_795_219_199_999, "2026-11-20T23:59:59Z"),
      (951_782_400_000, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (4_107_542_399_000, "2100-02-28T23:59:59Z"), (4_107_542_400_000, "2100-03-01T00:00:00Z"),
    ] as [(Int64, String)])
  func dates(milliseconds: Int64, text: String) {
    #expect(Figures.date(milliseconds: milliseconds) == text)
  }
}
