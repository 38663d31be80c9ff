import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

/// Why a text did or did not fire, for a person.
struct ExplanationView {
  var explanation: Explanation
  var wrap: WrappedText

  /// Matches shown in full; a text that repeats itself says nothing new after them.
  static let limit = 40

  var text: String {
    var blocks = [head]
    blocks += explanation.matches.prefix(Self.limit).enumerated().map {
      match($0.element, number: $0.offset + 1)
    }
    let more = explanation.matches.count - Self.limit
    if more > 0 { blocks.append("… and \(more) more matches; --json has all of them.") }
    if explanation.matches.isEmpty { blocks.append(nothing) }
    if explanation.isOfAnswer { blocks.append(statements) }
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var head: String {
    let label = explanation.label
    let awareness = label.awareness
    var values = [
      "belief \(awareness.belief.rawValue)", "influence \(awareness.influence.rawValue)",
      "purpose \(awareness.purpose?.rawValue ?? "none")",
    ]
    if !awareness.flags.isEmpty {
      values.append("flags \(awareness.flags.map(\.rawValue).joined(separator: " "))")
    }
    if !awareness.markers.isEmpty { values.append("markers \(awareness.markers.joined(separator: " "))") }
    return [
      wrap.paragraph(explanation.verdict), wrap.paragraph(values.joined(separator: ", ")),
      wrap.paragraph(RuleText.title(label.classifier)),
    ].joined(separator: "\n")
  }

  private func match(_ match: Explanation.Match, number: Int) -> String {
    let fate = match.countsAsAware ? "counts" : match.stoppedBy == nil ? "does not count" : "stopped"
    let renamed = match.marker == match.ruleMarker ? "" : ", read as \(match.marker)"
    let name = Marker(id: match.ruleMarker)?.name ?? ""
    let head = "\(number). "
    let indent = head.count
    var facts: [(name: String, value: String)] = [
      ("text", "\(match.before)⟦\(match.quote)⟧\(match.after)"),
      ("place", "\(match.block), bytes \(match.start) to \(match.end)"),
    ]
    if let why = match.whyNot { facts.append(("why not", why)) }
    facts.append(("stance", reading(match.stanceReading)))
    facts.append(("hedge", reading(match.hedgeReading)))
    let lowered = match.belief == match.ruleBelief ? "" : "; the rule says \(match.ruleBelief.rawValue)"
    facts.append(("belief", "\(match.belief.rawValue), influence \(match.influence.rawValue)\(lowered)"))
    facts.append(("tester", reading(match.agentReading)))
    facts.append(("object", reading(match.objectReading)))
    facts.append(("layer", reading(match.layerReading)))
    facts.append(("echo", match.isEcho ? "yes: eight words or more were in what the model was shown" : "no"))
    facts += guards(match)
    return wrap.paragraph(
      "\(match.ruleMarker) \(name)\(renamed): \(match.rule) (\(match.pack)) \(fate)", head: head) + "\n"
      + wrap.facts(facts, indent: indent)
  }

  private func reading(_ reading: Explanation.Reading) -> String { "\(reading.value): \(reading.reason)" }

  private func guards(_ match: Explanation.Match) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    for check in match.guards where check.role == .needed {
      let state = check.holds ? "holds" : "is absent (asked of: \(check.scope))"
      facts.append(("needs", "\(check.id) \(state)\(found(check))"))
    }
    let stoppers = match.guards.filter { $0.role == .stops }
    for check in stoppers where check.holds {
      let verb = check.id == match.stoppedBy ? "stops it" : "would stop it too"
      facts.append(("guard", "\(check.id) \(verb)\(found(check))"))
    }
    for check in stoppers where !check.holds && check.off != nil {
      facts.append(("guard", "\(check.id) matches\(found(check)) but is off: \(check.off ?? "")"))
    }
    let silent = stoppers.filter { !$0.holds && $0.off == nil }.map(\.id)
    if !silent.isEmpty { facts.append(("silent", silent.joined(separator: ", "))) }
    return facts
  }

  private func found(_ check: Explanation.GuardCheck) -> String {
    check.found.map { " on “\($0)” (\(check.scope))" } ?? (check.holds ? " (\(check.scope))" : "")
  }

  private var nothing: String {
    guard !explanation.knownWords.isEmpty else { return "" }
    let words = explanation.knownWords.map {
      "“\($0.text)” (\($0.entries.joined(separator: ", ")))"
    }
    return wrap.paragraph(
      "The rules know these words of it, but none of them joins them so: \(words.joined(separator: ", ")). "
        + "'hawthorne markers init mine.yaml' begins a pack of your own.")
  }

  private var statements: String {
    let label = explanation.label
    let lines = explanation.statements.map {
      wrap.paragraph("\($0.act) \($0.id), sentence \($0.sentence + 1): “\($0.text)”", head: "  ")
    }
    return (["outcome \(label.outcome.rawValue): \(TerminalText.stripped(label.outcomeReason))"] + lines)
      .joined(separator: "\n")
  }
}
