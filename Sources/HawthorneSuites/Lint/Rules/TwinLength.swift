import HawthorneCore

/// A twin that is much shorter or longer than its item is told from it by length.
enum TwinLength: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    guard subject.suite.kind == .refusal else { return [] }
    let byID = Dictionary(
      subject.suite.scenarios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return subject.suite.scenarios.compactMap { item in
      guard item.harm == .harmful, let twin = item.twin.flatMap({ byID[$0] }),
        let left = item.turns.first, let right = twin.turns.first
      else { return nil }
      let (a, b) = (left.count, right.count)
      guard max(a, b) > 2 * min(a, b) else { return nil }
      return LintFinding(
        .twinLength, at: subject.place(item), scenario: item.id,
        "match the twin's length to the item '\(item.id)': \(a) against \(b) characters")
    }
  }
}
