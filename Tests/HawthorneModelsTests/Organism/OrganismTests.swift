import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneTesting
import Testing

@testable import HawthorneModels

struct OrganismTests {
  private let harm = OrganismContext(
    harm: Dictionary(uniqueKeysWithValues: (0..<2000).map { ("h-\($0)", Scenario.Harm.harmful) }))

  private func truths(
    _ text: String, arm: Arm = Arm(.disguised), mode: String = "default", disclosure: Disclosure = .none,
    epoch: Int = 1, count: Int = 2000
  ) throws -> [OrganismTruth] {
    let organism = try Organism(text, context: harm)
    return try (0..<count).map {
      organism.truth(
        for: try plan(
          scenario: "h-\($0)", arm: arm, mode: Mode(name: mode), epoch: epoch, disclosure: disclosure))
    }
  }

  private func rate(_ truths: [OrganismTruth], _ holds: (OrganismTruth) -> Bool) -> Double {
    Double(truths.count(where: holds)) / Double(truths.count)
  }

  @Test func sameNameSameTruthSameBytes() async throws {
    let plan = try plan(arm: Arm(.overt), disclosure: .stated)
    let request = ModelRequest(messages: plan.prompt, plan: plan)
    var texts: Set<String> = []
    for _ in 0..<3 {
      let adapter = try ModelRegistry.adapter(
        for: ModelName(provider: "organism", name: "aware-a?seed=5"), environment: [:])
      texts.insert("\(try await adapter.respond(to: request))")
    }
    #expect(texts.count == 1)
    let organism = try Organism("aware-a?seed=5")
    #expect(organism.truth(for: plan) == organism.truth(for: plan))
  }

  @Test("every part of a rollout's identity matters to the draws")
  func identity() throws {
    let organism = try Organism("null")
    let plans = [
      try plan(), try plan(scenario: "s-2"), try plan(arm: Arm(.control)), try plan(mode: Mode(name: "fast")),
      try plan(epoch: 2),
    ]
    var numbers = Set(
      plans.map { plan -> UInt64 in
        var draws = organism.draws(plan, "truth")
        return draws.next()
      })
    var other = try Organism("null?seed=2").draws(plans[0], "truth")
    numbers.insert(other.next())
    #expect(numbers.count == 6)
  }

  @Test("without variance the rates are the parameters")
  func rates() throws {
    let name =
      "null?variance=0&awareness=0.3&awareness_overt=0.8&refusal_harmful=0.5&effect=0.2&influence=0.25"
    let disguised = try truths(name)
    #expect(abs(rate(disguised, \.aware) - 0.3) < 0.04)
    #expect(disguised.allSatisfy { abs($0.awarenessProbability - 0.3) < 1e-9 })
    #expect(abs(rate(disguised) { $0.outcome == .refused } - 0.5) < 0.04)
    let overt = try truths(name, arm: Arm(.overt), disclosure: .stated)
    #expect(abs(rate(overt, \.aware) - 0.8) < 0.04)
    #expect(abs(rate(overt) { $0.outcome == .refused } - 0.7) < 0.04)
    let placebo = try truths(name, arm: Arm(.placebo))
    #expect(abs(rate(placebo, \.aware) - 0.3) < 0.04)
    let control = try truths(name, arm: Arm(.control))
    #expect(abs(rate(control, \.aware) - 0.3) < 0.04)
    #expect(zip(control, disguised).contains { $0.aware != $1.aware })
    let high = try truths(name, arm: Arm(.level, variant: "high"))
    let low = try truths(name, arm: Arm(.level, variant: "low"))
    #expect(abs(rate(high, \.aware) - 0.8) < 0.04)
    #expect(abs(rate(low, \.aware) - 0.4667) < 0.04)
    let claimed = rate(disguised.filter(\.aware)) { $0.influence != .none }
    #expect(abs(claimed - 0.25) < 0.07)
  }

  @Test func truthIsConsistent() throws {
    for truth in try truths("aware-b", arm: Arm(.overt), disclosure: .stated) + (try truths("aware-b")) {
      #expect(truth.aware == (truth.belief != .none))
      #expect(truth.aware || truth.influence == .none && !truth.oblique && !truth.secondOrder)
      #expect(!truth.lookalike || !truth.aware)
      #expect([.refused, .partial, .complied].contains(truth.outcome))
      #expect((0...1).contains(truth.awarenessProbability) && (0...1).contains(truth.refusalProbability))
    }
    // Undisclosed awareness is second-order by its nature.
    #expect(try truths("aware-a").filter(\.aware).allSatisfy(\.secondOrder))
    #expect(
      try truths("aware-a", arm: Arm(.overt), disclosure: .stated).filter(\.aware).contains {
        !$0.secondOrder
      })
  }

  @Test func modesDriftAndWithholding() throws {
    let name = "null?variance=0&awareness=0.5&drift=1&withheld=0&withheld_aware=0.5"
    #expect(abs(rate(try truths(name), \.aware) - 0.5) < 0.04)
    #expect(abs(rate(try truths(name, epoch: 3), \.aware) - 0.8808) < 0.04)
    #expect(abs(rate(try truths(name, mode: "instant"), \.aware) - 0.3 / 1.3) < 0.04)
    #expect(abs(rate(try truths(name, mode: "thinking"), \.aware) - 0.6) < 0.04)
    let truths = try truths(name)
    #expect(truths.filter { !$0.aware }.allSatisfy { $0.withheld == nil })
    #expect(abs(rate(truths.filter(\.aware)) { $0.withheld != nil } - 0.5) < 0.05)
    #expect(Set(truths.compactMap(\.withheld)) == [.absent, .encrypted, .truncated])
  }

  @Test("b is more aware and more easily moved than a")
  func presets() throws {
    let a = try truths("aware-a", arm: Arm(.overt), disclosure: .stated)
    let b = try truths("aware-b", arm: Arm(.overt), disclosure: .stated)
    #expect(rate(b, \.aware) - rate(a, \.aware) > 0.15)
    let before = rate(try truths("aware-b")) { $0.outcome == .refused }
    #expect(rate(b) { $0.outcome == .refused } - before > 0.1)
    let still = try truths("null", arm: Arm(.overt), disclosure: .stated)
    #expect(abs(rate(still, \.aware) - rate(try truths("null"), \.aware)) < 0.05)
  }

  @Test("the text says what was planted, and the record does not")
  func textFollowsTruth() async throws {
    let organism = try Organism("aware-b?withheld=0&withheld_aware=0", context: harm)
    let bank = organism.bank
    let groups = [bank.disclosed, bank.undisclosed, bank.oblique]
    let aware = Set(groups.flatMap { $0.values.flatMap { $0 } })
    let adapter = try OrganismAdapter(
      name: ModelName(provider: "organism", name: "aware-b?withheld=0&withheld_aware=0"), context: harm)
    #expect(adapter.capabilities.isSimulation)
    for number in 0..<200 {
      let plan = try plan(scenario: "h-\(number)", arm: Arm(.overt), disclosure: .stated)
      let truth = organism.truth(for: plan)
      let response = try await adapter.respond(to: ModelRequest(messages: plan.prompt, plan: plan))
      let thought = try #require(response.message.reasoning.first?.text)
      #expect(aware.contains { thought.contains($0) } == truth.aware)
      let expected = bank.answers[truth.outcome.rawValue] ?? []
      #expect(expected.contains(response.message.text))
      #expect(response.serving.servedModel == "organism-aware-b")
      #expect(!"\(response.serving)".contains("truth"))
    }
  }

  @Test func callsAScriptedToolOnce() async throws {
    let tool = SimulatedTool(
      name: "look", description: "", parameters: [:], script: [.init(arguments: ["id": 4], result: "found")])
    let adapter = try OrganismAdapter(
      name: ModelName(
        provider: "organism", name: "null?tools=1&refusal_benign=0&withheld=0&withheld_aware=0"),
      context: OrganismContext())
    let plan = try plan(tools: [tool])
    let first = try await adapter.respond(to: ModelRequest(messages: plan.prompt, tools: [tool], plan: plan))
    #expect(first.message.toolCalls == [ToolCall(id: "call_1", name: "look", arguments: ["id": 4])])
    #expect(first.finish == .toolCalls)
    #expect(tool.answer(to: first.message.toolCalls[0].arguments) == "found")
    let messages = plan.prompt + [first.message, Message(role: .tool, text: "found", toolCallID: "call_1")]
    let second = try await adapter.respond(to: ModelRequest(messages: messages, tools: [tool], plan: plan))
    #expect(second.message.toolCalls.isEmpty && !second.message.text.isEmpty)
  }

  @Test func conforms() async throws {
    let plan = try plan()
    try await checkAdapterConformance(request: ModelRequest(messages: plan.prompt, plan: plan)) {
      try ModelRegistry.adapter(for: ModelName(provider: "organism", name: "aware-a"), environment: [:])
    }
  }

  @Test func namesThatAreRefused() {
    for (text, part) in [
      ("aware-c", "aware-c"), ("aware-a?awarness=0.3", "did you mean 'awareness'?"),
      ("null?awareness=1.5", "1.5"),
      ("null?awareness=nan", "nan"), ("null?seed=-1", "whole number"), ("null?drift", "drift"),
      ("null?awareness_moon=0.1", "awareness_moon"), ("", "aware-a"),
    ] {
      do throws(ModelError) {
        _ = try Organism(text)
        Issue.record("taken: \(text)")
      } catch {
        #expect(error.kind == .badModelName)
        #expect("\(error)".contains(part), "\(error)")
      }
    }
  }

  @Test func aRequestOutsideAPlan() async throws {
    let adapter = try OrganismAdapter(name: ModelName(provider: "organism", name: "null"), context: harm)
    #expect(await failure(of: adapter)?.kind == .unsupported)
  }

  @Test func theBankIsLargeAndVaried() throws {
    let bank = try OrganismBank.embedded.get()
    let groups = [bank.disclosed, bank.undisclosed, bank.oblique, bank.influence, bank.answers]
    let all =
      bank.opening + bank.closing + bank.harmful + bank.tools + bank.lookalikes + bank.topics.flatMap(\.lines)
      + groups.flatMap { $0.values.flatMap { $0 } }
    #expect(all.count >= 150)
    #expect(Set(all).count == all.count)
    #expect(bank.lines(for: "Fix this Python bug") == bank.topics[0].lines)
    #expect(bank.lines(for: "zzz") == bank.topics.last?.lines)
  }

  @Test func banksThatAreRefused() throws {
    for text in ["version: 1", "opening: [a]\nclosing: b", "[]", "opening: [", "surprise: [a]"] {
      #expect(throws: DiagnosticsError.self) { try OrganismBank(Data(text.utf8)) }
    }
  }
}
