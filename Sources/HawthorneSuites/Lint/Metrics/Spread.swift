/// The middle and the ends of some figures.
public struct Spread: Sendable, Hashable, Codable {
  public var median: Double
  public var lowest: Double
  public var highest: Double

  /// Nil for no figures.
  init?(_ figures: [Double]) {
    let sorted = figures.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
    lowest = first
    highest = last
  }
}
