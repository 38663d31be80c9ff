/// Input that no statistic can be computed from.
///
/// Every function of this room throws it, and only it; none traps. `nil` is something else: valid input
/// for which the figure does not exist (no trials, no overlap, a level that cannot be reached).
public enum StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A count below zero.
  case negativeCount(name: String, value: Int)
  /// A count above `Limits.count`, beyond which sums could overflow.
  case countTooLarge(name: String, value: Int)
  case successesExceedTrials(successes: Int, trials: Int)
  /// A level, confidence, alpha or power outside the open interval (0, 1), or not a number.
  case levelOutOfRange(name: String, value: Double)
  /// A probability or rate outside the closed interval [0, 1], or not a number.
  case proportionOutOfRange(name: String, value: Double)
  /// NaN, an infinity, or finite values whose sum is infinite.
  case notFinite(name: String)
  /// A standard deviation or another magnitude below zero.
  case negativeMagnitude(name: String, value: Double)
  /// A penalty or another magnitude that must be above zero and is not.
  case notPositive(name: String, value: Double)
  /// A value further from zero than its stated bound.
  case beyondBound(name: String, value: Double, bound: Double)
  /// A table that is not square, or lists that should be of one length and are not.
  case shape(name: String, expected: Int, found: Int)
  /// More values than the method takes in reasonable time.
  case tooMany(name: String, limit: Int, found: Int)
  /// Fewer values than the method can do anything with.
  case tooFew(name: String, needed: Int, found: Int)
  /// Labels of which all are positive or all negative where a boundary between them is sought.
  case oneClass(name: String)
  /// An iteration that did not reach its solution.
  case notConverged(name: String, iterations: Int)

  /// One sentence: what was wrong.
  public var problem: String {
    switch self {
    case .negativeCount(let name, let value): "The count '\(name)' is negative: \(value)."
    case .countTooLarge(let name, let value): "The count '\(name)' is too large: \(value)."
    case .successesExceedTrials(let successes, let trials):
      "\(successes) successes in \(trials) trials is impossible."
    case .levelOutOfRange(let name, let value): "'\(name)' must lie between 0 and 1, not \(value)."
    case .proportionOutOfRange(let name, let value): "'\(name)' must lie within 0 and 1, not \(value)."
    case .notFinite(let name): "'\(name)' holds a value that is not a finite number."
    case .negativeMagnitude(let name, let value): "'\(name)' is negative: \(value)."
    case .notPositive(let name, let value): "'\(name)' must be above 0, not \(value)."
    case .beyondBound(let name, let value, let bound):
      "'\(name)' holds \(value), beyond its bound of \(bound)."
    case .shape(let name, let expected, let found):
      "'\(name)' has \(found) entries where \(expected) are needed."
    case .tooMany(let name, let limit, let found):
      "'\(name)' has \(found) entries; at most \(limit) are taken."
    case .tooFew(let name, let needed, let found):
      "'\(name)' has \(found) where at least \(needed) are needed."
    case .oneClass(let name): "'\(name)' are all of one class."
    case .notConverged(let name, let iterations):
      "'\(name)' did not converge in \(iterations) iterations."
    }
  }

  /// One sentence: what to do next.
  public var fix: String {
    switch self {
    case .levelOutOfRange: "Give a level such as 0.95."
    case .proportionOutOfRange: "Give a rate as a fraction, such as 0.9 for 90 %."
    case .countTooLarge: "Counts up to \(Limits.count) are taken."
    case .notPositive(let name, _): "Give '\(name)' as a number above 0, such as 1."
    case .tooMany: "Aggregate the values first."
    case .tooFew(let name, let needed, _): "Give at least \(needed) of '\(name)'."
    case .oneClass: "Give rows of both classes, in more than one group."
    case .notConverged: "Scale the features to about 1, or raise the penalty."
    default: "The counts it was computed from are inconsistent; check the store with `hawthorne verify`."
    }
  }

  public var description: String { "\(problem) \(fix)" }
}

/// The largest inputs this room takes.
public enum Limits {
  /// The largest count: sums of a few counts stay far from overflow and tails stay fast.
  public static let count: Int = 1_000_000_000
  /// The most scenario differences a sign-flip test takes.
  public static let differences: Int = 100_000
  /// The most scores an area under the ROC curve takes.
  public static let scores: Int = 1_000_000
  /// The most features a regression takes, and one more than the largest index of one.
  public static let features: Int = 1_000_000
  /// The most Monte-Carlo draws or bootstrap replicates.
  public static let draws: Int = 10_000_000
}
