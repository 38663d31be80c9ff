import HawthorneCore

/// Channel, time and sub-agent of a block, by the name that spans carry.
struct SpanPlace {
  var channel: EvidenceChannel
  var timing: EvidenceTiming?
  var subAgent: String?

  /// nil for a name of none of the trace's blocks.
  init?(_ block: String, in trace: Trace) {
    let parts = block.split(separator: "/")
    let number = parts.count == 2 ? Int(parts[1]) : nil
    let decision = Decision(trace)
    switch (parts.first, number) {
    case ("reasoning", let number?) where trace.reasoning.indices.contains(number):
      let block = trace.reasoning[number]
      channel = block.provenance == .summary ? .reasoningSummary : .reasoningRaw
      timing = decision?.timing(ofReasoning: number)
      subAgent = block.subAgent
    case ("answer", let number?) where trace.earlierAnswers.indices.contains(number):
      channel = .visible
      timing = decision?.timing(ofEarlierAnswer: number)
    case ("answer", nil):
      channel = .visible
      timing = decision == nil ? nil : .after
    case ("tool-call", let number?) where trace.toolCalls.indices.contains(number):
      channel = .toolCall
      timing = decision?.timing(ofToolCall: number)
    default: return nil
    }
  }
}
