/// The checks that every statistic makes of its input.
enum Checks {
  static func count(_ name: String, _ value: Int) throws {
    guard value >= 0 else { throw StatisticsError.negativeCount(name: name, value: value) }
    guard value <= Limits.count else { throw StatisticsError.countTooLarge(name: name, value: value) }
  }

  static func binomial(successes: Int, trials: Int) throws {
    try count("successes", successes)
    try count("trials", trials)
    guard successes <= trials else {
      throw StatisticsError.successesExceedTrials(successes: successes, trials: trials)
    }
  }

  /// An open-interval probability: level, confidence, alpha, power.
  static func level(_ name: String, _ value: Double) throws {
    // `!(a && b)` is true for NaN.
    guard value > 0 && value < 1 else { throw StatisticsError.levelOutOfRange(name: name, value: value) }
  }

  static func proportion(_ name: String, _ value: Double) throws {
    guard value >= 0 && value <= 1 else {
      throw StatisticsError.proportionOutOfRange(name: name, value: value)
    }
  }

  static func finite(_ name: String, _ values: [Double]) throws {
    guard values.reduce(0, { $0 + abs($1) }).isFinite else { throw StatisticsError.notFinite(name: name) }
  }

  static func draws(_ value: Int) throws {
    guard value >= 1 else { throw StatisticsError.negativeCount(name: "draws", value: value) }
    guard value <= Limits.draws else { throw StatisticsError.countTooLarge(name: "draws", value: value) }
  }

  /// Two classes of scores, of which only the order matters.
  static func scores(_ first: [Double], _ second: [Double]) throws {
    guard first.count + second.count <= Limits.scores else {
      throw StatisticsError.tooMany(
        name: "scores", limit: Limits.scores, found: first.count + second.count)
    }
    guard first.allSatisfy(\.isFinite), second.allSatisfy(\.isFinite) else {
      throw StatisticsError.notFinite(name: "scores")
    }
  }

  /// Weights of as many values, above 0 and with a finite sum.
  static func weights(_ weights: [Double], of values: [Double]) throws {
    try same("weights", weights.count, as: values.count)
    try finite("weights", weights)
    for weight in weights where !(weight > 0) {
      throw StatisticsError.notPositive(name: "weights", value: weight)
    }
  }

  /// Lists that go together must be of one length.
  static func same(_ name: String, _ found: Int, as expected: Int) throws {
    guard found == expected else {
      throw StatisticsError.shape(name: name, expected: expected, found: found)
    }
  }
}
