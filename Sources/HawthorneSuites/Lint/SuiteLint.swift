public import HawthorneCore

/// What a suite's author should know before a token is spent: wordings too few, framings unlike in length.
///
/// Findings are warnings; a suite that does not parse never gets here.
public enum SuiteLint {
  /// The largest relative difference in characters between an overt wording and its placebo partner.
  public static let lengthTolerance = 0.10
  /// The fewest wordings of a framing, so that a framing is never one sentence.
  public static let wordings = 5

  public static func findings(in suite: Suite, file: String) -> [Diagnostic] {
    let place = Diagnostic.Location(file: file)
    return wordingFindings(suite, place) + lengthFindings(suite, place) + twinFindings(suite, place)
  }

  private static func wordingFindings(_ suite: Suite, _ place: Diagnostic.Location) -> [Diagnostic] {
    guard suite.kind == .paired else { return [] }
    return suite.framings.filter { $0.wordings.count < wordings }.map { framing in
      Diagnostic(
        id: "lint.few-wordings", severity: .warning, location: place,
        message:
          "write at least \(wordings) wordings of '\(framing.arm)': with \(framing.wordings.count), the framing and its phrasing cannot be told apart"
      )
    }
  }

  private static func lengthFindings(_ suite: Suite, _ place: Diagnostic.Location) -> [Diagnostic] {
    guard suite.kind == .paired else { return [] }
    var findings: [Diagnostic] = []
    var seen: Set<String> = []
    for scenario in suite.scenarios {
      let framings = suite.framings(of: scenario)
      guard let overt = framings.first(where: { $0.arm.kind == .overt }),
        let placebo = framings.first(where: { $0.arm.kind == .placebo })
      else { continue }
      for (left, right) in zip(overt.wordings, placebo.wordings) {
        let a = added(left)
        let b = added(right)
        guard abs(a - b) > Int(lengthTolerance * Double(max(a, b))),
          seen.insert("\(left.id) \(right.id)").inserted
        else { continue }
        findings.append(
          Diagnostic(
            id: "lint.length-imbalance", severity: .warning, location: place,
            message:
              "match the length of the overt wording '\(left.id)' (\(a) characters) and its placebo '\(right.id)' (\(b)): length alone would tell the arms apart"
          ))
      }
    }
    return findings
  }

  /// Characters that a wording adds around the scenario's own text.
  private static func added(_ wording: Framing.Wording) -> Int {
    [wording.system, wording.user].compactMap { $0 }
      .map { Template.substitute($0) { _ in "" }.count }.reduce(0, +)
  }

  private static func twinFindings(_ suite: Suite, _ place: Diagnostic.Location) -> [Diagnostic] {
    guard suite.kind == .refusal else { return [] }
    let byID = Dictionary(suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return suite.scenarios.compactMap { item in
      guard item.harm == .harmful, let twin = item.twin.flatMap({ byID[$0] }) else { return nil }
      let a = item.turns[0].count
      let b = twin.turns[0].count
      guard max(a, b) > 2 * min(a, b) else { return nil }
      return Diagnostic(
        id: "lint.twin-length", severity: .warning, location: place,
        message: "match the twin's length to the item '\(item.id)': \(a) against \(b) characters")
    }
  }
}
