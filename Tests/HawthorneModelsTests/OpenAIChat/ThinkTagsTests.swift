import Foundation
import Testing

@testable import HawthorneModels

struct ThinkTagsTests {
  private func split(_ text: String, hasReasoning: Bool = false) -> (
    thoughts: [String], sources: [String], answer: String
  ) {
    let split = ThinkTags.split(text, hasReasoning: hasReasoning)
    return (split.thoughts.map(\.text), split.thoughts.map(\.source), split.answer)
  }

  @Test func leadingThoughts() {
    #expect(split("<think>a</think>b") == (["a"], ["<think>"], "b"))
    #expect(split("\n <think> a\n\nb </think>\n\nc\n") == (["a\n\nb"], ["<think>"], "c\n"))
    #expect(split("<think>a</think>\n<think>b</think>c") == (["a", "b"], ["<think>", "<think>"], "c"))
    #expect(split("[THINK]a[/THINK]b") == (["a"], ["[THINK]"], "b"))
    #expect(split("◁think▷a◁/think▷b") == (["a"], ["◁think▷"], "b"))
  }

  @Test func notThoughts() {
    #expect(split("  plain text ") == ([], [], "  plain text "))
    #expect(split("Use `<think>` here </think> or there") == ([], [], "Use `<think>` here </think> or there"))
    #expect(split("a </think> b", hasReasoning: true) == ([], [], "a </think> b"))
    #expect(split("<thinker>a</thinker>") == ([], [], "<thinker>a</thinker>"))
    #expect(split("") == ([], [], ""))
  }

  @Test func closingTagAlone() {
    #expect(split("a\n</think>\n\nb") == (["a"], ["</think>"], "b"))
    #expect(split("</think>b") == ([], [], "b"))
  }

  @Test func unclosed() {
    let split = ThinkTags.split("<think>a <b")
    #expect(split.thoughts == [.init(text: "a <b", source: "<think>", closed: false)])
    #expect(split.answer.isEmpty)
    #expect(ThinkTags.split("<think>a</think><think>b").thoughts.map(\.closed) == [true, false])
  }

  @Test func combiningMarksHideNoTag() {
    #expect(split("<think>a</think>\u{301}b").thoughts == ["a"])
  }

  /// Text is neither invented nor reordered: thoughts and answer occur in the text, in this order.
  @Test func mutations() {
    var random = SplitMix(seed: 3)
    let pieces = ["<think>", "</think>", "a", " ", "\n", "[THINK]", "[/THINK]", "é", "<", "think>"]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      let split = ThinkTags.split(text)
      var rest = text[...]
      for part in split.thoughts.map(\.text) + [split.answer] where !part.isEmpty {
        let hit = rest.range(of: part)
        #expect(hit != nil, "\(text)")
        if let hit { rest = rest[hit.upperBound...] }
      }
    }
  }
}
