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

    fileprivate var bit: UInt32 {
      switch self {
      case .refusal: 1 << 0
      case .pleasantry: 1 << 1
      case .apology: 1 << 2
      case .objection: 1 << 3
      case .inability: 1 << 4
      case .correction: 1 << 5
      case .clarification: 1 << 6
      case .redirection: 1 << 7
      case .concession: 1 << 8
      case .help: 1 << 9
      case .disclaimer: 1 << 10
      case .request: 1 << 11
      case .resolve: 1 << 12
      case .undertaking: 1 << 13
      }
    }

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

  /// Several of them, as bits.
  struct Acts: Sendable, Hashable {
    private var bits: UInt32 = 0

    static let besidesHelp = Acts(Act.allCases.filter(\.isBesidesHelp))
    static let weighty = Acts(Act.allCases.filter(\.isWeighty))

    init(_ acts: [Act] = []) { for act in acts { insert(act) } }

    mutating func insert(_ act: Act) { bits |= act.bit }
    func contains(_ act: Act) -> Bool { bits & act.bit != 0 }
    func overlaps(_ other: Acts) -> Bool { bits & other.bits != 0 }
  }

  var id: String
  var act: Act
  var patterns: [Pattern]
  var stoppers: [Int]
  var positive: [Rule.Example]
  var negative: [Rule.Example]
  var location: Diagnostic.Location
}
