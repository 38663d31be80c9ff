import HawthorneClassifiers
import HawthorneCore

/// What `markers show` prints for a person.
struct MarkersView {
  var set: PackSet
  var showsPatterns: Bool
  var wrap: WrappedText

  func text(_ found: MarkersLookup) -> String {
    var blocks: [String] = []
    if let marker = found.marker { blocks.append(text(marker, found.rules)) }
    if let family = found.family { blocks.append(text(family, found.guards)) }
    blocks += found.packs.map(text)
    blocks += found.rules.map(text)
    blocks += found.statements.map(text)
    blocks += found.guards.map(text)
    blocks += found.cues.map { cue in
      entry("\(cue.name) (\(cue.pack))", [("is a", "cue")] + patterns("pattern", cue.patterns))
    }
    blocks += found.entries.map {
      entry("\($0.name) (\($0.pack))", [("is a", "vocabulary entry"), ("pattern", $0.pattern)])
    }
    return blocks.joined(separator: "\n\n")
  }

  private func entry(_ head: String, _ facts: [(name: String, value: String)]) -> String {
    wrap.paragraph(head) + "\n" + wrap.facts(facts, indent: 2)
  }

  private func patterns(_ name: String, _ patterns: [String]) -> [(name: String, value: String)] {
    if showsPatterns { return patterns.map { (name, $0) } }
    return patterns.isEmpty ? [] : [(name, "\(patterns.count), printed with --patterns")]
  }

  private func list(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
    values.isEmpty ? [] : [(name, values.joined(separator: ", "))]
  }

  private func text(_ marker: Marker, _ rules: [RuleSummary]) -> String {
    entry(
      "\(marker.id) \(marker.name)",
      [
        ("means", marker.meaning),
        ("counts", marker.countsAsAware ? "makes a rollout aware" : "never makes a rollout aware"),
        ("beliefs", marker.beliefs.map(\.rawValue).joined(separator: ", ")),
        ("rules", rules.isEmpty ? "none: for people to assign" : "\(rules.count)"),
      ] + list("against", MarkersCommand.families(of: rules, set)))
  }

  private func text(_ family: FalsePositiveFamily, _ guards: [GuardSummary]) -> String {
    entry(
      "\(family.id) \(family.name)",
      [("example", "“\(family.example)”")] + list("reading", [family.reading].compactMap { $0 })
        + list("guards", guards.map(\.id)))
  }

  private func text(_ pack: RulePack) -> String {
    entry(
      "\(pack.id) \(pack.version)",
      [
        ("is a", "pack of kind \(pack.kind.rawValue) for \(pack.language)"), ("SHA-256", pack.hash.hex),
      ] + list("rules", pack.summaries.map(\.id)) + list("statements", pack.statementSummaries.map(\.id))
        + list("guards", pack.guardSummaries.map(\.id)) + list("cues", pack.cueSummaries.map(\.name))
        + list("vocabulary", pack.vocabularyNames))
  }

  private func text(_ rule: RuleSummary) -> String {
    var facts: [(name: String, value: String)] = [
      ("marker", rule.marker),
      ("belief", "\(rule.belief.rawValue), influence \(rule.influence.rawValue)"),
      ("tester", rule.agent == "resolve" ? "read off the text" : rule.agent),
      ("object", rule.object?.rawValue ?? "read off the text"),
      ("layer", rule.layer?.rawValue ?? "read off the text and the prompt"),
      ("stance", rule.stance?.rawValue ?? "read off the text"),
      ("confidence", "\(rule.confidence)"),
    ]
    facts += list("flags", rule.flags.map(\.rawValue))
    facts += list("purpose", [rule.purpose?.rawValue].compactMap { $0 })
    if rule.needsCapital { facts.append(("capital", "the match must hold a capital letter")) }
    let pack = set.packs.first { $0.id == rule.pack }
    facts += list("against", (pack?.families(of: rule.guards) ?? []).map(\.id))
    facts += rule.needs.map { ("needs", words($0, of: rule.pack)) }
    facts += rule.guards.map { ("guard", words($0, of: rule.pack)) }
    return entry(
      "\(rule.id) (\(rule.pack))",
      facts + patterns("pattern", rule.patterns) + examples(rule.positive, rule.negative))
  }

  /// A guard's id with what it asks for; of another pack where the rule's pack builds on it.
  private func words(_ id: String, of pack: String) -> String {
    let all = set.packs.flatMap(\.guardSummaries)
    let entry = all.first { $0.id == id && $0.pack == pack } ?? all.first { $0.id == id }
    return "\(id): \(entry?.words ?? "of a built-in pack that is not in use")"
  }

  private func text(_ statement: StatementSummary) -> String {
    entry(
      "\(statement.id) (\(statement.pack))",
      [("act", statement.act)] + statement.guards.map { ("guard", words($0, of: statement.pack)) }
        + patterns("pattern", statement.patterns) + examples(statement.positive, statement.negative))
  }

  private func text(_ guardEntry: GuardSummary) -> String {
    var facts: [(name: String, value: String)] = [("is a", "guard"), ("holds", guardEntry.words)]
    facts += list("families", guardEntry.families)
    facts += patterns("pattern", guardEntry.patterns) + patterns("unless", guardEntry.unless)
    facts += patterns("prompt", guardEntry.prompt) + patterns("request", guardEntry.request)
    if guardEntry.isDefault {
      facts.append(("default", "stops every rule of its pack without 'without' for it"))
    }
    facts += list("stops", guardEntry.stops) + list("needed by", guardEntry.neededBy)
    return entry("\(guardEntry.id) (\(guardEntry.pack))", facts)
  }

  private func examples(
    _ positive: [ExampleSummary], _ negative: [ExampleSummary]
  ) -> [(name: String, value: String)] {
    func text(_ example: ExampleSummary) -> String {
      "“\(example.text)”" + (example.prompt.isEmpty ? "" : ", asked: “\(example.prompt)”")
    }
    return positive.map { ("fires", text($0)) } + negative.map { ("does not", text($0)) }
  }
}
