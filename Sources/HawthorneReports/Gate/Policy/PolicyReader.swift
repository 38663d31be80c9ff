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
    let policy = Self.policy(root, hash: ContentHash(of: bytes), file: file, &problems)
    guard let policy, problems.isEmpty else { throw DiagnosticsError(problems) }
    return policy
  }

  private static func policy(
    _ root: YAMLNode, hash: ContentHash, file: String, _ problems: inout [Diagnostic]
  ) -> Policy? {
    guard let top = root.mapping("the policy", keys: PolicyFields.policy.map(\.key), &problems) else {
      return nil
    }
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
    let id = top.require("id", &problems).flatMap { words("id", $0, &problems) }
    _ = top["description"]?.string("description", &problems)
    let errors = top["max_error"].flatMap { share("max_error", $0, &problems) }
    let notAsked = top["not_asked"]?.choice("not_asked", of: Policy.NotAsked.self, &problems)
    let ledger = top["ledger"]?.choice("ledger", of: Policy.LedgerUse.self, &problems)
    let baseline = top["baseline"].flatMap { reportID($0, &problems) }
    let classifier = top["classifier"].flatMap { Self.classifier($0, &problems) }
    let models = PolicyRuleReader.names(top, "model", &problems)
    let suites = pins(top, &problems)
    let list = top.require("rules", &problems)
    let nodes = list?.list("rules", &problems) ?? []
    if let list, nodes.isEmpty {
      complain(
        "policy.no-rules", list, "write at least one rule: a policy without rules decides nothing", &problems)
    }
    var rules: [PolicyRule] = []
    var places: [String: Diagnostic.Location] = [:]
    var seen: Set<String> = []
    for node in nodes {
      guard let rule = PolicyRuleReader.rule(node, &problems) else { continue }
      if !seen.insert(rule.id).inserted {
        complain(
          "policy.duplicate-id", node, "give every rule an id of its own: '\(rule.id)' is taken", &problems)
      }
      rules.append(rule)
      places[rule.id] = node.location
    }
    if let place = top["baseline"], !rules.isEmpty,
      !rules.contains(where: { if case .margin = $0.limit { true } else { false } })
    {
      complain(
        "policy.baseline-without-margin", place,
        "remove 'baseline', or write a rule with a margin: nothing else compares with it", &problems)
    }
    if let list, !rules.isEmpty, rules.count == nodes.count, rules.allSatisfy(\.limit.isVacuous) {
      complain(
        "policy.decides-nothing", list,
        "give a rule a floor above 0, or a ceiling or margin below 1: no result could break any of these",
        &problems)
    }
    guard let id else { return nil }
    var policy = Policy(id: id, rules: rules, maximumErrors: errors ?? 0.10, hash: hash)
    policy.notAsked = notAsked ?? .unknown
    policy.ledger = ledger ?? .optional
    policy.baseline = baseline
    policy.classifier = classifier
    policy.models = models
    policy.suites = suites
    policy.file = file
    policy.places = places
    return policy
  }

  /// Text that says something.
  static func words(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      complain("policy.empty-text", node, "write something for \(what)", &problems)
      return nil
    }
    return text
  }

  private static func reportID(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> ContentHash? {
    guard let text = node.string("baseline", &problems) else { return nil }
    guard let hash = ContentHash(hex: text) else {
      complain(
        "policy.not-an-id", node,
        "write the baseline's whole id, the 64 digits that its file has as \"id\"",
        &problems)
      return nil
    }
    return hash
  }

  private static func classifier(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = words("classifier", node, &problems) else { return nil }
    guard let at = text.lastIndex(of: "@"), at > text.startIndex, text.index(after: at) < text.endIndex else {
      complain("policy.not-a-classifier", node, "write the classifier as id@version", &problems)
      return nil
    }
    return text
  }

  private static func pins(_ top: YAMLMapping, _ problems: inout [Diagnostic]) -> [String] {
    guard let node = top["suites"] else { return [] }
    return PolicyRuleReader.items(node, "suites", &problems).compactMap { item in
      guard let text = words("suites", item, &problems) else { return nil }
      if Pin(text) != nil { return text }
      complain(
        "policy.not-a-pin", item,
        "write the suite as id@version or id@version#hash, the hash's first 6 digits or more; 'hawthorne show suite' "
          + "prints them", &problems)
      return nil
    }
  }

  static func complain(_ id: String, _ node: YAMLNode, _ message: String, _ problems: inout [Diagnostic]) {
    problems.append(Diagnostic(id: id, location: node.location, message: message))
  }

  /// A fraction from 0 to 1.
  static func share(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> Double? {
    guard let value = node.double(what, &problems) else { return nil }
    guard value >= 0, value <= 1 else {
      let hint = value > 1 && value <= 100 ? ": write \((value * 1e4).rounded() / 1e6) for \(value) %" : ""
      complain("policy.out-of-range", node, "set \(what) to a fraction from 0 to 1\(hint)", &problems)
      return nil
    }
    return value
  }
}
