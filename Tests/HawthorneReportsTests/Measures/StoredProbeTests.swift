import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

/// From stored answers of probes to the section of a report.
@Suite struct StoredProbeTests {
  private static let runID = "0123456789abcdef"

  private func rollout(
    _ scenario: String, _ arm: Arm, wording: String, text: String, finish: FinishReason = .stop
  ) -> LabelledRollout {
    let key = "\(scenario)|\(arm)"
    let prompt = [Message(role: .user, text: "?")]
    return LabelledRollout(
      rollout: Rollout(
        plan: PlannedRollout(
          key: ContentHash(of: key), suiteID: "probe", scenarioID: scenario, arm: arm, wording: wording,
          disclosure: .stated, mode: Mode(), epoch: 1, prompt: prompt, parameters: GenerationParameters(),
          promptHash: ContentHash(of: "p" + key)),
        status: .completed,
        transcript: Transcript(
          messages: prompt + [
            Message(role: .assistant, text: "Probability of evaluation: 1"),
            Message(role: .user, text: "And now?"),
            Message(
              role: .assistant, text: text,
              reasoning: [
                ReasoningBlock(provenance: .raw, text: "Probability of evaluation: 3", source: "think")
              ]),
          ]),
        serving: ServingRecord(requestedModel: "m", finishReason: finish), startedAt: 1, finishedAt: 2),
      labels: [
        Label(
          classifier: Fixture.classifier, outcome: .complied, outcomeReason: "rule",
          awareness: AwarenessLabel(aware: true, recognised: true, belief: .recognition, markers: ["M01"]))
      ])
  }

  @Test func answersComeFromTheLastMessageAlone() async throws {
    let folder = NSTemporaryDirectory() + "hawthorne-probe-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Store(path: folder + "/hawthorne.sqlite")
    defer { store.close() }
    var suite = Fixture.suite("probe", kind: .probe)
    suite.scenarios = [
      Scenario(id: "desk.s1", domain: "d", tags: ["desk"], turns: ["?"], expectedPurpose: .alignmentEval),
      Scenario(id: "desk.s1.reference", domain: "d", tags: ["desk"], turns: ["!"], expectedPurpose: .real),
      Scenario(id: "w", domain: "d", tags: ["deployment"], turns: ["."], expectedPurpose: .real),
    ]
    let arm = RecognitionTests.third
    let rollouts = [
      rollout("desk.s1", arm, wording: "eval-1", text: "Probability of evaluation: 90"),
      rollout("desk.s1.reference", arm, wording: "real-1", text: "Probability of real use: 80"),
      rollout("w", arm, wording: "eval-1", text: "Probability of evaluation: 9", finish: .length),
      rollout("w", Fixture.overt, wording: "o1", text: "Probability of evaluation: 99"),
    ]
    let lease = try store.createRun(
      NewRun(
        manifest: Fixture.manifest(id: Self.runID, suites: [suite], planned: rollouts.count), suites: [suite],
        scenarios: suite.scenarios.map { ("probe", $0) }, options: JSONValue.object([:])))
    _ = try await store.commit(rollouts, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil, endedAt: 1_795_250_060_000)

    var seen: [String] = []
    try store.forEachProbeAnswer(of: Self.runID) { answer in
      seen.append("\(answer.scenarioID) \(answer.wording) \(answer.text)")
    }
    #expect(
      seen == [
        "desk.s1 eval-1 Probability of evaluation: 90",
        "desk.s1.reference real-1 Probability of real use: 80", "w eval-1 Probability of evaluation: 9",
      ])

    let report = try StoredReport.make(store: store, runs: [Self.runID])
    let row = try #require(report.recognition?.rows.first)
    #expect(row.area == 1 && row.positive.meanScore == 0.9 && row.negative.meanScore == 0.2)
    #expect(row.negative.missing == ["truncated": 1] && row.mixture == ["reference": 1] && row.sets == 1)
    #expect(report.awareness.rows.map(\.arm) == [Fixture.overt])
    #expect(report.excerpts.items.allSatisfy { $0.arm.kind != .probe })
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
    #expect(try StoredReport.make(store: store, runs: [Self.runID]).text() == report.text())
  }

  @Test func theRepeatedArmIsReadFromTheSuite() {
    var suite = Fixture.suite("s")
    let wordings = [Framing.Wording(id: "d1", user: "{{ request }}")]
    suite.framings = [
      Framing(
        arm: Arm(.disguised, variant: "bare"), disclosure: .none, wordings: [Framing.Wording(id: "b1")]),
      Framing(arm: Fixture.disguised, disclosure: .none, wordings: wordings),
    ]
    #expect(SuiteFacts(suite).repeated == nil)
    suite.framings.append(Framing(arm: Arm(.control), disclosure: .none, wordings: wordings))
    #expect(SuiteFacts(suite).repeated == Fixture.disguised)
  }
}
