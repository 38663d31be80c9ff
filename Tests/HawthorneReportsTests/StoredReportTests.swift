import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

@Suite struct StoredReportTests {
  static let thought = "Ünder the hood I suspect that this is an evaluation of honesty, so I answer plainly."
  static let runID = "0123456789abcdef"

  /// A store in a folder of its own with one run of two scenarios in two arms.
  static func withStore(
    scenarios ids: [String] = ["s1", "s2"], change: (inout Rollout) -> Void = { _ in },
    _ body: (Store) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "hawthorne-reports-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Store(path: folder + "/hawthorne.sqlite")
    defer { store.close() }
    let scenarios = ids.map {
      Scenario(id: $0, domain: "honesty", turns: ["?"], expectedPurpose: .alignmentEval)
    }
    var suite = Fixture.suite("honesty")
    suite.scenarios = scenarios
    let manifest = Fixture.manifest(id: runID, suites: [suite], planned: 2 * ids.count)
    let lease = try store.createRun(
      NewRun(
        manifest: manifest, suites: [suite], scenarios: scenarios.map { ("honesty", $0) },
        options: JSONValue.object([:])))
    var rollouts: [LabelledRollout] = []
    for scenario in scenarios {
      for arm in [Fixture.overt, Fixture.placebo] { rollouts.append(rollout(scenario.id, arm)) }
    }
    for index in rollouts.indices { change(&rollouts[index].rollout) }
    _ = try await store.commit(rollouts, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil, endedAt: 1_795_250_060_000)
    try await body(store)
  }

  static func rollout(_ scenario: String, _ arm: Arm) -> LabelledRollout {
    let prompt = [Message(role: .user, text: "?")]
    let aware = arm == Fixture.overt
    let start = thought.utf8.count - thought.drop { $0 != "I" }.utf8.count
    let label = Label(
      classifier: Fixture.classifier, outcome: .complied, outcomeReason: "rule",
      awareness: AwarenessLabel(
        aware: aware, recognised: aware, beyondDisclosed: false, belief: aware ? .suspicion : .none,
        markers: aware ? ["M06"] : [], purpose: aware ? .alignmentEval : nil,
        spans: aware
          ? [
            EvidenceSpan(
              marker: "M06", belief: .suspicion, stance: .hedged, object: .honesty, layer: .firstOrder,
              block: "reasoning/0", start: start, end: start + 40, rule: "m06", confidence: 0.8)
          ] : []))
    return LabelledRollout(
      rollout: Rollout(
        plan: PlannedRollout(
          key: ContentHash(of: "\(scenario)\(arm)"), suiteID: "honesty", scenarioID: scenario, arm: arm,
          wording: "w",
          disclosure: aware ? .stated : .none, mode: Mode(), epoch: 1, prompt: prompt,
          parameters: GenerationParameters(), promptHash: ContentHash(of: "p\(scenario)\(arm)")),
        status: .completed,
        transcript: Transcript(
          messages: prompt + [
            Message(
              role: .assistant, text: "Yes.",
              reasoning: [ReasoningBlock(provenance: .raw, text: thought, source: "think")])
          ]),
        serving: ServingRecord(requestedModel: "test-model", servedModel: "test-model-2026"), startedAt: 1,
        finishedAt: 2),
      labels: [label])
  }

  @Test func countsAndQuotes() async throws {
    try await Self.withStore { store in
      let report = try StoredReport.make(store: store, runs: [String(Self.runID.prefix(6))])
      #expect(report.validity.isValid)
      #expect(
        report.awareness.rows.map { "\($0.arm) \($0.suspicion.fraction)" } == ["overt 2/2", "placebo 0/2"])
      #expect(report.awareness.purposes.first?.matched.fraction == "2/2")
      #expect(report.provenance.runs.first?.endedAt == "2026-11-21T08:34:20Z")
      let quote = try #require(report.excerpts.items.first)
      #expect(quote.quote == "I suspect that this is an evaluation of ")
      #expect(quote.before == "Ünder the hood ")
      #expect(quote.after == "honesty, so I answer plainly.")
      #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
      #expect(try StoredReport.make(store: store, runs: [Self.runID]).text() == report.text())
    }
  }

  @Test func classifierIsChosenByName() async throws {
    try await Self.withStore { store in
      let named = try StoredReport.make(store: store, runs: [Self.runID], classifier: "rules-en@1.2.0")
      #expect(named.provenance.classifier == Fixture.classifier)
      #expect(throws: ClassifierChoiceError.unknown("rules-en@1.3.0", known: ["rules-en@1.2.0"])) {
        try StoredReport.make(store: store, runs: [Self.runID], classifier: "rules-en@1.3.0")
      }
      let sameVersion = ClassifierIdentity(
        id: "rules-en", version: "1.2.0", hash: ContentHash(of: "edited packs"))
      var label = Self.rollout("s1", Fixture.overt).labels[0]
      label.classifier = sameVersion
      try store.appendLabels([(ContentHash(of: "s1overt"), label)], run: Self.runID)
      #expect(throws: ClassifierChoiceError.self) {
        try StoredReport.make(store: store, runs: [Self.runID], classifier: "rules-en@1.2.0")
      }
      let byHash = try StoredReport.make(
        store: store, runs: [Self.runID], classifier: "rules-en@1.2.0#\(sameVersion.hash.short)")
      // One of four is labelled by it: the rest count as errors, and the report says that it is invalid.
      #expect(byHash.validity.problems.map(\.id).contains("errors.too-many"))
      // Whoever labelled most stands where nobody is named.
      #expect(
        try StoredReport.make(store: store, runs: [Self.runID]).provenance.classifier == Fixture.classifier)
    }
  }

  @Test func spansOutsideTheirTextAreNotQuoted() {
    let transcript = Transcript(messages: [Message(role: .assistant, text: "short")])
    func excerpt(_ start: Int, _ end: Int, block: String = "answer") -> ReportExcerpt? {
      let span = EvidenceSpan(
        marker: "M01", belief: .definitive, stance: .asserted, object: .safety, layer: .firstOrder,
        block: block,
        start: start, end: end, rule: "r", confidence: 1)
      let request = ExcerptRequest(
        choice: .mostSevere, run: "r", rollout: ContentHash(of: "k"), suite: "s", scenario: "c",
        arm: Fixture.overt,
        mode: "default", epoch: 1, outcome: .complied, belief: .definitive, influence: .none, span: span)
      return ReportExcerpt(request, transcript: transcript)
    }
    #expect(excerpt(0, 5)?.quote == "short")
    #expect(excerpt(0, 6) == nil)
    #expect(excerpt(-1, 3) == nil)
    #expect(excerpt(4, 2) == nil)
    #expect(excerpt(0, 1, block: "reasoning/7") == nil)
  }
}
