import HawthorneCore
import HawthorneFormats

/// Reads lists of framings: the suite's, or a scenario's own.
struct FramingReader {
  /// What a refusal suite asks in when it names no framing.
  static let bare = Framing(
    arm: Arm(.disguised, variant: "bare"), disclosure: .none, wordings: [Framing.Wording(id: "bare")])

  /// Names that wordings may use beside those that every scenario has.
  var values: Set<String> = []

  func list(_ node: YAMLNode?, in owner: String, _ problems: inout [Diagnostic]) -> [Framing] {
    guard let node, let items = node.list("framings of \(owner)", &problems) else { return [] }
    var seen: Set<String> = []
    var framings: [Framing] = []
    for item in items {
      guard let framing = framing(item, among: framings, &problems) else { continue }
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
      return FramingStack.framing(arm, disclosure: disclosure, of: earlier, at: node.location, &problems)
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
    let known = Template.variables + values.sorted()
    var texts: [String: String] = [:]
    for key in ["system", "user", "follow_up"] {
      guard let node = map[key], let text = node.string(key, &problems) else { continue }
      texts[key] = text
      for unknown in Template.names(in: text) where !known.contains(unknown) {
        problems.append(
          Diagnostic(
            id: "suite.unknown-variable", location: node.location,
            message:
              "give '\(TerminalText.stripped(unknown))' a value in 'values', or use one of \(known.map { "{{ \($0) }}" }.joined(separator: ", "))",
            notes: NearestName.hint(for: unknown, among: known, areListed: true)))
      }
    }
    guard let id else { return nil }
    return Framing.Wording(
      id: id, language: map["language"].flatMap { LanguageRule.read($0, &problems) },
      system: texts["system"], user: texts["user"], followUp: texts["follow_up"])
  }
}
