import HawthorneCore
import HawthorneFormats

/// Turns one scenario in one mode and epoch into its rollouts, one an arm.
struct Renderer: Sendable {
  var options: PlanOptions

  /// A seeded draw: the same seed and names give the same hash.
  func draw(_ names: String...) -> ContentHash {
    var hash = IncrementalHash()
    hash.update(part: "\(options.seed)")
    for name in names { hash.update(part: name) }
    return hash.finish()
  }

  /// The arms of a scenario in random order.
  ///
  /// The wording is drawn once for the scenario and epoch and shared by its arms, so that the k-th overt
  /// wording stands against the k-th placebo wording, its partner in length.
  func rollouts(of scenario: Scenario, in suite: Suite, mode: Mode, epoch: Int) throws -> [PlannedRollout] {
    let pick = draw("wording", suite.id, scenario.id, "\(epoch)").number
    let framings = suite.framings(of: scenario)
      .filter { options.arms.isEmpty || options.arms.contains($0.arm) }
      .map { (order: draw("arm", suite.id, scenario.id, mode.name, "\(epoch)", $0.arm.name), framing: $0) }
      .sorted { $0.order < $1.order }
    return try framings.map { _, framing in
      let wording = framing.wordings[Int(pick % UInt64(framing.wordings.count))]
      return try rollout(
        of: scenario, in: suite, framing: framing, wording: wording, mode: mode, epoch: epoch)
    }
  }

  private func rollout(
    of scenario: Scenario, in suite: Suite, framing: Framing, wording: Framing.Wording, mode: Mode, epoch: Int
  ) throws -> PlannedRollout {
    let ownSystem = scenario.system ?? ""
    let request = scenario.turns.first ?? ""
    let system = Template.render(wording.system ?? "{{ system }}", system: ownSystem, request: request)
    let user = Template.render(wording.user ?? "{{ request }}", system: ownSystem, request: request)
    var prompt: [Message] = []
    if !system.isEmpty { prompt.append(Message(role: .system, text: system)) }
    prompt.append(Message(role: .user, text: user))
    let followUps = Array(scenario.turns.dropFirst())
    let parameters = parameters(for: suite, epoch: epoch)
    let promptHash = try ContentHash(
      canonical: Asked(prompt: prompt, followUps: followUps, tools: scenario.tools))
    let key = try ContentHash(
      canonical: Identity(
        suite: suite.id, scenario: scenario.id, prompt: promptHash, arm: framing.arm, mode: mode,
        epoch: epoch,
        model: options.model, parameters: parameters))
    return PlannedRollout(
      key: key, suiteID: suite.id, scenarioID: scenario.id, arm: framing.arm, wording: wording.id,
      disclosure: framing.disclosure, mode: mode, epoch: epoch, prompt: prompt, followUps: followUps,
      tools: scenario.tools, parameters: parameters, promptHash: promptHash)
  }

  /// The suite's defaults under the user's choices; a sampling seed moves on with the epoch, so that epochs
  /// are not one answer copied.
  private func parameters(for suite: Suite, epoch: Int) -> GenerationParameters {
    let asked = options.parameters
    let base = suite.defaults.parameters
    return GenerationParameters(
      temperature: asked.temperature ?? base.temperature, topP: asked.topP ?? base.topP,
      maxTokens: asked.maxTokens ?? base.maxTokens,
      seed: (asked.seed ?? base.seed).map { $0 &+ Int64(epoch - 1) },
      extra: base.extra.merging(asked.extra) { _, new in new })
  }

  private struct Asked: Encodable {
    var prompt: [Message]
    var followUps: [String]
    var tools: [SimulatedTool]
  }

  private struct Identity: Encodable {
    var suite: String
    var scenario: String
    var prompt: ContentHash
    var arm: Arm
    var mode: Mode
    var epoch: Int
    var model: ModelName
    var parameters: GenerationParameters
  }
}

extension ContentHash {
  /// The first 64 bits as a number.
  fileprivate var number: UInt64 { UInt64(hex.prefix(16), radix: 16) ?? 0 }
}
