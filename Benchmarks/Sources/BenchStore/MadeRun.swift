import BenchmarkSupport
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import HawthorneSuites

/// A run with labelled rollouts, made in memory: the plan of a suite, answered from the corpus.
struct MadeRun {
  let run: NewRun
  let rollouts: [LabelledRollout]

  /// - Parameter count: rollouts; the plan takes as many epochs as they need.
  init(suite path: String, documents: [Document], count: Int) throws {
    let suite = try SuiteReader.read(path: path)
    let name = ModelName(provider: "made", name: "corpus")
    let once = try Plan(suites: [suite], options: PlanOptions(model: name, epochs: 1)).count
    let epochs = (count + once - 1) / once
    let plan = try Plan(suites: [suite], options: PlanOptions(model: name, epochs: epochs))
    var manifest = RunManifest(
      id: "", harnessVersion: "0", startedAt: 1_750_000_000_000,
      suites: [RunManifest.SuiteReference(suite)], model: name, modes: [Mode()],
      parameters: suite.defaults.parameters, epochs: epochs, seed: 0, planHash: plan.hash,
      plannedRollouts: plan.count, simulation: true)
    manifest.id = String(try ContentHash(canonical: manifest).hex.prefix(16))
    run = try NewRun(
      manifest: manifest, suites: [suite], scenarios: suite.scenarios.map { (suite.id, $0) },
      options: [String: String]())
    let classifier = try TraceClassifier.standard()
    let scenarios = Dictionary(
      suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    rollouts = plan.rollouts().prefix(count).enumerated().compactMap { number, planned in
      let rollout = Self.rollout(planned, answeredBy: documents[number % documents.count], number: number)
      return scenarios[planned.scenarioID].map { scenario in
        LabelledRollout(
          rollout: rollout, labels: [classifier.classify(rollout, scenario: scenario)])
      }
    }
  }

  private static func rollout(
    _ plan: PlannedRollout, answeredBy document: Document, number: Int
  ) -> Rollout {
    let thought = ReasoningBlock(provenance: .raw, text: document.reasoning, source: "reasoning_content")
    let answer = Message(role: .assistant, text: document.answer, reasoning: [thought])
    let serving = ServingRecord(
      requestedModel: "corpus", servedModel: "corpus", systemFingerprint: "fp_made",
      requestID: "made-\(number)", finishReason: .stop,
      usage: TokenUsage(input: 180, output: 800, reasoning: 600), latencyMilliseconds: 500,
      parametersAsSent: .object(["temperature": .number(0.7), "max_tokens": .integer(1024)]))
    let start = 1_750_000_000_000 + Int64(number)
    return Rollout(
      plan: plan, status: .completed, transcript: Transcript(messages: plan.prompt + [answer]),
      serving: serving, startedAt: start, finishedAt: start + 500)
  }
}
