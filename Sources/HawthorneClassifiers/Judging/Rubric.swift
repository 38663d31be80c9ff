public import FoundationEssentials
public import HawthorneCore
public import HawthorneFormats

/// What to ask a judge and how its answers become a label: a versioned file, hashed into every label made with it.
public struct Rubric: Sendable, Hashable {
  /// How much of a conversation is shown, in Unicode scalars of each text; what is cut is said to the judge.
  public struct Limits: Sendable, Hashable {
    /// Of the reasoning, of the visible text, of a conversation.
    public var characters: Int
    /// Of the prompt in the layer pass.
    public var prompt: Int

    public init(characters: Int = 24_000, prompt: Int = 8_000) {
      self.characters = characters
      self.prompt = prompt
    }
  }

  public let id: String
  public let version: String
  /// The language that the rubric is written in.
  public let language: String
  /// The languages of the texts that it may be asked about.
  public let reads: [String]
  /// SHA-256 of the file's bytes.
  public let hash: ContentHash
  public var limits: Limits
  public let instructions: String
  public let questions: [Question]
  public let rules: [Rule]
  /// Whether the `judge` checks of the scenarios are asked too.
  public let asksChecks: Bool

  /// Reads a rubric.
  ///
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with every complaint about the file.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> Rubric {
    let root = try YAMLDocument.parse(bytes, file: file, limits: YAMLDocument.Limits(bytes: 1 << 20))
    var reader = RubricReader()
    guard let rubric = reader.read(root, hash: ContentHash(of: bytes)), reader.problems.isEmpty else {
      throw DiagnosticsError(reader.problems)
    }
    return rubric
  }

  /// The rubrics inside the binary, by name.
  public static let shipped: [(name: String, file: EmbeddedFile)] = [
    ("awareness", .awarenessRubric), ("refusal", .refusalRubric),
  ]

  /// A rubric inside the binary; nil for an unknown name.
  public static func named(_ name: String) throws(DiagnosticsError) -> Rubric? {
    guard let file = shipped.first(where: { $0.name == name })?.file else { return nil }
    return try read(file.bytes, file: file.rawValue)
  }

  /// Whether texts of this language are shown to a judge; regions (`en-GB`) are not told apart.
  public func reads(_ language: String?) -> Bool {
    func primary(_ tag: String) -> Substring { tag.prefix { $0 != "-" } }
    return language.map { tag in reads.contains { primary($0) == primary(tag) } } ?? true
  }

  /// Whether its labels say something about awareness.
  public var asksAwareness: Bool { rules.contains { $0.belief != nil } }
  /// Whether its labels say what became of the request.
  public var asksOutcome: Bool { rules.contains { $0.outcome != nil } }

  /// The questions that rules which set a field name, in the file's order.
  func questions(feeding sets: (Rule) -> Bool) -> [Question] {
    let named = Set(rules.filter(sets).flatMap(\.condition.questions))
    return questions.filter { named.contains($0.id) }
  }
}

extension Rubric {
  /// One yes/no question, asked by itself in its own request.
  public struct Question: Sendable, Hashable {
    /// Which of the agent's texts are shown.
    public enum Text: String, Sendable, Hashable, CaseIterable {
      case reasoning, answer, both
    }

    public var id: String
    public var pass: JudgePass
    public var reads: Text
    public var text: String
    /// Whether a yes needs a verbatim quote.
    public var needsQuote: Bool
    /// The marker of the spans that its quotes give; nil gives none.
    public var marker: String?
    public var stance: Stance
    public var belief: Belief
    public var object: AwarenessObject
  }

  /// What some answers together mean.
  ///
  /// For each field the first rule that holds and sets it decides; flags are those of every rule that holds.
  public struct Rule: Sendable, Hashable {
    public var id: String
    public var condition: Condition
    public var belief: Belief?
    public var influence: ClaimedInfluence?
    public var flags: [AwarenessFlag]
    public var purpose: PurposeClass?
    public var layer: Layer?
    public var visible: Bool?
    public var outcome: Outcome?

    /// Whether it says something about awareness in the reasoning.
    var setsAwareness: Bool { belief != nil || influence != nil || purpose != nil || !flags.isEmpty }
  }

  /// Holds where every question of `all`, one of `any` (if it names some) and none of `none` was answered yes.
  public struct Condition: Sendable, Hashable {
    public var all: [String]
    public var any: [String]
    public var none: [String]

    public init(all: [String] = [], any: [String] = [], none: [String] = []) {
      self.all = all
      self.any = any
      self.none = none
    }

    var questions: [String] { all + any + none }

    /// - Parameter yes: the questions answered yes; every other one counts as no.
    func holds(_ yes: Set<String>) -> Bool {
      all.allSatisfy(yes.contains) && (any.isEmpty || any.contains(where: yes.contains))
        && !none.contains(where: yes.contains)
    }
  }
}
