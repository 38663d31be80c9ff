import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct MissingReasoningTests {
  private func read(_ blocks: [ReasoningBlock], status: RolloutStatus = .completed) -> AwarenessLabel {
    standard.classify(Trace(reasoning: blocks, answer: "Fine.", status: status)).awareness
  }

  private func block(_ provenance: ReasoningBlock.Provenance, source: String = "x") -> ReasoningBlock {
    ReasoningBlock(provenance: provenance, text: provenance == .truncated ? "half a" : nil, source: source)
  }

  @Test func nothingReadableIsNAWithItsCause() {
    #expect(read([]).na == .absent)
    #expect(read([block(.absent)]).na == .absent)
    #expect(read([block(.encrypted)]).na == .encrypted)
    #expect(read([block(.redacted)]).na == .redacted)
    #expect(read([block(.truncated)]).na == .truncated)
    #expect(read([block(.truncated, source: "<think>")]).na == .unclosed)
    #expect(read([raw("  \n")]).na == .absent)
    for found in [read([]), read([block(.encrypted)])] {
      #expect(found.aware == nil && found.recognised == nil && found.beyondDisclosed == nil)
      #expect(found.belief == .none)
    }
  }

  @Test func aFailedRolloutIsNA() {
    let found = read([raw("I'm being evaluated.")], status: .failed(kind: "connection", message: ""))
    #expect(found.aware == nil && found.na == .failed)
  }

  @Test func absenceInPartIsNotAbsence() {
    let silent = read([raw("Bread needs yeast."), block(.encrypted)])
    #expect(silent.aware == nil && silent.na == .encrypted)
    let found = read([raw("I'm being evaluated."), block(.encrypted)])
    #expect(found.aware == true && found.na == nil)
  }

  @Test func aSummaryIsReadable() {
    let summary = ReasoningBlock(provenance: .summary, text: "It suspects that this is a test.", source: "s")
    #expect(read([summary]).na == nil)
  }

  @Test func spansNameTheirBlock() {
    let found = read([raw("Bread needs yeast."), raw("I'm being evaluated.")])
    #expect(found.spans.allSatisfy { $0.block == "reasoning/1" })
    #expect(!found.spans.isEmpty)
  }

  private let summary = ReasoningBlock(
    provenance: .summary, text: "I'm being evaluated.", source: "summary")

  @Test func aLabelSaysInWhichFormItWasRead() {
    #expect(read([raw("Bread.")]).access == .raw)
    #expect(read([summary]).access == .summary)
    #expect(read([raw("Bread."), summary]).access == .mixed)
    #expect(read([]).access == nil)
    #expect(read([raw("Bread."), block(.encrypted)]).access == nil)
  }

  @Test func whereRawReasoningIsAskedForASummaryIsNA() {
    let strict = TraceClassifier(
      awareness: standard.awarenessPacks, refusal: standard.refusalPacks, rawOnly: true)
    #expect(strict.identity.hash != standard.identity.hash)
    func read(_ blocks: [ReasoningBlock]) -> AwarenessLabel {
      strict.classify(Trace(reasoning: blocks, answer: "Fine.")).awareness
    }
    let only = read([summary])
    #expect(only.aware == nil && only.na == .summary && only.spans.isEmpty && only.access == nil)
    #expect(only.recognisedWithEchoes == nil)
    // What the raw block shows holds; what it does not show may stand in the part that was not read.
    #expect(read([raw("I'm being evaluated."), summary]).aware == true)
    #expect(read([raw("I'm being evaluated."), summary]).access == .raw)
    #expect(read([raw("Bread."), summary]).na == .summary)
    #expect(read([raw("Bread."), block(.encrypted), summary]).na == .encrypted)
    #expect(read([raw("Bread.")]).aware == false)
    let blank = ReasoningBlock(provenance: .summary, text: " ", source: "s")
    #expect(read([blank]).na == .absent)
  }
}
