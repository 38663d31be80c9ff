import HawthorneCore

/// Builds the framing of stacked factors from the framings of its parts.
enum FramingStack {
  /// Applies the parts in the order of the arm's name: each later one frames what the earlier ones made.
  ///
  /// The k-th wording of the stack is made of the k-th wordings of its parts. Its disclosure is the highest of the
  /// parts' unless the author says more.
  static func framing(
    _ arm: Arm, disclosure: Disclosure?, of framings: [Framing], at place: Diagnostic.Location,
    _ problems: inout [Diagnostic]
  ) -> Framing? {
    let names = arm.factors.map { "\(Arm.Kind.level.rawValue)/\(Dose.factor.rawValue)/\($0.rawValue)" }
    let parts = names.compactMap { name in framings.first { $0.arm.name == name } }
    guard parts.count == names.count else {
      let missing = names.filter { name in !framings.contains { $0.arm.name == name } }
      problems.append(
        Diagnostic(
          id: "suite.stack-part", location: place,
          message:
            "write the framings \(missing.joined(separator: ", ")) above their stack '\(arm.name)', or give it wordings"
        ))
      return nil
    }
    let highest = Disclosure.allCases.last { level in parts.contains { $0.disclosure == level } } ?? .none
    let count = parts.map(\.wordings.count).max() ?? 0
    let wordings = (0..<count).map { index -> Framing.Wording in
      let pieces = parts.map { $0.wordings[index % $0.wordings.count] }
      let base = pieces[0]
      return pieces.dropFirst().reduce(base) { inner, outer in compose(outer, over: inner) }
    }
    return Framing(arm: arm, disclosure: disclosure ?? highest, wordings: wordings)
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
      id: "\(inner.id)-\(outer.id)", language: outer.language ?? inner.language,
      system: outer.system.map(fill) ?? inner.system, user: outer.user.map(fill) ?? inner.user,
      followUp: outer.followUp ?? inner.followUp)
  }
}
