import HawthorneCore
import HawthorneFormats

/// Turns one scenario in one mode and epoch into its rollouts, one an arm.
struct Renderer: Sendable {
  var options: PlanOptions

  /// A seeded draw: the same seed and names give the same hash.
  func draw(_ names: String...) -> ContentHash { draw(names) }

  private func draw(_ names: [String]) -> ContentHash {
    var hash = IncrementalHash()
    hash.update(part: "\(options.seed)")
    for name in names { hash.update(part: name) }
    return hash.finish()
  }

  /// The arms of a scenario in random order, in each language.
  ///
  /// The wording is drawn once for the scenario and epoch and shared by its arms and languages, so that the k-th
  /// overt wording stands against the k-th placebo wording, its partner in length.
  func rollouts(of scenario: Scenario, in suite: Suite, mode: Mode, epoch: Int) throws -> [PlannedRollout] {
    let pick = draw("wording", suite.id, scenario.id, "\(epoch)").number
    var planned: [(order: ContentHash, rollout: PlannedRollout)] = []
    for prompts in prompts(of: scenario, in: suite) {
      let wording = prompts.wordings[Int(pick % UInt64(prompts.wordings.count))]
      let text = prompts.text
      let names = [suite.id, scenario.id, mode.name, "\(epoch)", prompts.framing.arm.name]
      let order = draw(["arm"] + names + (text.isOwn ? [] : [text.language]))
      let asked = Asked(
        scenario: scenario, suite: suite, text: text, framing: prompts.framing, wording: wording)
      planned.append((order, try rollout(asked, mode: mode, epoch: epoch)))
    }
    return planned.sorted { $0.order < $1.order }.map(\.rollout)
  }

  /// What a scenario is asked with in one arm and language, of which each epoch draws one wording.
  struct Prompts {
    var text: Text
    var framing: Framing
    /// Never empty.
    var wordings: [Framing.Wording]
  }

  /// The arms and languages that a scenario is asked in.
  func prompts(of scenario: Scenario, in suite: Suite) -> [Prompts] {
    let arms = options.arms ?? suite.defaults.arms ?? []
    let framings = suite.framings(of: scenario).filter { arms.isEmpty || arms.contains($0.arm) }
    return texts(of: scenario, in: suite).flatMap { text in
      framings.compactMap { framing in
        let wordings = framing.wordings(in: text.language, of: suite)
        return wordings.isEmpty ? nil : Prompts(text: text, framing: framing, wordings: wordings)
      }
    }
  }

  /// A scenario's texts in one language.
  struct Text {
    var language: String
    var isOwn: Bool
    var system: String
    var turns: [String]
    var prefill: String?
    var values: [String: String]
  }

  /// The scenario's texts in the languages that are asked.
  private func texts(of scenario: Scenario, in suite: Suite) -> [Text] {
    let languages = options.languages ?? suite.defaults.languages ?? []
    let values = scenario.values.merging(suite.values) { own, _ in own }
    return scenario.languages.filter { languages.isEmpty || languages.contains($0) }.map { language in
      guard language != scenario.language, let translation = scenario.translations[language] else {
        return Text(
          language: language, isOwn: true, system: scenario.system ?? "", turns: scenario.turns,
          prefill: scenario.prefill, values: values)
      }
      return Text(
        language: language, isOwn: false, system: translation.system ?? "", turns: translation.turns,
        prefill: translation.prefill, values: translation.values.merging(values) { own, _ in own })
    }
  }

  private struct Asked {
    var scenario: Scenario
    var suite: Suite
    var text: Text
    var framing: Framing
    var wording: Framing.Wording
  }

  private func rollout(_ asked: Asked, mode: Mode, epoch: Int) throws -> PlannedRollout {
    let (scenario, suite, wording) = (asked.scenario, asked.suite, asked.wording)
    let variables = Template.Variables(asked.text)
    let system = system(of: wording, variables)
    let user = Template.render(wording.user ?? "{{ request }}", variables)
    var prompt: [Message] = []
    if !system.isEmpty { prompt.append(Message(role: .system, text: system)) }
    let images = scenario.images.map(\.reference)
    prompt.append(Message(role: .user, text: user, images: images.isEmpty ? nil : images))
    // A wording that quotes the conversation asks about it in a new one: its turns and tools stay in the quotation.
    let quotes = wording.quotesConversation
    if !quotes, let prefill = asked.text.prefill {
      prompt.append(
        Message(role: .assistant, text: prefill, prefilled: true))
    }
    let followUps =
      (quotes ? [] : Array(asked.text.turns.dropFirst()))
      + (wording.followUp.map { [Template.render($0, variables)] } ?? [])
    let tools = quotes ? [] : scenario.tools
    let parameters = parameters(for: suite, epoch: epoch)
    let promptHash = try ContentHash(
      canonical: Prompt(prompt: prompt, followUps: followUps, tools: tools))
    let language = asked.text.isOwn ? nil : asked.text.language
    let key = try ContentHash(
      canonical: Identity(
        suite: suite.id, scenario: scenario.id, prompt: promptHash, arm: asked.framing.arm,
        language: language, mode: mode, epoch: epoch, model: options.model, parameters: parameters))
    return PlannedRollout(
      key: key, suiteID: suite.id, scenarioID: scenario.id, arm: asked.framing.arm, wording: wording.id,
      disclosure: asked.framing.disclosure, language: language, mode: mode, epoch: epoch, prompt: prompt,
      followUps: followUps, tools: tools, parameters: parameters, promptHash: promptHash)
  }

  func system(of wording: Framing.Wording, _ text: Text) -> String {
    system(of: wording, Template.Variables(text))
  }

  private func system(of wording: Framing.Wording, _ variables: Template.Variables) -> String {
    Template.render(wording.system ?? "{{ system }}", variables)
  }

  /// The suite's defaults under the user's choices; a sampling seed moves on with the epoch, so that epochs
  /// are not one answer copied.
  func parameters(for suite: Suite, epoch: Int) -> GenerationParameters {
    let asked = options.parameters
    let base = suite.defaults.parameters
    return GenerationParameters(
      temperature: asked.temperature ?? base.temperature, topP: asked.topP ?? base.topP,
      maxTokens: asked.maxTokens ?? base.maxTokens,
      seed: (asked.seed ?? base.seed).map { $0 &+ Int64(epoch - 1) },
      logprobs: asked.logprobs ?? base.logprobs, extra: base.extra.merging(asked.extra) { _, new in new })
  }

  private struct Prompt: Encodable {
    var prompt: [Message]
    var followUps: [String]
    var tools: [SimulatedTool]
  }

  private struct Identity: Encodable {
    var suite: String
    var scenario: String
    var prompt: ContentHash
    var arm: Arm
    /// Not encoded where it is nil, so that keys from before there were translations stay.
    var language: String?
    var mode: Mode
    var epoch: Int
    var model: ModelName
    var parameters: GenerationParameters
  }
}

extension ContentHash {
  /// The first 64 bits as a number.
  var number: UInt64 { UInt64(hex.prefix(16), radix: 16) ?? 0 }
}
