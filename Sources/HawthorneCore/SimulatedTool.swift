/// A tool that exists only as a declaration and a script of answers; nothing is ever executed.
public struct SimulatedTool: Sendable, Hashable, Codable {
  public struct ScriptedAnswer: Sendable, Hashable, Codable {
    /// Members the call's arguments must contain, with equal values; empty matches every call.
    public var arguments: [String: JSONValue]
    public var result: String

    public init(arguments: [String: JSONValue] = [:], result: String) {
      self.arguments = arguments
      self.result = result
    }
  }

  public var name: String
  public var description: String
  /// JSON Schema of the arguments.
  public var parameters: JSONValue
  public var script: [ScriptedAnswer]

  public init(name: String, description: String, parameters: JSONValue, script: [ScriptedAnswer]) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.script = script
  }

  /// The scripted result for a call with these arguments, nil when nobody scripted it (off script).
  public func answer(to arguments: JSONValue) -> String? {
    let given = arguments.objectValue ?? [:]
    return script.first { answer in answer.arguments.allSatisfy { given[$0.key] == $0.value } }?.result
  }
}
