import GRDB
public import HawthorneCore

/// A stretch of a model's text that supports a label, quoted.
public struct Excerpt: Sendable, Hashable, Codable {
  public var runID: String
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var mode: String
  public var epoch: Int
  public var span: EvidenceSpan
  /// The text of the span and what stands beside it, exactly as the model wrote it: escape it.
  public var before: String
  public var quote: String
  public var after: String
}

extension Store {
  /// Evidence of a run with the text it points at, in order of confidence (highest first), then of suite,
  /// scenario, arm, mode, epoch, key and position.
  ///
  /// - Parameters:
  ///   - classifier: whose labels; nil takes `defaultClassifier(of:)`.
  ///   - marker: only spans of this marker.
  ///   - arms: only these arms; empty takes all.
  ///   - evidenceOnly: leave out spans whose stance is no evidence (negated, quoted, hypothetical).
  ///   - perRollout: at most so many spans of one rollout.
  ///   - limit: at most so many in all.
  ///   - context: bytes of text on either side.
  public func excerpts(
    of runID: String, classifier: ClassifierIdentity? = nil, marker: String? = nil, arms: [Arm] = [],
    evidenceOnly: Bool = true, perRollout: Int = 1, limit: Int = 20, context: Int = 160
  ) throws(StoreError) -> [Excerpt] {
    var chosen = classifier
    if chosen == nil { chosen = try defaultClassifier(of: runID) }
    guard limit > 0, let chosen else { return [] }
    return try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT r.id, r.arm, \(Self.spanColumns)
          FROM rollouts r JOIN labels l ON l.rollout_id = r.id
          JOIN classifiers c ON c.id = l.classifier_id
          JOIN label_spans p ON p.label_id = l.id
          WHERE r.run_id = ? AND c.name = ? AND c.version = ? AND c.hash = ?
            AND (? IS NULL OR p.marker = ?)
          ORDER BY p.confidence DESC, r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key, p.position
          """,
        arguments: [
          runID, chosen.id.column, chosen.version.column, chosen.hash.hex, marker, marker,
        ])
      var excerpts: [Excerpt] = []
      var taken: [Int64: Int] = [:]
      while excerpts.count < limit, let row = try rows.next() {
        let span = try Self.span(from: row, at: 2)
        let rolloutID: Int64 = try row.get(0)
        guard !evidenceOnly || span.stance.isEvidence, taken[rolloutID, default: 0] < perRollout,
          try arms.isEmpty || arms.contains(Self.arm(row, 1)),
          let rollout = try Self.storedRollout(rolloutID, database)?.rollout,
          let cut = rollout.transcript.cut(span, context: context)
        else { continue }
        taken[rolloutID, default: 0] += 1
        excerpts.append(
          Excerpt(
            runID: runID, key: rollout.plan.key, suiteID: rollout.plan.suiteID,
            scenarioID: rollout.plan.scenarioID, arm: rollout.plan.arm, mode: rollout.plan.mode.name,
            epoch: rollout.plan.epoch, span: span, before: cut.before, quote: cut.quote, after: cut.after))
      }
      return excerpts
    }
  }
}

extension Transcript {
  /// The text that a span points at; nil if it points outside its block.
  public func quote(of span: EvidenceSpan) -> String? { cut(span, context: 0)?.quote }

  /// The text of a block that a span names: `reasoning/N`, `answer` (the last), `answer/N` (an earlier one
  /// that is not empty) or `tool-call/N` (what the model wrote into its arguments); nil if there is none.
  public func text(ofBlock block: String) -> String? {
    if block == "answer" { return finalAnswer }
    let parts = block.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[1]), index >= 0 else { return nil }
    switch parts[0] {
    case "reasoning": return reasoning.dropFirst(index).first?.text
    case "answer":
      let answers = answers.map(\.text).dropLast()
      return answers.filter { !$0.isEmpty }.dropFirst(index).first
    case "tool-call": return toolCalls.dropFirst(index).first?.writtenText
    default: return nil
    }
  }

  /// The text of a span with its surroundings, cut at whole characters; nil if it points outside its block.
  func cut(_ span: EvidenceSpan, context: Int) -> (before: String, quote: String, after: String)? {
    guard let text = text(ofBlock: span.block) else { return nil }
    let bytes = Array(text.utf8)
    guard span.start >= 0, span.start <= span.end, span.end <= bytes.count else { return nil }
    func isBoundary(_ index: Int) -> Bool { index >= bytes.count || bytes[index] & 0xC0 != 0x80 }
    var first = max(0, span.start - context)
    while !isBoundary(first), first < span.start { first += 1 }
    var last = min(bytes.count, span.end + context)
    while !isBoundary(last), last > span.end { last -= 1 }
    func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return (piece(first..<span.start), piece(span.start..<span.end), piece(span.end..<last))
  }
}
