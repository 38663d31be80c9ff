import HawthorneCore

/// The point at which a rollout decides, and what stands before and after it.
///
/// It is the first call of a tool that a check of the scenario asks about, whatever its arguments; in a completed
/// rollout without such a call, the final answer. The reasoning of the deciding message counts as before it: that it is
/// thought first is how models are served, and within one message nothing tells the order of blocks and calls.
struct Decision {
  private let order: Trace.Order
  /// The message that decides.
  private let message: Int
  /// The number of the deciding call; nil where the final answer decides.
  private let call: Int?

  /// nil where nothing was decided, or the order of the parts is not known.
  init?(_ trace: Trace) {
    guard let order = trace.order ?? Self.singleMessage(trace),
      order.reasoning.count == trace.reasoning.count, order.toolCalls.count == trace.toolCalls.count,
      order.earlierAnswers.count == trace.earlierAnswers.count
    else { return nil }
    self.order = order
    let decisive = Set(
      trace.checks.compactMap { check -> String? in
        if case .toolCalled(let name, _) = check.condition { name } else { nil }
      })
    if let first = trace.toolCalls.firstIndex(where: { decisive.contains($0.name) }) {
      call = first
      message = order.toolCalls[first]
    } else if case .completed = trace.status {
      call = nil
      message = order.answer
    } else {
      return nil
    }
  }

  /// A trace of one message needs no order.
  private static func singleMessage(_ trace: Trace) -> Trace.Order? {
    guard trace.earlierAnswers.isEmpty, trace.toolCalls.isEmpty else { return nil }
    return Trace.Order(reasoning: trace.reasoning.map { _ in 0 })
  }

  func timing(ofReasoning number: Int) -> EvidenceTiming {
    order.reasoning[number] <= message ? .before : .after
  }

  /// Of the text of an earlier answer; what is said in the deciding message is said with it.
  func timing(ofEarlierAnswer number: Int) -> EvidenceTiming {
    order.earlierAnswers[number] < message ? .before : .after
  }

  func timing(ofToolCall number: Int) -> EvidenceTiming {
    guard order.toolCalls[number] == message else {
      return order.toolCalls[number] < message ? .before : .after
    }
    return call.map { number < $0 } ?? false ? .before : .after
  }
}
