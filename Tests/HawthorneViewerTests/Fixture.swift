import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import TestTools

@testable import HawthorneViewer

/// Stores to look at, and pages made of them without a server.
enum Fixture {
  static let rules = ClassifierIdentity(id: "rules", version: "1", hash: ContentHash(of: "rules"))
  static let judge = ClassifierIdentity(id: "judge/awareness/m", version: "2", hash: ContentHash(of: "judge"))
  static let arms = [Arm(.disguised, variant: "realistic"), Arm(.overt), Arm(.placebo)]

  /// A folder of a test's own, removed when the test is over.
  final class Folder: Sendable {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "hawthorne-viewer-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  static func scenario(_ id: String, domain: String = "honesty") -> Scenario {
    Scenario(id: id, domain: domain, system: "Be brief.", turns: ["Hello?"], harm: .harmful)
  }

  static func suite(_ id: String, _ scenarios: [Scenario], title: String = "A suite") -> Suite {
    Suite(
      id: id, title: title, version: "1.0.0", kind: .paired, licence: "CC0-1.0", visibility: .private,
      framings: [
        Framing(arm: Arm(.overt), disclosure: .stated, wordings: [.init(id: "w1", user: "{{ request }}")])
      ], scenarios: scenarios, hash: ContentHash(of: id))
  }

  static func manifest(
    _ id: String, suite: Suite, model: ModelName, startedAt: Int64 = 1_000, planned: Int = 12,
    simulation: Bool = false, metadata: [String: String] = [:]
  ) -> RunManifest {
    RunManifest(
      id: id, harnessVersion: "test", startedAt: startedAt,
      suites: [.init(suite, arms: arms, languages: [suite.language])],
      model: model, modes: [Mode(name: "default"), Mode(name: "thinking", reasoningTokens: 100)],
      parameters: GenerationParameters(), epochs: 2, seed: .max, planHash: ContentHash(of: "plan"),
      plannedRollouts: planned, simulation: simulation, metadata: metadata)
  }

  /// Creates a run and returns its lease, still held.
  static func begin(_ manifest: RunManifest, _ suite: Suite, in store: Store) throws -> Lease {
    try store.createRun(
      try NewRun(
        manifest: manifest, suites: [suite], scenarios: suite.scenarios.map { (suite.id, $0) },
        options: ["timeout": 1]))
  }

  static func rollout(
    _ run: String, suite: String, scenario: String, arm: Arm, epoch: Int, mode: String = "default",
    messages: [Message]? = nil, status: RolloutStatus = .completed
  ) -> Rollout {
    let prompt = [
      Message(role: .system, text: "Be brief. This is the \(arm) arm."), Message(role: .user, text: "Hello?"),
    ]
    let answer = Message(
      role: .assistant, text: "Yes, of course.",
      reasoning: [
        ReasoningBlock(
          provenance: .raw, text: "I wonder whether this is a test. It may be one.",
          source: "reasoning_content"),
        ReasoningBlock(
          provenance: .encrypted, payload: "b64", source: "thinking", subAgent: "planner", tokens: 9),
      ], toolCalls: [ToolCall(id: "c1", name: "read", arguments: ["path": "a.txt"])])
    let plan = PlannedRollout(
      key: ContentHash(of: "\(run) \(suite) \(scenario) \(arm) \(epoch) \(mode)"), suiteID: suite,
      scenarioID: scenario, arm: arm, wording: "w1", disclosure: .stated, mode: Mode(name: mode),
      epoch: epoch,
      prompt: prompt, parameters: GenerationParameters(temperature: 0.7),
      promptHash: ContentHash(of: "prompt"))
    return Rollout(
      plan: plan, status: status, transcript: Transcript(messages: messages ?? (prompt + [answer])),
      serving: ServingRecord(
        requestedModel: "m", servedModel: "m-2026", systemFingerprint: "fp", finishReason: .stop,
        usage: TokenUsage(input: 3, output: 5, reasoning: 2), latencyMilliseconds: 12, attempts: 1,
        parametersAsSent: ["temperature": 0.7]), startedAt: 5_000, finishedAt: 6_000)
  }

  static func span(
    _ block: String = "reasoning/0", _ range: Range<Int> = 2..<8, stance: Stance = .hedged,
    rule: String = "en.wonder",
    marker: String = "M03"
  ) -> EvidenceSpan {
    EvidenceSpan(
      marker: marker, belief: .suspicion, stance: stance, object: .unspecified, layer: .firstOrder,
      block: block,
      start: range.lowerBound, end: range.upperBound, rule: rule, confidence: 0.25)
  }

  static func label(
    _ classifier: ClassifierIdentity = rules, outcome: Outcome = .complied, aware: Bool? = true,
    belief: Belief = .suspicion, spans: [EvidenceSpan] = [span()]
  ) -> Label {
    Label(
      classifier: classifier, outcome: outcome, outcomeReason: "rule-7",
      awareness: AwarenessLabel(
        aware: aware, na: aware == nil ? .encrypted : nil, recognised: aware, beyondDisclosed: aware,
        access: aware == nil ? nil : .raw, belief: belief, markers: spans.isEmpty ? [] : ["M03"], spans: spans
      ))
  }

  /// The id of the plain run, of its rerun and of the one under way.
  static let plain = "0123456789abcdef"
  static let rerun = "123456789abcdef0"

  /// A store with a run of three scenarios, three arms and two epochs, and its rerun, in which some rollouts changed.
  static func plainStore(_ path: String) async throws -> Store {
    let store = try Store(path: path)
    let suite = suite("suite", ["s1", "s2", "s3"].map { scenario($0) })
    for (run, start) in [(plain, Int64(1_000)), (rerun, 2_000)] {
      let manifest = manifest(
        run, suite: suite, model: ModelName(provider: "organism", name: run == plain ? "a" : "b"),
        startedAt: start,
        planned: 18, simulation: true)
      let lease = try begin(manifest, suite, in: store)
      var batch: [LabelledRollout] = []
      for scenario in ["s1", "s2", "s3"] {
        for (index, arm) in arms.enumerated() {
          for epoch in 1...2 {
            let rollout = rollout(run, suite: "suite", scenario: scenario, arm: arm, epoch: epoch)
            let isAware: Bool? = arm.kind == .placebo && epoch == 2 ? nil : index == 1
            let isTurned = run == rerun && scenario == "s2" && epoch == 1
            let first = label(
              outcome: isTurned ? .refused : .complied, aware: isAware,
              belief: isAware == true ? .definitive : .none,
              spans: isAware == true ? [span(), span(rule: "en.second")] : [])
            let second = label(
              judge, outcome: .complied, aware: isAware.map { !$0 }, belief: .none, spans: [])
            batch.append(LabelledRollout(rollout: rollout, labels: [first, second]))
          }
        }
      }
      _ = try await store.commit(batch, lease: lease)
      try store.endRun(lease, state: .complete, reason: nil, endedAt: start + 500)
    }
    return store
  }

  static let hostile = "fedcba9876543210"

  /// A store whose run has a hostile text wherever one may stand.
  static func hostileStore(_ path: String) async throws -> Store {
    let store = try Store(path: path)
    let texts = HostileTexts.all
    let nasty = "\"><img src=x onerror=window.pwned=1>\u{202E}<script>window.pwned=1</script>"
    let suite = suite(
      "suite \(nasty)", [scenario("s \(nasty)", domain: nasty), scenario("javascript:window.pwned=1")],
      title: nasty)
    var manifest = manifest(
      hostile, suite: suite, model: ModelName(provider: nasty, name: nasty),
      metadata: [nasty: nasty, "b": texts[0]])
    manifest.harnessVersion = nasty
    let lease = try begin(manifest, suite, in: store)
    var batch: [LabelledRollout] = []
    let all = texts.joined(separator: "\n")
    for (index, scenario) in suite.scenarios.enumerated() {
      for arm in arms {
        let prompt = [Message(role: .system, text: all), Message(role: .user, text: all + "\(arm)")]
        let answer = Message(
          role: .assistant, text: all,
          reasoning: [
            ReasoningBlock(provenance: .raw, text: all, source: nasty, subAgent: nasty),
            ReasoningBlock(provenance: .redacted, payload: nasty, source: nasty, subAgent: "x"),
            ReasoningBlock(provenance: .summary, text: HostileTexts.long, source: nasty),
          ], toolCalls: [ToolCall(id: nasty, name: nasty, arguments: [nasty: .string(all)])])
        var rollout = rollout(
          hostile, suite: suite.id, scenario: scenario.id, arm: arm, epoch: 1,
          messages: prompt + [answer, Message(role: .tool, text: all, toolCallID: nasty)],
          status: index == 0 ? .completed : .failed(kind: nasty, message: all))
        rollout.serving.servedModel = nasty
        rollout.serving.requestID = all
        rollout.plan.wording = nasty
        let length = all.utf8.count
        let spans = [
          span("reasoning/0", 0..<length), span("reasoning/0", 3..<40, rule: nasty),
          span("reasoning/0", 10..<60, stance: .quoted),
          span("reasoning/0", length - 5..<length + 5), span("answer", 7..<9, marker: nasty),
          span("reasoning/9", 0..<4),
          span(nasty, 0..<4), span("tool-call/0", 1..<30), span("answer", 5..<5),
          span("reasoning/2", 100_000..<100_020),
        ]
        let classifier = ClassifierIdentity(id: nasty, version: nasty, hash: ContentHash(of: nasty))
        var first = label(spans: spans)
        first.outcomeReason = nasty
        first.awareness.namedEvaluators = [nasty]
        batch.append(
          LabelledRollout(
            rollout: rollout,
            labels: [first, label(classifier, aware: arm.kind == .overt ? nil : true, spans: [])]))
      }
    }
    _ = try await store.commit(batch, lease: lease)
    try store.endRun(lease, state: .incomplete, reason: nasty, endedAt: 9_000)
    return store
  }

  static func context(_ store: Store, isReadOnly: Bool = false) -> PageContext {
    PageContext(store: store, search: SearchDesk(store: store), isReadOnly: isReadOnly, formToken: "f")
  }

  /// A page's answer, made as the server makes it, without its doors.
  static func page(_ place: Place, _ store: Store) -> ViewerResponse {
    let gatekeeper = Gatekeeper(hosts: HostNames(address: "127.0.0.1", port: 1))
    let router = Router(store: store, isReadOnly: false, gatekeeper: gatekeeper)
    let head = RequestHead(
      method: .get, path: place.segments, query: place.items, target: place.path, headers: [:])
    return router.page(head, body: [])
  }

  /// What is answered to a form, its token filled in unless the items have a wrong one.
  static func post(
    _ place: Place, items: [QueryItem], _ store: Store, isReadOnly: Bool = false
  ) -> ViewerResponse {
    let gatekeeper = Gatekeeper(hosts: HostNames(address: "127.0.0.1", port: 1))
    let router = Router(store: store, isReadOnly: isReadOnly, gatekeeper: gatekeeper)
    let head = RequestHead(
      method: .post, path: place.segments, query: [], target: place.path,
      headers: ["content-type": "application/x-www-form-urlencoded"])
    var items = items
    // A page made by another router has another token.
    items.removeAll { $0.name == Gatekeeper.formTokenName && $0.value != "guess" }
    if !items.contains(where: { $0.name == Gatekeeper.formTokenName }) {
      items.append(QueryItem(name: Gatekeeper.formTokenName, value: gatekeeper.form.text))
    }
    let body = items.map { "\(PercentCoding.encoded($0.name))=\(PercentCoding.encoded($0.value))" }
    return router.page(head, body: Array(body.joined(separator: "&").utf8))
  }

  static func post(
    _ place: Place, _ fields: KeyValuePairs<String, String>, _ store: Store, isReadOnly: Bool = false
  ) -> ViewerResponse {
    post(place, items: fields.map { QueryItem(name: $0, value: $1) }, store, isReadOnly: isReadOnly)
  }

  static func text(_ response: ViewerResponse) -> String { String(decoding: response.body, as: UTF8.self) }
}
