import HawthorneCore
import HawthorneFormats

/// Reads a scenario's texts in other languages, and those of its twin beside them.
struct TranslationReader {
  var scenario: Scenario
  var twin: Scenario?

  typealias Translations = [String: Scenario.Translation]

  func translations(_ node: YAMLNode?, _ problems: inout [Diagnostic]) -> (
    own: Translations, twin: Translations
  ) {
    var own: Translations = [:]
    var twins: Translations = [:]
    guard let node else { return (own, twins) }
    for (language, place, node) in node.entries("translations", &problems) {
      guard LanguageRule.isValid(language), language != scenario.language else {
        problems.append(
          Diagnostic(
            id: "suite.bad-language", location: place,
            message: language == scenario.language
              ? "remove the translation into '\(language)', the scenario's own language"
              : "write the language as a lower-case tag such as ja; '\(TerminalText.stripped(language))' is none"
          ))
        continue
      }
      guard let texts = node.mapping("the translation", SuiteFields.translation, &problems) else { continue }
      if twin == nil, texts["twin"] != nil {
        problems.append(
          Diagnostic(
            id: "suite.twin-of-benign", location: texts.place(of: "twin"),
            message: "remove 'twin': the scenario has none to translate"))
      }
      own[language] = translation(texts, of: scenario, &problems)
      if scenario.prefill != nil { _ = texts.require("prefill", &problems) }
      values(texts, own[language], &problems)
      guard let twin, let node = texts.require("twin", &problems),
        let texts = node.mapping(
          "the twin's translation", SuiteFields.twinTranslation, &problems)
      else { continue }
      let shared = twin.system == scenario.system ? own[language]?.system : nil
      twins[language] = translation(texts, of: twin, sharing: shared, &problems)
      // A twin has its item's values and the beginning of its answer, in every language.
      twins[language]?.values = own[language]?.values ?? [:]
      twins[language]?.prefill = own[language]?.prefill
    }
    return (own, twins)
  }

  /// A value left in the original's language would stand in the middle of a translated prompt.
  private func values(
    _ map: YAMLMapping, _ translation: Scenario.Translation?, _ problems: inout [Diagnostic]
  ) {
    guard let translation else { return }
    for name in Set(scenario.values.keys).subtracting(translation.values.keys).sorted() {
      problems.append(
        Diagnostic(
          id: "suite.translation-values", location: map.place(of: "values"),
          message: "translate the value '\(name)' too, or repeat it where it is the same in both languages"))
    }
  }

  /// A translation has every text that the original has.
  private func translation(
    _ map: YAMLMapping, of scenario: Scenario, sharing shared: String? = nil,
    _ problems: inout [Diagnostic]
  ) -> Scenario.Translation? {
    let request = map.require("request", &problems).flatMap { TextRule.nonEmpty("request", $0, &problems) }
    let followUps =
      map["follow_ups"]?.list("follow_ups", &problems)?
      .compactMap { TextRule.nonEmpty("a follow-up", $0, &problems) } ?? []
    if followUps.count != scenario.turns.count - 1 {
      problems.append(
        Diagnostic(
          id: "suite.translation-turns", location: map.location,
          message:
            "translate every turn: the original has \(scenario.turns.count - 1) follow-ups, this has \(followUps.count)"
        ))
    }
    let system = map["system"]?.string("system", &problems) ?? shared
    if system == nil, scenario.system != nil { _ = map.require("system", &problems) }
    guard let request else { return nil }
    return Scenario.Translation(
      system: system, turns: [request] + followUps,
      prefill: map["prefill"].flatMap { TextRule.prefill($0, &problems) },
      values: ValueReader.values(map["values"], &problems))
  }
}
