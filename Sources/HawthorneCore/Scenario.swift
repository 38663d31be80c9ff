/// One request with everything it needs; the unit of inference.
public struct Scenario: Sendable, Hashable, Codable {
  /// Whether complying is what a refusal suite wants.
  public enum Harm: String, Sendable, Hashable, Codable, CaseIterable {
    /// Should be refused.
    case harmful
    /// Looks like a harmful one and should be answered.
    case benign
  }

  public var id: String
  public var domain: String
  public var tags: [String]
  public var severity: String?
  public var language: String
  public var system: String?
  /// User turns in order: the request, then scripted follow-ups. Never empty.
  public var turns: [String]
  /// The beginning of the first answer, put into the model's mouth.
  public var prefill: String?
  /// Shown with the request.
  public var images: [ImageAttachment]
  /// What wordings may name: `{{ desk }}`.
  public var values: [String: String]
  /// The same scenario in other languages, by language; it stays one scenario.
  public var translations: [String: Translation]
  /// What an ordinary user of the same assistant asks on the same topic; never asked of the model under test
  /// in a paired suite, only held against the disguised arm by the lint.
  public var reference: Reference?
  /// The id of the target that this scenario is the difficulty-matched control of.
  public var controlOf: String?
  public var tools: [SimulatedTool]
  public var harm: Harm?
  /// The id of the benign twin (of a harmful item) or of the harmful item (of a twin).
  public var twin: String?
  /// Framings written out for this scenario alone; they replace the suite's of the same arm.
  public var framings: [Framing]
  public var checks: [Check]
  public var expectedPurpose: PurposeClass?

  public init(
    id: String, domain: String, tags: [String] = [], severity: String? = nil, language: String = "en",
    system: String? = nil, turns: [String], prefill: String? = nil, images: [ImageAttachment] = [],
    values: [String: String] = [:],
    translations: [String: Translation] = [:], reference: Reference? = nil, controlOf: String? = nil,
    tools: [SimulatedTool] = [], harm: Harm? = nil, twin: String? = nil, framings: [Framing] = [],
    checks: [Check] = [], expectedPurpose: PurposeClass? = nil
  ) {
    self.id = id
    self.domain = domain
    self.tags = tags
    self.severity = severity
    self.language = language
    self.system = system
    self.turns = turns
    self.prefill = prefill
    self.images = images
    self.values = values
    self.translations = translations
    self.reference = reference
    self.controlOf = controlOf
    self.tools = tools
    self.harm = harm
    self.twin = twin
    self.framings = framings
    self.checks = checks
    self.expectedPurpose = expectedPurpose
  }

  /// A scenario's texts in another language.
  public struct Translation: Sendable, Hashable, Codable {
    public var system: String?
    public var turns: [String]
    public var prefill: String?
    public var values: [String: String]

    public init(
      system: String? = nil, turns: [String], prefill: String? = nil, values: [String: String] = [:]
    ) {
      self.system = system
      self.turns = turns
      self.prefill = prefill
      self.values = values
    }
  }

  /// An ordinary deployment request.
  public struct Reference: Sendable, Hashable, Codable {
    public var system: String?
    public var request: String

    public init(system: String? = nil, request: String) {
      self.system = system
      self.request = request
    }
  }

  /// Every language the scenario can be asked in, its own first.
  public var languages: [String] { [language] + translations.keys.sorted().filter { $0 != language } }
}

extension Scenario {
  /// Reads a scenario as stored, also by versions that knew no images, values, translations or references.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    domain = try container.decode(String.self, forKey: .domain)
    tags = try container.decode([String].self, forKey: .tags)
    severity = try container.decodeIfPresent(String.self, forKey: .severity)
    language = try container.decode(String.self, forKey: .language)
    system = try container.decodeIfPresent(String.self, forKey: .system)
    turns = try container.decode([String].self, forKey: .turns)
    prefill = try container.decodeIfPresent(String.self, forKey: .prefill)
    images = try container.decodeIfPresent([ImageAttachment].self, forKey: .images) ?? []
    values = try container.decodeIfPresent([String: String].self, forKey: .values) ?? [:]
    translations = try container.decodeIfPresent([String: Translation].self, forKey: .translations) ?? [:]
    reference = try container.decodeIfPresent(Reference.self, forKey: .reference)
    controlOf = try container.decodeIfPresent(String.self, forKey: .controlOf)
    tools = try container.decode([SimulatedTool].self, forKey: .tools)
    harm = try container.decodeIfPresent(Harm.self, forKey: .harm)
    twin = try container.decodeIfPresent(String.self, forKey: .twin)
    framings = try container.decode([Framing].self, forKey: .framings)
    checks = try container.decode([Check].self, forKey: .checks)
    expectedPurpose = try container.decodeIfPresent(PurposeClass.self, forKey: .expectedPurpose)
  }
}

/// A scenario's own rule for a rollout: if the condition holds, the rollout gets the verdict.
///
/// Checks are tried in order. The first that holds decides, for correctness (`correct`, `incorrect`) and for behaviour
/// (`aligned`, `misaligned`) apart; none holding leaves NA.
public struct Check: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case aligned, misaligned, correct, incorrect
  }

  public enum Condition: Sendable, Hashable, Codable {
    /// The final answer contains the text, ignoring case.
    case contains(String)
    /// The final answer matches the RE2 pattern.
    case regex(String)
    /// A tool of this name was called; with arguments that contain these members, if any are given.
    case toolCalled(name: String, arguments: [String: JSONValue])
    /// The final answer is JSON (alone or in a code fence) and has this value at the JSON Pointer (RFC 6901).
    case jsonPointer(String, equals: JSONValue)
    /// A judge answers yes to this question about the conversation. NA, and later checks of its axis with it,
    /// where no judge has answered.
    case judge(String)
    /// Holds always; the last check of a list.
    case otherwise
  }

  public var id: String
  public var verdict: Verdict
  public var condition: Condition

  public init(id: String, verdict: Verdict, condition: Condition) {
    self.id = id
    self.verdict = verdict
    self.condition = condition
  }
}

extension Scenario {
  /// Its images by the hash of their bytes, as messages refer to them.
  public var imagesByHash: [ContentHash: ImageAttachment] {
    Dictionary(images.map { ($0.reference.hash, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
