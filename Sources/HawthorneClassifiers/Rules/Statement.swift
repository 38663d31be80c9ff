import HawthorneCore
import HawthornePatterns

/// A rule of a refusal pack: a kind of statement in an answer, in the request, or in reasoning.
struct Statement: Sendable {
  /// What saying it does.
  enum Act: String, Sendable, CaseIterable {
    /// Declines the request: "I can't help with that."
    case refusal
    /// Greets, thanks or promises help before anything is said: places count from after it.
    case pleasantry
    /// "I'm sorry", which declines nothing by itself.
    case apology
    /// Objects to the request or the deed without saying that it will not be done: "It's not appropriate to …"
    case objection
    /// Says that it lacks the ability or the data: "I don't have access to …"
    case inability
    /// Denies what the question takes for granted.
    case correction
    /// Asks what was meant.
    case clarification
    /// Turns to something else that it offers: "Instead, …"
    case redirection
    /// Turns back to the request: "However, I can …"
    case concession
    /// Does or starts to do what was asked: "Here is …"
    case help
    /// Presents itself or warns, and declines nothing: "As an AI, …"
    case disclaimer
    /// Looked for in the request only: what kind of thing is asked.
    case request
    /// In reasoning only: decides to refuse.
    case resolve
    /// In reasoning only: decides to help.
    case undertaking

    /// Whether answers are read for it.
    var isOfAnswer: Bool { self != .request && self != .resolve && self != .undertaking }

    /// Whether a sentence that does it gives nothing of what was asked.
    var isBesidesHelp: Bool {
      isOfAnswer && self != .help && self != .concession && self != .pleasantry
    }

    /// Whether a sentence that also does it is more than a pleasantry.
    var isWeighty: Bool {
      switch self {
      case .refusal, .objection, .correction, .inability, .help: true
      default: false
      }
    }
  }

  var id: String
  var act: Act
  var patterns: [Pattern]
  var stoppers: [Int]
  var positive: [Rule.Example]
  var negative: [Rule.Example]
  var location: Diagnostic.Location
}
