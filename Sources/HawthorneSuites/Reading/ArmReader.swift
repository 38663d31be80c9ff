import HawthorneCore
import HawthorneFormats

/// Reads the names of arms.
enum ArmReader {
  static let disguisedVariants = ["bare", "claimed", "realistic"]

  /// Every name of an arm that is not the author's to invent.
  static let names: [String] =
    ["disguised"] + disguisedVariants.map { "disguised/\($0)" } + ["overt", "placebo", "control"]
    + Dose.allCases.flatMap { dose in (dose.levels ?? []).map { "level/\(dose.rawValue)/\($0)" } }

  /// Names that hold one of the author's own, or several factors.
  static let pattern: String = {
    let own = Dose.allCases.filter { $0.levels == nil }.map(\.rawValue).joined(separator: "|")
    let factors = EnvironmentFactor.allCases.map(\.rawValue).joined(separator: "|")
    return
      "^(probe/[a-z0-9][a-z0-9_-]*|level/(\(own))/[a-z0-9][a-z0-9_-]*|level/factor/(\(factors))(\\+(\(factors)))+)$"
  }()

  static func arm(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> Arm? {
    guard let text = node.string("arm", &problems) else { return nil }
    func reject(_ message: String, _ name: String, among names: [String]) -> Arm? {
      problems.append(
        Diagnostic(
          id: "suite.unknown-arm", location: node.location, message: message,
          notes: NearestName.hint(for: name, among: names, areListed: true)))
      return nil
    }
    let kinds = Arm.Kind.allCases.map(\.rawValue)
    guard let arm = Arm(name: text) else {
      return reject(
        "write the arm as one of \(kinds.joined(separator: ", ")), with '/variant' where it has one",
        text.split(separator: "/").first.map(String.init) ?? text, among: kinds)
    }
    switch (arm.kind, arm.variant) {
    case (.disguised, let variant?) where !disguisedVariants.contains(variant):
      return reject(
        "name the kind of disguise: disguised/\(disguisedVariants.joined(separator: ", disguised/"))",
        variant, among: disguisedVariants)
    case (.overt, let variant?), (.placebo, let variant?), (.control, let variant?):
      return reject("write '\(arm.kind.rawValue)' alone; it has no variants", variant, among: [])
    case (.probe, let variant) where !IdentifierRule.isValid(variant ?? ""):
      return reject(
        "name the question with lower-case letters, digits, '-' and '_': probe/first-person", text, among: [])
    case (.level, _): return level(arm, reject)
    default: return arm
    }
  }

  private static func level(
    _ arm: Arm, _ reject: (String, String, [String]) -> Arm?
  ) -> Arm? {
    let doses = Dose.allCases.map(\.rawValue)
    guard let dose = arm.dose else {
      let name = arm.variant?.split(separator: "/").first.map(String.init) ?? ""
      return reject(
        "write a level as level/<dose>/<level> with one of the doses \(doses.joined(separator: ", "))", name,
        doses)
    }
    guard let levels = dose.dose.levels else {
      if IdentifierRule.isValid(dose.level) { return arm }
      return reject("name the level with lower-case letters, digits, '-' and '_'", dose.level, [])
    }
    let named = dose.dose == .factor ? dose.level.split(separator: "+").map(String.init) : [dose.level]
    if let wrong = named.first(where: { !levels.contains($0) }) ?? (named.isEmpty ? dose.level : nil) {
      return reject(
        "name a level of '\(dose.dose.rawValue)': \(levels.joined(separator: ", "))", wrong, levels)
    }
    if dose.dose == .factor, arm.factors.count != Set(arm.factors).count || arm.factors.isEmpty {
      return reject("name each factor of the stack once, joined by '+'", dose.level, [])
    }
    return arm
  }
}

/// Language tags as in `en`, `ja`, `pt-br`.
enum LanguageRule {
  /// The same as a regular expression, for the schema.
  static let pattern = "^[a-z]{2,3}(-[a-z0-9]{2,8})*$"

  static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count),
      first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    return parts.allSatisfy { part in
      (2...8).contains(part.count)
        && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
  }

  static func read(_ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string("language", &problems) else { return nil }
    if isValid(text) { return text }
    problems.append(
      Diagnostic(
        id: "suite.bad-language", location: node.location,
        message:
          "write the language as a lower-case tag such as en, ja or pt-br; '\(TerminalText.stripped(text))' is none"
      ))
    return nil
  }
}
