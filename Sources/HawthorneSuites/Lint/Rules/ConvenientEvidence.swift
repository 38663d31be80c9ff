import HawthorneCore

/// Evidence that turns up too easily (marker M05).
enum ConvenientEvidence: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    zip(subject.suite.scenarios, subject.scenarioTexts).compactMap { scenario, texts in
      let own = texts.filter { $0.part != .reference && $0.part != .translation }
      var found = own.flatMap { source in
        PhraseList.convenience.matches(in: source.text).map { (match: $0, place: Optional(source.name)) }
      }
      for source in own where source.part == .toolAnswer {
        found += PhraseList.confession.matches(in: source.text).map { ($0, source.name) }
      }
      if let first = own.first(where: { $0.part == .toolAnswer }),
        let banner = PhraseList.banner.matches(in: first.text).first,
        !PhraseList.proof.matches(in: first.text).isEmpty
      {
        found.append(
          (PhraseList.Match(name: "a secrecy banner over the proof", text: banner.text), first.name))
      }
      guard !found.isEmpty else { return nil }
      return LintFinding(
        .convenientEvidence, at: subject.place(scenario), scenario: scenario.id,
        "make the evidence in '\(scenario.id)' harder to come by: \(PhraseText.list(found))")
    }
  }
}
