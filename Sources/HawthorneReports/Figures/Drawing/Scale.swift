/// A linear axis: values to places, and round values to mark.
struct Scale {
  let lower: Double
  let upper: Double
  let step: Double

  /// Shares from 0 to a round share that holds all of them.
  ///
  /// - Parameter intervals: at most so many steps.
  init(shares: some Sequence<Double>, intervals: Int = 5) {
    let most = min(1, shares.reduce(0) { max($0, $1) })
    self.init(nonnegative: max(most, 0.05), intervals: intervals)
  }

  /// From 0 to a round number that holds the largest.
  init(nonnegative most: Double, intervals: Int = 5) {
    lower = 0
    // Lengths and shares; what is none of them makes an axis all the same.
    let most = most.isFinite && most > 1e-9 ? min(most, 1e15) : 1
    step = Self.step(over: most, intervals: intervals)
    upper = step * (most / step - 1e-9).rounded(.up)
  }

  /// As far to the left of 0 as to the right.
  init(differences: some Sequence<Double>, intervals: Int = 3) {
    let most = max(differences.reduce(0) { max($0, $1.magnitude) }, 0.05)
    step = Self.step(over: most, intervals: intervals)
    upper = step * (most / step - 1e-9).rounded(.up)
    lower = -upper
  }

  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that needs no more than so many steps.
  private static func step(over most: Double, intervals: Int) -> Double {
    var power = 1e-12
    while power < 1e15 {
      for factor in [1, 2, 2.5, 5] where (most / (factor * power) - 1e-9).rounded(.up) <= Double(intervals) {
        return factor * power
      }
      power *= 10
    }
    return most
  }

  var ticks: [Double] {
    let count = Int(((upper - lower) / step).rounded())
    return (0...max(1, count)).map { lower + Double($0) * step }
  }

  /// Between 0 at the lower end and 1 at the upper; values beyond the ends stop there.
  func place(_ value: Double) -> Double {
    min(1, max(0, (value - lower) / (upper - lower)))
  }
}
