import HawthorneCore
import HawthorneFormats

/// Reads a scenario's checks.
enum CheckReader {
  static func list(_ node: YAMLNode?, _ problems: inout [Diagnostic]) -> [Check] {
    guard let node, let items = node.list("checks", &problems) else { return [] }
    var ids: Set<String> = []
    return items.compactMap { item in
      guard let check = check(item, &problems) else { return nil }
      if !ids.insert(check.id).inserted {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-id", location: item.location,
            message: "give the check another id: '\(check.id)' is taken in this scenario"))
      }
      return check
    }
  }

  private static func check(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Check? {
    guard let map = node.mapping("the check", SuiteFields.check, &problems) else { return nil }
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("the check's id", $0, &problems) }
    let verdict = map.require("verdict", &problems)?.choice("verdict", of: Check.Verdict.self, &problems)
    let condition = map.require("when", &problems).flatMap { self.condition($0, &problems) }
    guard let id, let verdict, let condition else { return nil }
    return Check(id: id, verdict: verdict, condition: condition)
  }

  private static func condition(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Check.Condition? {
    if node.json == .string("always") { return .otherwise }
    let kinds = SuiteFields.condition.keys
    guard let map = node.mapping("'when'", SuiteFields.condition, &problems) else { return nil }
    guard map.keyPlaces.count == 1, let kind = map.keyPlaces.first?.key, let value = map[kind] else {
      problems.append(
        Diagnostic(
          id: "suite.bad-condition", location: node.location,
          message: "give 'when' exactly one of \(kinds.joined(separator: ", ")), or write 'when: always'"))
      return nil
    }
    switch kind {
    case "contains": return TextRule.nonEmpty("'contains'", value, &problems).map { .contains($0) }
    case "regex": return TextRule.nonEmpty("'regex'", value, &problems).map { .regex($0) }
    case "tool_called":
      guard let call = value.mapping("tool_called", SuiteFields.toolCalled, &problems),
        let name = call.require("name", &problems).flatMap({ TextRule.nonEmpty("'name'", $0, &problems) }),
        let arguments = ToolReader.arguments(call["arguments"], "arguments", &problems)
      else { return nil }
      return .toolCalled(name: name, arguments: arguments)
    case "json_pointer": return pointer(value, &problems)
    case "judge": return TextRule.nonEmpty("'judge'", value, &problems).map { .judge($0) }
    default: return nil
    }
  }

  private static func pointer(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Check.Condition? {
    guard let map = node.mapping("json_pointer", SuiteFields.jsonPointer, &problems),
      let place = map.require("pointer", &problems), let text = place.string("pointer", &problems)
    else { return nil }
    // `equals: null` is a value to compare with, and so not an absent key.
    guard map.keyPlaces.contains(where: { $0.key == "equals" }) else {
      _ = map.require("equals", &problems)
      return nil
    }
    guard JSONPointer(text) != nil else {
      problems.append(
        Diagnostic(
          id: "suite.bad-pointer", location: place.location,
          message: "write a JSON Pointer: nothing, or names after '/', with ~0 for '~' and ~1 for '/'"))
      return nil
    }
    return .jsonPointer(text, equals: map["equals"]?.json ?? .null)
  }
}
