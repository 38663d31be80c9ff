public import HawthorneCore

/// Runs the examples of packs against the rules that carry them.
public enum PackTester {
  public struct Result: Sendable {
    public var examples: Int
    /// One diagnostic for each example that does not hold, at its line.
    public var failures: [Diagnostic]
  }

  /// - Returns: how many examples ran, and what each failing one did instead.
  public static func run(awareness packs: [RulePack], refusal: [RulePack]) -> Result {
    var result = Result(examples: 0, failures: [])
    let readers = AwarenessReader(packs)
    for pack in packs {
      guard let scanner = readers.scanners[TextLanguages.primary(pack.language)] else { continue }
      for rule in pack.rules { test(rule, readers: readers, scanner: scanner, into: &result) }
    }
    for refusal in refusal {
      let reader = OutcomeReader(refusal)
      for statement in refusal.statements { test(statement, reader: reader, into: &result) }
    }
    return result
  }

  private static func test(
    _ rule: Rule, readers: AwarenessReader, scanner: AwarenessScanner, into result: inout Result
  ) {
    for example in rule.positive + rule.negative {
      let shown = readers.shown(prompt: example.prompt)
      let findings = scanner.scan(FoldedText(example.text), shown: shown, disclosure: nil, explaining: true)
      let own = findings.filter { $0.rule == rule.id }
      let fires = own.contains { $0.stoppedBy == nil && $0.stance.isEvidence }
      record(
        example, of: rule.id, at: rule.location, isPositive: rule.positive.contains(example), fires: fires,
        why: own.first.map { $0.stoppedBy.map { "stopped by \($0)" } ?? "stance \($0.stance.rawValue)" },
        into: &result)
    }
  }

  private static func test(_ statement: Statement, reader: OutcomeReader, into result: inout Result) {
    for example in statement.positive + statement.negative {
      let fires = reader.statements(in: FoldedText(example.text)).contains { $0.id == statement.id }
      record(
        example, of: statement.id, at: statement.location, isPositive: statement.positive.contains(example),
        fires: fires, why: nil, into: &result)
    }
  }

  private static func record(
    _ example: Rule.Example, of id: String, at location: Diagnostic.Location, isPositive: Bool, fires: Bool,
    why: String?, into result: inout Result
  ) {
    result.examples += 1
    guard fires != isPositive else { return }
    var place = location
    place.line = example.line ?? place.line
    place.column = nil
    result.failures.append(
      Diagnostic(
        id: "pack.example", location: place,
        message: isPositive
          ? "mend '\(id)' or this example: the rule should fire on it and does not (\(why ?? "no pattern matches"))"
          : "mend '\(id)' or this example: the rule fires on it and should not"))
  }
}
