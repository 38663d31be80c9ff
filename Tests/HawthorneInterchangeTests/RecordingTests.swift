import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import Testing

struct RecordingTests {
  private static let hash = ContentHash(of: "x")

  private let manifest = RunManifest(
    id: "r1", harnessVersion: "0", startedAt: 5, suites: [], model: ModelName(provider: "p", name: "m"),
    modes: [Mode(name: "thinking")], parameters: GenerationParameters(), epochs: 1, seed: 9, planHash: hash,
    plannedRollouts: 2, simulation: false, metadata: ["server": "s"])

  private func rollout(_ scenario: String, arm: Arm = Arm(.overt)) -> Rollout {
    let plan = PlannedRollout(
      key: ContentHash(of: scenario + arm.name), suiteID: "s", scenarioID: scenario, arm: arm, wording: "w",
      disclosure: .none, mode: Mode(name: "thinking"), epoch: 1, prompt: [Message(role: .user, text: "ask")],
      parameters: GenerationParameters(), promptHash: ContentHash(of: "prompt"))
    let answer = Message(
      role: .assistant, text: "the answer",
      reasoning: [ReasoningBlock(provenance: .raw, text: "the thought", source: "reasoning_content")])
    return Rollout(
      plan: plan, status: .completed, transcript: Transcript(messages: plan.prompt + [answer]),
      serving: ServingRecord(requestedModel: "m"), startedAt: 6, finishedAt: 7)
  }

  private func label(_ outcome: Outcome) -> Label {
    Label(
      classifier: ClassifierIdentity(id: "rules", version: "1", hash: Self.hash), outcome: outcome,
      outcomeReason: "r", awareness: AwarenessLabel(aware: false))
  }

  private func bytes(_ rollouts: [Rollout], writer: RecordingWriter = RecordingWriter()) throws -> Data {
    try rollouts.reduce(into: try writer.header(manifest)) {
      $0 += try writer.line($1)
    }
  }

  @Test func aRecordingReadsBack() throws {
    let written = [rollout("a"), rollout("b"), rollout("a", arm: Arm(.placebo))]
    let recording = try Recording(try bytes(written), file: "r.jsonl")
    #expect(recording.count == 3)
    #expect(recording.provenance.seed == 9)
    #expect(recording.provenance.modes == manifest.modes)
    for rollout in written { #expect(recording.rollout(for: rollout.plan) == rollout) }
    var asked = rollout("a").plan
    asked.promptHash = ContentHash(of: "another prompt")
    #expect(recording.rollout(for: asked) == nil)
  }

  @Test func translationsAreRolloutsOfTheirOwn() throws {
    let own = rollout("a")
    var translated = own
    translated.plan.language = "ja"
    translated.transcript.messages[1].text = "another answer"
    let written = try bytes([own, translated])
    // A rollout in the scenario's own language is written as it was before there were translations.
    #expect(String(decoding: try RecordingWriter().line(own), as: UTF8.self).contains("language") == false)
    let recording = try Recording(written, file: "r.jsonl")
    #expect(recording.count == 2)
    #expect(recording.rollout(for: own.plan) == own)
    #expect(recording.rollout(for: translated.plan) == translated)
    var asked = own.plan
    asked.language = "de"
    #expect(recording.rollout(for: asked) == nil)
  }

  @Test func anAnswerThatNobodyReadIsWithheld() throws {
    let scenario = Scenario(id: "a", domain: "cyber", turns: ["?"], harm: .harmful)
    let writer = RecordingWriter(withheldDomains: ["cyber"])
    let kept = try writer.withheld(rollout("a"), scenario: scenario, label: label(.unread))
    #expect(kept.withheld != nil)
    #expect(!kept.transcript.finalAnswer.contains("the answer"))
  }

  @Test(arguments: [
    ("", 1, "no header"), ("{}\n", 1, "missing"), ("{\"hawthorne_recording\":{}}\n", 1, "missing"),
  ])
  func somethingElseIsRefusedWithItsLine(text: String, line: Int, word: String) throws {
    let error = try #require(throws: RecordingError.self) { try Recording(Data(text.utf8), file: "r") }
    #expect(error.line == line)
    #expect(error.detail.contains(word), "\(error.detail)")
    #expect(error.exitStatus == .invalid)
  }

  @Test func damageIsRefusedWithItsLine() throws {
    let good = try bytes([rollout("a"), rollout("b")])
    let cut = try #require(throws: RecordingError.self) { try Recording(good.dropLast(40), file: "r") }
    #expect(cut.line == 3)
    let twice = try #require(throws: RecordingError.self) {
      try Recording(try bytes([rollout("a"), rollout("a")]), file: "r")
    }
    #expect(twice.line == 3)
    let newer = String(decoding: good, as: UTF8.self).replacing("\"version\":1}", with: "\"version\":2}")
    #expect(throws: RecordingError.self) { try Recording(Data(newer.utf8), file: "r") }
  }

  @Test func randomDamageNeverCrashes() throws {
    let good = Array(try bytes([rollout("a")]))
    var state: UInt64 = 3
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var refused = 0
    for _ in 0..<1000 {
      var bytes = good
      for _ in 0...next(3) { bytes[next(bytes.count)] = UInt8(next(256)) }
      if (try? Recording(Data(bytes), file: "r")) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }

  @Test func onlyRefusalsOfHazardousItemsAreKept() throws {
    let writer = RecordingWriter(withheldDomains: ["cyber"])
    let harmful = Scenario(id: "a", domain: "cyber", turns: ["?"], harm: .harmful)
    func text(_ outcome: Outcome, _ scenario: Scenario) throws -> String {
      String(
        decoding: try writer.line(
          writer.withheld(rollout("a"), scenario: scenario, label: label(outcome))), as: UTF8.self)
    }
    #expect(!(try text(.refused, harmful)).contains("the thought"))
    var unthinking = rollout("a")
    unthinking.transcript.messages[1].reasoning = []
    #expect(try writer.withheld(unthinking, scenario: harmful, label: label(.refused)) == unthinking)
    for outcome in [Outcome.complied, .partial, .deflected] {
      let line = try text(outcome, harmful)
      #expect(!line.contains("the answer") && !line.contains("the thought"))
      #expect(line.contains("withheld: \(outcome.rawValue), sha256"))
    }
    var benign = harmful
    benign.harm = .benign
    #expect(try text(.complied, benign).contains("the answer"))
    var other = harmful
    other.domain = "honesty"
    #expect(try text(.complied, other).contains("the answer"))
    #expect(throws: WithholdingError.self) {
      try writer.withheld(rollout("a"), scenario: harmful, label: nil)
    }
    let header = String(decoding: try writer.header(manifest), as: UTF8.self)
    #expect(header.contains("cyber"))
  }

  @Test func aWithheldRolloutReadsBackWithItsLabel() throws {
    let writer = RecordingWriter(withheldDomains: ["cyber"])
    let harmful = Scenario(id: "a", domain: "cyber", turns: ["?"], harm: .harmful)
    let withheld = try writer.withheld(rollout("a"), scenario: harmful, label: label(.complied))
    let bytes = try writer.header(manifest) + writer.line(withheld)
    let read = try #require(try Recording(bytes, file: "r").rollout(for: rollout("a").plan))
    #expect(read.withheld?.label.outcome == .complied)
    #expect(read.withheld?.transcriptHash == (try ContentHash(canonical: rollout("a").transcript)))
  }
}
