import Testing

@testable import HawthorneModels

struct HarmonyChannelsTests {
  private func thought(_ text: String, closed: Bool = true) -> ThinkTags.Split.Thought {
    ThinkTags.Split.Thought(text: text, source: "<|channel|>analysis", closed: closed)
  }

  @Test func channels() {
    #expect(
      HarmonyChannels.split(
        "<|channel|>analysis<|message|>R<|end|><|start|>assistant<|channel|>commentary<|message|>Wait.<|end|>"
          + "<|start|>assistant<|channel|>final<|message|>A<|return|>")
        == HarmonyChannels.Split(thoughts: [thought("R")], answer: "Wait.\nA"))
    #expect(
      HarmonyChannels.split(
        " <|start|>assistant<|channel|>commentary to=functions.look <|constrain|>json<|message|>{\"id\": 7}<|call|>"
      )
        == HarmonyChannels.Split(calls: [.init(name: "look", arguments: "{\"id\": 7}")]))
    #expect(
      HarmonyChannels.split("<|channel|>analysis<|message|>R")
        == HarmonyChannels.Split(thoughts: [thought("R", closed: false)]))
    // Without an end between them.
    #expect(
      HarmonyChannels.split("<|channel|>analysis<|message|>R<|channel|>final<|message|>A")
        == HarmonyChannels.Split(thoughts: [thought("R")], answer: "A"))
  }

  @Test func othersAreLeftAlone() {
    for text in ["", "A", "The token <|channel|>analysis<|message|>x", "<|channel|>", "<|start|>assistant"] {
      #expect(HarmonyChannels.split(text) == nil, "\(text)")
    }
  }

  /// Nothing that a model writes stops the reader.
  @Test func mutations() {
    var random = SplitMix(seed: 21)
    let pieces = [
      "<|channel|>", "<|message|>", "<|end|>", "<|start|>", "analysis", "final", " to=functions.f", "é", "<|",
      "A",
    ]
    var found = 0
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      if let split = HarmonyChannels.split(text) {
        found += 1
        #expect(split.thoughts.allSatisfy { !$0.text.isEmpty })
      }
    }
    #expect(found > 100)
  }
}
