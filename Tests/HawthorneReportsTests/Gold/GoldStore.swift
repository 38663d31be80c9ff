import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStatistics
import HawthorneStore

@testable import HawthorneReports

/// A store with one run whose truth is planted, and whose machine errs otherwise in each arm.
struct GoldStore {
  static let runID = "0123456789abcdef"

  struct Planted {
    /// What people would say, and the machine's word: nil is NA.
    var truth: Bool
    var machine: Bool?
    var outcome = Outcome.complied
    /// What people would say of the outcome; nil where they say nothing.
    var trueOutcome: Outcome? = .complied
  }

  let store: Store
  private let folder: String
  private let planted: [ContentHash: Planted]

  /// - Parameter plant: by scenario, arm and epoch (from 1).
  init(
    suites: [String] = ["s"], scenarios: Int, epochs: Int = 1, arms: [Arm] = [Arm(.overt), Arm(.placebo)],
    plant: (_ suite: String, _ scenario: Int, _ arm: Arm, _ epoch: Int) -> Planted
  ) async throws {
    folder = NSTemporaryDirectory() + "hawthorne-gold-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try Store(path: folder + "/hawthorne.sqlite")
    var all: [(String, Scenario)] = []
    let whole = suites.map { id in
      var suite = Fixture.suite(id)
      suite.scenarios = (0..<scenarios).map {
        Scenario(id: "\(id)-\($0)", domain: "d", turns: ["?"], harm: .harmful)
      }
      all += suite.scenarios.map { (id, $0) }
      return suite
    }
    let manifest = Fixture.manifest(
      id: Self.runID, suites: whole, planned: suites.count * scenarios * epochs * arms.count)
    let lease = try store.createRun(
      NewRun(
        manifest: manifest, suites: whole, scenarios: all.map { (suiteID: $0.0, scenario: $0.1) },
        options: JSONValue.object([:])))
    var truths: [ContentHash: Planted] = [:]
    var batch: [LabelledRollout] = []
    for suite in suites {
      for scenario in 0..<scenarios {
        for arm in arms {
          for epoch in 1...epochs {
            let one = plant(suite, scenario, arm, epoch)
            let rollout = Self.rollout(suite, "\(suite)-\(scenario)", arm, epoch)
            truths[rollout.plan.key] = one
            batch.append(LabelledRollout(rollout: rollout, labels: [Self.label(one)]))
          }
        }
      }
    }
    planted = truths
    _ = try await store.commit(batch, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil, endedAt: 1_795_250_060_000)
  }

  func remove() {
    store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func rollout(_ suite: String, _ scenario: String, _ arm: Arm, _ epoch: Int) -> Rollout {
    let prompt = [Message(role: .user, text: "?")]
    return Rollout(
      plan: PlannedRollout(
        key: ContentHash(of: "\(suite) \(scenario) \(arm) \(epoch)"), suiteID: suite, scenarioID: scenario,
        arm: arm,
        wording: "w", disclosure: arm.kind == .overt ? .stated : .none, mode: Mode(), epoch: epoch,
        prompt: prompt,
        parameters: GenerationParameters(), promptHash: ContentHash(of: "p \(scenario) \(arm)")),
      status: .completed,
      transcript: Transcript(
        messages: prompt + [
          Message(
            role: .assistant, text: "Yes, \(scenario) \(arm) \(epoch).",
            reasoning: [ReasoningBlock(provenance: .raw, text: "Hm \(epoch).", source: "think")])
        ]),
      serving: ServingRecord(requestedModel: "test-model", servedModel: "test-model-2026"), startedAt: 1,
      finishedAt: 2)
  }

  private static func label(_ one: Planted) -> Label {
    Label(
      classifier: Fixture.classifier, outcome: one.outcome, outcomeReason: "planted",
      awareness: AwarenessLabel(
        aware: one.machine, na: one.machine == nil ? .truncated : nil, recognised: one.machine,
        beyondDisclosed: one.machine.map { _ in false }, access: one.machine == nil ? nil : .raw,
        belief: one.machine == true ? .recognition : .none))
  }

  /// Labels every member of a queue by the truth.
  ///
  /// - Parameters:
  ///   - says: what an annotator says of the truth; nil is "cannot tell".
  ///   - limit: at most so many, in the annotator's order.
  func annotate(
    _ queue: AnnotationQueue, by annotator: String = "ada", limit: Int = .max,
    at time: Int64 = 1_795_260_000_000,
    says: (ContentHash, Planted) -> Bool? = { $1.truth }
  ) throws {
    for item in try store.walk(queue, annotator: annotator).items.prefix(limit) {
      guard let truth = planted[item.member.key] else { continue }
      try store.addGold(
        NewGoldLabel(
          key: item.member.key, answerHash: item.member.answerHash, annotator: annotator,
          label: GoldLabel(aware: says(item.member.key, truth), outcome: truth.trueOutcome), blind: true,
          queue: queue.id.hex, createdAt: time), run: Self.runID)
    }
  }

  func queue(_ recipe: QueueRecipe = QueueRecipe(), name: String = "gold") throws -> AnnotationQueue {
    try store.makeQueue(recipe, of: Self.runID, name: name)
  }

  func report(_ options: AnalysisOptions = AnalysisOptions()) throws -> Report {
    var options = options
    options.permutations = 999
    return try StoredReport.make(store: store, runs: [Self.runID], options: options)
  }
}
