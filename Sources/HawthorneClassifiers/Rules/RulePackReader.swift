import HawthorneCore
import HawthorneFormats
import HawthornePatterns

/// Reads a rule pack and collects every complaint about it.
struct RulePackReader {
  let base: RulePack?
  var problems: [Diagnostic] = []
  var vocabulary: Vocabulary
  var guards: [Guard] = []
  var guardNumbers: [String: Int] = [:]
  /// What an id was first used for, and where.
  var seen: [String: Diagnostic.Location] = [:]

  let sharesGuards: Bool

  /// - Parameters:
  ///   - base: a pack whose vocabulary this one may use.
  ///   - sharesGuards: whether it may use its guards and cues, too: they are of one language.
  ///   - isTrusted: leaves out what a test has checked: the packs inside the binary.
  init(base: RulePack?, sharesGuards: Bool = true, isTrusted: Bool = false) {
    self.base = base
    self.sharesGuards = sharesGuards
    vocabulary = base?.vocabulary ?? Vocabulary()
    vocabulary.isTrusted = isTrusted
    for (number, entry) in (sharesGuards ? base?.guards ?? [] : []).enumerated() {
      guards.append(entry)
      guardNumbers[entry.id] = number
    }
  }

  mutating func read(_ root: YAMLNode, hash: ContentHash) -> RulePack? {
    guard let top = root.mapping("the rule pack", PackFields.pack, &problems) else { return nil }
    let id = top.require("pack", &problems).flatMap { name($0, "'pack'") }
    let version = top.require("version", &problems).flatMap { readVersion($0) }
    let kind = top.require("kind", &problems)?.choice("'kind'", of: RulePack.Kind.self, &problems)
    if let kind { checkKind(kind, top) }
    let language = top["language"].flatMap { readLanguage($0) }
    if let node = top["vocabulary"] { vocabulary.add(node, &problems) }
    for node in top["guards"]?.list("'guards'", &problems) ?? [] { readGuard(node) }
    let cues = top["cues"].map { readCues($0) } ?? (sharesGuards ? base?.cues : nil) ?? [:]
    var rules = (top["rules"]?.list("'rules'", &problems) ?? []).compactMap { readRule($0) }
    let secondOpinion = top["second_opinion"].flatMap { readSecondOpinion($0, adding: &rules) }
    let statements = (top["statements"]?.list("'statements'", &problems) ?? []).compactMap {
      readStatement($0)
    }
    vocabulary.checkUnused(&problems)
    let decision = top["decision"].flatMap { OutcomeModel.read($0, statements: statements, &problems) }
    let names = top["names"].flatMap { readNames($0) }
    guard let id, let version, let kind else { return nil }
    if rules.isEmpty, statements.isEmpty, problems.isEmpty {
      problems.append(
        Diagnostic(
          id: "pack.no-rules", location: top.location,
          message: "add at least one entry to '\(kind == .awareness ? "rules" : "statements")'"))
    }
    return RulePack(
      id: id, version: version, kind: kind, language: language ?? RulePack.defaultLanguage, hash: hash,
      guards: guards, cues: cues, rules: rules, statements: statements, vocabulary: vocabulary,
      decision: decision, base: base?.reference,
      ownGuards: (sharesGuards ? base?.guards.count ?? 0 : 0)..<guards.count,
      cuesLocation: top["cues"].map { _ in top.place(of: "cues") },
      decisionLocation: top["decision"].map { _ in top.place(of: "decision") }, names: names,
      secondOpinion: secondOpinion)
  }

  /// The heads of a second opinion are rules without patterns, at the end of the pack's own.
  private mutating func readSecondOpinion(_ node: YAMLNode, adding rules: inout [Rule]) -> SecondOpinion? {
    var found: [Diagnostic] = []
    var reader = self
    let opinion = SecondOpinionReader.read(
      node,
      rule: { node, _ in
        guard let rule = reader.readRule(node, isHead: true) else { return nil }
        rules.append(rule)
        return rules.count - 1
      }, &found)
    self = reader
    problems += found
    return opinion
  }

  /// An id as labels and stores carry it.
  mutating func name(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    let isName = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
        || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    if isName, (1...100).contains(text.utf8.count) { return text }
    problems.append(
      Diagnostic(
        id: "pack.bad-id", location: node.location,
        message:
          "write \(what) with 1 to 100 letters, digits, '.', '-' and '_'; '\(Self.short(text))' has others"))
    return nil
  }

  private mutating func readVersion(_ node: YAMLNode) -> String? {
    guard let text = node.string("'version'", &problems) else { return nil }
    if (1...60).contains(text.count), text.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) {
      return text
    }
    problems.append(
      Diagnostic(
        id: "pack.bad-version", location: node.location,
        message: "write the version without blanks, as in 1.0.0; '\(Self.short(text))' is none"))
    return nil
  }

  private mutating func checkKind(_ kind: RulePack.Kind, _ top: YAMLMapping) {
    for field in PackFields.pack.fields {
      guard let only = field.kind, only != kind, top[field.key] != nil else { continue }
      problems.append(
        Diagnostic(
          id: "pack.kind-mismatch", location: top.place(of: field.key),
          message:
            "move '\(field.key)' to a pack of kind \(only.rawValue), or set 'kind' to \(only.rawValue): packs of kind \(kind.rawValue) have none"
        ))
    }
  }

  private mutating func readLanguage(_ node: YAMLNode) -> String? {
    guard let text = node.string("'language'", &problems) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy {
      (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
    if isTag, let first = parts.first, (2...3).contains(first.count), text == text.lowercased() {
      return text
    }
    problems.append(
      Diagnostic(
        id: "pack.bad-language", location: node.location,
        message: "write the language as a lower-case tag such as ja; '\(Self.short(text))' is none"))
    return nil
  }

  private mutating func readCues(_ node: YAMLNode) -> [String: [Pattern]] {
    guard let mapping = node.openMapping("'cues'", &problems) else { return [:] }
    var cues: [String: [Pattern]] = [:]
    for (name, place) in mapping.keyPlaces {
      guard Cue(rawValue: name) != nil else {
        problems.append(
          Diagnostic(
            id: "pack.unknown-cue", location: place,
            message: "remove the cue '\(Self.short(name))', or correct its name",
            notes: NearestName.hint(for: name, among: Cue.allCases.map(\.rawValue))))
        continue
      }
      if let value = mapping[name] {
        cues[name] = vocabulary.compile(
          value, "the cue \(name)", &problems, isWide: { WidePattern.language(of: $0) })
      }
    }
    return cues
  }

  /// A user's text as messages repeat it.
  static func short(_ text: String) -> String {
    let shown = TerminalText.stripped(String(text.prefix(60)))
    return text.count > 60 ? shown + "…" : shown
  }
}
