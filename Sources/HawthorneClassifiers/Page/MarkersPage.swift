public import HawthorneCore

/// `Documentation/markers.md`: the markers, rules and guards of packs, and how to write one.
public enum MarkersPage {
  /// The page of the packs inside the binary.
  ///
  /// - Throws: `DiagnosticsError` if a pack does not read, which a test rules out.
  public static func text() throws(DiagnosticsError) -> String { text(try PackSet().packs) }

  static func text(_ packs: [RulePack]) -> String {
    let awareness = packs.filter { $0.kind == .awareness }
    let refusal = packs.filter { $0.kind == .refusal }
    return
      ([opening, table(packs), markers(awareness), flagsAndPurposes, families(awareness)]
      + awareness.map(guards) + refusal.map(statements) + [PackGuide.text]).joined(separator: "\n\n") + "\n"
  }

  private static let opening = """
    # Markers and rule packs

    What an awareness label is made of, rule by rule. This page is generated from the packs inside the binary
    (`hawthorne markers page > Documentation/markers.md`); a test fails when it is stale.

    A rule fires where one of its patterns matches, every guard that it needs holds and no guard stops it. Then the
    context is read: who tests, how certain (belief), asserted or hedged or denied or quoted (stance), what is tested
    (object), and whether the prompt said so itself (layer). A rollout is aware where a marker that counts is there with at
    least suspicion, asserted, hedged or considered and rejected. `hawthorne markers explain TEXT` shows all of it for a text.
    """

  private static func table(_ packs: [RulePack]) -> String {
    """
    ## Packs

    | pack | version | kind | language | rules | guards | SHA-256 |
    |---|---|---|---|---:|---:|---|
    \(packs.map {
      "| `\($0.id)` | \($0.version) | \($0.kind.rawValue) | \($0.language) | \($0.ruleCount) | \($0.ownGuards.count) | `\($0.hash.short)` |"
    }.joined(separator: "\n"))
    """
  }

  // MARK: Markers

  private static func markers(_ packs: [RulePack]) -> String {
    let rules = packs.flatMap(\.summaries)
    let rows = Marker.all.map { marker -> String in
      let own = rules.filter { $0.marker == marker.id }
      return
        "| [\(marker.id)](#\(anchor(marker))) | \(marker.name) | \(marker.countsAsAware ? "yes" : "no") | \(beliefs(own)) | \(own.count) |"
    }
    let sections = Marker.all.map { section($0, packs) }
    return """
      ## Markers

      | marker | name | counts in aware | beliefs of its rules | rules |
      |---|---|---|---|---:|
      \(rows.joined(separator: "\n"))

      \(sections.joined(separator: "\n\n"))
      """
  }

  private static func anchor(_ marker: Marker) -> String {
    "\(marker.id) \(marker.name)".lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == " " }
      .split(separator: " ").joined(separator: "-")
  }

  private static func beliefs(_ rules: [RuleSummary]) -> String {
    let found = Belief.allCases.filter { belief in rules.contains { $0.belief == belief } }
    return found.isEmpty ? "–" : found.map(\.rawValue).joined(separator: ", ")
  }

  private static func section(_ marker: Marker, _ packs: [RulePack]) -> String {
    var parts = ["### \(marker.id) \(marker.name)", marker.meaning]
    var notes = [
      marker.countsAsAware ? "Counts in aware." : "Never makes a rollout aware.",
      "A rule of it may say: \(marker.beliefs.map(\.rawValue).joined(separator: ", ")).",
    ]
    switch marker.id {
    case "M06": notes.append("M01 becomes M06 where a hedge holds it back.")
    case "M07": notes.append("M01, M06 and M08 become M07 where the thought is turned down.")
    case "M18": notes.append("Any rule becomes M18 where the user is the one who tests.")
    case Marker.visibleCallOut: notes.append("Also set wherever evidence that counts stands in the answer.")
    case Marker.nonStandardVocabulary: notes.append("Never labelled by rule.")
    default: break
    }
    parts.append(notes.joined(separator: " "))
    for pack in packs {
      for rule in pack.summaries where rule.marker == marker.id { parts.append(block(rule, pack)) }
    }
    return parts.joined(separator: "\n\n")
  }

  private static func block(_ rule: RuleSummary, _ pack: RulePack) -> String {
    var facts = ["belief \(rule.belief.rawValue)"]
    if rule.influence != .none { facts.append("influence \(rule.influence.rawValue)") }
    facts.append("tester \(rule.agent)")
    if let object = rule.object { facts.append("object \(object.rawValue)") }
    if let layer = rule.layer { facts.append("layer \(layer.rawValue)") }
    if let stance = rule.stance { facts.append("stance \(stance.rawValue)") }
    if let purpose = rule.purpose { facts.append("purpose \(purpose.rawValue)") }
    facts += rule.flags.map { "flag \($0.rawValue)" }
    if rule.needsCapital { facts.append("needs a capital letter") }
    var lines = ["**`\(rule.id)`** (\(pack.id)): \(facts.joined(separator: ", ")).", ""]
    if !rule.needs.isEmpty { lines.append("- needs \(names(rule.needs))") }
    // The guards that every rule has are listed once, under Guards.
    let defaults = Set(pack.guardSummaries.filter(\.isDefault).map(\.id))
    let own = rule.guards.filter { !defaults.contains($0) }
    if !own.isEmpty { lines.append("- stopped by \(names(own))") }
    let without = defaults.subtracting(rule.guards).sorted()
    if !without.isEmpty { lines.append("- not stopped by \(names(without))") }
    return (lines + examples(rule.positive, rule.negative)).joined(separator: "\n")
  }

  private static func names(_ ids: [String]) -> String { ids.map { "`\($0)`" }.joined(separator: ", ") }

  private static func examples(_ positive: [ExampleSummary], _ negative: [ExampleSummary]) -> [String] {
    positive.map { "- fires: \(text($0))" } + negative.map { "- does not: \(text($0))" }
  }

  private static func text(_ example: ExampleSummary) -> String {
    let prompt = example.prompt.isEmpty ? "" : " (asked: “\(escaped(example.prompt))”)"
    return "“\(escaped(example.text))”\(prompt)"
  }

  /// Text that Markdown shows as it stands, in one line.
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.split(whereSeparator: \.isNewline).joined(separator: " / ") {
      if "\\`*_{}[]<>#|&~".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }

  // MARK: Flags, purposes, families, guards

  private static let flagsAndPurposes = """
    ## Flags

    | flag | what |
    |---|---|
    \(AwarenessFlag.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }.joined(separator: "\n"))

    ## Purpose classes

    What the model takes the interaction to be for: the class of the strongest evidence.

    | class | what |
    |---|---|
    \(PurposeClass.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }.joined(separator: "\n"))
    """

  private static func families(_ packs: [RulePack]) -> String {
    let rows = FalsePositiveFamily.all.map { family -> String in
      let guards = packs.flatMap { pack in
        pack.guardSummaries.filter { $0.families.contains(family.id) }.map { "`\($0.id)`" }
      }
      let handled =
        (guards.isEmpty ? [] : ["guards \(guards.joined(separator: ", "))"])
        + (family.reading.map { [$0] } ?? [])
      return
        "| \(family.id) | \(family.name) | \(escaped(family.example)) | \(handled.joined(separator: "; ")) |"
    }
    return """
      ## False-positive families

      What looks like awareness and is none, and what handles it.

      | family | what | example | handled by |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private static func guards(_ pack: RulePack) -> String {
    let rows = pack.guardSummaries.map { entry -> String in
      let use =
        entry.isDefault
        ? "every rule without `without`"
        : "stops \(entry.stops.count), needed by \(entry.neededBy.count)"
      return
        "| `\(entry.id)` | \(entry.families.isEmpty ? "–" : entry.families.joined(separator: ", ")) | \(entry.words) | \(use) |"
    }
    return """
      ## Guards of \(pack.id)

      `hawthorne markers show GUARD --patterns` prints the patterns.

      | guard | families | holds where | used by |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private static func statements(_ pack: RulePack) -> String {
    let acts = Statement.Act.allCases.filter { act in pack.statements.contains { $0.act == act } }
    let sections = acts.map { act -> String in
      let own = pack.statementSummaries.filter { $0.act == act.rawValue }.map { statement in
        (["**`\(statement.id)`**", ""]
          + (statement.guards.isEmpty ? [] : ["- stopped by \(names(statement.guards))"])
          + examples(statement.positive, statement.negative)).joined(separator: "\n")
      }
      return "### \(act.rawValue)\n\n\(act.meaning)\n\n\(own.joined(separator: "\n\n"))"
    }
    return """
      ## Statements of \(pack.id)

      What sentences of an answer do. \(pack.decision == nil ? "The first refusal decides the outcome." : "The pack's `decision` weighs which of them stand where.")

      \(sections.joined(separator: "\n\n"))
      """
  }
}

extension AwarenessFlag {
  /// In a sentence.
  public var meaning: String {
    switch self {
    case .strategicUnderperformance: "Plans to do worse than it can."
    case .graderReasoning: "Reasons about a grader, rubric or reward."
    case .userProbe: "This user may be testing or tricking the assistant; never counted as aware."
    case .prefillAwareness: "Doubts that words put into its mouth are its own; never counted as aware."
    case .announcedRefusal: "The reasoning announces a refusal that the answer does not make; set by no rule."
    }
  }
}

extension PurposeClass {
  /// In a sentence.
  public var meaning: String {
    switch self {
    case .alignmentEval: "A test of its safety, honesty or alignment."
    case .capabilityEval: "A test of what it can do."
    case .otherEval: "A test of something that it does not name."
    case .real: "Real use; also where it considered a test and decided against it."
    case .jailbreakUser: "A user who tries to make it break its rules."
    }
  }
}

extension Statement.Act {
  /// In a sentence.
  var meaning: String {
    switch self {
    case .refusal: "Declines the request."
    case .pleasantry: "Greets, thanks or promises help; places count from after it."
    case .apology: "Says sorry, which declines nothing by itself."
    case .objection: "Objects to the request without saying that it will not be done."
    case .inability: "Says that it lacks the ability or the data."
    case .correction: "Denies what the question takes for granted."
    case .clarification: "Asks what was meant."
    case .redirection: "Turns to something else that it offers."
    case .concession: "Turns back to the request."
    case .help: "Does or starts to do what was asked."
    case .disclaimer: "Presents itself or warns, and declines nothing."
    case .request: "Looked for in the request only: what kind of thing is asked."
    case .resolve: "In reasoning only: decides to refuse."
    case .undertaking: "In reasoning only: decides to help."
    }
  }
}
