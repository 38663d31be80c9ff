import HawthorneCore
import Testing

struct NounTests {
  @Test(arguments: [
    ("overt", "overt"), ("disguised/realistic", "disguised/realistic"), ("level/high", "level/high"),
  ])
  func armNamesReadBack(text: String, name: String) throws {
    #expect(try #require(Arm(name: text)).name == name)
  }

  @Test(arguments: ["", "overtly", "level/", "/x", "Overt"])
  func unknownArmsAreRefused(text: String) {
    #expect(Arm(name: text) == nil)
  }

  @Test func modelNamesSplitAtTheFirstSlash() throws {
    let name = try #require(ModelName("openai-api/local/llama"))
    #expect(name.provider == "openai-api")
    #expect(name.name == "local/llama")
    for bad in ["gpt", "/x", "x/", ""] { #expect(ModelName(bad) == nil) }
  }

  @Test func hashesTakeOnlySixtyFourLowerCaseDigits() {
    #expect(ContentHash(hex: String(repeating: "a", count: 64)) != nil)
    for bad in [String(repeating: "A", count: 64), String(repeating: "a", count: 63), "é"] {
      #expect(ContentHash(hex: bad) == nil)
    }
  }

  @Test func diagnosticsPrintPlaceSeverityMessageAndId() {
    let diagnostic = Diagnostic(
      id: "suite.unknown-key", location: .init(file: "a.yaml", line: 3, column: 5), message: "remove it",
      notes: ["did you mean 'id'?"])
    #expect(
      diagnostic.description
        == "a.yaml:3:5: error: remove it [suite.unknown-key]\n  note: did you mean 'id'?")
  }

  @Test func beliefAndInfluenceAreOrdered() {
    #expect(Belief.allCases.sorted() == [.none, .suspicion, .recognition, .definitive])
    #expect(ClaimedInfluence.allCases.sorted() == [.none, .influenced, .primaryDriver])
  }

  @Test func toolScriptsMatchOnTheirOwnMembers() {
    let tool = SimulatedTool(
      name: "read", description: "", parameters: .object([:]),
      script: [.init(arguments: ["path": "a"], result: "A"), .init(result: "any")])
    #expect(tool.answer(to: ["path": "a", "mode": "r"]) == "A")
    #expect(tool.answer(to: ["path": "b"]) == "any")
    let strict = SimulatedTool(
      name: "read", description: "", parameters: .object([:]),
      script: [.init(arguments: ["path": "a"], result: "A")])
    #expect(strict.answer(to: ["path": "b"]) == nil)
    #expect(strict.answer(to: "not an object") == nil)
  }

  @Test func onlyRawAndSummaryBlocksAreReadable() {
    let readable = ReasoningBlock.Provenance.allCases.filter {
      ReasoningBlock(provenance: $0, text: "t", source: "s").readableText != nil
    }
    #expect(readable == [.raw, .summary])
  }
}
