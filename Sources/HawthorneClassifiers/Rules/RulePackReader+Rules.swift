import HawthorneCore
import HawthorneFormats
import HawthornePatterns

extension RulePackReader {
  mutating func readRule(_ node: YAMLNode) -> Rule? {
    guard let mapping = node.mapping(entry("rule", node), PackFields.rule, &problems) else { return nil }
    let id = readID(mapping, "rule")
    let what = "the rule \(id ?? "")"
    let marker = readMarker(mapping)
    let patterns = mapping.require("pattern", &problems).map { readPatterns($0, what) } ?? []
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
    let belief = mapping["belief"].map { $0.choice("'belief'", of: Belief.self, &problems) } ?? .suspicion
    let influence =
      mapping["influence"].map { $0.choice("'influence'", of: ClaimedInfluence.self, &problems) }
      ?? ClaimedInfluence.none
    if let marker { check(belief, influence, against: marker, mapping) }
    let rule = Rule(
      id: id ?? "", marker: marker?.id ?? "", belief: belief ?? .suspicion,
      influence: influence ?? .none,
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
    return id == nil ? nil : rule
  }

  mutating func readStatement(_ node: YAMLNode) -> Statement? {
    guard let mapping = node.mapping(entry("statement", node), PackFields.statement, &problems) else {
      return nil
    }
    let id = readID(mapping, "statement")
    let act = mapping.require("act", &problems)?.choice("'act'", of: Statement.Act.self, &problems)
    let patterns =
      mapping.require("pattern", &problems).map { readPatterns($0, "the statement \(id ?? "")") } ?? []
    let stoppers = readStoppers(mapping)
    let positive = readExamples(mapping, "positive")
    let negative = readExamples(mapping, "negative")
    guard let id, let act else { return nil }
    return Statement(
      id: id, act: act, patterns: patterns, stoppers: stoppers, positive: positive, negative: negative,
      location: mapping.location)
  }

  /// What messages call an entry: by its id where it has one.
  func entry(_ what: String, _ node: YAMLNode) -> String {
    var ignored: [Diagnostic] = []
    let id = node.openMapping("", &ignored)?["id"]?.string("", &ignored)
    return id.map { "the \(what) '\(Self.short($0))'" } ?? "this \(what)"
  }

  mutating func readID(_ mapping: YAMLMapping, _ what: String) -> String? {
    guard let node = mapping.require("id", &problems), let id = name(node, "'id'") else { return nil }
    if what == "guard", base?.guards.contains(where: { $0.id == id }) == true {
      problems.append(
        Diagnostic(
          id: "pack.duplicate-id", location: mapping.place(of: "id"),
          message:
            "give this guard another id: '\(id)' is a guard of \(base?.id ?? ""), which this pack may use")
      )
      return nil
    }
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

  /// The patterns of a rule, none of which may match nearly every text.
  private mutating func readPatterns(_ node: YAMLNode, _ what: String) -> [Pattern] {
    vocabulary.compile(node, what, &problems, isWide: { WidePattern.language(of: $0) })
  }

  private mutating func readMarker(_ mapping: YAMLMapping) -> Marker? {
    guard let text = mapping.require("marker", &problems)?.string("'marker'", &problems) else { return nil }
    guard let marker = Marker(id: text) else {
      problems.append(
        Diagnostic(
          id: "pack.unknown-marker", location: mapping.place(of: "marker"),
          message: "set 'marker' to one of M01 to M23; '\(Self.short(text))' is not one",
          notes: NearestName.hint(for: text, among: Marker.all.map(\.id), areListed: true)))
      return nil
    }
    if marker.id == Marker.nonStandardVocabulary {
      problems.append(
        Diagnostic(
          id: "pack.manual-marker", location: mapping.place(of: "marker"),
          message: "choose another marker: M24 is for people to assign and is never labelled by rule"))
      return nil
    }
    return marker
  }

  private mutating func check(
    _ belief: Belief?, _ influence: ClaimedInfluence?, against marker: Marker, _ mapping: YAMLMapping
  ) {
    if let belief, !marker.beliefs.contains(belief) {
      let fit = marker.beliefs.map(\.rawValue).joined(separator: ", ")
      let isGiven = mapping["belief"] != nil
      problems.append(
        Diagnostic(
          id: "pack.belief-contradicts-marker",
          location: mapping.place(of: isGiven ? "belief" : "marker"),
          message:
            "set 'belief' to \(marker.beliefs.count > 1 ? "one of " : "")\(fit), or choose another marker: \(marker.id) (\(marker.name)) is never \(belief.rawValue)",
          notes: isGiven ? [] : ["a rule without 'belief' has suspicion"]))
    }
    if let influence, influence != .none, !marker.mayInfluence {
      problems.append(
        Diagnostic(
          id: "pack.influence-contradicts-marker", location: mapping.place(of: "influence"),
          message:
            "remove 'influence', or choose another marker: \(marker.id) (\(marker.name)) claims no influence of being evaluated"
        ))
    }
  }

  private mutating func readExamples(_ mapping: YAMLMapping, _ key: String) -> [Rule.Example] {
    guard let node = mapping.require(key, &problems), let items = node.list("'\(key)'", &problems) else {
      return []
    }
    var examples: [Rule.Example] = []
    for item in items {
      var text: String?
      var prompt = ""
      if item.kind == "a mapping" {
        guard let pair = item.mapping("an example", PackFields.example, &problems) else { continue }
        text = pair.require("text", &problems)?.string("'text'", &problems)
        prompt = pair["prompt"]?.string("'prompt'", &problems) ?? ""
      } else {
        text = item.string("an example", &problems)
      }
      guard let text else { continue }
      if text.utf8.allSatisfy({ $0 <= 0x20 }) {
        problems.append(
          Diagnostic(
            id: "pack.empty-example", location: item.location,
            message: "write the text of this example under '\(key)': it is empty"))
      }
      examples.append(
        Rule.Example(text: text, prompt: prompt, line: item.location.line, column: item.location.column))
    }
    if items.count < 2 {
      problems.append(
        Diagnostic(
          id: "pack.missing-example", location: node.location,
          message:
            "give at least two examples under '\(key)'; there \(items.count == 1 ? "is one" : "are none")"))
    }
    return examples
  }
}
