import HawthorneCore

/// A suite as the rules look at it.
struct LintSubject {
  /// A text of the suite and where it stands.
  struct Source {
    enum Part {
      case system, request, followUp, reference, toolDescription, toolAnswer, value, wording, translation
    }
    var text: String
    var part: Part
    /// The part for a message: `request`, `answer 1 of the tool 'read_file'`.
    var name: String
    var language: String
    var location: Diagnostic.Location
    var scenario: String?
    var arm: Arm?
    var wording: String?
  }

  let suite: Suite
  let places: SuitePlaces
  /// What scenarios say, in their own language and in others.
  let scenarioTexts: [[Source]]
  /// What the wordings of framings add, the suite's and those of single scenarios.
  let wordingTexts: [Source]

  init(_ placed: PlacedSuite) {
    suite = placed.suite
    places = placed.places
    scenarioTexts = placed.suite.scenarios.map { Self.texts(of: $0, placed.places) }
    wordingTexts =
      placed.suite.framings.flatMap { Self.texts(of: $0, scenario: nil, placed.suite, placed.places) }
      + placed.suite.scenarios.flatMap { scenario in
        scenario.framings.flatMap { Self.texts(of: $0, scenario: scenario.id, placed.suite, placed.places) }
      }
  }

  func place(_ scenario: Scenario) -> Diagnostic.Location { places.scenarios[scenario.id] ?? places.whole }

  func place(_ arm: Arm, wording: String? = nil, in scenario: Scenario? = nil) -> Diagnostic.Location {
    if let scenario, scenario.framings.contains(where: { $0.arm == arm }) { return place(scenario) }
    return wording.flatMap { places.wordings[arm.name]?[$0] } ?? places.framings[arm.name] ?? places.whole
  }

  private static func texts(of scenario: Scenario, _ places: SuitePlaces) -> [Source] {
    let place = places.scenarios[scenario.id] ?? places.whole
    var texts: [Source] = []
    func add(_ part: Source.Part, _ name: String, _ text: String?, language: String? = nil) {
      guard let text, !text.isEmpty else { return }
      texts.append(
        Source(
          text: text, part: part, name: name, language: language ?? scenario.language, location: place,
          scenario: scenario.id))
    }
    add(.system, "system prompt", scenario.system)
    for (number, turn) in scenario.turns.enumerated() {
      add(number == 0 ? .request : .followUp, number == 0 ? "request" : "follow-up \(number)", turn)
    }
    add(.reference, "reference's system prompt", scenario.reference?.system)
    add(.reference, "reference", scenario.reference?.request)
    for (name, value) in scenario.values.sorted(by: { $0.key < $1.key }) {
      add(.value, "value '\(name)'", value)
    }
    for tool in scenario.tools {
      add(.toolDescription, "description of the tool '\(tool.name)'", tool.description)
      for (number, answer) in tool.script.enumerated() {
        add(.toolAnswer, "answer \(number + 1) of the tool '\(tool.name)'", answer.result)
      }
    }
    for (language, translation) in scenario.translations.sorted(by: { $0.key < $1.key }) {
      add(.translation, "system prompt in \(language)", translation.system, language: language)
      for (number, turn) in translation.turns.enumerated() {
        add(
          .translation, number == 0 ? "request in \(language)" : "follow-up \(number) in \(language)", turn,
          language: language)
      }
    }
    return texts
  }

  private static func texts(
    of framing: Framing, scenario: String?, _ suite: Suite, _ places: SuitePlaces
  ) -> [Source] {
    framing.wordings.flatMap { wording in
      [("system prompt", wording.system), ("user turn", wording.user), ("follow-up", wording.followUp)]
        .compactMap { name, text -> Source? in
          guard let text else { return nil }
          let own = Template.substitute(text) { _ in "" }
          guard !Template.trimming(own[...]).isEmpty else { return nil }
          let place =
            scenario.map { places.scenarios[$0] ?? places.whole }
            ?? places.wordings[framing.arm.name]?[wording.id] ?? places.framings[framing.arm.name]
            ?? places.whole
          return Source(
            text: own, part: .wording, name: "\(name) of the wording '\(wording.id)'",
            language: wording.language ?? suite.language, location: place, scenario: scenario,
            arm: framing.arm, wording: wording.id)
        }
    }
  }
}

/// One rule of the lint: what it has to say of a suite.
protocol LintRule: Sendable {
  static func findings(in subject: LintSubject) -> [LintFinding]
}
