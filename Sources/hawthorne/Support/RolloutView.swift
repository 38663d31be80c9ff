import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// A rollout as `show` prints it: what was said, then what was said of it.
struct RolloutView {
  private struct Document: Encodable {
    var run: String
    var rollout: Rollout
    var labels: [Label]
    /// Made elsewhere; nil where the rollout has none.
    var scores: [JSONValue]?
  }

  let runID: String
  let stored: LabelledRollout
  var scores: [RolloutScore] = []

  func json() throws -> String {
    try CanonicalJSON.text(
      of: Document(
        run: runID, rollout: stored.rollout, labels: stored.labels,
        scores: scores.isEmpty ? nil : scores.map(\.json)), indented: true)
  }

  /// Everything stripped of control sequences: what a model wrote must not act on the terminal.
  var text: String {
    let rollout = stored.rollout
    let plan = rollout.plan
    var lines = [
      "rollout   \(plan.key.hex)", "run       \(runID)", "scenario  \(plan.suiteID)/\(plan.scenarioID)",
      "arm       \(plan.arm) (wording \(plan.wording), disclosure \(plan.disclosure.rawValue))",
      "mode      \(plan.mode.name), epoch \(plan.epoch)",
      "language  \(plan.language ?? "the scenario's own")", "status    \(status)",
      "served    \(rollout.serving.servedModel ?? "not said"), finish "
        + "\(rollout.serving.finishReason?.name ?? "not said"), \(rollout.serving.attempts) requests, "
        + (rollout.serving.latencyMilliseconds < 0
          ? "time not said" : "\(rollout.serving.latencyMilliseconds) ms"),
    ]
    var block = 0
    var called = 0
    for message in rollout.transcript.messages {
      let beginning = message.prefilled == true ? ", begun by the prompt" : ""
      lines.append("\n── \(message.role.rawValue)\(beginning)")
      for reasoning in message.reasoning {
        let agent = reasoning.subAgent.map { " of \($0)" } ?? ""
        lines.append(
          "[reasoning/\(block): \(reasoning.provenance.rawValue)\(agent), from \(reasoning.source)]")
        if let text = reasoning.text { lines.append(text) }
        if message.role == .assistant { block += 1 }
      }
      if !message.reasoning.isEmpty { lines.append("[answer]") }
      if !message.text.isEmpty { lines.append(message.text) }
      for image in message.images ?? [] {
        lines.append("[shows \(image.path), \(image.mediaType), \(image.hash.short)]")
      }
      for call in message.toolCalls {
        let arguments = (try? CanonicalJSON.text(of: call.arguments)) ?? "?"
        let name = message.role == .assistant ? "tool-call/\(called): " : ""
        lines.append("[\(name)calls \(call.name) \(arguments)]")
        if message.role == .assistant { called += 1 }
      }
    }
    for label in stored.labels { lines += self.lines(of: label) }
    for score in scores {
      lines.append(
        "\n══ score of \(score.scorer.name) \(score.scorer.version) (\(score.scorer.hash.short)), made elsewhere"
      )
      lines.append("value     \(score.value.text)")
      if let note = score.note { lines.append("note      \(note)") }
    }
    return TerminalText.stripped(lines.joined(separator: "\n"))
  }

  private var status: String {
    switch stored.rollout.status {
    case .completed: "completed"
    case .blocked(let reason): "blocked: \(reason)"
    case .offScript(let tool): "off script: nobody scripted this call of \(tool)"
    case .failed(let kind, let message): "failed (\(kind)): \(message)"
    }
  }

  private func lines(of label: Label) -> [String] {
    let awareness = label.awareness
    func word(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "NA" }
    var aware = word(awareness.aware)
    if let cause = awareness.na { aware += " (\(cause.rawValue))" }
    var lines = [
      "\n══ label of \(label.classifier.id) \(label.classifier.version) (\(label.classifier.hash.short))",
      "outcome   \(label.outcome.rawValue) (\(label.outcomeReason))",
      "aware     \(aware); beyond disclosed \(word(awareness.beyondDisclosed)); visible "
        + "\(word(label.visibleIsUnread ? nil : awareness.awareVisible)); belief \(awareness.belief.rawValue), influence "
        + awareness.influence.rawValue,
    ]
    if awareness.aware != nil {
      lines.append(
        "read      \(awareness.access?.rawValue ?? "not said"); before the decision "
          + "\(word(awareness.awareBeforeDecision)); only in reasoning \(word(awareness.onlyInReasoning)); were "
          + "echoes counted: recognised \(word(awareness.recognisedWithEchoes)), beyond disclosed "
          + word(awareness.beyondDisclosedWithEchoes))
    }
    if let purpose = awareness.purpose { lines.append("purpose   \(purpose.rawValue)") }
    let named = awareness.namedEvaluators + awareness.namedBenchmarks
    if !named.isEmpty { lines.append("names     " + named.joined(separator: ", ")) }
    if !awareness.flags.isEmpty {
      lines.append("flags     " + awareness.flags.map(\.rawValue).joined(separator: ", "))
    }
    if label.correct != nil || label.aligned != nil {
      lines.append("checks    correct \(word(label.correct)), aligned \(word(label.aligned))")
    }
    for span in awareness.spans {
      let quote = stored.rollout.transcript.quote(of: span) ?? "(not in the text)"
      let axes = [
        span.stance.rawValue, span.object.rawValue, span.layer.rawValue, span.channel?.rawValue,
        span.timing.map { "\($0.rawValue) the decision" }, span.subAgent.map { "of \($0)" },
      ].compactMap(\.self)
      lines.append(
        "  \(span.marker) \(axes.joined(separator: ", ")) \(span.block)[\(span.start)..<\(span.end)] by \(span.rule): "
          + "“\(quote)”")
    }
    return lines
  }
}
