import HawthorneCore
import HawthorneFormats

/// Reads the values that wordings may name.
enum ValueReader {
  static func values(_ node: YAMLNode?, _ problems: inout [Diagnostic]) -> [String: String] {
    guard let node else { return [:] }
    var values: [String: String] = [:]
    for (key, place, node) in node.entries("values", &problems) {
      guard IdentifierRule.isValid(key), !Template.variables.contains(key) else {
        problems.append(
          Diagnostic(
            id: "suite.bad-value-name", location: place,
            message:
              "name the value with lower-case letters, digits, '-' and '_', and not \(Template.variables.joined(separator: ", "))"
          ))
        continue
      }
      values[key] = node.string("the value '\(key)'", &problems)
    }
    return values
  }

  /// Every name that some scenario of the list gives a value, whatever else is wrong with it.
  static func names(in scenarios: [YAMLNode]) -> Set<String> {
    var ignored: [Diagnostic] = []
    return Set(
      scenarios.flatMap { node in
        node.openMapping("", &ignored)?["values"]?.openMapping("", &ignored)?.keyPlaces.map(\.key) ?? []
      })
  }
}

/// Every name in a wording has a value for each scenario that is asked in it.
enum ValueRule {
  /// - Parameter known: every name that has a value somewhere; others were complained about where they stand.
  static func complaints(
    about suite: Suite, placed: [PlacedScenario], known: Set<String>
  ) -> [Diagnostic] {
    var named: [String: Set<String>] = [:]
    func names(_ framing: Framing) -> Set<String> {
      Set(
        framing.wordings.flatMap { [$0.system, $0.user, $0.followUp] }.compactMap { $0 }
          .flatMap(Template.names))
    }
    for framing in suite.framings { named[framing.arm.name] = names(framing) }
    return placed.flatMap { item -> [Diagnostic] in
      let scenario = item.scenario
      let has = Set(Template.variables).union(suite.values.keys).union(scenario.values.keys)
      let own = Dictionary(scenario.framings.map { ($0.arm.name, names($0)) }, uniquingKeysWith: { $1 })
      let needed = suite.framings(of: scenario)
        .reduce(into: Set<String>()) { $0.formUnion(own[$1.arm.name] ?? named[$1.arm.name] ?? []) }
      return needed.subtracting(has).intersection(known).sorted().map { name in
        Diagnostic(
          id: "suite.missing-value", location: item.location,
          message: "add '\(name)' to the values of the scenario '\(scenario.id)': its wordings name it")
      }
    }
  }
}
