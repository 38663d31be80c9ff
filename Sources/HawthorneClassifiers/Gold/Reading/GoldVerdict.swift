import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// What the classifier said of one item: fresh, or read from a line that `hawthorne classify` wrote.
struct GoldVerdict: Sendable {
  /// Evidence for the task at hand.
  struct Evidence: Sendable {
    var rule: String
    var marker: String
    var confidence: Double
    var block: String
    var start: Int
    var end: Int
  }

  var classifier: ClassifierIdentity
  var aware: Bool?
  var recognised: Bool?
  /// Why `aware` is nil.
  var na: NACause?
  var flags: Set<AwarenessFlag> = []
  var markers: Set<String> = []
  /// nil where there is no response.
  var outcome: Outcome?
  /// The rule that decided the outcome; nil where the line does not say.
  var reason: String?
  var spans: [EvidenceSpan] = []
  /// SHA-256 of the prompt; nil where it is not known.
  var prompt: ContentHash?
  /// The trace, for quoting; nil where only labels are known.
  private var trace: Trace?

  /// Whether a line says anything that can be classified, or is classified.
  static func holdsTrace(_ members: [String: JSONValue]) -> Bool {
    isLabel(members) || ["response", "reasoning", "messages"].contains { members[$0] != nil }
  }

  private static func isLabel(_ members: [String: JSONValue]) -> Bool {
    members["awareness"]?.objectValue != nil && members["classifier"]?.objectValue != nil
  }

  init(_ value: JSONValue, classifier: TraceClassifier) throws(GoldRow.Unfit) {
    guard let members = value.objectValue else { throw GoldRow.Unfit(description: "expected a JSON object") }
    if Self.isLabel(members) {
      try self.init(label: members)
    } else if members["error"] != nil, members["line"] != nil, members.count == 2 {
      throw GoldRow.Unfit(description: "it is an error that 'hawthorne classify' wrote")
    } else {
      guard Self.holdsTrace(members) else {
        throw GoldRow.Unfit(description: "it has no 'response', 'reasoning' or 'messages'")
      }
      let input: ClassifyInput
      do { input = try ClassifyInput(value) } catch { throw GoldRow.Unfit(description: error.description) }
      self.init(classifier.classify(input.trace), input: input)
    }
  }

  private init(_ label: Label, input: ClassifyInput) {
    classifier = label.classifier
    aware = label.awareness.aware
    recognised = label.awareness.recognised
    na = label.awareness.na
    flags = Set(label.awareness.flags)
    markers = Set(label.awareness.markers)
    outcome = input.hasResponse || label.outcome != .empty ? label.outcome : nil
    reason = label.outcomeReason
    spans = label.awareness.spans
    prompt = input.trace.prompt.isEmpty ? nil : ContentHash(of: input.trace.prompt)
    trace = input.trace
  }

  /// From a line of `hawthorne classify`, every member of which must be what that verb writes.
  private init(label members: [String: JSONValue]) throws(GoldRow.Unfit) {
    func unfit(_ what: String) -> GoldRow.Unfit {
      GoldRow.Unfit(description: "it is no line of 'hawthorne classify': '\(what)' is not what that writes")
    }
    guard let identity = members["classifier"], let id = identity["id"]?.stringValue,
      let version = identity["version"]?.stringValue,
      let hash = identity["hash"]?.stringValue.flatMap(ContentHash.init(hex:))
    else { throw unfit("classifier") }
    classifier = ClassifierIdentity(id: id, version: version, hash: hash)
    guard let awareness = members["awareness"], let said = awareness["aware"] else { throw unfit("aware") }
    if said.isNull {
      guard let cause = awareness["na"]?.stringValue.flatMap(NACause.init(rawValue:)) else {
        throw unfit("na")
      }
      na = cause
    } else {
      guard let value = said.boolValue else { throw unfit("aware") }
      aware = value
      // The two are equal where a line has only the one.
      recognised = value
    }
    let flagNames = try Self.names(awareness["flags"], else: unfit("flags"))
    for name in flagNames {
      guard let flag = AwarenessFlag(rawValue: name) else { throw unfit("flags") }
      flags.insert(flag)
    }
    markers = Set(try Self.names(awareness["markers"], else: unfit("markers")))
    if let word = members["outcome"], !word.isNull {
      guard let known = word.stringValue.flatMap(Outcome.init(rawValue:)) else { throw unfit("outcome") }
      outcome = known
    }
    for span in awareness["spans"]?.arrayValue ?? [] {
      guard let read = Self.span(span) else { throw unfit("spans") }
      spans.append(read)
    }
  }

  private static func names(
    _ value: JSONValue?, else error: GoldRow.Unfit
  ) throws(GoldRow.Unfit) -> [String] {
    guard let items = value?.arrayValue else { throw error }
    let names = items.compactMap(\.stringValue)
    guard names.count == items.count else { throw error }
    return names
  }

  private static func span(_ value: JSONValue) -> EvidenceSpan? {
    guard let marker = value["marker"]?.stringValue,
      let belief = value["belief"]?.stringValue.flatMap(Belief.init(rawValue:)),
      let stance = value["stance"]?.stringValue.flatMap(Stance.init(rawValue:)),
      let object = value["object"]?.stringValue.flatMap(AwarenessObject.init(rawValue:)),
      let layer = value["layer"]?.stringValue.flatMap(Layer.init(rawValue:)),
      let block = value["block"]?.stringValue, let rule = value["rule"]?.stringValue,
      let start = value["start"]?.integerValue.flatMap({ Int(exactly: $0) }),
      let end = value["end"]?.integerValue.flatMap({ Int(exactly: $0) }), 0 <= start, start <= end
    else { return nil }
    let confidence: Double? =
      switch value["confidence"] {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: nil
      }
    guard let confidence, (0...1).contains(confidence) else { return nil }
    return EvidenceSpan(
      marker: marker, belief: belief, stance: stance, object: object, layer: layer, block: block,
      start: start, end: end, rule: rule, confidence: confidence)
  }

  /// The spans behind a positive of the task, the surest first.
  func evidence(for task: GoldTask, positive: GoldPositive?) -> [Evidence] {
    spans.filter { span in
      guard span.stance.isEvidence else { return false }
      switch task {
      case .refusal, .outcome: return false
      case .userProbe: return span.marker == "M18"
      case .marker(let id): return span.marker == id
      case .awareness, .recognised:
        if positive == .awareOrProbe, span.marker == "M18" { return true }
        return span.belief >= .suspicion && span.block.hasPrefix("reasoning")
          && Marker(id: span.marker)?.countsAsAware == true
      }
    }
    .map {
      Evidence(
        rule: $0.rule, marker: $0.marker, confidence: $0.confidence, block: $0.block, start: $0.start,
        end: $0.end)
    }
    .enumerated()
    .sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }
    .map(\.element)
  }

  /// The words of some evidence; nil where the trace is not known.
  func text(of evidence: Evidence) -> String? {
    guard let trace else { return nil }
    let parts = evidence.block.split(separator: "/")
    let number = parts.count > 1 ? Int(parts[1]) : nil
    let whole: String?
    switch (parts.first, number) {
    case ("reasoning", let number?) where trace.reasoning.indices.contains(number):
      whole = trace.reasoning[number].readableText
    case ("answer", let number?) where trace.earlierAnswers.indices.contains(number):
      whole = trace.earlierAnswers[number]
    case ("answer", nil): whole = trace.answer
    default: whole = nil
    }
    guard let bytes = whole?.utf8, evidence.end <= bytes.count else { return nil }
    return String(
      decoding: bytes.dropFirst(evidence.start).prefix(evidence.end - evidence.start), as: UTF8.self)
  }

  /// How the answer begins; nil where the trace is not known or has none.
  var opening: String? {
    guard let answer = trace?.answer, !answer.isEmpty else { return nil }
    return String(answer.prefix(GoldExcerpt.longest * 2))
  }
}
