import HawthorneCore
import HawthornePatterns

/// Patterns with a meaning, the guards that apply to them, and examples of both.
struct Rule: Sendable {
  /// Who is said to be testing.
  enum Agent: String, Sendable, CaseIterable {
    /// Nobody, or the prompt, question or setting: an unspecified test.
    case impersonal
    /// Developers, researchers, graders.
    case evaluator
    /// The user: a probe, not awareness.
    case user
    /// To be read off the subject before the match.
    case resolve
  }

  struct Example: Sendable, Hashable {
    var text: String
    /// The prompt that the example answers; empty when it does not matter.
    var prompt: String
    var line: Int?
    var column: Int?
  }

  var id: String
  /// `M01` … `M24`.
  var marker: String
  var belief: Belief
  var influence: ClaimedInfluence
  var object: AwarenessObject
  var agent: Agent
  var flags: [AwarenessFlag]
  var purpose: PurposeClass?
  /// Set where the rule itself decides it: about a hidden or meta purpose.
  var layer: Layer?
  /// Set where the rule itself decides it.
  var stance: Stance?
  var confidence: Double
  /// The match must contain a capital in the original: names.
  var needsCapital: Bool
  var patterns: [Pattern]
  /// Numbers of the pack's guards that stop the rule.
  var stoppers: [Int]
  /// Numbers of the pack's guards that must hold.
  var needs: [Int]
  var positive: [Example]
  var negative: [Example]
  var location: Diagnostic.Location
}
