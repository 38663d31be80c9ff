import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneStore
import HawthorneSuites
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct RunOpeningTests {
  @Test func identicalRepeatsAreRefused() throws {
    let bench = try Bench()
    #expect(throws: RunError.identicalRepeats(suite: "suite", epochs: 3)) {
      try bench.open(Bench.suite(temperature: 0), epochs: 3)
    }
    #expect(throws: RunError.identicalRepeats(suite: "suite", epochs: 2)) {
      try bench.open(Bench.suite(epochs: 2, temperature: 0))
    }
    _ = try bench.open(Bench.suite(temperature: 0), epochs: 1)
    _ = try bench.open(Bench.suite(temperature: nil), epochs: 3)
  }

  @Test func whatAModelCannotTakeIsRefusedBeforehand() throws {
    let bench = try Bench()
    let tool = SimulatedTool(name: "t", description: "d", parameters: .object([:]), script: [])
    func expectRefused(
      _ need: UnmetNeed.Need, _ scenario: String, _ model: ModelCapabilities, _ suite: HawthorneCore.Suite
    ) throws {
      let error = try #require(throws: RunError.self) { try bench.open(suite, model: model) }
      guard case .cannotBeAsked(Bench.model, scenario, "default", let unmet) = error else {
        Issue.record("not the refusal expected: \(error)")
        return
      }
      #expect(unmet.need == need)
      #expect(error.problem.contains("'\(scenario)'") && error.fix == unmet.fix)
    }
    try expectRefused(
      .tools, "suite/s0", ModelCapabilities(tools: false), Bench.suite(scenarios: 1, tools: [tool]))
    try expectRefused(
      .systemPrompt, "suite/s0", ModelCapabilities(systemPrompt: false),
      Bench.suite(scenarios: 1, system: "Be."))
    var suite = Bench.suite(scenarios: 2)
    suite.scenarios[1].images = [Bench.image]
    try expectRefused(.images, "suite/s1", ModelCapabilities(images: false), suite)
    var options = PlanOptions(model: Bench.model)
    options.modes = [Mode(), Mode(name: "deep", reasoningEffort: "high")]
    let plan = try Plan(suites: [Bench.suite()], options: options)
    let plain = ClosureAdapter.silent(ModelCapabilities(reasoningEffort: false))
    let refused = try #require(throws: RunError.self) {
      try RunOpening(store: bench.store).create(
        RunRequest(plan: options), plan: plan, adapter: plain, harnessVersion: "test")
    }
    #expect(refused.problem.contains("in mode 'deep'"))
    #expect(try bench.store.runs().isEmpty)
    _ = try bench.open(suite)
  }

  @Test func theManifestFreezesWhatWasAsked() throws {
    let bench = try Bench()
    let run = try bench.open(model: ModelCapabilities(isSimulation: true, endpoint: "http://h/v1"))
    let manifest = try bench.store.run(run.id).manifest
    #expect(manifest == run.manifest)
    #expect(manifest.parameters.temperature == 0.7)
    #expect(manifest.simulation)
    #expect(manifest.metadata == ["endpoint": "http://h/v1"])
    #expect(manifest.planHash == run.plan.hash)
    #expect(manifest.plannedRollouts == 8)
    #expect(manifest.id.count == 16)
  }

  @Test func twoRunsOfOneMillisecondAreTwo() throws {
    let bench = try Bench()
    #expect(try bench.open().id != bench.open().id)
    #expect(try bench.store.runs().count == 2)
  }

  @Test func aPlanThatComesOutDifferentlyIsRefused() throws {
    let bench = try Bench()
    let suite = Bench.suite()
    let plan = try Plan(suites: [suite], options: PlanOptions(model: Bench.model))
    var manifest = RunManifest(
      id: "aaaa", harnessVersion: "0.0.1", startedAt: 1, suites: [.init(suite)], model: Bench.model,
      modes: [Mode()], parameters: GenerationParameters(), epochs: 1, seed: 0,
      planHash: ContentHash(of: "another plan"), plannedRollouts: plan.count, simulation: false)
    func run(_ id: String) throws {
      manifest.id = id
      let lease = try bench.store.createRun(
        try NewRun(
          manifest: manifest, suites: [suite], scenarios: [], options: RunRequest(plan: plan.options)))
      try bench.store.endRun(lease, state: .incomplete, reason: nil)
    }
    try run("aaaa")
    #expect(throws: RunError.planChanged(run: "aaaa", version: "0.0.1")) { try bench.reopen("aaaa") }
    manifest.planHash = plan.hash
    try run("bbbb")
    #expect(try bench.reopen("bbbb").plan.count == plan.count)
  }

  @Test func anotherServerOrRecordingIsRefused() throws {
    let bench = try Bench()
    let run = try bench.open(model: ModelCapabilities(endpoint: "http://a/v1"))
    try bench.store.endRun(run.lease, state: .incomplete, reason: nil)
    let opening = RunOpening(store: bench.store)
    let found = try opening.find(nil)
    #expect(throws: RunError.endpointChanged(run: run.id, was: "http://a/v1", now: "http://b/v1")) {
      try opening.resume(
        found, adapter: ClosureAdapter.silent(ModelCapabilities(endpoint: "http://b/v1")))
    }
    let other = RecordedProvenance(of: run.manifest, fileHash: ContentHash(of: "file"))
    #expect(throws: RunError.recordingChanged(run: run.id)) {
      try opening.resume(found, adapter: ClosureAdapter.silent(ModelCapabilities(replayed: other)))
    }
    let same = ClosureAdapter.silent(ModelCapabilities(endpoint: "http://a/v1"))
    #expect(try opening.resume(found, adapter: same).id == run.id)
  }

  @Test func theLatestUnfinishedRunIsFound() async throws {
    let bench = try Bench()
    let opening = RunOpening(store: bench.store)
    #expect(throws: RunError.nothingToResume(store: bench.store.path)) { try opening.find(nil) }
    let first = try bench.open()
    // Its lease is held by this live process: it runs.
    #expect(throws: RunError.nothingToResume(store: bench.store.path)) { try opening.find(nil) }
    try bench.store.endRun(first.lease, state: .incomplete, reason: nil)
    #expect(try opening.find(nil).record.id == first.id)
    let end = await bench.runner(ClosureAdapter { _ in .success(.text("Yes.")) })
      .carryOut(try bench.reopen(first.id))
    #expect(end.state == .complete)
    #expect(throws: RunError.nothingToResume(store: bench.store.path)) { try opening.find(nil) }
    #expect(try opening.find(first.id).record.state == .complete)
  }

  @Test(arguments: [
    ("https://user:secret@host/v1?key=secret#secret", "https://host/v1"),
    ("https://a@b:secret@host:81", "https://host:81"),
    ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
    ("host/v1?x=secret", "host/v1"), ("https://host/a@b", "https://host/a@b"),
  ])
  func anAddressIsStoredWithoutSecrets(given: String, stored: String) {
    #expect(RunRequest.Endpoint(baseURL: given).baseURL == stored)
  }
}
