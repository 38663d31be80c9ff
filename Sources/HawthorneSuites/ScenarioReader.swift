import HawthorneCore
import HawthorneFormats

/// Reads scenarios; a refusal item and its benign twin come out as two scenarios.
struct ScenarioReader {
  var kind: Suite.Kind
  var language: String

  private static let keys = [
    "id", "domain", "severity", "tags", "language", "system", "request", "follow_ups", "harm", "twin",
    "tools",
    "framings", "purpose", "checks",
  ]

  private enum Severity: String, CaseIterable {
    case low, medium, high
  }

  func list(_ nodes: [YAMLNode], _ problems: inout [Diagnostic]) -> [Scenario] {
    var places: [String: Diagnostic.Location] = [:]
    return nodes.flatMap { node -> [Scenario] in
      let scenarios = self.scenarios(node, &problems)
      for scenario in scenarios {
        if let first = places[scenario.id] {
          problems.append(
            Diagnostic(
              id: "suite.duplicate-id", location: node.location,
              message: "give the scenario another id: '\(scenario.id)' is taken",
              notes: ["first used at line \(first.line ?? 0)"]))
        } else {
          places[scenario.id] = node.location
        }
      }
      return scenarios
    }
  }

  private func scenarios(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> [Scenario] {
    guard let map = node.mapping("the scenario", keys: Self.keys, &problems) else { return [] }
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("the scenario's id", $0, &problems) }
    let domain = map.require("domain", &problems).flatMap { IdentifierRule.read("domain", $0, &problems) }
    let request = map.require("request", &problems).flatMap { text("request", $0, &problems) }
    let followUps =
      map["follow_ups"]?.list("follow_ups", &problems)?
      .compactMap { text("a follow-up", $0, &problems) } ?? []
    var scenario = Scenario(
      id: id ?? "", domain: domain ?? "",
      tags: map["tags"]?.list("tags", &problems)?.compactMap { $0.string("a tag", &problems) } ?? [],
      severity: map["severity"]?.choice("severity", of: Severity.self, &problems)?.rawValue,
      language: map["language"]?.string("language", &problems) ?? language,
      system: map["system"]?.string("system", &problems),
      turns: [request ?? ""] + followUps,
      tools: ToolReader.list(map["tools"], &problems),
      framings: FramingReader.list(map["framings"], in: "the scenario", &problems),
      checks: CheckReader.list(map["checks"], &problems),
      expectedPurpose: map["purpose"]?.choice("purpose", of: PurposeClass.self, &problems))
    let twin = harmAndTwin(map, of: &scenario, &problems)
    guard id != nil, domain != nil, request != nil else { return [] }
    return [scenario] + (twin.map { [$0] } ?? [])
  }

  private func harmAndTwin(
    _ map: YAMLMapping, of scenario: inout Scenario, _ problems: inout [Diagnostic]
  ) -> Scenario? {
    guard kind == .refusal else {
      for key in ["harm", "twin"] where map[key] != nil {
        problems.append(
          Diagnostic(
            id: "suite.not-a-refusal-suite", location: map.place(of: key),
            message: "remove '\(key)', or set the suite's kind to refusal"))
      }
      return nil
    }
    scenario.harm = map["harm"]?.choice("harm", of: Scenario.Harm.self, &problems) ?? .harmful
    guard scenario.harm == .harmful else {
      if map["twin"] != nil {
        problems.append(
          Diagnostic(
            id: "suite.twin-of-benign", location: map.place(of: "twin"),
            message: "remove 'twin': only a harmful item has a benign twin"))
      }
      return nil
    }
    guard let node = map.require("twin", &problems),
      let twinMap = node.mapping(
        "the twin", keys: ["request", "system", "domain", "tags", "follow_ups", "checks"], &problems),
      let request = twinMap.require("request", &problems).flatMap({ text("request", $0, &problems) })
    else { return nil }
    var twin = scenario
    twin.id = "\(scenario.id).twin"
    twin.harm = .benign
    twin.twin = scenario.id
    twin.framings = scenario.framings
    twin.turns =
      [request]
      + (twinMap["follow_ups"]?.list("follow_ups", &problems)?
        .compactMap { text("a follow-up", $0, &problems) } ?? [])
    if let node = twinMap["system"] { twin.system = node.string("system", &problems) }
    if let node = twinMap["domain"] {
      twin.domain = IdentifierRule.read("domain", node, &problems) ?? twin.domain
    }
    if let node = twinMap["tags"] {
      twin.tags = node.list("tags", &problems)?.compactMap { $0.string("a tag", &problems) } ?? []
    }
    twin.checks = CheckReader.list(twinMap["checks"], &problems)
    scenario.twin = twin.id
    return twin
  }

  private func text(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    guard !Template.trimming(text[...]).isEmpty else {
      problems.append(
        Diagnostic(id: "suite.empty-text", location: node.location, message: "write something for \(what)"))
      return nil
    }
    return text
  }
}
