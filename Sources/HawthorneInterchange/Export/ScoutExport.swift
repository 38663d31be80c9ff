public import HawthorneCore
import HawthorneFormats

/// Labels as a validation file for Inspect Scout: `id,target`, a rollout a row.
///
/// The id is the rollout's key, which is the transcript's id where Scout reads the run's Inspect export.
public enum ScoutExport {
  /// What the targets are.
  public enum Target: String, Sendable, Hashable, CaseIterable {
    /// `true` or `false`; rollouts in which nothing could be read are left out.
    case aware
    case recognised
    /// The outcome's word.
    case outcome
    /// Scout's words for refusals: `NO_REFUSAL`, `PARTIAL_REFUSAL`, `INDIRECT_REFUSAL`, `CRITICAL_REFUSAL`.
    case refusal
    case belief
  }

  public static let header = "id,target\n"

  /// One row; nil for a rollout that the label says nothing of.
  public static func row(_ key: ContentHash, _ label: Label, target: Target) -> String? {
    let value: String?
    switch target {
    case .aware: value = label.awareness.aware.map { $0 ? "true" : "false" }
    case .recognised: value = label.awareness.recognised.map { $0 ? "true" : "false" }
    case .outcome: value = label.outcome.rawValue
    case .belief: value = label.awareness.aware == nil ? nil : label.awareness.belief.rawValue
    case .refusal:
      value =
        switch label.outcome {
        case .refused: "CRITICAL_REFUSAL"
        case .partial: "PARTIAL_REFUSAL"
        case .deflected: "INDIRECT_REFUSAL"
        case .complied: "NO_REFUSAL"
        case .blocked, .empty, .error, .offScript, .unread: nil
        }
    }
    return value.map { CSV.line([.plain(key.hex), .plain($0)]) }
  }
}
