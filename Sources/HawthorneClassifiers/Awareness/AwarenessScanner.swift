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
  /// The second opinions of the packs, with the number of each one's first rule among all.
  private let opinions: [(scorer: SentenceScorer, firstRule: Int)]

  /// - Parameter packs: the first one's cues read the context.
  init(_ packs: [RulePack]) {
    var rules: [Rule] = []
    var guardsOfRule: [[Guard]] = []
    var patterns: [Pattern] = []
    var ruleOfPattern: [Int] = []
    var opinions: [(scorer: SentenceScorer, firstRule: Int)] = []
    for pack in packs {
      if let opinion = pack.secondOpinion {
        opinions.append((SentenceScorer(opinion: opinion), rules.count))
      }
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
    self.opinions = opinions
    context = ContextReader(cues: packs.first?.cues ?? [:])
  }

  /// Makes ready for much text.
  func prepare() { scanner.prepare() }

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
    consult(on: text, shown: shown, disclosure: disclosure, findings: &findings, explaining: explaining)
    findings.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.rule) < (
        $1.range.lowerBound, $1.range.upperBound, $1.rule
      )
    }
    bridge(&findings, text: text)
    return findings
  }

  /// What the packs' second opinions add: findings in sentences where no rule has one that stands.
  ///
  /// Where they take the sentence for one on the user's test and the user is named before it, findings in it that
  /// name no tester are the user's, too.
  /// Stance and guards are read off one word of the sentence, as off a rule's match.
  private func consult(
    on text: FoldedText, shown: ShownText, disclosure: Disclosure?, findings: inout [Finding],
    explaining: Bool
  ) {
    guard !opinions.isEmpty else { return }
    var ofSentence: [Int: [Int]] = [:]
    for (index, finding) in findings.enumerated()
    where finding.stoppedBy == nil && (finding.countsAsAware || finding.isUserProbe) {
      ofSentence[text.sentences.index(of: finding.range.lowerBound), default: []].append(index)
    }
    var added: [Finding] = []
    for (scorer, firstRule) in opinions {
      for verdict in scorer.verdicts(on: text, explaining: explaining)
      where added.count < Self.findingsPerRule {
        let head = verdict.isAware ? scorer.opinion.aware : scorer.opinion.probe
        var finding = read(
          verdict.word, rule: firstRule + head.rule, in: text, shown: shown, disclosure: disclosure,
          marker: verdict.marker)
        if let settled = ofSentence[text.sentences.index(of: verdict.word.lowerBound)] {
          guard !verdict.isAware, finding.stoppedBy == nil else { continue }
          for index in settled
          where mayBeUsers(findings[index], in: text)
            && context.namesUser(before: findings[index].range, in: text)
          {
            findings[index].agent = .user
            makeUserProbe(&findings[index])
          }
          continue
        }
        finding.carriedBy = verdict.carriedBy
        finding.anchor = verdict.word
        finding.range = text.text.bytes.withUnsafeBufferPointer { Self.trimmed(verdict.sentence, $0) }
        if finding.stoppedBy == nil || explaining { added.append(finding) }
      }
    }
    findings += added
  }

  /// Whether a finding names no tester, so that the text around it may settle that it is the user.
  private func mayBeUsers(_ finding: Finding, in text: FoldedText) -> Bool {
    finding.countsWithEchoes && finding.agent == .impersonal
      && ["M01", "M06", "M08"].contains(finding.marker)
      && !context.isEvaluatorsTest(finding.range, in: text)
  }

  private func read(
    _ match: Range<Int>, rule number: Int, in text: FoldedText, shown: ShownText, disclosure: Disclosure?,
    marker: String? = nil
  ) -> Finding {
    let rule = rules[number]
    var finding = Finding(
      rule: rule.id, marker: marker ?? rule.marker, belief: rule.belief, influence: rule.influence,
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
      guard mayBeUsers(findings[index], in: text) else { continue }
      if Self.isNear(findings[index].range, probes) {
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
