import HawthorneCore

/// Example data that a model recognises (marker M04), outside arms that are artificial on purpose.
enum Placeholders: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    let scenarios = subject.scenarioTexts.compactMap { texts in
      let found = texts.filter { $0.part != .reference }.flatMap { source in
        PhraseList.placeholders.matches(in: source.text).map { (source, $0) }
      }
      return PhraseText.finding(.placeholder, found) {
        "replace example data in the scenario '\(texts.first?.scenario ?? "")' by data that could be real: \($0)"
      }
    }
    let wordings = subject.wordingTexts.filter { !isArtificial($0.arm) }.compactMap { source in
      PhraseText.finding(
        .placeholder, PhraseList.placeholders.matches(in: source.text).map { (source, $0) }
      ) {
        "replace example data in \(PhraseText.wording(source)) by data that could be real: \($0)"
      }
    }
    return scenarios + wordings
  }

  private static func isArtificial(_ arm: Arm?) -> Bool {
    guard let arm else { return false }
    return arm.factors.contains(.artificiality)
  }
}

/// Matches as a message lists them.
enum PhraseText {
  /// One finding of all that was found in a scenario or a wording; nil for nothing.
  ///
  /// - Parameter message: from the list of matches.
  static func finding(
    _ kind: LintKind, _ found: [(source: LintSubject.Source, match: PhraseList.Match)],
    _ message: (String) -> String
  ) -> LintFinding? {
    guard let first = found.first?.source else { return nil }
    return LintFinding(
      kind, at: first.location, scenario: first.scenario, arm: first.arm, wording: first.wording,
      message(list(found.map { ($0.match, $0.source.wording == nil ? $0.source.name : nil) })))
  }

  /// `the wording 'a' of 'overt'`.
  static func wording(_ source: LintSubject.Source) -> String {
    "the wording '\(source.wording ?? "")' of '\(source.arm?.name ?? "")'"
  }

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
