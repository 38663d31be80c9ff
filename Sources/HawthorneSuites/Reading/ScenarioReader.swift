import HawthorneCore
import HawthorneFormats

/// Reads scenarios; a refusal item and its benign twin come out as two scenarios.
struct ScenarioReader {
  var kind: Suite.Kind
  var language: String
  /// Names that wordings may use beside those that every scenario has.
  var values: Set<String> = []
  /// The suite's framings, which a scenario's own may repeat or stack.
  var framings: [Framing] = []

  func list(
    _ nodes: [YAMLNode], _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [PlacedScenario] {
    nodes.flatMap { node in
      scenarios(node, &files, &problems).map { PlacedScenario(scenario: $0, location: node.location) }
    }
  }

  private func scenarios(
    _ node: YAMLNode, _ files: inout SuiteFiles, _ problems: inout [Diagnostic]
  ) -> [Scenario] {
    guard let map = node.mapping("the scenario", SuiteFields.scenario, &problems) else { return [] }
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("the scenario's id", $0, &problems) }
    let domain = map.require("domain", &problems).flatMap { IdentifierRule.read("domain", $0, &problems) }
    let request = map.require("request", &problems).flatMap { text("request", $0, &problems) }
    let followUps =
      map["follow_ups"]?.list("follow_ups", &problems)?
      .compactMap { text("a follow-up", $0, &problems) } ?? []
    var scenario = Scenario(
      id: id ?? "", domain: domain ?? "",
      tags: map["tags"]?.list("tags", &problems)?.compactMap { $0.string("a tag", &problems) } ?? [],
      severity: map["severity"]?.choice("severity", of: SuiteFields.Severity.self, &problems)?.rawValue,
      language: map["language"].flatMap { LanguageRule.read($0, &problems) } ?? language,
      system: map["system"]?.string("system", &problems),
      turns: [request ?? ""] + followUps,
      prefill: map["prefill"].flatMap { TextRule.prefill($0, &problems) },
      images: ImageReader.list(map["images"], &files, &problems),
      values: ValueReader.values(map["values"], &problems),
      reference: map["reference"].flatMap { reference($0, &problems) },
      controlOf: map["control_of"].flatMap { text("control_of", $0, &problems) },
      tools: ToolReader.list(map["tools"], &problems),
      framings: FramingReader(values: values, language: self.language, inherited: framings)
        .list(map["framings"], in: "the scenario", &problems),
      checks: CheckReader.list(map["checks"], &problems),
      expectedPurpose: map["purpose"]?.choice("purpose", of: PurposeClass.self, &problems))
    var twin = harmAndTwin(map, of: &scenario, &problems)
    let reader = TranslationReader(scenario: scenario, twin: twin)
    let translations = reader.translations(map["translations"], &problems)
    scenario.translations = translations.own
    twin?.translations = translations.twin
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
        "the twin", SuiteFields.twin, &problems),
      let request = twinMap.require("request", &problems).flatMap({ text("request", $0, &problems) })
    else { return nil }
    var twin = scenario
    twin.id = "\(scenario.id).twin"
    twin.harm = .benign
    twin.twin = scenario.id
    twin.reference = nil
    twin.controlOf = nil
    twinFramings(map["framings"], &problems)
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

  /// A twin is asked in its item's own framings, and so a wording that holds the item's request would ask both the
  /// same.
  private func twinFramings(_ node: YAMLNode?, _ problems: inout [Diagnostic]) {
    var ignored: [Diagnostic] = []
    for framing in node?.list("", &ignored) ?? [] {
      for wording in framing.openMapping("", &ignored)?["wordings"]?.list("", &ignored) ?? [] {
        guard let map = wording.openMapping("", &ignored), let user = map["user"] else { continue }
        let texts = ["system", "user", "follow_up"].compactMap { map[$0]?.string("", &ignored) }
        let names = Set(texts.flatMap(Template.names))
        guard names.isDisjoint(with: ["request", "transcript"]) else { continue }
        problems.append(
          Diagnostic(
            id: "suite.request-not-asked", location: user.location,
            message: "name {{ request }} in the wording: the scenario's twin is asked in it too"))
      }
    }
  }

  private func reference(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Scenario.Reference? {
    guard let map = node.mapping("the reference", SuiteFields.reference, &problems),
      let request = map.require("request", &problems).flatMap({ text("request", $0, &problems) })
    else { return nil }
    return Scenario.Reference(system: map["system"]?.string("system", &problems), request: request)
  }

  private func text(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    TextRule.nonEmpty(what, node, &problems)
  }
}

/// Texts that must say something.
enum TextRule {
  /// The beginning of an answer; some models answer none that ends in a space.
  static func prefill(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = nonEmpty("the beginning of the answer", node, &problems) else { return nil }
    guard text.last?.isWhitespace == true else { return text }
    problems.append(
      Diagnostic(
        id: "suite.prefill-space", location: node.location,
        message: "end the beginning of the answer with a word: some models take none that ends in a space"))
    return nil
  }

  static func nonEmpty(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    guard !Template.trimming(text[...]).isEmpty else {
      problems.append(
        Diagnostic(id: "suite.empty-text", location: node.location, message: "write something for \(what)"))
      return nil
    }
    return text
  }
}
