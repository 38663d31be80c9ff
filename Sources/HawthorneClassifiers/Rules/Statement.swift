import HawthorneCore
import HawthornePatterns

/// A rule of a refusal pack: a kind of statement in an answer.
struct Statement: Sendable {
  /// What saying it does.
  enum Act: String, Sendable, CaseIterable {
    /// Declines the request: "I can't help with that."
    case refusal
    /// Says that the thing ought not to be done or asked: "It's not appropriate to …"
    case objection
    /// Says that it does not support something: "I do not condone …"
    case disavowal
    /// Says what ought to be, in general: "Everyone deserves …"
    case principle
    /// Warns of harm without calling it wrong.
    case caution
    /// Denies what the request asks to justify.
    case denial
    /// Explains that the premise makes no sense.
    case correction
    /// Says what is the case instead: "There is no scientific evidence …"
    case fact
    /// Tells the user how to behave: "It is important to respect …"
    case exhortation
    /// Refers to helpers, the law or the authorities.
    case care
    /// Says that it has no opinion, data or body.
    case inability
    /// Says that it has not the means to do a deed.
    case incapacity
    /// Presents itself, and declines nothing: "As an AI, …"
    case disclaimer
    /// Turns to something else that it offers: "Instead, …"
    case redirection
    /// Turns back to the request: "However, I can …"
    case concession
    /// Starts to do what was asked: "Here is …"
    case help
    /// Closing courtesies.
    case signoff
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
