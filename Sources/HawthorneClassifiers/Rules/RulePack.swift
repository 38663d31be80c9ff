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
  /// The pack whose vocabulary, guards and cues it may use; nil for one that stands alone.
  let base: RulePackReference?
  /// The numbers of the guards that the file itself defines.
  let ownGuards: Range<Int>
  /// Where the file has its own cues and its own `decision`; nil where it has none.
  let cuesLocation: Diagnostic.Location?
  let decisionLocation: Diagnostic.Location?
  /// Packs whose statements were added to this one's.
  private(set) var added: [RulePackReference] = []
  /// Evaluators and benchmarks; nil where the pack names none.
  let names: NameBook?
  /// What reads the sentences that no rule has an answer to; its heads are the last of `rules`.
  let secondOpinion: SecondOpinion?

  init(
    id: String, version: String, kind: Kind, language: String = RulePack.defaultLanguage, hash: ContentHash,
    guards: [Guard], cues: [String: [Pattern]],
    rules: [Rule], statements: [Statement], vocabulary: Vocabulary, decision: OutcomeModel? = nil,
    base: RulePackReference? = nil, ownGuards: Range<Int>? = nil,
    cuesLocation: Diagnostic.Location? = nil, decisionLocation: Diagnostic.Location? = nil,
    names: NameBook? = nil,
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
    self.base = base
    self.ownGuards = ownGuards ?? 0..<guards.count
    self.cuesLocation = cuesLocation
    self.decisionLocation = decisionLocation
    self.names = names
    self.secondOpinion = secondOpinion
  }

  /// Its id, version and hash, as labels name it.
  public var reference: RulePackReference { RulePackReference(id: id, version: version, hash: hash) }

  /// Every file that its labels depend on, itself first.
  var references: [RulePackReference] { [reference] + (base.map { [$0] } ?? []) + added }

  /// This pack with another's statements beside its own; both are weighed by this one's `decision`.
  func adding(_ other: RulePack) -> RulePack {
    let offset = guards.count
    let moved = other.statements.map { statement in
      var statement = statement
      statement.stoppers = statement.stoppers.map { $0 + offset }
      return statement
    }
    var sum = RulePack(
      id: id, version: version, kind: kind, language: language, hash: hash, guards: guards + other.guards,
      cues: cues, rules: rules, statements: statements + moved, vocabulary: vocabulary, decision: decision,
      base: base, ownGuards: ownGuards, cuesLocation: cuesLocation,
      decisionLocation: decisionLocation, names: names, secondOpinion: secondOpinion)
    sum.added = added + other.references.filter { !references.contains($0) }
    return sum
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

  /// Complaints about one file that are shown; more of them would bury the first.
  public static let complaintLimit = 50

  /// Reads a pack.
  ///
  /// - Parameters:
  ///   - file: the name that diagnostics carry.
  ///   - base: a pack whose vocabulary this one may use, and its guards and cues if it is of the same language.
  /// - Throws: `DiagnosticsError` with the complaints about the file, at most `complaintLimit` and one that counts
  ///   the rest.
  public static func read(
    _ bytes: Data, file: String, base: RulePack? = nil
  ) throws(DiagnosticsError) -> RulePack {
    try read(bytes, file: file, base: base, isTrusted: false)
  }

  private static func read(
    _ bytes: Data, file: String, base: RulePack?, isTrusted: Bool
  ) throws(DiagnosticsError) -> RulePack {
    let root = try YAMLDocument.parse(bytes, file: file)
    let isOfBase = base.map { TextLanguages.primary($0.language) == language(of: root) } ?? false
    var reader = RulePackReader(base: base, sharesGuards: isOfBase, isTrusted: isTrusted)
    guard let pack = reader.read(root, hash: ContentHash(of: bytes)), reader.problems.isEmpty else {
      throw DiagnosticsError(limited(reader.problems, file: file))
    }
    return pack
  }

  /// The complaints by place, the first of them and a count of the rest.
  static func limited(_ problems: [Diagnostic], file: String) -> [Diagnostic] {
    let sorted = problems.enumerated().sorted { left, right in
      func key(_ item: (offset: Int, element: Diagnostic)) -> (Int, Int, Int) {
        (item.element.location?.line ?? 0, item.element.location?.column ?? 0, item.offset)
      }
      return key(left) < key(right)
    }.map(\.element)
    guard sorted.count > complaintLimit else { return sorted }
    let more = Diagnostic(
      id: "pack.more", severity: .note, location: Diagnostic.Location(file: file),
      message:
        "mend these first: \(sorted.count - complaintLimit) more complaints about this file are not shown")
    return sorted.prefix(complaintLimit) + [more]
  }

  /// Reads a user's pack: it may use the vocabulary, guards and cues of the built-in pack of its kind and language. One
  /// that bears a built-in pack's id takes its place; it, and an awareness pack of another language, may use the
  /// vocabulary of the first awareness pack, as the packs inside the binary do.
  public static func read(
    _ bytes: Data, file: String, builtIn: [RulePack]
  ) throws(DiagnosticsError) -> RulePack {
    let root = try YAMLDocument.parse(bytes, file: file)
    var ignored: [Diagnostic] = []
    let top = root.openMapping("the rule pack", &ignored)
    let id = top?["pack"]?.string("'pack'", &ignored)
    let kind = top?["kind"]?.string("'kind'", &ignored)
    let standsAlone = builtIn.contains { $0.id == id }
    let own = builtIn.first { $0.kind.rawValue == kind && $0.reads(language(of: root)) && !standsAlone }
    let first = builtIn.first { $0.kind == .awareness && $0.kind.rawValue == kind }
    return try read(bytes, file: file, base: own ?? (first?.id == id ? nil : first))
  }

  /// The languages of packs, primary tags, each once and in their order.
  static func languages(of packs: [RulePack]) -> [String] {
    var languages: [String] = []
    for pack in packs {
      let tag = TextLanguages.primary(pack.language)
      if !languages.contains(tag) { languages.append(tag) }
    }
    return languages
  }

  private static func language(of root: YAMLNode) -> String {
    var ignored: [Diagnostic] = []
    let tag = root.openMapping("the rule pack", &ignored)?["language"]?.string("'language'", &ignored)
    return TextLanguages.primary(tag ?? defaultLanguage)
  }

  /// Reads one of the packs inside the binary.
  public static func embedded(
    _ file: EmbeddedFile, base: RulePack? = nil
  ) throws(DiagnosticsError) -> RulePack {
    try read(file.bytes, file: file.rawValue, base: base, isTrusted: true)
  }

  /// The files of the packs inside the binary, in the order in which they are asked.
  public static let embeddedFiles = EmbeddedFile.allCases.filter { file in
    Kind.allCases.contains { file.rawValue.hasPrefix("\($0.rawValue).") }
  }

  /// Their packs' ids, which are the files' names.
  public static let embeddedIDs = embeddedFiles.map { String($0.rawValue.dropLast(".yaml".count)) }
}
