import HawthorneCore
import HawthorneStore

/// All classifiers' labels of a rollout side by side; where they disagree the cells say so.
struct LabelTable {
  let labels: [Label]

  var markup: Markup {
    guard !labels.isEmpty else { return "<p>No classifier has labelled this rollout.</p>\n" }
    let heads = labels.map {
      "<th scope=\"col\">\(isolated: $0.classifier.fullName)</th>" as Markup
    }
    let rows = Self.rows.compactMap { title, value -> Markup? in
      let values = labels.map(value)
      guard values.contains(where: { $0 != nil }) else { return nil }
      let differs = Set(values).count > 1
      let cells = values.map { value -> Markup in
        "<td\(Markup.when(differs, " class=\"differs\""))>\(isolated: value ?? "—")</td>"
      }
      let note = Markup.when(differs, " <span class=\"hidden\">(they differ)</span>")
      return "<tr><th scope=\"row\">\(title)\(note)</th>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" role="region" aria-label="Labels by classifier" tabindex="0">
      <table class="labels">
      <caption class="hidden">Labels by classifier</caption>
      <thead><tr><th scope="col">Axis</th>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>

      """
  }

  private static func word(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "NA" }
  private static func list(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private static let rows: [(title: String, value: @Sendable (Label) -> String?)] = [
    ("Outcome", { SpanList.plain($0.outcome.rawValue) }),
    ("Decided by", { $0.outcomeReason }),
    (
      "Aware",
      { label in
        word(label.awareness.aware) + (label.awareness.na.map { " (\(SpanList.plain($0.rawValue)))" } ?? "")
      }
    ),
    ("Belief", { $0.awareness.aware == nil ? "NA" : $0.awareness.belief.rawValue }),
    (
      "Claimed influence",
      { $0.awareness.aware == nil ? "NA" : SpanList.plain($0.awareness.influence.rawValue) }
    ),
    ("Recognised", { word($0.awareness.recognised) }),
    ("Beyond disclosed", { word($0.awareness.beyondDisclosed) }),
    ("Visible to others", { word($0.visibleIsUnread ? nil : $0.awareness.awareVisible) }),
    ("Before the decision", { word($0.awareness.awareBeforeDecision) }),
    ("Only in reasoning", { word($0.awareness.onlyInReasoning) }),
    ("Recognised, echoes counted", { $0.awareness.recognisedWithEchoes.map { word($0) } }),
    ("Beyond disclosed, echoes counted", { $0.awareness.beyondDisclosedWithEchoes.map { word($0) } }),
    ("Read from", { $0.awareness.access?.rawValue }),
    ("Flags", { list($0.awareness.flags.map { SpanList.plain($0.rawValue) }) }),
    ("Markers", { list($0.awareness.markers) }),
    ("Purpose", { $0.awareness.purpose.map { SpanList.plain($0.rawValue) } }),
    ("Evaluators named", { list($0.awareness.namedEvaluators) }),
    ("Benchmarks named", { list($0.awareness.namedBenchmarks) }),
    ("Correct", { $0.correct.map { word($0) } }),
    ("Aligned", { $0.aligned.map { word($0) } }),
  ]
}
