import HawthorneCore
import HawthorneStore

/// Every span of evidence that labels point at a rollout with, numbered over all of them.
struct SpanList {
  /// Further spans are counted and not listed.
  static let most = 500

  struct Entry {
    var number: Int
    var span: EvidenceSpan
    var classifier: ClassifierIdentity
    /// Why it is not marked in the text.
    var fault: String?
  }

  let entries: [Entry]
  /// How many there are in all.
  let total: Int

  /// - Parameter classifier: only its spans; nil for those of all.
  init(_ stored: LabelledRollout, classifier: ClassifierIdentity?) {
    var entries: [Entry] = []
    var total = 0
    let transcript = stored.rollout.transcript
    var lengths: [String: Int?] = [:]
    var number = 0
    for label in stored.labels {
      // Numbered over all labels, whichever are shown, so that a number means one span on every page.
      for span in label.awareness.spans {
        number += 1
        guard classifier == nil || label.classifier == classifier else { continue }
        total += 1
        guard entries.count < Self.most else { continue }
        if lengths[span.block] == nil {
          lengths[span.block] = .some(transcript.text(ofBlock: span.block)?.utf8.count)
        }
        let length = lengths[span.block] ?? nil
        let fault =
          length.map { MarkedText.fault(span.start, span.end, in: $0) } ?? "names a block that is not there"
        entries.append(
          Entry(number: number, span: span, classifier: label.classifier, fault: fault))
      }
    }
    self.entries = entries
    self.total = total
  }

  /// Those of one block, to be marked in its text.
  func marks(in block: String) -> [MarkedText.Span] {
    entries.filter { $0.span.block == block && $0.fault == nil }.map { entry in
      MarkedText.Span(
        number: entry.number, start: entry.span.start, end: entry.span.end,
        isEvidence: entry.span.stance.isEvidence, note: Self.note(entry))
    }
  }

  /// `M04 definitive, asserted, safety, second order; rule en-eval-1, confidence 0.9; rules@7 (…)`.
  static func note(_ entry: Entry) -> String {
    let span = entry.span
    let axes = [
      "\(span.marker) \(span.belief.rawValue)",
      span.influence == .none ? nil : plain(span.influence.rawValue),
      span.stance.rawValue, plain(span.object.rawValue), plain(span.layer.rawValue),
      span.timing.map { "\($0.rawValue) the decision" }, span.subAgent.map { "of \($0)" },
    ].compactMap(\.self)
    return axes.joined(separator: ", ") + "; rule \(span.rule), confidence \(confidence(span.confidence)); "
      + entry.classifier.fullName
  }

  static func plain(_ word: String) -> String { word.split(separator: "_").joined(separator: " ") }

  static func confidence(_ value: Double) -> String {
    guard value.isFinite else { return "not a number" }
    let hundredths = Int((min(max(value, -10), 10) * 100).rounded())
    let digits = String(abs(hundredths % 100))
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths / 100)).\(digits.count == 1 ? "0" : "")\(digits)"
  }

  /// The list that marks refer to.
  ///
  /// - Parameter place: where a span's mark is.
  func table(_ transcript: Transcript, where place: (Entry) -> Place?, _ context: PageContext) -> Markup {
    guard total > 0 else { return "<p>No label points at a stretch of text.</p>\n" }
    let rows = entries.map { entry -> Markup in
      let span = entry.span
      let number = place(entry).map { context.link($0, "\(entry.number)") } ?? "\(entry.number)"
      var quote: Markup = "<span class=\"loud\">\(entry.fault ?? "")</span>"
      if entry.fault == nil {
        let text = transcript.quote(of: span) ?? ""
        let short = text.count > 240 ? String(text.prefix(240)) + "…" : text
        quote = "“\(isolated: short)”"
      }
      return """
        <tr id="span-\(entry.number)"><th scope="row">\(number)</th><td>\(isolated: span.marker)</td>\
        <td>\(span.belief.rawValue)\(Markup.when(span.influence != .none, ", \(Self.plain(span.influence.rawValue))"))</td>\
        <td>\(span.stance.rawValue)\(Markup.when(!span.stance.isEvidence, " <span class=\"muted\">(no evidence)</span>"))</td>\
        <td>\(Self.plain(span.object.rawValue)), \(Self.plain(span.layer.rawValue))</td>\
        <td class="prose">\(quote)</td><td>\(isolated: span.rule)</td><td class="right">\(Self.confidence(span.confidence))</td>\
        <td>\(isolated: "\(span.block)[\(span.start)..<\(span.end)]")\(span.timing.map { ", \($0.rawValue) the decision" as Markup })\
        \(span.subAgent.map { ", of \(isolated: $0)" as Markup })</td>\
        <td>\(isolated: entry.classifier.fullName)</td></tr>

        """
    }
    let more = Markup.when(
      total > entries.count, "<p class=\"note\">\(total - entries.count) further spans are not listed.</p>\n")
    return """
      <div class="scroll" role="region" aria-label="Evidence" tabindex="0">
      <table>
      <caption class="hidden">Spans of evidence</caption>
      <thead><tr><th scope="col">No.</th><th scope="col">Marker</th><th scope="col">Belief</th><th scope="col">Stance</th>\
      <th scope="col">Of what</th><th scope="col">Text</th><th scope="col">Rule</th><th scope="col" class="right">Confidence</th>\
      <th scope="col">Where</th><th scope="col">Classifier</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>
      \(more)
      """
  }
}
