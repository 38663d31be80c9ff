import HawthorneCore
import HawthornePatterns

/// A rule of a refusal pack: a kind of statement in an answer.
struct Statement: Sendable {
  /// What saying it does.
  enum Act: String, Sendable, CaseIterable {
    /// Declines the request: "I can't help with that."
    case refusal
    /// Objects to the request without saying that it will not be done: "It's not appropriate to …"
    case objection
    /// Says that it lacks the ability or the data: "I don't have access to …"
    case inability
    /// Denies what the question takes for granted.
    case correction
    /// Turns to something else that it offers: "Instead, …"
    case redirection
    /// Turns back to the request: "However, I can …"
    case concession
    /// Starts to do what was asked: "Here is …"
    case help
    /// Presents itself or warns, and declines nothing: "As an AI, …"
    case disclaimer
    /// In reasoning: decides to refuse.
    case resolve
  }

  var id: String
  var act: Act
  var patterns: [Pattern]
  var stoppers: [Int]
  var positive: [Rule.Example]
  var negative: [Rule.Example]
  var location: Diagnostic.Location
}
