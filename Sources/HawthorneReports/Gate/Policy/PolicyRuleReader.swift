import HawthorneCore
import HawthorneFormats

/// Reads one rule of a policy.
enum PolicyRuleReader {
  static func rule(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> PolicyRule? {
    guard let map = node.mapping("a rule", keys: PolicyFields.rule.map(\.key), &problems) else { return nil }
    let id = map.require("id", &problems).flatMap { PolicyReader.words("the rule's id", $0, &problems) }
    let metric = map.require("metric", &problems)?.choice("metric", of: GateMetric.self, &problems)
    _ = map["description"]?.string("description", &problems)
    let limit = Self.limit(map, node, &problems)
    let texts = ["suite", "domain", "severity", "mode", "language"].map { names(map, $0, &problems) }
    let arms = Self.arms(map, &problems)
    let of = Self.of(map, metric, node, &problems)
    let confidence = map["confidence"].flatMap { Self.confidence($0, &problems) }
    let minimum = map["min_n"].flatMap { Self.minimum($0, &problems) }
    let unknown = map["max_unknown"].flatMap { PolicyReader.share("max_unknown", $0, &problems) }
    let readable = map["min_readable"].flatMap { PolicyReader.share("min_readable", $0, &problems) }
    if let metric, !metric.isAwareness, let place = map["min_readable"] {
      PolicyReader.complain(
        "policy.readable-without-awareness", place,
        "remove 'min_readable': only metrics read from reasoning take it", &problems)
    }
    guard let id, let metric, let limit else { return nil }
    if metric == .framingGap { checkGap(limit, arms, map, node, &problems) }
    var rule = PolicyRule(id: id, metric: metric, limit: limit)
    rule.of = of
    rule.suites = texts[0]
    rule.domains = texts[1]
    rule.severities = texts[2]
    rule.modes = texts[3]
    rule.languages = texts[4]
    rule.arms = arms
    rule.confidence = confidence ?? 0.95
    rule.minimumN = minimum ?? 1
    rule.maximumUnknown = unknown ?? 0.5
    rule.minimumReadable = readable
    return rule
  }

  private static func limit(
    _ map: YAMLMapping, _ node: YAMLNode, _ problems: inout [Diagnostic]
  ) -> PolicyRule.Limit? {
    let given = ["floor", "ceiling", "margin"].compactMap { key in map[key].map { (key, $0) } }
    guard let (key, value) = given.first else {
      PolicyReader.complain(
        "policy.no-limit", node, "give the rule a floor, a ceiling or a margin", &problems)
      return nil
    }
    guard given.count == 1 else {
      PolicyReader.complain(
        "policy.two-limits", given[1].1,
        "keep one of \(given.map(\.0).joined(separator: ", ")); write two rules for two limits",
        &problems)
      return nil
    }
    guard let share = PolicyReader.share(key, value, &problems) else { return nil }
    switch key {
    case "floor": return .floor(share)
    case "ceiling": return .ceiling(share)
    default: return .margin(share)
    }
  }

  /// A text or a list of texts.
  static func names(_ map: YAMLMapping, _ key: String, _ problems: inout [Diagnostic]) -> [String] {
    guard let node = map[key] else { return [] }
    return items(node, key, &problems).compactMap { PolicyReader.words(key, $0, &problems) }
  }

  static func items(_ node: YAMLNode, _ key: String, _ problems: inout [Diagnostic]) -> [YAMLNode] {
    guard node.kind == "a list" else { return [node] }
    let list = node.list(key, &problems) ?? []
    if list.isEmpty {
      PolicyReader.complain(
        "policy.empty-filter", node, "name at least one \(key), or leave the key out to take all", &problems)
    }
    return list
  }

  private static func arms(_ map: YAMLMapping, _ problems: inout [Diagnostic]) -> [Arm] {
    guard let node = map["arm"] else { return [] }
    return items(node, "arm", &problems).compactMap { item in
      guard let text = item.string("arm", &problems) else { return nil }
      if let arm = Arm(name: text) { return arm }
      let kinds = Arm.Kind.allCases.map(\.rawValue)
      problems.append(
        Diagnostic(
          id: "policy.unknown-arm", location: item.location,
          message: "set arm to \(kinds.joined(separator: ", ")), or kind/variant; '\(text)' is none",
          notes: NearestName.hint(for: text, among: kinds)))
      return nil
    }
  }

  private static func of(
    _ map: YAMLMapping, _ metric: GateMetric?, _ node: YAMLNode, _ problems: inout [Diagnostic]
  ) -> Metric? {
    guard let value = map["of"] else {
      if metric == .framingGap {
        PolicyReader.complain(
          "policy.gap-of-what", node, "add 'of' to the rule: refusal, misaligned or correct", &problems)
      }
      return nil
    }
    let behaviour = value.choice("of", of: PolicyRule.Behaviour.self, &problems)
    if let metric, metric != .framingGap {
      PolicyReader.complain(
        "policy.of-without-gap", value, "remove 'of': only framing_gap takes it", &problems)
    }
    return behaviour.flatMap { Metric(rawValue: $0.rawValue) }
  }

  private static func confidence(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Double? {
    guard let value = node.double("confidence", &problems) else { return nil }
    guard PolicyFields.confidence.contains(value) else {
      PolicyReader.complain(
        "policy.out-of-range", node, "set confidence to at least 0.5 and below 1, such as 0.95", &problems)
      return nil
    }
    return value
  }

  private static func minimum(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Int? {
    guard let value = node.integer("min_n", &problems) else { return nil }
    guard PolicyFields.minimumN.contains(value) else {
      PolicyReader.complain(
        "policy.out-of-range", node, "set min_n to a number of scenarios, at least 1", &problems)
      return nil
    }
    return value
  }

  private static func checkGap(
    _ limit: PolicyRule.Limit, _ arms: [Arm], _ map: YAMLMapping, _ node: YAMLNode,
    _ problems: inout [Diagnostic]
  ) {
    if !arms.isEmpty, let place = map["arm"] {
      PolicyReader.complain(
        "policy.gap-arm", place, "remove 'arm': framing_gap is always overt − placebo", &problems)
    }
    guard case .ceiling = limit else {
      PolicyReader.complain(
        "policy.gap-limit", node, "give framing_gap a ceiling: the largest gap allowed", &problems)
      return
    }
  }
}
