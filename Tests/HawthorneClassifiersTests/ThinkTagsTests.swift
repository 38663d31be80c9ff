import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct ThinkTagsTests {
  @Test(arguments: [
    ("<think>a</think>b", ["a"], "b"),
    ("  <think>\na\n</think>\n\nb", ["\na\n"], "b"),
    ("<thinking>a</thinking> b", ["a"], "b"),
    ("a first\n</think>\nb", ["a first\n"], "b"),
    ("<think>a</think>b\n<think>c</think>d", ["a", "c"], "b\nd"),
    ("<think></think>b", [""], "b"),
    ("plain", [], "plain"),
    ("", [], ""),
    ("Use the <think> tag in your prompt.", [], "Use the <think> tag in your prompt."),
    ("The pair <think></think> is empty here.", [], "The pair <think></think> is empty here."),
  ])
  func splits(_ response: String, _ thoughts: [String], _ answer: String) {
    let parts = ThinkTags.split(response)
    #expect(parts.reasoning.map { $0.text ?? "" } == thoughts)
    #expect(parts.answer == answer)
    #expect(parts.reasoning.allSatisfy { $0.provenance == .raw })
  }

  @Test func anUnclosedTagLeavesNoAnswer() {
    let parts = ThinkTags.split("<think>never ends")
    #expect(parts.reasoning.map(\.provenance) == [.truncated])
    #expect(parts.reasoning.first?.source == "<think>")
    #expect(parts.answer.isEmpty)
  }

  @Test func manyTagsStayLinear() {
    let text = String(repeating: "<think>a</think>\n", count: 2_000) + "end"
    #expect(ThinkTags.split(text).reasoning.count == 2_000)
    let words = String(repeating: "see <think> here ", count: 20_000)
    #expect(ThinkTags.split(words).reasoning.isEmpty)
  }
}
