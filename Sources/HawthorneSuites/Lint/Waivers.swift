import HawthorneCore
import HawthorneFormats

/// Applies what the author accepts, and says what is wrong with it.
enum Waivers {
  /// The findings with their waivers, and those about the waivers themselves.
  ///
  /// A waiver holds to the end of its last day. Where several fit, the first that holds does.
  ///
  /// - Parameter today: `YYYY-MM-DD`.
  static func apply(_ findings: [LintFinding], _ subject: LintSubject, today: String) -> [LintFinding] {
    let waivers = subject.suite.waivers
    var used = [Bool](repeating: false, count: waivers.count)
    var findings = findings
    for index in findings.indices where findings[index].kind.isWaivable {
      for (number, waiver) in waivers.enumerated() where fits(waiver, findings[index]) {
        used[number] = true
        // Dates of this form are in the order of their text.
        if findings[index].waiver == nil, waiver.expires >= today { findings[index].waiver = waiver }
      }
    }
    for (number, waiver) in waivers.enumerated() {
      let place =
        subject.places.waivers.indices.contains(number)
        ? subject.places.waivers[number] : subject.places.whole
      if let finding = complaint(waiver, isUsed: used[number], today: today, at: place) {
        findings.append(finding)
      }
    }
    return findings
  }

  private static func fits(_ waiver: Waiver, _ finding: LintFinding) -> Bool {
    waiver.finding == finding.kind.rawValue
      && (waiver.scenario == nil || waiver.scenario == finding.scenario)
  }

  private static func complaint(
    _ waiver: Waiver, isUsed: Bool, today: String, at place: Diagnostic.Location
  ) -> LintFinding? {
    let name = TerminalText.stripped(waiver.finding)
    guard let kind = LintKind(rawValue: waiver.finding), kind.isWaivable else {
      let known = LintKind.allCases.filter(\.isWaivable).map(\.rawValue)
      return LintFinding(
        .waiverUnknown, at: place, scenario: waiver.scenario,
        "name a finding that can be waived: '\(name)' is none",
        notes: NearestName.hint(for: waiver.finding, among: known))
    }
    let about = waiver.scenario.map { " for '\($0)'" } ?? ""
    if !isUsed {
      return LintFinding(
        .waiverUnused, at: place, scenario: waiver.scenario,
        "remove the waiver of \(kind.rawValue)\(about): nothing is found that it would waive")
    }
    if waiver.expires < today {
      return LintFinding(
        .waiverExpired, at: place, scenario: waiver.scenario,
        "mend what \(kind.rawValue)\(about) finds, or renew the waiver: it expired on \(waiver.expires)")
    }
    return nil
  }
}
