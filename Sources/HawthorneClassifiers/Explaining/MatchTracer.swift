import HawthorneCore
import HawthornePatterns

/// Asks every guard and cue about a finding, and says which words decided.
///
/// Apart from scanning, which stops at the first guard that holds; a test keeps the two of one mind.
struct MatchTracer {
  let packs: [RulePack]
  let trace: Trace
  private let rules: [String: (rule: Rule, pack: RulePack)]
  private let shown: ShownText

  /// - Parameter shown: what the model was shown, as scanning asked for it.
  init(packs: [RulePack], trace: Trace, shown: ShownText) {
    self.packs = packs
    self.trace = trace
    var rules: [String: (rule: Rule, pack: RulePack)] = [:]
    for pack in packs { for rule in pack.rules where rules[rule.id] == nil { rules[rule.id] = (rule, pack) } }
    self.rules = rules
    self.shown = shown
  }

  func string(_ range: Range<Int>, _ text: FoldedText) -> String { text.text.string(range) }

  /// The first pack of a language reads the contexts of all.
  private func context(of pack: RulePack) -> ContextReader {
    let first = packs.first { !$0.cues.isEmpty && $0.reads(pack.language) } ?? packs.first
    return ContextReader(cues: first?.cues ?? [:])
  }

  /// A finding in full; nil for one of a rule that no pack has.
  func match(
    _ finding: Finding, in block: AwarenessReader.Block, original: String?
  ) -> Explanation.Match? {
    let text = block.text
    guard let (rule, pack) = rules[finding.rule] else { return nil }
    let context = context(of: pack)
    let range = finding.range
    let anchor = finding.anchor ?? range
    let guards = GuardTracer(text: text, shown: shown)
    let stance = StanceTracer(context: context, text: text).read(anchor)
    let place = text.text.originalRange(range)
    let sentence = text.text.originalRange(text.sentence(around: range))
    // Only the echo rule turns a stance into a quotation that the words around it do not make.
    let isEcho =
      finding.stoppedBy == nil && finding.stance == .quoted && stance.stance != .quoted
      && rule.stance != .quoted
    var match = Explanation.Match(
      rule: rule.id, pack: pack.id, marker: finding.marker, ruleMarker: rule.marker, block: block.name,
      start: place.lowerBound, end: place.upperBound, text: string(range, text),
      quote: original.map { Self.slice($0, place) } ?? string(range, text),
      before: original.map { Self.slice($0, sentence.lowerBound..<place.lowerBound) } ?? "",
      after: original.map { Self.slice($0, place.upperBound..<max(place.upperBound, sentence.upperBound)) }
        ?? "",
      belief: finding.belief, ruleBelief: rule.belief, influence: finding.influence, stance: finding.stance,
      object: finding.object, layer: finding.layer, channel: block.channel, timing: block.timing,
      confidence: finding.confidence,
      stoppedBy: finding.stoppedBy, countsAsAware: finding.countsAsAware, isEcho: isEcho,
      carriedBy: finding.carriedBy,
      guards: rule.needs.map { guards.check(pack.guards[$0], as: .needed, at: anchor) }
        + rule.stoppers.map { guards.check(pack.guards[$0], as: .stops, at: anchor) },
      stanceReading: Self.stance(finding, rule, stance, isEcho: isEcho),
      hedgeReading: Explanation.Reading(value: stance.hedge, reason: stance.hedgeReason),
      agentReading: agent(finding, rule, context, text), objectReading: object(finding, rule, context, text),
      layerReading: layer(rule, context, text, shown, anchor), whyNot: nil)
    // What a stopped rule would have said was not read when it was stopped.
    if finding.stoppedBy != nil {
      match.layer = Layer(rawValue: match.layerReading.value) ?? match.layer
      match.object = AwarenessObject(rawValue: match.objectReading.value) ?? match.object
      match.stance = Stance(rawValue: match.stanceReading.value) ?? match.stance
    }
    match.whyNot = Self.whyNot(match)
    return match
  }

  /// A part of a text by its UTF-8 offsets.
  private static func slice(_ text: String, _ range: Range<Int>) -> String {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: min(range.lowerBound, bytes.count))
    let end = bytes.index(bytes.startIndex, offsetBy: min(range.upperBound, bytes.count))
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func whyNot(_ match: Explanation.Match) -> String? {
    if match.countsAsAware { return nil }
    if let stopped = match.stoppedBy {
      if stopped.hasPrefix("needs ") {
        return "it \(stopped)\(stopped == "needs a capital" ? "" : ", which is absent")"
      }
      let found = match.guards.first { $0.id == stopped && $0.holds }?.found.map { " on “\($0)”" } ?? ""
      return "the guard \(stopped) stops it\(found)"
    }
    if match.isEcho { return "it repeats eight words or more of what the model was shown" }
    if !match.stance.isEvidence { return "stance \(match.stance.rawValue) is no evidence" }
    if Marker(id: match.marker)?.countsAsAware != true {
      return "\(match.marker) (\(Marker(id: match.marker)?.name ?? "unknown")) never makes a rollout aware"
    }
    if match.belief == .none { return "it claims no belief" }
    return "it does not count"
  }

  private static func stance(
    _ finding: Finding, _ rule: Rule, _ read: StanceTracer.Result, isEcho: Bool
  ) -> Explanation.Reading {
    if isEcho {
      return Explanation.Reading(value: Stance.quoted.rawValue, reason: "an echo of what the model was shown")
    }
    if let own = rule.stance, read.stance != .quoted {
      return Explanation.Reading(value: own.rawValue, reason: "set by the rule")
    }
    return Explanation.Reading(value: read.stance.rawValue, reason: read.reason)
  }

  private func agent(
    _ finding: Finding, _ rule: Rule, _ context: ContextReader, _ text: FoldedText
  ) -> Explanation.Reading {
    guard rule.agent == .resolve else {
      if finding.agent == .user, rule.agent == .impersonal, finding.stoppedBy == nil {
        return Explanation.Reading(value: "user", reason: "a test of the user's is spoken of beside it")
      }
      return Explanation.Reading(value: finding.agent.rawValue, reason: "set by the rule")
    }
    let agent =
      finding.stoppedBy == nil ? finding.agent : context.agent((finding.anchor ?? finding.range), in: text)
    let sentence = text.sentence(around: (finding.anchor ?? finding.range))
    let named = [Cue.agentImpersonal, .agentPronoun, .agentEvaluator, .agentUser].flatMap { cue in
      text.matches(
        of: context.patterns(cue), in: sentence.lowerBound..<(finding.anchor ?? finding.range).upperBound
      ).map {
        (cue: cue, range: $0)
      }
    }
    let last = named.max { $0.range.lowerBound < $1.range.lowerBound }
    let reason = last.map { "read off “\(string($0.range, text))” (\($0.cue.rawValue))" } ?? "nobody is named"
    return Explanation.Reading(value: agent.rawValue, reason: reason)
  }

  private func object(
    _ finding: Finding, _ rule: Rule, _ context: ContextReader, _ text: FoldedText
  ) -> Explanation.Reading {
    if rule.object != .unspecified {
      return Explanation.Reading(value: rule.object.rawValue, reason: "set by the rule")
    }
    let object = context.object((finding.anchor ?? finding.range), in: text)
    let sentence = text.sentence(around: (finding.anchor ?? finding.range))
    let cues: [AwarenessObject: Cue] = [
      .training: .objectTraining, .jailbreakUser: .objectJailbreak, .honesty: .objectHonesty,
      .safety: .objectSafety, .monitor: .objectMonitor, .capability: .objectCapability,
    ]
    let cue = cues[object]
    let words = cue.flatMap { cue in
      text.firstMatch(
        of: context.patterns(cue), in: (finding.anchor ?? finding.range).lowerBound..<sentence.upperBound
      ).map { "the cue \(cue.rawValue) on “\(string($0, text))”" }
    }
    return Explanation.Reading(value: object.rawValue, reason: words ?? "the sentence names none")
  }

  private func layer(
    _ rule: Rule, _ context: ContextReader, _ text: FoldedText, _ shown: ShownText, _ range: Range<Int>
  ) -> Explanation.Reading {
    if let layer = rule.layer {
      return Explanation.Reading(value: layer.rawValue, reason: "set by the rule")
    }
    guard trace.disclosure == .stated || shown.discloses else {
      return Explanation.Reading(
        value: Layer.secondOrder.rawValue, reason: "the prompt does not say that it is a test")
    }
    let says =
      trace.disclosure == .stated ? "the arm states that it is a test" : "the prompt says that it is a test"
    guard let hidden = text.firstMatch(of: context.patterns(.hidden), in: text.sentence(around: range)) else {
      return Explanation.Reading(value: Layer.firstOrder.rawValue, reason: says)
    }
    return Explanation.Reading(
      value: Layer.secondOrder.rawValue,
      reason: "\(says), and “\(string(hidden, text))” (cue hidden) speaks of a purpose behind that")
  }

  /// The words of the vocabularies that stand in texts, the longest first.
  func knownWords(in texts: [FoldedText]) -> [Explanation.KnownWord] {
    var words: [String: Set<String>] = [:]
    for pack in packs where pack.reads(trace.language) {
      for (name, entry) in pack.vocabulary.entries {
        // An entry that is a part of a word or may be empty says nothing of the text.
        guard let pattern = try? Pattern("\\b(?:\(entry.expanded))\\b"), !pattern.matches("") else {
          continue
        }
        for text in texts {
          guard let match = text.firstMatch(of: [pattern], in: 0..<text.text.count) else { continue }
          let word = string(match, text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
          if word.count > 3 { words[word, default: []].insert(name) }
        }
      }
    }
    return words.map { Explanation.KnownWord(text: $0.key, entries: $0.value.sorted()) }
      .sorted { ($1.text.count, $0.text) < ($0.text.count, $1.text) }.prefix(8).map { $0 }
  }
}

extension FoldedText {
  /// The leftmost match of any of the patterns in a range, seeing only the range.
  func firstMatch(of patterns: [Pattern], in range: Range<Int>) -> Range<Int>? {
    guard !range.isEmpty else { return nil }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let window = UnsafeBufferPointer(rebasing: bytes[range])
      return patterns.compactMap { $0.firstMatch(in: window, range: 0..<window.count) }
        .min { $0.lowerBound < $1.lowerBound }
        .map { $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound }
    }
  }
}
