public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Reads a policy file, with every complaint at its line and column.
public enum PolicyReader {
  /// - Parameter file: the name that diagnostics carry.
  /// - Throws: `DiagnosticsError` with all complaints at once.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> Policy {
    let root = try YAMLDocument.parse(bytes, file: file, limits: .init(bytes: 1 << 20, nodes: 100_000))
    var problems: [Diagnostic] = []
    let policy = Self.policy(root, hash: ContentHash(of: bytes), &problems)
    guard let policy, problems.isEmpty else { throw DiagnosticsError(problems) }
    return policy
  }

  private static func policy(_ root: YAMLNode, hash: ContentHash, _ problems: inout [Diagnostic]) -> Policy? {
    guard
      let top = root.mapping(
        "the policy", keys: ["hawthorne_policy", "id", "description", "max_error", "rules"], &problems)
    else { return nil }
    if let version = top.require("hawthorne_policy", &problems) {
      let number = version.integer("hawthorne_policy", &problems)
      if let number, number != 1 {
        complain(
          "policy.version", version,
          number > 1
            ? "update Hawthorne: it reads policies of version 1, and this one is of \(number)"
            : "set hawthorne_policy to 1", &problems)
      }
    }
    let id = top.require("id", &problems)?.string("id", &problems)
    _ = top["description"]?.string("description", &problems)
    let errors = top["max_error"].flatMap { share("max_error", $0, &problems) }
    let list = top.require("rules", &problems)
    let nodes = list?.list("rules", &problems) ?? []
    if let list, nodes.isEmpty {
      complain(
        "policy.no-rules", list, "write at least one rule: a policy without rules decides nothing", &problems)
    }
    var rules: [PolicyRule] = []
    var seen: Set<String> = []
    for node in nodes {
      guard let rule = PolicyRuleReader.rule(node, &problems) else { continue }
      if !seen.insert(rule.id).inserted {
        complain(
          "policy.duplicate-id", node, "give every rule an id of its own: '\(rule.id)' is taken", &problems)
      }
      rules.append(rule)
    }
    guard let id else { return nil }
    return Policy(id: id, rules: rules, maximumErrors: errors ?? 0.10, hash: hash)
  }

  static func complain(_ id: String, _ node: YAMLNode, _ message: String, _ problems: inout [Diagnostic]) {
    problems.append(Diagnostic(id: id, location: node.location, message: message))
  }

  /// A fraction from 0 to 1.
  static func share(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> Double? {
    guard let value = node.double(what, &problems) else { return nil }
    guard value >= 0, value <= 1 else {
      let hint = value > 1 && value <= 100 ? ": write \(value / 100) for \(value) %" : ""
      complain("policy.out-of-range", node, "set \(what) to a fraction from 0 to 1\(hint)", &problems)
      return nil
    }
    return value
  }
}
