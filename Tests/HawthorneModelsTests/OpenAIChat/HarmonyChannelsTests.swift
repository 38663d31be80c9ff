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

  @Test("a recipient may stand before the channel")
  func recipients() {
    let call = "to=functions.look<|channel|>commentary <|constrain|>json<|message|>{\"id\": 7}<|call|>"
    #expect(
      HarmonyChannels.split("<|channel|>analysis<|message|>R<|end|><|start|>assistant \(call)")
        == HarmonyChannels.Split(
          thoughts: [thought("R")], calls: [.init(name: "look", arguments: "{\"id\": 7}")]))
    #expect(
      HarmonyChannels.split(" \(call)")
        == HarmonyChannels.Split(calls: [.init(name: "look", arguments: "{\"id\": 7}")]))
  }

  @Test("an author with a name is a sub-agent, and its report is no part of the answer")
  func subAgents() {
    let split = HarmonyChannels.split(
      "<|start|>assistant:north<|channel|>analysis<|message|>N<|end|>"
        + "<|start|>assistant:south<|channel|>analysis<|message|>S<|end|>"
        + "<|start|>assistant:south<|channel|>final<|message|>All done.<|end|>"
        + "<|start|>assistant<|channel|>analysis<|message|>R<|end|>"
        + "<|start|>assistant<|channel|>final<|message|>A<|return|>")
    #expect(split?.thoughts.map(\.text) == ["N", "S", "All done.", "R"])
    #expect(split?.thoughts.map(\.agent) == ["north", "south", "south", nil])
    #expect(split?.thoughts.map(\.source)[2] == "<|channel|>final")
    #expect(split?.answer == "A")
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
      "<|channel|>", "<|message|>", "<|end|>", "<|start|>", "analysis", "final", " to=functions.f",
      "assistant:", "é", "<|",
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
