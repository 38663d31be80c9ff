import HawthorneCore
import HawthorneFormats

/// Reads lists of framings: the suite's, or a scenario's own.
struct FramingReader {
  /// What a refusal suite asks in when it names no framing.
  static let bare = Framing(
    arm: Arm(.disguised, variant: "bare"), disclosure: .none, wordings: [Framing.Wording(id: "bare")])

  /// Names that wordings may use beside those that every scenario has.
  var values: Set<String> = []
  /// The suite's.
  var language = "en"
  /// What a scenario's framings may repeat and stack beside each other: the suite's.
  var inherited: [Framing] = []
  /// Whether the framings are for every scenario.
  var isSuites = false

  func list(_ node: YAMLNode?, in owner: String, _ problems: inout [Diagnostic]) -> [Framing] {
    guard let node, let items = node.list("framings of \(owner)", &problems) else { return [] }
    var seen: Set<String> = []
    var framings: [Framing] = []
    for item in items {
      let own = Set(framings.map(\.arm))
      let earlier = framings + inherited.filter { !own.contains($0.arm) }
      guard let framing = framing(item, among: earlier, &problems) else { continue }
      if seen.insert(framing.arm.name).inserted {
        framings.append(framing)
      } else {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-arm", location: item.location,
            message: "keep one framing of the arm '\(framing.arm.name)' in \(owner)"))
      }
    }
    return framings
  }

  private func framing(
    _ node: YAMLNode, among earlier: [Framing], _ problems: inout [Diagnostic]
  ) -> Framing? {
    guard let map = node.mapping("the framing", SuiteFields.framing, &problems) else { return nil }
    let arm = map.require("arm", &problems).flatMap { ArmReader.arm($0, &problems) }
    if let arm, let source = map["of"] {
      return repeated(arm, source, among: earlier, map, &problems)
    }
    let disclosure = map["disclosure"]?.choice("disclosure", of: Disclosure.self, &problems)
    if arm == nil, map["wordings"] == nil { return nil }
    if let arm, arm.factors.count > 1, map["wordings"] == nil {
      let stack = FramingStack(arm: arm, disclosure: disclosure, language: language, place: node.location)
      return stack.framing(of: earlier, &problems)
    }
    if map["disclosure"] == nil { _ = map.require("disclosure", &problems) }
    guard let list = map.require("wordings", &problems), let items = list.list("wordings", &problems) else {
      return nil
    }
    let wordings = wordings(items, at: list.location, &problems)
    guard let arm, let disclosure, !wordings.isEmpty else { return nil }
    return Framing(arm: arm, disclosure: disclosure, wordings: wordings)
  }

  /// The control asks in the very words of another arm.
  private func repeated(
    _ arm: Arm, _ source: YAMLNode, among earlier: [Framing], _ map: YAMLMapping,
    _ problems: inout [Diagnostic]
  ) -> Framing? {
    for key in ["disclosure", "wordings"] where map[key] != nil {
      problems.append(
        Diagnostic(
          id: "suite.repeated-arm", location: map.place(of: key),
          message: "remove '\(key)': an arm with 'of' takes everything from the arm it repeats"))
    }
    guard let name = source.string("of", &problems) else { return nil }
    guard arm.kind == .control, let framing = earlier.first(where: { $0.arm.name == name }) else {
      let names = earlier.map(\.arm.name)
      problems.append(
        Diagnostic(
          id: "suite.repeated-arm", location: source.location,
          message: arm.kind == .control
            ? "name an arm that stands above: '\(name)' does not"
            : "remove 'of': only the arm 'control' repeats another",
          notes: arm.kind == .control ? NearestName.hint(for: name, among: names) : []))
      return nil
    }
    return Framing(arm: arm, disclosure: framing.disclosure, wordings: framing.wordings)
  }

  private func wordings(
    _ items: [YAMLNode], at place: Diagnostic.Location, _ problems: inout [Diagnostic]
  ) -> [Framing.Wording] {
    if items.isEmpty {
      problems.append(
        Diagnostic(id: "suite.no-wordings", location: place, message: "add at least one wording"))
    }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let wording = wording(item, &problems) else { return nil }
      if !seen.insert(wording.id).inserted {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-id", location: item.location,
            message: "give the wording another id: '\(wording.id)' is taken in this framing"))
      }
      return wording
    }
  }

  private func wording(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Framing.Wording? {
    guard let map = node.mapping("the wording", SuiteFields.wording, &problems) else { return nil }
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("the wording's id", $0, &problems) }
    var texts: [String: String] = [:]
    for key in ["system", "user", "follow_up"] {
      guard let node = map[key], let text = node.string(key, &problems) else { continue }
      texts[key] = text
      for unknown in Template.names(in: text)
      where !values.contains(unknown) && !Template.variables.contains(unknown) {
        let known = Template.variables + values.sorted()
        problems.append(
          Diagnostic(
            id: "suite.unknown-variable", location: node.location,
            message:
              "give '\(TerminalText.stripped(unknown))' a value in 'values', or use one of \(NearestName.listed(known.map { "{{ \($0) }}" }))",
            notes: NearestName.hint(for: unknown, among: known, areListed: true)))
      }
    }
    requireRequest(map, texts, &problems)
    guard let id else { return nil }
    return Framing.Wording(
      id: id, language: map["language"].flatMap { LanguageRule.read($0, &problems) },
      system: texts["system"], user: texts["user"], followUp: texts["follow_up"])
  }

  /// A wording that every scenario shares must let the scenario's own words in, or it asks all of them the same.
  private func requireRequest(
    _ map: YAMLMapping, _ texts: [String: String], _ problems: inout [Diagnostic]
  ) {
    guard isSuites, texts["user"] != nil, let user = map["user"] else { return }
    let names = Set(texts.values.flatMap(Template.names))
    guard names.subtracting(["system"]).isEmpty else { return }
    problems.append(
      Diagnostic(
        id: "suite.request-not-asked", location: user.location,
        message: "name {{ request }}, {{ transcript }} or a value: the wording asks every scenario the same"))
  }

  /// The arms that are made of others, and which, whatever else is wrong with the framings.
  func sources(in node: YAMLNode?) -> [Arm: Set<Arm>] {
    var ignored: [Diagnostic] = []
    var sources: [Arm: Set<Arm>] = [:]
    for item in node?.list("", &ignored) ?? [] {
      guard let map = item.openMapping("", &ignored), map["wordings"] == nil,
        let arm = map["arm"]?.string("", &ignored).flatMap(Arm.init(name:))
      else { continue }
      if let name = map["of"]?.string("", &ignored) {
        sources[arm] = Arm(name: name).map { [$0] }
      } else {
        sources[arm] = Set(FramingStack.parts(of: arm))
      }
    }
    return sources
  }
}

/// Where a scenario replaces an arm, it replaces the arms that are made of it too: a control in other words than
/// its arm is none.
enum RepeatedArmRule {
  static func complaints(about placed: [PlacedScenario], repeated: [Arm: Set<Arm>]) -> [Diagnostic] {
    guard !repeated.isEmpty else { return [] }
    return placed.flatMap { item -> [Diagnostic] in
      let own = Set(item.scenario.framings.map(\.arm))
      // A twin has its item's framings, and the complaint stands there.
      guard !own.isEmpty, item.scenario.harm != .benign || item.scenario.twin == nil else { return [] }
      return repeated.sorted { $0.key < $1.key }.compactMap { arm, sources in
        guard !own.contains(arm), let replaced = sources.intersection(own).sorted().first else { return nil }
        return Diagnostic(
          id: "suite.stale-repeat", location: item.location,
          message:
            "write the arm '\(arm.name)' in the framings of the scenario '\(item.scenario.id)' too: it replaces '\(replaced.name)', of which the suite's is made"
        )
      }
    }
  }
}
