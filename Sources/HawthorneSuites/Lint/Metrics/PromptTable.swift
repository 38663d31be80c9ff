import HawthorneCore

/// The profile of every prompt of a suite: each scenario in its own language, arm and wording.
///
/// A suite of more than `most` prompts or `mostBytes` is thinned to every n-th pair of scenario and wording, the
/// same pairs in every arm.
struct PromptTable {
  static let most = 60_000
  static let mostBytes = 64 << 20

  struct Prompt {
    /// Position in the suite.
    var scenario: Int
    var arm: Arm
    /// Position among the arm's wordings in the scenario's language.
    var wording: Int
    var profile: TextProfile
  }

  /// In the order of scenarios, arms and wordings.
  let prompts: [Prompt]
  /// By scenario, then arm: of the first wording.
  let formats: [[Arm: FormatClass]]
  /// 1 where every prompt is measured.
  let every: Int

  init(_ suite: Suite) {
    let framings = suite.scenarios.map { suite.framings(of: $0) }
    every = Self.thinning(suite, framings)
    var writer = PromptWriter()
    var prompts: [Prompt] = []
    var formats: [[Arm: FormatClass]] = []
    for (number, scenario) in suite.scenarios.enumerated() {
      let text = PromptWriter.text(of: scenario, in: suite)
      let variables = Template.Variables(text)
      var classes: [Arm: FormatClass] = [:]
      for framing in framings[number] {
        for (place, wording) in framing.wordings(in: scenario.language, of: suite).enumerated() {
          let isKept = (31 * number + place) % every == 0
          guard isKept || place == 0 else { continue }
          let prompt = writer.prompt(wording, text, variables)
          if place == 0 { classes[framing.arm] = FormatClass(prompt.user) }
          guard isKept else { continue }
          prompts.append(
            Prompt(
              scenario: number, arm: framing.arm, wording: place, profile: TextProfile(prompt.whole)))
        }
      }
      formats.append(classes)
    }
    self.prompts = prompts
    self.formats = formats
  }

  private static func thinning(_ suite: Suite, _ framings: [[Framing]]) -> Int {
    var count = 0
    var bytes = 0
    for (scenario, framings) in zip(suite.scenarios, framings) {
      let own = scenario.turns.reduce(scenario.system?.utf8.count ?? 0) { $0 + $1.utf8.count }
      for framing in framings {
        count += framing.wordings.count
        for wording in framing.wordings {
          bytes += own + (wording.system?.utf8.count ?? 0) + (wording.user?.utf8.count ?? 0)
        }
      }
    }
    return max(1, (count + most - 1) / most, (bytes + mostBytes - 1) / mostBytes)
  }
}
