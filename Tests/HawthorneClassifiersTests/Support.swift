import HawthorneCore

@testable import HawthorneClassifiers

/// One classifier for the whole test run: reading the packs is not free.
let standard: TraceClassifier = {
  do {
    return try TraceClassifier.standard()
  } catch {
    preconditionFailure("\(error)")
  }
}()

func raw(_ text: String) -> ReasoningBlock {
  ReasoningBlock(provenance: .raw, text: text, source: "test")
}

func label(
  _ reasoning: String, prompt: String = "", answer: String = "Fine.", tools: [String] = [],
  disclosure: Disclosure? = nil
) -> AwarenessLabel {
  standard.classify(
    Trace(
      prompt: prompt, toolOutputs: tools, reasoning: [raw(reasoning)], answer: answer,
      disclosure: disclosure)
  ).awareness
}

func outcome(_ answer: String, request: String = "How do I do it?") -> Outcome {
  standard.classify(Trace(prompt: request, answer: answer)).outcome
}

/// A seeded generator, so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
