import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneStore
import HawthorneSuites
import HawthorneTesting
import Synchronization

@testable import HawthorneRunner

/// A store in a folder of its own, a small suite, and what is needed to run it.
final class Bench: Sendable {
  let folder: String
  let store: Store
  let log = EventLog()
  /// Every wait that a run asked for.
  let waits = Waits()

  init() throws {
    folder = NSTemporaryDirectory() + "hawthorne-runner-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try Store(path: "\(folder)/s.sqlite")
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  static let model = ModelName(provider: "scripted", name: "model")

  static let labeller = RolloutLabeller(
    identity: ClassifierIdentity(id: "test", version: "1", hash: ContentHash(of: "test"))
  ) { rollout, scenario in
    label("test", rollout, scenario)
  }

  static func label(_ name: String, _ rollout: Rollout, _ scenario: Scenario) -> Label {
    var outcome = Outcome.complied
    switch rollout.status {
    case .completed: outcome = rollout.transcript.finalAnswer.isEmpty ? .empty : .complied
    case .blocked: outcome = .blocked
    case .offScript: outcome = .offScript
    case .failed: outcome = .error
    }
    return Label(
      classifier: ClassifierIdentity(id: name, version: "1", hash: ContentHash(of: name)), outcome: outcome,
      outcomeReason: scenario.id, awareness: AwarenessLabel(aware: false))
  }

  static func suite(
    scenarios count: Int = 4, followUps: [String] = [], tools: [SimulatedTool] = [], system: String? = nil,
    epochs: Int = 1, temperature: Double? = 0.7
  ) -> HawthorneCore.Suite {
    let scenarios = (0..<count).map { index in
      Scenario(
        id: "s\(index)", domain: "d", system: system, turns: ["Question \(index)?"] + followUps, tools: tools)
    }
    let framings = [Arm(.overt), Arm(.placebo)].map { arm in
      Framing(
        arm: arm, disclosure: arm.kind == .overt ? .stated : .none,
        wordings: [.init(id: "w", user: "\(arm.name): {{ request }}")])
    }
    return Suite(
      id: "suite", title: "T", version: "1.0.0", kind: .paired, licence: "CC0-1.0", visibility: .private,
      defaults: .init(epochs: epochs, parameters: GenerationParameters(temperature: temperature)),
      framings: framings, scenarios: scenarios, hash: ContentHash(of: "suite"))
  }

  static let image = ImageAttachment(
    reference: ImageReference(path: "images/a.png", mediaType: "image/png", hash: ContentHash(of: "bytes")),
    base64: "Ynl0ZXM=")

  /// Moves on by a second with every wait, so that no test waits.
  var clock: RunnerClock { RunnerClock(waits) }

  func open(
    _ suite: HawthorneCore.Suite = suite(), model: ModelCapabilities = ModelCapabilities(), epochs: Int? = nil
  ) throws -> OpenedRun {
    let plan = try Plan(suites: [suite], options: PlanOptions(model: Self.model, epochs: epochs, seed: 3))
    return try RunOpening(store: store, clock: clock).create(
      RunRequest(plan: plan.options), plan: plan, adapter: ClosureAdapter.silent(model),
      harnessVersion: "test")
  }

  func reopen(_ id: String) throws -> OpenedRun {
    let opening = RunOpening(store: store, clock: clock)
    return try opening.resume(try opening.find(id), adapter: ClosureAdapter.silent())
  }

  func runner(
    _ adapter: any ModelAdapter, settings: RunSettings = RunSettings(maxConnections: 3),
    rules: [any StopRule] = [], stop: StopSwitch = StopSwitch(), clock: RunnerClock? = nil
  ) -> Runner {
    Runner(
      adapter: adapter, labeller: Self.labeller, store: store, settings: settings, rules: rules,
      recorders: [log], clock: clock ?? self.clock, stop: stop)
  }

  func rollouts(of id: String) throws -> [Rollout] {
    var all: [Rollout] = []
    try store.forEachRollout(of: id) { all.append($0.rollout) }
    return all
  }
}

extension RunnerClock {
  /// A clock that every sleep moves on, and that draws the longest wait.
  init(_ waits: Waits) {
    self.init(
      milliseconds: { waits.now },
      sleep: {
        try Task.checkCancellation()
        waits.add($0)
      }, draw: { 1 })
  }
}

/// Remembers events.
final class EventLog: EventRecorder {
  private let all = Mutex<[RunEvent]>([])
  var events: [RunEvent] { all.withLock { $0 } }
  func record(_ event: RunEvent) { all.withLock { $0.append(event) } }
}

/// The waits of a run and the time they add up to.
final class Waits: Sendable {
  private let state = Mutex<(list: [Duration], time: Int64)>(([], 1_000_000))
  var list: [Duration] { state.withLock { $0.list } }
  var now: Int64 { state.withLock { $0.time } }
  func add(_ wait: Duration) {
    state.withLock {
      $0.list.append(wait)
      $0.time += Int64(wait / .milliseconds(1))
    }
  }
}

/// An adapter that is a closure.
struct ClosureAdapter: ModelAdapter {
  var name = Bench.model
  var capabilities = ModelCapabilities()
  var recording: @Sendable (PlannedRollout) -> Rollout? = { _ in nil }
  var answer: @Sendable (ModelRequest) async -> Result<ModelResponse, ModelError>

  /// An adapter of these capabilities that nothing can be asked.
  static func silent(_ capabilities: ModelCapabilities = ModelCapabilities()) -> ClosureAdapter {
    ClosureAdapter(capabilities: capabilities) { _ in failure(.unsupported) }
  }

  func recorded(_ plan: PlannedRollout) -> Rollout? { recording(plan) }
  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    try await answer(request).get()
  }
}

final class Counter: Sendable {
  private let count = Mutex(0)
  private let highest = Mutex(0)
  var value: Int { count.withLock { $0 } }
  var peak: Int { highest.withLock { $0 } }
  @discardableResult func add(_ step: Int = 1) -> Int {
    let now = count.withLock { value in
      value += step
      return value
    }
    highest.withLock { $0 = max($0, now) }
    return now
  }
}

func failure(_ kind: ModelError.Kind, retryAfter: Duration? = nil) -> Result<ModelResponse, ModelError> {
  .failure(ModelError(kind, problem: "The provider said \(kind.rawValue).", retryAfter: retryAfter))
}

/// Remembers the messages of every request.
final class Requests: Sendable {
  private let list = Mutex<[[Message]]>([])
  var all: [[Message]] { list.withLock { $0 } }
  func add(_ messages: [Message]) { list.withLock { $0.append(messages) } }
}
