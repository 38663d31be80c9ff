import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneModels

/// `hawthorne models`: the provider prefixes, and which keys and base URLs the environment sets.
struct ModelsCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the providers that --model can name, with their variables.",
    discussion: """
      Says of every key and base URL whether the environment sets it, never its value. Nothing is asked over \
      the network.
      """
  )

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let environment = ProcessInfo.processInfo.environment
    if json {
      let rows = ModelRegistry.providers.map { Self.json($0, environment) }
      try Console.result(try CanonicalJSON.text(of: .array(rows), indented: true))
    } else {
      let rows = ModelRegistry.providers.map { Self.row($0, environment) }
      let head = ["MODEL", "KEY", "BASE URL"]
      let widths = (0..<2).map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
      let lines = ([head] + rows).map { row in
        let padded = zip(row, widths).map { $0.padding(toLength: $1 + 2) }
        return padded.joined() + row[2]
      }
      try Console.result(lines.joined(separator: "\n"))
    }
    return .pass
  }

  private static func isSet(_ variable: String, _ environment: [String: String]) -> Bool {
    environment[variable]?.isEmpty == false
  }

  private static func row(_ provider: ProviderDescription, _ environment: [String: String]) -> [String] {
    var key = provider.keyVariables.map { variable in
      variable + (isSet(variable, environment) ? " (set)" : "")
    }.joined(separator: " or ")
    if key.isEmpty {
      key = "-"
    } else if !provider.requiresKey {
      key += ", optional"
    }
    var address = "-"
    if let variable = provider.baseURLVariable {
      address = variable + (isSet(variable, environment) ? " (set)" : "")
      if let url = provider.defaultURL { address += ", else \(url)" }
    }
    return ["\(provider.prefix)/\(provider.form)", key, address]
  }

  private static func json(_ provider: ProviderDescription, _ environment: [String: String]) -> JSONValue {
    func variable(_ name: String) -> JSONValue {
      ["name": .string(name), "set": .bool(isSet(name, environment))]
    }
    return [
      "prefix": .string(provider.prefix),
      "form": .string(provider.form),
      "protocol": .string(provider.wireProtocol.rawValue),
      "key_variables": .array(provider.keyVariables.map(variable)),
      "key_required": .bool(provider.requiresKey),
      "base_url_variable": provider.baseURLVariable.map(variable) ?? .null,
      "default_url": provider.defaultURL.map { .string($0) } ?? .null,
    ]
  }
}

extension String {
  fileprivate func padding(toLength length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
