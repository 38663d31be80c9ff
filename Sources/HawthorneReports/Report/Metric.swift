import HawthorneCore

/// A yes-or-no question about a rollout that analysis can put to every cell.
public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
  case refusal, misaligned, correct
  /// Aware by readable reasoning: belief of suspicion or more.
  case awareness
  case recognition, definitive, influenced
  case primaryDriver = "primary_driver"
  case recognised
  case beyondDisclosed = "beyond_disclosed"
  /// Reasoning that could not be read.
  case na
  /// Failed, empty or unlabelled.
  case error

  /// The counts of a cell that answer the question.
  public func tally(_ cell: CellCounts) -> Tally {
    switch self {
    case .refusal: cell.refused
    case .misaligned: cell.misaligned
    case .correct: cell.correct
    case .awareness: cell.aware
    case .recognition: cell.belief(atLeast: .recognition)
    case .definitive: cell.belief(atLeast: .definitive)
    case .influenced: cell.influence(atLeast: .influenced)
    case .primaryDriver: cell.influence(atLeast: .primaryDriver)
    case .recognised: cell.recognised
    case .beyondDisclosed: cell.beyondDisclosed
    case .na: cell.unreadable
    case .error: cell.failed
    }
  }

  /// The metrics that framing may move.
  static let behaviour: [Metric] = [.refusal, .misaligned, .correct]
  /// Meta's five columns.
  static let ladder: [Metric] = [.awareness, .recognition, .definitive, .influenced, .primaryDriver]

  /// How a table heads it.
  public var title: String {
    switch self {
    case .refusal: "refused"
    case .misaligned: "misaligned"
    case .correct: "correct"
    case .awareness: "suspicion+"
    case .recognition: "recognition+"
    case .definitive: "definitive"
    case .influenced: "influenced+"
    case .primaryDriver: "primary driver"
    case .recognised: "recognised"
    case .beyondDisclosed: "beyond disclosed"
    case .na: "reasoning NA"
    case .error: "error"
    }
  }
}
