import HawthorneCore
import HawthorneStore

/// One arm of a matched set: its texts, part by part.
struct SetColumn {
  enum Part: CaseIterable {
    case system, request, reasoning, answer

    var title: String {
      switch self {
      case .system: "System prompt"
      case .request: "Asked"
      case .reasoning: "Reasoning that can be read"
      case .answer: "Answers"
      }
    }

    /// Whether the model wrote it.
    var isWritten: Bool { self == .reasoning || self == .answer }
  }

  let glance: RolloutGlance
  let stored: LabelledRollout

  /// The arm that others are held against: the disguised one, else the first.
  static func usualBase(_ columns: [SetColumn]) -> SetColumn? {
    columns.first { $0.glance.arm.kind == .disguised } ?? columns.first
  }

  func text(of part: Part) -> String {
    let messages = stored.rollout.transcript.messages
    switch part {
    case .system: return messages.filter { $0.role == .system }.map(\.text).joined(separator: "\n\n")
    case .request:
      return messages.filter { $0.role == .user || $0.prefilled == true }.map(\.text).joined(
        separator: "\n\n")
    case .reasoning:
      return stored.rollout.transcript.reasoning.compactMap(\.readableText).joined(separator: "\n\n")
    case .answer:
      return stored.rollout.transcript.answers.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }
}
