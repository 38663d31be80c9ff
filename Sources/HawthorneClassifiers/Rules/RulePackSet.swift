public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// The packs of a classifier: those inside the binary, and a user's added to them or put in their place.
public struct RulePackSet: Sendable {
  /// In order; the first of each language reads contexts with its cues.
  public private(set) var awareness: [RulePack]
  /// One for each language.
  public private(set) var refusal: [RulePack]

  /// Any packs; the last refusal pack of a language holds.
  public init(awareness: [RulePack], refusal: [RulePack]) {
    self.awareness = awareness
    self.refusal = []
    for pack in refusal { put(pack) }
  }

  /// The packs inside the binary.
  ///
  /// - Throws: `DiagnosticsError` if a pack does not read, which a test rules out.
  public static func embedded() throws(DiagnosticsError) -> RulePackSet {
    let english = try RulePack.embedded(.awarenessEnglish)
    return RulePackSet(
      awareness: [
        english, try RulePack.embedded(.awarenessJapanese, base: english),
        try RulePack.embedded(.awarenessChinese, base: english),
      ],
      refusal: [
        try RulePack.embedded(.refusalEnglish), try RulePack.embedded(.refusalJapanese),
        try RulePack.embedded(.refusalChinese),
      ])
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

  /// Reads a user's pack.
  ///
  /// It may use the vocabulary and guards of the first pack of its language; where there is none, or it takes that
  /// pack's place, the vocabulary of the first of all, as the packs inside the binary do.
  ///
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with every complaint about the file.
  public func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> RulePack {
    guard let first = awareness.first else { return try RulePack.read(bytes, file: file) }
    let head = try RulePack.head(of: bytes, file: file)
    let own = awareness.first { TextLanguages.primary($0.language) == head.language && $0.id != head.id }
    return try RulePack.read(bytes, file: file, builtIn: own ?? first)
  }

  /// Adds a pack: an awareness pack takes the place of one with its id, a refusal pack that of its language's.
  public mutating func put(_ pack: RulePack) {
    if pack.kind == .refusal {
      let language = TextLanguages.primary(pack.language)
      if let index = refusal.firstIndex(where: { TextLanguages.primary($0.language) == language }) {
        refusal[index] = pack
      } else {
        refusal.append(pack)
      }
    } else if let index = awareness.firstIndex(where: { $0.id == pack.id }) {
      awareness[index] = pack
    } else {
      awareness.append(pack)
    }
  }

  /// Puts awareness packs in the place of all of their languages'.
  public mutating func replace(with packs: [RulePack]) {
    let languages = Set(packs.map { TextLanguages.primary($0.language) })
    awareness.removeAll { languages.contains(TextLanguages.primary($0.language)) }
    awareness = packs + awareness
  }
}
