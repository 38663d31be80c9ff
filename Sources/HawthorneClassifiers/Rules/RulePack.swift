public import FoundationEssentials
public import HawthorneCore
public import HawthorneFormats
import HawthornePatterns

/// A file of rules, read and compiled: id, version and hash name it in every label made with it.
public struct RulePack: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case awareness, refusal
  }

  public let id: String
  public let version: String
  public let kind: Kind
  /// The language of the texts that it reads: `en`.
  public let language: String
  /// SHA-256 of the file's bytes.
  public let hash: ContentHash
  let guards: [Guard]
  let cues: [String: [Pattern]]
  let rules: [Rule]
  let statements: [Statement]
  let vocabulary: Vocabulary
  /// How a refusal pack's statements are weighed; nil leaves it to the statements alone.
  let decision: OutcomeModel?
  /// What reads the sentences that no rule has an answer to; its heads are the last of `rules`.
  let secondOpinion: SecondOpinion?

  init(
    id: String, version: String, kind: Kind, language: String = RulePack.defaultLanguage, hash: ContentHash,
    guards: [Guard], cues: [String: [Pattern]],
    rules: [Rule], statements: [Statement], vocabulary: Vocabulary, decision: OutcomeModel? = nil,
    secondOpinion: SecondOpinion? = nil
  ) {
    self.id = id
    self.version = version
    self.kind = kind
    self.language = language
    self.hash = hash
    self.guards = guards
    self.cues = cues
    self.rules = rules
    self.statements = statements
    self.vocabulary = vocabulary
    self.decision = decision
    self.secondOpinion = secondOpinion
  }

  /// Of a pack that names none.
  static let defaultLanguage = "en"

  /// Whether the pack's rules are written for a language; regions (`en-GB`) are not told apart, and a text whose
  /// language nobody named is taken for the pack's.
  public func reads(_ language: String?) -> Bool {
    func primary(_ tag: String) -> Substring { tag.prefix { $0 != "-" } }
    return language.map { primary($0) == primary(self.language) } ?? true
  }

  /// How many rules the pack holds.
  public var ruleCount: Int { rules.count + statements.count }

  /// Reads a pack.
  ///
  /// - Parameters:
  ///   - file: the name that diagnostics carry.
  ///   - base: a pack whose vocabulary and guards this one may use.
  /// - Throws: `DiagnosticsError` with every complaint about the file.
  public static func read(
    _ bytes: Data, file: String, base: RulePack? = nil
  ) throws(DiagnosticsError) -> RulePack {
    let root = try YAMLDocument.parse(bytes, file: file)
    var reader = RulePackReader(base: base)
    guard let pack = reader.read(root, hash: ContentHash(of: bytes)), reader.problems.isEmpty else {
      throw DiagnosticsError(reader.problems)
    }
    return pack
  }

  /// Reads a user's pack: it may use the built-in pack's vocabulary and guards, unless it bears its id and so
  /// takes its place.
  public static func read(
    _ bytes: Data, file: String, builtIn: RulePack
  ) throws(DiagnosticsError) -> RulePack {
    let root = try YAMLDocument.parse(bytes, file: file)
    var ignored: [Diagnostic] = []
    let top = root.openMapping("the rule pack", &ignored)
    let id = top?["pack"]?.string("'pack'", &ignored)
    let kind = top?["kind"]?.string("'kind'", &ignored)
    let standsAlone = id == builtIn.id || kind == Kind.refusal.rawValue
    return try read(bytes, file: file, base: standsAlone ? nil : builtIn)
  }

  /// Reads one of the packs inside the binary.
  public static func embedded(_ file: EmbeddedFile) throws(DiagnosticsError) -> RulePack {
    try read(file.bytes, file: file.rawValue)
  }
}
