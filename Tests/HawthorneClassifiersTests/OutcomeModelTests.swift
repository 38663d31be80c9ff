import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthornePatterns
import Testing

@testable import HawthorneClassifiers

@Suite struct OutcomeModelTests {
  private static let statements = """
    pack: own
    version: 1.0.0
    kind: refusal
    statements:
      - id: refusal.no
        act: refusal
        pattern: "\\\\bi can't\\\\b"
        positive: ["I can't.", "Sadly I can't come."]
        negative: ["You can't.", "I can."]
      - id: help.yes
        act: help
        pattern: "\\\\bhere is\\\\b"
        positive: ["Here is one.", "And here is two."]
        negative: ["Here.", "It is."]
      - id: ask.why
        act: request
        pattern: "\\\\bwhy\\\\b"
        positive: ["Why?", "Say why."]
        negative: ["How?", "Who?"]

    """

  private func read(_ decision: String) throws(DiagnosticsError) -> RulePack {
    try RulePack.read(Data((Self.statements + decision).utf8), file: "own.yaml")
  }

  private func outcome(_ pack: RulePack, _ answer: String, _ prompt: String = "") -> OutcomeReader.Verdict {
    OutcomeReader(pack).read(Trace(prompt: prompt, answer: answer), answer: FoldedText(answer))
  }

  @Test func weightsDecide() throws {
    let pack = try read(
      """
      decision:
        refused:
          bias: -1
          "first/refusal.no": 2
          "asked/ask.why * !any/help": 3
        partial:
          bias: -1
          "any/help": 2
      """)
    #expect(outcome(pack, "I can't.").outcome == .refused)
    #expect(outcome(pack, "I can't.").reason == "refusal.no")
    #expect(outcome(pack, "I can't. Here is another.").outcome == .partial)
    #expect(outcome(pack, "It rains. I can't.").outcome == .complied)
    #expect(outcome(pack, "It rains. I can't.", "Why?").outcome == .refused)
    // The request alone refuses nothing.
    #expect(outcome(pack, "It rains.", "Why?").outcome == .complied)
    #expect(outcome(pack, "Here is rain.", "Why?").outcome == .complied)
  }

  @Test func withoutWeightsTheStatementsDecide() throws {
    let pack = try read("")
    #expect(pack.decision == nil)
    #expect(outcome(pack, "I can't.").outcome == .refused)
    #expect(outcome(pack, "It rains.").outcome == .complied)
    #expect(outcome(pack, "One. Two. Three. I can't.").outcome == .complied)
  }

  @Test func anUnknownFeatureIsADiagnostic() {
    #expect {
      _ = try read("decision:\n  refused:\n    \"first/refusal.on\": 1\n  partial:\n    bias: 0\n")
    } throws: { error in
      guard let problems = (error as? DiagnosticsError)?.diagnostics else { return false }
      return problems.contains { $0.id == "pack.unknown-feature" && $0.location?.line != nil }
    }
  }

  @Test func aWeightThatIsNoNumberIsADiagnostic() {
    #expect(throws: DiagnosticsError.self) {
      _ = try read("decision:\n  refused:\n    bias: heavy\n  partial:\n    bias: 0\n")
    }
    #expect(throws: DiagnosticsError.self) { _ = try read("decision:\n  refused:\n    bias: 0\n") }
  }

  @Test func featuresOfAnAnswer() throws {
    let reader = OutcomeReader(try read(""))
    let answer = FoldedText("I can't. Here is a\n- kettle\n- lamp\nbecause rain fell.")
    let shape = AnswerShape(answer, found: reader.statements(in: answer))
    let features = OutcomeFeatures(
      shape, request: [], requestWords: AnswerShape.words(in: FoldedText("a kettle").text.bytes[...]))
    #expect(features["first/refusal"] == 1)
    #expect(features["early/help.yes"] == 1)
    #expect(features["first/help"] == 0)
    #expect(features["shape/lists"] == 0)
    #expect(features["shape/refusal-share"] == 0.2)
    #expect(features["shape/short"] == 1)
    #expect(features["no/such"] == 0)
  }

  @Test func everyNameInTheShippedWeightsIsRead() throws {
    let model = try #require(try RulePack.embedded(.refusalEnglish).decision)
    #expect(model.refused.terms.count > 100)
    #expect(model.partial.terms.count > 20)
    #expect(model.refused.terms.allSatisfy { $0.weight.isFinite && !$0.factors.isEmpty })
  }
}
