import HawthorneCore
import HawthorneFormats

/// Reads the findings that an author accepts.
enum WaiverReader {
  static func list(_ node: YAMLNode?, scenarios: Set<String>, _ problems: inout [Diagnostic]) -> [Waiver] {
    guard let node, let items = node.list("waivers", &problems) else { return [] }
    return items.compactMap { waiver($0, scenarios, &problems) }
  }

  private static func waiver(
    _ node: YAMLNode, _ scenarios: Set<String>, _ problems: inout [Diagnostic]
  ) -> Waiver? {
    guard let map = node.mapping("the waiver", SuiteFields.waiver, &problems) else { return nil }
    func text(_ key: String) -> String? {
      guard let node = map.require(key, &problems), let text = node.string(key, &problems) else { return nil }
      if !Template.trimming(text[...]).isEmpty { return text }
      problems.append(
        Diagnostic(id: "suite.empty-text", location: node.location, message: "write something for '\(key)'"))
      return nil
    }
    let finding = text("finding")
    let scenario = map["scenario"]?.string("scenario", &problems)
    if let scenario, let place = map["scenario"]?.location, !scenarios.isEmpty, !scenarios.contains(scenario)
    {
      problems.append(
        Diagnostic(
          id: "suite.unknown-scenario", location: place,
          message: "name a scenario of this suite: '\(TerminalText.stripped(scenario))' is none",
          notes: problems.count < 20 ? NearestName.hint(for: scenario, among: scenarios.sorted()) : []))
    }
    let (reason, by, expires) = (text("reason"), text("by"), text("expires"))
    if let expires, !CalendarDate.isValid(expires) {
      problems.append(
        Diagnostic(
          id: "suite.bad-date", location: map["expires"]?.location,
          message: "write 'expires' as a date YYYY-MM-DD; '\(TerminalText.stripped(expires))' is not one"))
    }
    guard let finding, let reason, let by, let expires else { return nil }
    return Waiver(finding: finding, scenario: scenario, reason: reason, by: by, expires: expires)
  }
}
