import HawthorneCore

/// Builds the framing of stacked factors from the framings of its parts.
struct FramingStack {
  var arm: Arm
  /// What the author says of the stack; the highest of the parts' if nil.
  var disclosure: Disclosure?
  /// The suite's.
  var language: String
  var place: Diagnostic.Location

  /// The arms that a stack is made of, in the order in which they are applied; empty for another arm.
  static func parts(of arm: Arm) -> [Arm] {
    let factors = arm.factors
    return factors.count < 2
      ? [] : factors.map { Arm(.level, variant: "\(Dose.factor.rawValue)/\($0.rawValue)") }
  }

  /// Applies the parts in the order of the arm's name: each later one frames what the earlier ones made.
  ///
  /// In each language that all parts are written in, the k-th wording of the stack is made of the k-th wordings of its
  /// parts.
  func framing(of framings: [Framing], _ problems: inout [Diagnostic]) -> Framing? {
    let arms = Self.parts(of: arm)
    let parts = arms.compactMap { arm in framings.first { $0.arm == arm } }
    guard parts.count == arms.count else {
      let missing = arms.filter { arm in !framings.contains { $0.arm == arm } }.map(\.name)
      reject(
        "write the framings \(missing.joined(separator: ", ")) above their stack '\(arm.name)', or give it wordings",
        &problems)
      return nil
    }
    guard canBeStacked(parts, &problems) else { return nil }
    let highest = Disclosure.allCases.last { level in parts.contains { $0.disclosure == level } } ?? .none
    var wordless: Set<String> = []
    let wordings = languages(of: parts).flatMap { self.wordings(of: parts, in: $0) }
      .filter { !$0.hasNoWords || wordless.insert($0.id).inserted }
    guard !wordings.isEmpty else {
      reject("write the parts of the stack '\(arm.name)' in one language, or give it wordings", &problems)
      return nil
    }
    return Framing(arm: arm, disclosure: disclosure ?? highest, wordings: wordings)
  }

  /// What a later part would silently leave out of an earlier one.
  private func canBeStacked(_ parts: [Framing], _ problems: inout [Diagnostic]) -> Bool {
    let wordings = parts.map(\.wordings)
    let followed = wordings.count { $0.contains { $0.followUp != nil } }
    let quoting = wordings.dropFirst().joined().contains {
      [$0.system, $0.user, $0.followUp].compactMap { $0 }.flatMap(Template.names).contains("transcript")
    }
    guard followed > 1 || quoting else { return true }
    reject(
      followed > 1
        ? "give the stack '\(arm.name)' wordings: of its parts, only one may have a follow_up"
        : "give the stack '\(arm.name)' wordings: {{ transcript }} would leave out what its earlier parts add",
      &problems)
    return false
  }

  private func reject(_ message: String, _ problems: inout [Diagnostic]) {
    problems.append(Diagnostic(id: "suite.stack-part", location: place, message: message))
  }

  /// The languages that wordings with words are written in; the suite's where none has words.
  private func languages(of parts: [Framing]) -> [String] {
    let found = Set(parts.flatMap(\.wordings).filter { !$0.hasNoWords }.map { $0.language ?? language })
    return found.isEmpty ? [language] : found.sorted()
  }

  private func wordings(of parts: [Framing], in language: String) -> [Framing.Wording] {
    let choices = parts.map { part in
      part.wordings.filter { ($0.language ?? self.language) == language || $0.hasNoWords }
    }
    guard choices.allSatisfy({ !$0.isEmpty }) else { return [] }
    return (0..<(choices.map(\.count).max() ?? 0)).map { index in
      let pieces = choices.map { $0[index % $0.count] }
      var stacked = pieces.dropFirst().reduce(pieces[0]) { inner, outer in Self.compose(outer, over: inner) }
      stacked.language = language == self.language ? nil : language
      return stacked
    }
  }

  private static func compose(_ outer: Framing.Wording, over inner: Framing.Wording) -> Framing.Wording {
    let system = inner.system ?? "{{ system }}"
    let user = inner.user ?? "{{ request }}"
    func fill(_ text: String) -> String {
      Template.substitute(text) { name in
        switch name {
        case "system": system
        case "request": user
        default: nil
        }
      }
    }
    return Framing.Wording(
      // No id holds a plus, and so no two pairs of ids make the same.
      id: "\(inner.id)+\(outer.id)", system: outer.system.map(fill) ?? inner.system,
      user: outer.user.map(fill) ?? inner.user, followUp: outer.followUp ?? inner.followUp)
  }
}
