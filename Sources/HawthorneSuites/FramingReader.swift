import HawthorneCore
import HawthorneFormats

/// Reads lists of framings: the suite's, or a scenario's own.
enum FramingReader {
  /// What a refusal suite asks in when it names no framing.
  static let bare = Framing(
    arm: Arm(.disguised, variant: "bare"), disclosure: .none, wordings: [Framing.Wording(id: "bare")])

  private static let disguisedVariants = ["bare", "claimed", "realistic"]

  static func list(_ node: YAMLNode?, in owner: String, _ problems: inout [Diagnostic]) -> [Framing] {
    guard let node, let items = node.list("framings of \(owner)", &problems) else { return [] }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let framing = framing(item, &problems) else { return nil }
      if !seen.insert(framing.arm.name).inserted {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-arm", location: item.location,
            message: "keep one framing of the arm '\(framing.arm.name)' in \(owner)"))
      }
      return framing
    }
  }

  private static func framing(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Framing? {
    guard let map = node.mapping("the framing", keys: ["arm", "disclosure", "wordings"], &problems) else {
      return nil
    }
    let arm = map.require("arm", &problems).flatMap { self.arm($0, &problems) }
    let disclosure = map.require("disclosure", &problems)?.choice(
      "disclosure", of: Disclosure.self, &problems)
    guard let list = map.require("wordings", &problems), let items = list.list("wordings", &problems) else {
      return nil
    }
    if items.isEmpty {
      problems.append(
        Diagnostic(id: "suite.no-wordings", location: list.location, message: "add at least one wording"))
    }
    var seen: Set<String> = []
    let wordings = items.compactMap { item -> Framing.Wording? in
      guard let wording = wording(item, &problems) else { return nil }
      if !seen.insert(wording.id).inserted {
        problems.append(
          Diagnostic(
            id: "suite.duplicate-id", location: item.location,
            message: "give the wording another id: '\(wording.id)' is taken in this framing"))
      }
      return wording
    }
    guard let arm, let disclosure, !wordings.isEmpty else { return nil }
    return Framing(arm: arm, disclosure: disclosure, wordings: wordings)
  }

  private static func arm(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Arm? {
    guard let text = node.string("arm", &problems) else { return nil }
    let kinds = Arm.Kind.allCases.map(\.rawValue)
    guard let arm = Arm(name: text) else {
      let head = text.split(separator: "/").first.map(String.init) ?? text
      problems.append(
        Diagnostic(
          id: "suite.unknown-arm", location: node.location,
          message:
            "write the arm as one of \(kinds.joined(separator: ", ")), with '/variant' where it has one",
          notes: NearestName.hint(for: head, among: kinds)))
      return nil
    }
    switch (arm.kind, arm.variant) {
    case (.disguised, let variant?) where !disguisedVariants.contains(variant):
      problems.append(
        Diagnostic(
          id: "suite.unknown-arm", location: node.location,
          message:
            "name the kind of disguise: disguised/\(disguisedVariants.joined(separator: ", disguised/"))",
          notes: NearestName.hint(for: variant, among: disguisedVariants)))
      return nil
    case (.level, nil):
      problems.append(
        Diagnostic(
          id: "suite.unknown-arm", location: node.location, message: "name the level of the dose: level/high")
      )
      return nil
    default: return arm
    }
  }

  private static func wording(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Framing.Wording? {
    guard let map = node.mapping("the wording", keys: ["id", "system", "user"], &problems) else { return nil }
    let id = map.require("id", &problems).flatMap { IdentifierRule.read("the wording's id", $0, &problems) }
    var texts: [String: String] = [:]
    for key in ["system", "user"] {
      guard let node = map[key], let text = node.string(key, &problems) else { continue }
      texts[key] = text
      for unknown in Template.unknownVariables(in: text) {
        problems.append(
          Diagnostic(
            id: "suite.unknown-variable", location: node.location,
            message: "use only {{ system }} and {{ request }}; '\(unknown)' is neither",
            notes: NearestName.hint(for: unknown, among: Template.variables)))
      }
    }
    guard let id else { return nil }
    return Framing.Wording(id: id, system: texts["system"], user: texts["user"])
  }
}
