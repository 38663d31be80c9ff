import HawthorneCore
import HawthorneFormats

/// Reads simulated tools and their scripts.
enum ToolReader {
  static func list(_ node: YAMLNode?, _ problems: inout [Diagnostic]) -> [SimulatedTool] {
    guard let node, let items = node.list("tools", &problems) else { return [] }
    var names: Set<String> = []
    return items.compactMap { item in
      guard let tool = tool(item, &problems) else { return nil }
      if !names.insert(tool.name).inserted {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-id", location: item.location,
            message: "give the tool another name: '\(tool.name)' is taken in this scenario"))
      }
      return tool
    }
  }

  private static func tool(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> SimulatedTool? {
    guard let map = node.mapping("the tool", SuiteFields.tool, &problems) else { return nil }
    let name = map.require("name", &problems).flatMap { self.name($0, &problems) }
    let description = map["description"]?.string("description", &problems) ?? ""
    let parameters = map["parameters"]?.json ?? .object(["type": "object"])
    if parameters.objectValue == nil, let node = map["parameters"] {
      problems.append(
        Diagnostic(
          id: "yaml.wrong-type", location: node.location,
          message: "write a JSON Schema (a mapping) for the tool's parameters"))
    }
    let script = map["answers"]?.list("answers", &problems)?.compactMap { answer($0, &problems) } ?? []
    guard let name else { return nil }
    return SimulatedTool(name: name, description: description, parameters: parameters, script: script)
  }

  /// Providers accept letters, digits, `_` and `-`, at most 64.
  private static func name(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string("the tool's name", &problems) else { return nil }
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    if allowed, (1...64).contains(text.utf8.count) { return text }
    problems.append(
      Diagnostic(
        id: "suite.bad-tool-name", location: node.location,
        message: "name the tool with at most 64 letters, digits, '_' and '-'"))
    return nil
  }

  /// Arguments that a call must have; none where the key is absent, which any call matches.
  static func arguments(
    _ node: YAMLNode?, _ what: String, _ problems: inout [Diagnostic]
  ) -> [String: JSONValue]? {
    guard let node else { return [:] }
    guard node.openMapping("'\(what)'", &problems) != nil else { return nil }
    return node.json.objectValue
  }

  private static func answer(
    _ node: YAMLNode, _ problems: inout [Diagnostic]
  ) -> SimulatedTool.ScriptedAnswer? {
    guard let map = node.mapping("the answer", SuiteFields.answer, &problems) else { return nil }
    let result = map.require("result", &problems)?.string("result", &problems)
    guard let arguments = arguments(map["when"], "when", &problems), let result else { return nil }
    return SimulatedTool.ScriptedAnswer(arguments: arguments, result: result)
  }
}
