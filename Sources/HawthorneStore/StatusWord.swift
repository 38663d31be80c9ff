public import HawthorneCore

/// A rollout's status as the `status` column has it, without its detail.
public enum StatusWord: String, Sendable, Hashable, CaseIterable {
  case completed, blocked
  case offScript = "off_script"
  case failed

  public init(_ status: RolloutStatus) {
    switch status {
    case .completed: self = .completed
    case .blocked: self = .blocked
    case .offScript: self = .offScript
    case .failed: self = .failed
    }
  }
}

extension RolloutStatus {
  /// The wire's reason, the tool, or the class of the failure.
  var detail: String? {
    switch self {
    case .completed: nil
    case .blocked(let reason): reason
    case .offScript(let tool): tool
    case .failed(let kind, _): kind
    }
  }
}
