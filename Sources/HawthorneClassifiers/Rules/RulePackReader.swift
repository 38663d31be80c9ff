import HawthorneCore
import HawthorneFormats
import HawthornePatterns

/// Reads a rule pack and collects every complaint about it.
struct RulePackReader {
  private let base: RulePack?
  var problems: [Diagnostic] = []
  private var vocabulary: Vocabulary
  private var guards: [Guard] = []
  private var guardNumbers: [String: Int] = [:]
  private var seen: [String: Diagnostic.Location] = [:]

  init(base: RulePack?) {
    self.base = base
    vocabulary = base?.vocabulary ?? Vocabulary()
    for (number, entry) in (base?.guards ?? []).enumerated() {
      guards.append(entry)
      guardNumbers[entry.id] = number
    }
  }

  mutating func read(_ root: YAMLNode, hash: ContentHash) -> RulePack? {
    guard
      let top = root.mapping(
        "the rule pack",
        keys: [
          "pack", "version", "kind", "language", "about", "vocabulary", "guards", "cues", "rules",
          "statements",
          "decision", "second_opinion",
        ],
        &problems)
    else { return nil }
    let id = top.require("pack", &problems)?.string("'pack'", &problems)
    let version = top.require("version", &problems)?.string("'version'", &problems)
    let kind = top.require("kind", &problems)?.choice("'kind'", of: RulePack.Kind.self, &problems)
    let language = top["language"].flatMap { readLanguage($0) }
    if let node = top["vocabulary"] { vocabulary.add(node, &problems) }
    for node in top["guards"]?.list("'guards'", &problems) ?? [] { readGuard(node) }
    let cues = readCues(top["cues"])
    var rules = (top["rules"]?.list("'rules'", &problems) ?? []).compactMap { readRule($0) }
    let secondOpinion = top["second_opinion"].flatMap { readSecondOpinion($0, adding: &rules) }
    let statements = (top["statements"]?.list("'statements'", &problems) ?? []).compactMap {
      readStatement($0)
    }
    let decision = top["decision"].flatMap { OutcomeModel.read($0, statements: statements, &problems) }
    guard let id, let version, let kind else { return nil }
    if rules.isEmpty, statements.isEmpty, problems.isEmpty {
      problems.append(
        Diagnostic(
          id: "pack.no-rules", location: top.location,
          message: "add at least one entry to '\(kind == .awareness ? "rules" : "statements")'"))
    }
    return RulePack(
      id: id, version: version, kind: kind, language: language ?? RulePack.defaultLanguage, hash: hash,
      guards: guards, cues: cues, rules: rules,
      statements: statements, vocabulary: vocabulary, decision: decision, secondOpinion: secondOpinion)
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
        message: "write the language as a lower-case tag such as ja; '\(TerminalText.stripped(text))' is none"
      ))
    return nil
  }

  private mutating func readCues(_ node: YAMLNode?) -> [String: [Pattern]] {
    guard let mapping = node?.openMapping("'cues'", &problems) else { return [:] }
    var cues: [String: [Pattern]] = [:]
    for (name, place) in mapping.keyPlaces {
      guard Cue(rawValue: name) != nil else {
        problems.append(
          Diagnostic(
            id: "pack.unknown-cue", location: place, message: "remove the cue '\(name)', or correct its name",
            notes: NearestName.hint(for: name, among: Cue.allCases.map(\.rawValue))))
        continue
      }
      if let value = mapping[name] { cues[name] = vocabulary.compile(value, "the cue \(name)", &problems) }
    }
    return cues
  }

  private mutating func readGuard(_ node: YAMLNode) {
    guard
      let mapping = node.mapping(
        "a guard",
        keys: [
          "id", "families", "scope", "pattern", "unless", "prompt", "request", "disclosed", "default",
          "about",
        ],
        &problems),
      let id = readID(mapping, "guard"),
      let scope = mapping.require("scope", &problems)?.choice("'scope'", of: Guard.Scope.self, &problems),
      let pattern = mapping.require("pattern", &problems)
    else { return }
    let families = (mapping["families"]?.list("'families'", &problems) ?? []).compactMap {
      $0.string("a family", &problems)
    }
    let isDefault = mapping["default"]?.bool("'default'", &problems) ?? false
    guardNumbers[id] = guards.count
    guards.append(
      Guard(
        id: id, families: families, scope: scope,
        patterns: vocabulary.compile(pattern, "the guard \(id)", &problems),
        unless: mapping["unless"].map { vocabulary.compile($0, "the guard \(id)", &problems) } ?? [],
        prompt: mapping["prompt"].map { vocabulary.compile($0, "the guard \(id)", &problems) } ?? [],
        request: mapping["request"].map { vocabulary.compile($0, "the guard \(id)", &problems) } ?? [],
        appliesWhenDisclosed: mapping["disclosed"]?.bool("'disclosed'", &problems) ?? true,
        isDefault: isDefault))
  }

  private mutating func readRule(_ node: YAMLNode, isHead: Bool = false) -> Rule? {
    var keys = [
      "id", "marker", "belief", "influence", "object", "agent", "flags", "purpose", "layer", "stance",
      "confidence", "capital", "pattern", "guards", "without", "needs", "positive", "negative", "about",
    ]
    if isHead { keys = keys.filter { $0 != "pattern" } + SecondOpinionReader.headKeys }
    guard let mapping = node.mapping("a rule", keys: keys, &problems), let id = readID(mapping, "rule")
    else { return nil }
    let marker = mapping.require("marker", &problems)?.string("'marker'", &problems) ?? ""
    if !marker.isEmpty, Marker(id: marker) == nil {
      problems.append(
        Diagnostic(
          id: "pack.unknown-marker", location: mapping.place(of: "marker"),
          message: "set 'marker' to one of M01 to M24; '\(marker)' is not one"))
    }
    if marker == Marker.nonStandardVocabulary {
      problems.append(
        Diagnostic(
          id: "pack.manual-marker", location: mapping.place(of: "marker"),
          message: "choose another marker: M24 is for people to assign and is never labelled by rule"))
    }
    let pattern = isHead ? nil : mapping.require("pattern", &problems)
    let patterns = pattern.map { vocabulary.compile($0, "the rule \(id)", &problems) } ?? []
    let stoppers = readStoppers(mapping)
    let needs = readGuardNames(mapping["needs"], "'needs'")
    let confidence = mapping["confidence"]?.double("'confidence'", &problems) ?? 0.8
    if !(0...1).contains(confidence) {
      problems.append(
        Diagnostic(
          id: "pack.confidence", location: mapping.place(of: "confidence"),
          message: "set 'confidence' to a number from 0 to 1"))
    }
    let flags = (mapping["flags"]?.list("'flags'", &problems) ?? []).compactMap {
      $0.choice("a flag", of: AwarenessFlag.self, &problems)
    }
    return Rule(
      id: id, marker: marker,
      belief: mapping["belief"]?.choice("'belief'", of: Belief.self, &problems) ?? .suspicion,
      influence: mapping["influence"]?.choice("'influence'", of: ClaimedInfluence.self, &problems) ?? .none,
      object: mapping["object"]?.choice("'object'", of: AwarenessObject.self, &problems) ?? .unspecified,
      agent: mapping["agent"]?.choice("'agent'", of: Rule.Agent.self, &problems) ?? .impersonal,
      flags: flags,
      purpose: mapping["purpose"]?.choice("'purpose'", of: PurposeClass.self, &problems),
      layer: mapping["layer"]?.choice("'layer'", of: Layer.self, &problems),
      stance: mapping["stance"]?.choice("'stance'", of: Stance.self, &problems),
      confidence: confidence,
      needsCapital: mapping["capital"]?.bool("'capital'", &problems) ?? false,
      patterns: patterns, stoppers: stoppers, needs: needs,
      positive: readExamples(mapping, "positive"), negative: readExamples(mapping, "negative"),
      location: mapping.location)
  }

  private mutating func readStatement(_ node: YAMLNode) -> Statement? {
    let keys = ["id", "act", "pattern", "guards", "without", "positive", "negative", "about"]
    guard let mapping = node.mapping("a statement", keys: keys, &problems),
      let id = readID(mapping, "statement"),
      let act = mapping.require("act", &problems)?.choice("'act'", of: Statement.Act.self, &problems),
      let pattern = mapping.require("pattern", &problems)
    else { return nil }
    return Statement(
      id: id, act: act, patterns: vocabulary.compile(pattern, "the statement \(id)", &problems),
      stoppers: readStoppers(mapping), positive: readExamples(mapping, "positive"),
      negative: readExamples(mapping, "negative"), location: mapping.location)
  }

  private mutating func readID(_ mapping: YAMLMapping, _ what: String) -> String? {
    guard let id = mapping.require("id", &problems)?.string("'id'", &problems) else { return nil }
    if let first = seen["\(what) \(id)"] {
      problems.append(
        Diagnostic(
          id: "pack.duplicate-id", location: mapping.place(of: "id"),
          message: "give this \(what) another id: '\(id)' is taken",
          notes: ["first used in line \(first.line.map { String($0) } ?? "?")"]))
      return nil
    }
    seen["\(what) \(id)"] = mapping.place(of: "id")
    return id
  }

  /// The default guards without those opted out of, then the rule's own.
  private mutating func readStoppers(_ mapping: YAMLMapping) -> [Int] {
    let without = Set(readGuardNames(mapping["without"], "'without'"))
    let own = readGuardNames(mapping["guards"], "'guards'")
    let defaults = guards.indices.filter { guards[$0].isDefault && !without.contains($0) }
    return defaults + own.filter { !defaults.contains($0) }
  }

  private mutating func readGuardNames(_ node: YAMLNode?, _ what: String) -> [Int] {
    guard let node else { return [] }
    var numbers: [Int] = []
    for item in node.list(what, &problems) ?? [] {
      guard let name = item.string("a guard's id", &problems) else { continue }
      if let number = guardNumbers[name] {
        numbers.append(number)
      } else {
        problems.append(
          Diagnostic(
            id: "pack.unknown-guard", location: item.location,
            message: "define the guard '\(name)', or correct its name in \(what)",
            notes: NearestName.hint(for: name, among: guardNumbers.keys.sorted())))
      }
    }
    return numbers
  }

  private mutating func readExamples(_ mapping: YAMLMapping, _ key: String) -> [Rule.Example] {
    guard let node = mapping.require(key, &problems) else { return [] }
    var examples: [Rule.Example] = []
    for item in node.list("'\(key)'", &problems) ?? [] {
      if item.kind == "a mapping" {
        guard let pair = item.mapping("an example", keys: ["prompt", "text"], &problems),
          let text = pair.require("text", &problems)?.string("'text'", &problems)
        else { continue }
        let prompt = pair["prompt"]?.string("'prompt'", &problems) ?? ""
        examples.append(Rule.Example(text: text, prompt: prompt, line: item.location.line))
      } else if let text = item.string("an example", &problems) {
        examples.append(Rule.Example(text: text, prompt: "", line: item.location.line))
      }
    }
    if examples.count < 2 {
      problems.append(
        Diagnostic(
          id: "pack.missing-example", location: node.location,
          message:
            "give at least two examples under '\(key)'; there \(examples.count == 1 ? "is one" : "are none")")
      )
    }
    return examples
  }
}
