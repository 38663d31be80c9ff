import HawthorneClassifiers
import HawthorneCore

/// What an id of `markers show` names: usually one thing, and all of them where packs share a name.
struct MarkersLookup {
  var marker: Marker?
  var family: FalsePositiveFamily?
  var packs: [RulePack] = []
  var rules: [RuleSummary] = []
  var statements: [StatementSummary] = []
  var guards: [GuardSummary] = []
  var cues: [(pack: String, name: String, patterns: [String])] = []
  var entries: [(pack: String, name: String, pattern: String)] = []

  init(set: PackSet, id: String) {
    marker = Marker(id: id.uppercased())
    family = FalsePositiveFamily(id: id.uppercased())
    packs = set.packs.filter { $0.id == id }
    let marked = marker?.id
    rules = set.packs.flatMap(\.summaries).filter { $0.id == id || $0.marker == marked }
    statements = set.packs.flatMap(\.statementSummaries).filter { $0.id == id }
    let named = family?.id
    guards = set.packs.flatMap(\.guardSummaries).filter { entry in
      entry.id == id || named.map { entry.families.contains($0) } == true
    }
    cues = set.packs.flatMap { pack in
      pack.cueSummaries.filter { $0.name == id }.map { (pack.id, $0.name, $0.patterns) }
    }
    entries = set.packs.compactMap { pack in pack.vocabularyEntry(id).map { (pack.id, id, $0) } }
  }

  var isEmpty: Bool {
    marker == nil && family == nil && packs.isEmpty && rules.isEmpty && statements.isEmpty && guards.isEmpty
      && cues.isEmpty && entries.isEmpty
  }

  /// Every id that can be shown.
  static func names(in set: PackSet) -> [String] {
    var names = Marker.all.map(\.id) + FalsePositiveFamily.all.map(\.id)
    for pack in set.packs {
      names.append(pack.id)
      names += pack.summaries.map(\.id)
      names += pack.statementSummaries.map(\.id)
      names += pack.guardSummaries.map(\.id)
      names += pack.cueSummaries.map(\.name)
      names += pack.vocabularyNames
    }
    return names
  }

  var json: JSONValue {
    var members: [String: JSONValue] = [:]
    if let marker {
      members["marker"] = [
        "id": .string(marker.id), "name": .string(marker.name), "meaning": .string(marker.meaning),
        "counts_as_aware": .bool(marker.countsAsAware),
        "beliefs": .array(marker.beliefs.map { .string($0.rawValue) }),
      ]
    }
    if let family {
      members["family"] = [
        "id": .string(family.id), "name": .string(family.name), "example": .string(family.example),
        "reading": family.reading.map { .string($0) } ?? .null,
      ]
    }
    if !packs.isEmpty {
      members["packs"] = .array(
        packs.map { pack in
          var all = MarkersCommand.json(pack).objectValue ?? [:]
          all["rule_ids"] = Self.list(pack.summaries.map(\.id) + pack.statementSummaries.map(\.id))
          all["guard_ids"] = Self.list(pack.guardSummaries.map(\.id))
          all["cues"] = Self.list(pack.cueSummaries.map(\.name))
          all["vocabulary"] = Self.list(pack.vocabularyNames)
          return .object(all)
        })
    }
    if marker != nil || !rules.isEmpty { members["rules"] = .array(rules.map(Self.json)) }
    if !statements.isEmpty { members["statements"] = .array(statements.map(Self.json)) }
    if family != nil || !guards.isEmpty { members["guards"] = .array(guards.map(Self.json)) }
    if !cues.isEmpty {
      members["cues"] = .array(
        cues.map {
          ["pack": .string($0.pack), "name": .string($0.name), "patterns": Self.list($0.patterns)]
        })
    }
    if !entries.isEmpty {
      members["vocabulary"] = .array(
        entries.map {
          ["pack": .string($0.pack), "name": .string($0.name), "pattern": .string($0.pattern)]
        })
    }
    return .object(members)
  }

  private static func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  private static func json(_ rule: RuleSummary) -> JSONValue {
    [
      "id": .string(rule.id), "pack": .string(rule.pack), "marker": .string(rule.marker),
      "belief": .string(rule.belief.rawValue), "influence": .string(rule.influence.rawValue),
      "agent": .string(rule.agent), "object": rule.object.map { .string($0.rawValue) } ?? .null,
      "layer": rule.layer.map { .string($0.rawValue) } ?? .null,
      "stance": rule.stance.map { .string($0.rawValue) } ?? .null,
      "flags": list(rule.flags.map(\.rawValue)),
      "purpose": rule.purpose.map { .string($0.rawValue) } ?? .null, "confidence": .number(rule.confidence),
      "capital": .bool(rule.needsCapital), "guards": list(rule.guards), "needs": list(rule.needs),
      "patterns": list(rule.patterns), "positive": .array(rule.positive.map(json)),
      "negative": .array(rule.negative.map(json)),
    ]
  }

  private static func json(_ statement: StatementSummary) -> JSONValue {
    [
      "id": .string(statement.id), "pack": .string(statement.pack), "act": .string(statement.act),
      "guards": list(statement.guards), "patterns": list(statement.patterns),
      "positive": .array(statement.positive.map(json)), "negative": .array(statement.negative.map(json)),
    ]
  }

  private static func json(_ entry: GuardSummary) -> JSONValue {
    [
      "id": .string(entry.id), "pack": .string(entry.pack), "families": list(entry.families),
      "scope": .string(entry.scope), "default": .bool(entry.isDefault),
      "disclosed": .bool(entry.appliesWhenDisclosed), "words": .string(entry.words),
      "patterns": list(entry.patterns), "unless": list(entry.unless), "prompt": list(entry.prompt),
      "request": list(entry.request), "stops": list(entry.stops), "needed_by": list(entry.neededBy),
    ]
  }

  private static func json(_ example: ExampleSummary) -> JSONValue {
    ["text": .string(example.text), "prompt": .string(example.prompt)]
  }
}
