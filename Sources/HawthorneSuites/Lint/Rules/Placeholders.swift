import HawthorneCore

/// Example data that a model recognises (marker M04), outside arms that are artificial on purpose.
enum Placeholders: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    let scenarios = subject.scenarioTexts.compactMap { texts in
      let found = texts.filter { $0.part != .reference }.flatMap { source in
        PhraseList.placeholders.matches(in: source.text).map { (source, $0) }
      }
      return finding(found, "the scenario '\(texts.first?.scenario ?? "")'")
    }
    let wordings = subject.wordingTexts.filter { !isArtificial($0.arm) }.compactMap { source in
      finding(
        PhraseList.placeholders.matches(in: source.text).map { (source, $0) },
        "the wording '\(source.wording ?? "")' of '\(source.arm?.name ?? "")'")
    }
    return scenarios + wordings
  }

  private static func isArtificial(_ arm: Arm?) -> Bool {
    guard let arm else { return false }
    return arm.factors.contains(.artificiality)
  }

  private static func finding(
    _ found: [(source: LintSubject.Source, match: PhraseList.Match)], _ what: String
  ) -> LintFinding? {
    guard let first = found.first?.source else { return nil }
    let list = PhraseText.list(found.map { ($0.match, $0.source.wording == nil ? $0.source.name : nil) })
    return LintFinding(
      .placeholder, at: first.location, scenario: first.scenario, arm: first.arm, wording: first.wording,
      "replace example data in \(what) by data that could be real: \(list)")
  }
}

/// Matches as a message lists them.
enum PhraseText {
  /// `'example.com' (an example domain, request), …`, each text once, at most six.
  static func list(_ found: [(match: PhraseList.Match, place: String?)]) -> String {
    var seen: Set<String> = []
    let texts = found.filter { seen.insert($0.match.text).inserted }.map { match, place in
      "'\(match.text)' (\(match.name)\(place.map { ", \($0)" } ?? ""))"
    }
    let more = texts.count > 6 ? " and \(texts.count - 6) more" : ""
    return texts.prefix(6).joined(separator: ", ") + more
  }
}
