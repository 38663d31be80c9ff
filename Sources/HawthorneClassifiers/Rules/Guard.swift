import HawthornePatterns

/// A condition on the text around a rule's match: it stops the rule, or the rule needs it.
struct Guard: Sendable {
  /// Where the pattern is looked for.
  enum Scope: String, Sendable, CaseIterable {
    /// Anywhere in the sentence, but it must share text with the match: compounds such as `unit test`.
    case overlap
    /// In the match itself.
    case inside
    /// Before the match in its sentence.
    case before
    /// After the match in its sentence.
    case after
    case sentence
    /// The sentence, the one before and the one after, and the line that introduces a list.
    case near
    /// In what the model was shown.
    case prompt
  }

  var id: String
  /// The false-positive families it was written for: `FP1` … `FP18`.
  var families: [String]
  var scope: Scope
  var patterns: [Pattern]
  /// The guard does not apply where this matches in the sentence.
  var unless: [Pattern]
  /// The guard applies only where one of these matches in what the model was shown; empty asks nothing.
  var prompt: [Pattern]
  /// The same for the start of the user's last message.
  var request: [Pattern]
  /// false: the guard does not apply where the prompt itself says that it is a test.
  var appliesWhenDisclosed: Bool
  /// Applies to every rule of the pack that does not opt out.
  var isDefault: Bool
}
