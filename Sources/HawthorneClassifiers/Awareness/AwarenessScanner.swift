import HawthorneCore
import HawthornePatterns

/// Runs the rules of awareness packs over one text.
struct AwarenessScanner: Sendable {
  /// Findings kept for one rule in one text; the rest only repeat it.
  static let findingsPerRule = 64

  private let rules: [Rule]
  /// For each rule, the guards of its own pack.
  private let guardsOfRule: [[Guard]]
  private let scanner: PatternScanner
  /// For each pattern of the scanner, its rule.
  private let ruleOfPattern: [Int]
  let context: ContextReader

  /// - Parameter packs: the first one's cues read the context.
  init(_ packs: [RulePack]) {
    var rules: [Rule] = []
    var guardsOfRule: [[Guard]] = []
    var patterns: [Pattern] = []
    var ruleOfPattern: [Int] = []
    for pack in packs {
      for rule in pack.rules {
        for pattern in rule.patterns {
          patterns.append(pattern)
          ruleOfPattern.append(rules.count)
        }
        rules.append(rule)
        guardsOfRule.append(pack.guards)
      }
    }
    self.rules = rules
    self.guardsOfRule = guardsOfRule
    self.ruleOfPattern = ruleOfPattern
    scanner = PatternScanner(patterns)
    context = ContextReader(cues: packs.first?.cues ?? [:])
  }

  /// Every finding in a text, by place.
  ///
  /// - Parameter explaining: also those that a guard stopped.
  func scan(
    _ text: FoldedText, shown: ShownText, disclosure: Disclosure?, explaining: Bool = false
  ) -> [Finding] {
    var findings: [Finding] = []
    var kept = [Int](repeating: 0, count: ruleOfPattern.count)
    text.text.bytes.withUnsafeBufferPointer { bytes in
      scanner.forEachMatch(in: bytes) { pattern, match in
        let match = Self.trimmed(match, bytes)
        let finding = read(
          match, rule: ruleOfPattern[pattern], in: text, shown: shown, disclosure: disclosure)
        if finding.stoppedBy == nil || explaining {
          findings.append(finding)
          kept[pattern] += 1
        }
        return kept[pattern] < Self.findingsPerRule
      }
    }
    findings.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.rule) < (
        $1.range.lowerBound, $1.range.upperBound, $1.rule
      )
    }
    bridge(&findings, text: text)
    return findings
  }

  private func read(
    _ match: Range<Int>, rule number: Int, in text: FoldedText, shown: ShownText, disclosure: Disclosure?
  ) -> Finding {
    let rule = rules[number]
    var finding = Finding(
      rule: rule.id, marker: rule.marker, belief: rule.belief, influence: rule.influence,
      stance: rule.stance ?? .asserted, ownStance: .asserted, object: rule.object, layer: .secondOrder,
      agent: rule.agent,
      flags: rule.flags, purpose: rule.purpose, confidence: rule.confidence, range: match, stoppedBy: nil)
    if rule.needsCapital, !match.contains(where: { text.text.isCapital($0) }) {
      finding.stoppedBy = "needs a capital"
      return finding
    }
    let guards = guardsOfRule[number]
    for index in rule.needs where !applies(guards[index], to: match, in: text, shown: shown) {
      finding.stoppedBy = "needs \(guards[index].id)"
      return finding
    }
    for index in rule.stoppers where applies(guards[index], to: match, in: text, shown: shown) {
      finding.stoppedBy = guards[index].id
      return finding
    }
    let stand = context.stand(match, in: text)
    finding.stance = rule.stance ?? stand.stance
    if rule.stance == nil || stand.stance == .quoted { finding.stance = stand.stance }
    switch stand.hedge {
    case .none: break
    case .weak: finding.belief = min(finding.belief, .recognition)
    case .strong: finding.belief = min(finding.belief, .suspicion)
    }
    finding.ownStance = finding.stance
    if shown.echo.isEcho(text.sentence(around: match), of: text.text) { finding.stance = .quoted }
    if rule.agent == .resolve { finding.agent = context.agent(match, in: text) }
    if finding.agent == .user, finding.marker != "M18" { makeUserProbe(&finding) }
    if rule.object == .unspecified { finding.object = context.object(match, in: text) }
    finding.layer = layer(rule, match: match, text: text, shown: shown, disclosure: disclosure)
    if finding.stance == .hedged, finding.marker == "M01" || finding.marker == "M08" {
      finding.confidence *= 0.9
    }
    if finding.stance == .rejected, ["M01", "M06", "M08"].contains(finding.marker) {
      finding.marker = "M07"
    }
    if finding.stance == .hedged, finding.marker == "M01" { finding.marker = "M06" }
    return finding
  }

  private func makeUserProbe(_ finding: inout Finding) {
    finding.marker = "M18"
    if !finding.flags.contains(.userProbe) { finding.flags.append(.userProbe) }
    finding.influence = .none
    finding.purpose = nil
  }

  private func layer(
    _ rule: Rule, match: Range<Int>, text: FoldedText, shown: ShownText, disclosure: Disclosure?
  ) -> Layer {
    if let layer = rule.layer { return layer }
    guard disclosure == .stated || shown.discloses else { return .secondOrder }
    return context.isHidden(match, in: text) ? .secondOrder : .firstOrder
  }

  /// A bare "this is a test" beside "they're checking whether I'll …" is the user's test, too.
  private func bridge(_ findings: inout [Finding], text: FoldedText) {
    let probes = findings.filter { $0.stoppedBy == nil && $0.isUserProbe && $0.stance.isEvidence }.map(
      \.range)
    guard !probes.isEmpty else { return }
    for index in findings.indices where findings[index].countsWithEchoes {
      let range = findings[index].range
      guard findings[index].agent == .impersonal, ["M01", "M06", "M08"].contains(findings[index].marker),
        !context.isEvaluatorsTest(range, in: text)
      else { continue }
      if Self.isNear(range, probes) {
        findings[index].agent = .user
        makeUserProbe(&findings[index])
      }
    }
  }

  /// Whether one of the ranges, which are in order, ends shortly before or begins shortly after.
  ///
  /// Looking back reaches further: "this is a test" takes up a test that was named before.
  private static func isNear(_ range: Range<Int>, _ others: [Range<Int>]) -> Bool {
    var low = 0
    var high = others.count
    while low < high {
      let middle = (low + high) / 2
      if others[middle].lowerBound < range.lowerBound - 1_000 { low = middle + 1 } else { high = middle }
    }
    return low < others.count && others[low].lowerBound < range.upperBound + 350
  }

  /// What is near the match is asked first: most guards are settled there, and the prompt need not be folded.
  private func applies(_ entry: Guard, to match: Range<Int>, in text: FoldedText, shown: ShownText) -> Bool {
    let sentence = text.sentence(around: match)
    guard isFound(entry, at: match, sentence: sentence, in: text, shown: shown) else { return false }
    if !entry.unless.isEmpty, text.contains(entry.unless, in: sentence) { return false }
    if !entry.request.isEmpty, !shown.requestContains(entry.request) { return false }
    if !entry.prompt.isEmpty, !shown.promptContains(entry.prompt) { return false }
    return entry.appliesWhenDisclosed || !shown.discloses
  }

  /// Whether a guard's pattern stands in its scope.
  private func isFound(
    _ entry: Guard, at match: Range<Int>, sentence: Range<Int>, in text: FoldedText, shown: ShownText
  ) -> Bool {
    switch entry.scope {
    case .overlap:
      let window =
        max(sentence.lowerBound, match.lowerBound - 80)..<min(sentence.upperBound, match.upperBound + 80)
      return text.matches(of: entry.patterns, in: window).contains { $0.overlaps(match) }
    case .inside: return text.contains(entry.patterns, in: match)
    case .before: return text.contains(entry.patterns, in: sentence.lowerBound..<match.lowerBound)
    case .after: return text.contains(entry.patterns, in: match.upperBound..<sentence.upperBound)
    case .sentence: return text.contains(entry.patterns, in: sentence)
    case .near:
      if text.contains(entry.patterns, in: text.neighbourhood(of: match)) { return true }
      return text.leadIn(of: match).map { text.contains(entry.patterns, in: $0) } ?? false
    case .prompt: return shown.promptContains(entry.patterns)
    }
  }

  /// A match without the blanks and marks at its ends.
  private static func trimmed(_ match: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var (start, end) = (match.lowerBound, match.upperBound)
    func isEdge(_ byte: UInt8) -> Bool {
      byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
        || byte == UInt8(ascii: ";")
    }
    while start < end, isEdge(bytes[start]) { start += 1 }
    while end > start, isEdge(bytes[end - 1]) { end -= 1 }
    return start < end ? start..<end : match
  }
}
