import HawthorneCore
import HawthorneFormats

/// Reads a rubric and collects every complaint about it.
struct RubricReader {
  private enum Quote: String, CaseIterable { case required, none }

  /// The outcomes that a judge may find; the others are the protocol's.
  private enum JudgedOutcome: String, CaseIterable {
    case refused, partial, complied, deflected
  }

  /// The passes that a rubric may name; checks come from suites.
  private enum NamedPass: String, CaseIterable { case agent, layer, arm }

  var problems: [Diagnostic] = []
  private var questions: [Rubric.Question] = []
  private var places: [String: Diagnostic.Location] = [:]

  mutating func read(_ root: YAMLNode, hash: ContentHash) -> Rubric? {
    guard
      let top = root.mapping(
        "the rubric",
        keys: [
          "rubric", "version", "language", "reads", "about", "limits", "instructions", "checks", "questions",
          "rules",
        ], &problems)
    else { return nil }
    let id = top.require("rubric", &problems).flatMap { name($0, "'rubric'") }
    let version = top.require("version", &problems).flatMap { word($0, "'version'") }
    let language = top.require("language", &problems).flatMap { tag($0) }
    let reads = top["reads"].map { node in (node.list("'reads'", &problems) ?? []).compactMap { tag($0) } }
    let limits = readLimits(top["limits"])
    let instructions = top.require("instructions", &problems).flatMap { text($0, "'instructions'") }
    let asksChecks = top["checks"]?.bool("'checks'", &problems) ?? false
    for node in top["questions"]?.list("'questions'", &problems) ?? [] { readQuestion(node) }
    if questions.filter({ $0.pass == .arm }).count > 1 {
      complain("rubric.several-arms", top.place(of: "questions"), "keep one question of pass arm")
    }
    let rules = (top["rules"]?.list("'rules'", &problems) ?? []).compactMap { readRule($0) }
    checkWhole(top, rules, asksChecks: asksChecks)
    guard let id, let version, let language, let instructions else { return nil }
    return Rubric(
      id: id, version: version, language: language,
      reads: reads.flatMap { $0.isEmpty ? nil : $0 } ?? [language], hash: hash, limits: limits,
      instructions: instructions, questions: questions, rules: rules, asksChecks: asksChecks)
  }

  private mutating func readLimits(_ node: YAMLNode?) -> Rubric.Limits {
    var limits = Rubric.Limits()
    guard let map = node?.mapping("'limits'", keys: ["characters", "prompt"], &problems) else {
      return limits
    }
    for (key, member) in [("characters", \Rubric.Limits.characters), ("prompt", \.prompt)] {
      guard let number = map[key]?.integer("'\(key)'", &problems) else { continue }
      if (200...10_000_000).contains(number) {
        limits[keyPath: member] = number
      } else {
        complain("rubric.limit", map.place(of: key), "set '\(key)' to a number from 200 to 10000000")
      }
    }
    return limits
  }

  private mutating func readQuestion(_ node: YAMLNode) {
    let keys = ["id", "pass", "reads", "text", "quote", "marker", "stance", "belief", "object", "about"]
    guard let map = node.mapping("a question", keys: keys, &problems), let id = identifier(map, "question")
    else { return }
    let pass = map["pass"]?.choice("'pass'", of: NamedPass.self, &problems) ?? .agent
    let quote = map["quote"]?.choice("'quote'", of: Quote.self, &problems) ?? .none
    guard let text = map.require("text", &problems).flatMap({ self.text($0, "'text'") }) else { return }
    let reads = map["reads"]?.choice("'reads'", of: Rubric.Question.Text.self, &problems)
    let marker = map["marker"].flatMap { readMarker($0) }
    if marker != nil, quote == .none {
      complain(
        "rubric.marker-without-quote", map.place(of: "marker"),
        "add 'quote: required': a marker's span is where the quote stands")
    }
    if pass != .agent {
      for key in ["quote", "marker"] where map[key] != nil && (key != "quote" || quote == .required) {
        complain("rubric.quote-in-pass", map.place(of: key), "remove '\(key)': only the agent pass quotes")
      }
      if pass == .layer, map["reads"] != nil {
        complain(
          "rubric.reads-in-layer", map.place(of: "reads"),
          "remove 'reads': the layer pass sees the prompt and the verified quotes")
      }
    }
    let counts = marker.flatMap { Marker(id: $0) }?.countsAsAware ?? false
    questions.append(
      Rubric.Question(
        id: id, pass: JudgePass(rawValue: pass.rawValue) ?? .agent,
        reads: reads ?? (pass == .arm ? .both : .reasoning), text: text, needsQuote: quote == .required,
        marker: marker,
        stance: map["stance"]?.choice("'stance'", of: Stance.self, &problems) ?? .asserted,
        belief: map["belief"]?.choice("'belief'", of: Belief.self, &problems)
          ?? (counts ? .suspicion : .none),
        object: map["object"]?.choice("'object'", of: AwarenessObject.self, &problems) ?? .unspecified))
  }

  private mutating func readMarker(_ node: YAMLNode) -> String? {
    guard let id = node.string("'marker'", &problems) else { return nil }
    if Marker(id: id) != nil, id != Marker.nonStandardVocabulary { return id }
    complain(
      "rubric.unknown-marker", node.location,
      "set 'marker' to one of M01 to M23; '\(TerminalText.stripped(id))' is not one")
    return nil
  }

  private mutating func readRule(_ node: YAMLNode) -> Rubric.Rule? {
    let keys = [
      "id", "when", "belief", "influence", "flags", "purpose", "layer", "visible", "outcome", "about",
    ]
    guard let map = node.mapping("a rule", keys: keys, &problems), let id = identifier(map, "rule"),
      let condition = map.require("when", &problems).flatMap({ readCondition($0) })
    else { return nil }
    let outcome = map["outcome"]?.choice("'outcome'", of: JudgedOutcome.self, &problems)
    let rule = Rubric.Rule(
      id: id, condition: condition,
      belief: map["belief"]?.choice("'belief'", of: Belief.self, &problems),
      influence: map["influence"]?.choice("'influence'", of: ClaimedInfluence.self, &problems),
      flags: (map["flags"]?.list("'flags'", &problems) ?? []).compactMap {
        $0.choice("a flag", of: AwarenessFlag.self, &problems)
      },
      purpose: map["purpose"]?.choice("'purpose'", of: PurposeClass.self, &problems),
      layer: map["layer"]?.choice("'layer'", of: Layer.self, &problems),
      visible: map["visible"]?.bool("'visible'", &problems),
      outcome: outcome.flatMap { Outcome(rawValue: $0.rawValue) })
    check(rule, map)
    return rule
  }

  private mutating func readCondition(_ node: YAMLNode) -> Rubric.Condition? {
    if node.json == .string("always") { return Rubric.Condition() }
    guard let map = node.mapping("'when'", keys: ["all", "any", "none"], &problems) else { return nil }
    var condition = Rubric.Condition()
    for (key, member) in [("all", \Rubric.Condition.all), ("any", \.any), ("none", \.none)] {
      condition[keyPath: member] = (map[key]?.list("'\(key)'", &problems) ?? []).compactMap { item in
        guard let id = item.string("a question's id", &problems) else { return nil }
        if questions.contains(where: { $0.id == id }) { return id }
        problems.append(
          Diagnostic(
            id: "rubric.unknown-question", location: item.location,
            message: "define the question '\(TerminalText.stripped(id))', or correct its name",
            notes: NearestName.hint(for: id, among: questions.map(\.id))))
        return nil
      }
    }
    if condition.all.isEmpty, condition.any.isEmpty {
      complain(
        "rubric.empty-condition", node.location,
        "name a question under 'all' or 'any', or write 'when: always': what nobody said yes to says nothing")
    }
    return condition
  }

  /// A rule may rest only on questions that were asked about the text that it speaks of.
  private mutating func check(_ rule: Rubric.Rule, _ map: YAMLMapping) {
    var wanted: [(field: String, pass: JudgePass, reads: Rubric.Question.Text?)] = []
    if rule.setsAwareness { wanted.append(("awareness", .agent, .reasoning)) }
    if rule.visible != nil { wanted.append(("'visible'", .agent, .answer)) }
    if rule.outcome != nil { wanted.append(("'outcome'", .agent, .answer)) }
    if rule.layer != nil { wanted.append(("'layer'", .layer, nil)) }
    if wanted.isEmpty {
      complain(
        "rubric.empty-rule", map.location,
        "let the rule say something: belief, influence, flags, purpose, layer, visible or outcome")
    }
    if wanted.count > 1 {
      complain(
        "rubric.mixed-rule", map.location,
        "split the rule: \(wanted.map(\.field).joined(separator: " and ")) rest on different questions")
      return
    }
    guard let only = wanted.first else { return }
    for id in rule.condition.questions {
      guard let question = questions.first(where: { $0.id == id }) else { continue }
      if question.pass != only.pass || only.reads.map({ $0 != question.reads }) == true {
        let text = only.reads.map { " that reads the \($0.rawValue)" } ?? ""
        complain(
          "rubric.wrong-text", map.place(of: "when"),
          "rest the rule on questions of pass \(only.pass.rawValue)\(text); '\(id)' is none")
      }
    }
  }

  private mutating func checkWhole(_ top: YAMLMapping, _ rules: [Rubric.Rule], asksChecks: Bool) {
    guard problems.isEmpty else { return }
    let asksAwareness = rules.contains { $0.belief != nil }
    if !asksAwareness, !asksChecks, !rules.contains(where: { $0.outcome != nil }) {
      complain(
        "rubric.no-rules", top.location, "add a rule that sets 'belief' or 'outcome', or write 'checks: true'"
      )
    }
    if asksAwareness, !rules.contains(where: { $0.visible == true }) {
      complain(
        "rubric.no-visible", top.location,
        "add a question that reads the answer and a rule that sets 'visible: true': without them what the model "
          + "tells its user would count as never said")
    }
    if !asksAwareness, rules.contains(where: { $0.setsAwareness || $0.visible != nil || $0.layer != nil }) {
      complain("rubric.no-belief", top.location, "add a rule that sets 'belief', or leave awareness out")
    }
  }

  // MARK: Small values

  private mutating func complain(_ id: String, _ place: Diagnostic.Location, _ message: String) {
    problems.append(Diagnostic(id: id, location: place, message: message))
  }

  private mutating func identifier(_ map: YAMLMapping, _ what: String) -> String? {
    guard let id = map.require("id", &problems).flatMap({ name($0, "the \(what)'s id") }) else { return nil }
    let place = map.place(of: "id")
    if let first = places.updateValue(place, forKey: "\(what) \(id)") {
      problems.append(
        Diagnostic(
          id: "rubric.duplicate-id", location: place,
          message: "give this \(what) another id: '\(id)' is taken",
          notes: ["first used in line \(first.line.map { String($0) } ?? "?")"]))
      return nil
    }
    return id
  }

  /// Part of a classifier's id and of spans: plain, so that it can be typed.
  private mutating func name(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    let plain = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
    }
    if plain, (1...64).contains(text.utf8.count) { return text }
    complain(
      "rubric.bad-id", node.location,
      "write \(what) in lower-case letters, digits, '-', '.' and '_', at most 64 of them")
    return nil
  }

  private mutating func word(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    let plain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x23 && $0 != 0x40 }
    if plain, (1...64).contains(text.utf8.count) { return text }
    complain("rubric.bad-version", node.location, "write \(what) without blanks, '@' and '#'")
    return nil
  }

  private mutating func text(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    let trimmed = text.split(whereSeparator: \.isNewline).joined(separator: "\n")
    if trimmed.contains(where: { !$0.isWhitespace }), trimmed.utf8.count <= 20_000 { return trimmed }
    complain("rubric.text", node.location, "write \(what) in 1 to 20000 bytes")
    return nil
  }

  private mutating func tag(_ node: YAMLNode) -> String? {
    guard let text = node.string("a language", &problems) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if text == text.lowercased(), let first = parts.first, (2...3).contains(first.count),
      parts.allSatisfy({
        (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      })
    {
      return text
    }
    complain(
      "rubric.bad-language", node.location,
      "write the language as a lower-case tag such as ja; '\(TerminalText.stripped(text))' is none")
    return nil
  }
}
