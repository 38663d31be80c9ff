import HawthorneCore
import HawthorneFormats

/// Makes the appendix from the suites as they were stored.
struct AppendixBuilder {
  let places: AskedPlaces
  let includesTexts: Bool

  /// - Throws: `CanonicalJSON.NotFinite` for a tool's number without a JSON form.
  func section(
    suites: [Suite], classifier: ClassifierIdentity?, rubrics: [RubricText]
  ) throws -> AppendixSection {
    var seen: Set<String> = []
    let asked = suites.sorted { $0.id < $1.id }.filter {
      places.suites[$0.id] != nil && seen.insert($0.id).inserted
    }
    return AppendixSection(
      prompts: try asked.map(prompts(of:)), rubrics: Self.entries(of: classifier, rubrics))
  }

  private func prompts(of suite: Suite) throws -> AskedSuite {
    let asked = places.suites[suite.id] ?? AskedPlaces.Asked()
    let form: AskedSuite.Form =
      suite.visibility == .private ? .hashesOfPrivate : includesTexts ? .texts : .hashes
    let scenarios = suite.scenarios.filter { asked.scenarios.contains($0.id) }.sorted { $0.id < $1.id }
    return AskedSuite(
      suite: suite.id, visibility: suite.visibility, hash: suite.hash, form: form,
      values: form == .texts && !suite.values.isEmpty ? suite.values : nil,
      framings: try framings(suite.framings, asked, form),
      scenarios: try scenarios.map { try scenario($0, asked, form) })
  }

  private func framings(
    _ framings: [Framing], _ asked: AskedPlaces.Asked, _ form: AskedSuite.Form
  ) throws -> [AskedFraming] {
    try framings.sorted { $0.arm < $1.arm }.compactMap { framing in
      let used = framing.wordings.filter { asked.wordings[framing.arm]?.contains($0.id) == true }
      guard !used.isEmpty else { return nil }
      return AskedFraming(
        arm: framing.arm, disclosure: framing.disclosure, wordings: try used.map { try wording($0, form) })
    }
  }

  private func wording(
    _ wording: Framing.Wording, _ form: AskedSuite.Form
  ) throws -> AskedFraming.Wording {
    let hash = try ContentHash(canonical: wording)
    guard form == .texts else { return AskedFraming.Wording(id: wording.id, hash: hash) }
    return AskedFraming.Wording(
      id: wording.id, hash: hash, language: wording.language, system: wording.system, user: wording.user,
      followUp: wording.followUp)
  }

  private struct Contents: Encodable {
    var texts: [AskedScenario.Text]
    var tools: [String]?
    var images: [ContentHash]?
    var framings: [AskedFraming]?
  }

  private func scenario(
    _ scenario: Scenario, _ asked: AskedPlaces.Asked, _ form: AskedSuite.Form
  ) throws -> AskedScenario {
    let languages = asked.languages[scenario.id] ?? []
    var texts: [AskedScenario.Text] = []
    for language in scenario.languages where languages.contains(language) {
      if language != scenario.language, let translation = scenario.translations[language] {
        texts.append(
          AskedScenario.Text(
            language: language, system: translation.system, turns: translation.turns,
            prefill: translation.prefill, values: translation.values.isEmpty ? nil : translation.values))
      } else {
        texts.append(
          AskedScenario.Text(
            language: language, system: scenario.system, turns: scenario.turns, prefill: scenario.prefill,
            values: scenario.values.isEmpty ? nil : scenario.values))
      }
    }
    let own = try framings(scenario.framings, asked, .texts)
    let contents = Contents(
      texts: texts,
      tools: scenario.tools.isEmpty ? nil : try scenario.tools.map { try CanonicalJSON.text(of: $0) },
      images: scenario.images.isEmpty ? nil : scenario.images.map(\.reference.hash),
      framings: own.isEmpty ? nil : own)
    let hash = try ContentHash(canonical: contents)
    guard form == .texts else { return AskedScenario(scenario: scenario.id, hash: hash) }
    return AskedScenario(
      scenario: scenario.id, hash: hash, texts: contents.texts, tools: contents.tools,
      images: contents.images, framings: contents.framings)
  }

  /// The rubric behind a judge's labels, or the packs behind those of rules.
  private static func entries(of classifier: ClassifierIdentity?, _ rubrics: [RubricText]) -> [RubricEntry] {
    guard let classifier else { return [] }
    guard classifier.isJudge else {
      let packs = classifier.packs ?? []
      guard !packs.isEmpty else {
        return [
          RubricEntry(
            id: classifier.id, version: classifier.version, hash: classifier.hash,
            place: "The packs behind these labels were not recorded by name; the hash is over all of them.")
        ]
      }
      return packs.map {
        RubricEntry(
          id: $0.id, version: $0.version, hash: $0.hash,
          place:
            "Rules; 'hawthorne markers list' and Documentation/markers.md have those of this program, by the same hash."
        )
      }
    }
    // `judge/<rubric>/<model>`, and the model's name may have slashes too.
    let name = classifier.id.dropFirst(ClassifierIdentity.judgePrefix.count).prefix { $0 != "/" }
    guard let found = rubrics.first(where: { $0.id == name && $0.version == classifier.version }) else {
      return [
        RubricEntry(
          id: String(name), version: classifier.version,
          place:
            "A rubric of the user's: its text is not in the store. The labels' hash is over it, the judge and its parameters."
        )
      ]
    }
    return [
      RubricEntry(
        id: found.id, version: found.version, hash: found.hash,
        place:
          "The rubric of this id and version that this program carries; the labels' hash is over it, the judge and its parameters.",
        text: found.text)
    ]
  }
}
