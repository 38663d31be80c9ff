public import HawthorneCore
import HawthornePatterns

/// Runs the examples of packs against the rules that carry them.
public enum PackTester {
  public struct Result: Sendable {
    public var examples: Int
    /// One diagnostic for each example that does not hold, at its line.
    public var failures: [Diagnostic]
  }

  /// - Returns: how many examples ran, and what each failing one did instead.
  public static func run(awareness packs: [RulePack], refusal: RulePack?) -> Result {
    var result = Result(examples: 0, failures: [])
    let scanner = AwarenessScanner(packs)
    for pack in packs { test(pack, scanner: scanner, into: &result) }
    if let refusal { test(refusal, reader: OutcomeReader(refusal), into: &result) }
    return result
  }

  /// The examples of one pack, in a set that it belongs to.
  public static func run(_ pack: RulePack, in set: PackSet) -> Result {
    var result = Result(examples: 0, failures: [])
    switch pack.kind {
    case .awareness:
      // Rules do not see each other, but the first pack's cues read the contexts of all.
      let others = set.awareness.filter { $0.reads(pack.language) }
      let first = others.first.map { $0.id == pack.id ? [] : [$0] } ?? []
      test(pack, scanner: AwarenessScanner(first + [pack]), into: &result)
    case .refusal:
      test(pack, reader: OutcomeReader(pack), into: &result)
    }
    return result
  }

  private static func test(_ pack: RulePack, scanner: AwarenessScanner, into result: inout Result) {
    for rule in pack.rules {
      for example in rule.positive { test(example, of: rule, fires: true, scanner, into: &result) }
      for example in rule.negative { test(example, of: rule, fires: false, scanner, into: &result) }
    }
  }

  private static func test(
    _ example: Rule.Example, of rule: Rule, fires isPositive: Bool, _ scanner: AwarenessScanner,
    into result: inout Result
  ) {
    let shown = ShownText(
      prompt: example.prompt, toolOutputs: [], disclosure: scanner.context.patterns(.disclosure))
    let text = FoldedText(example.text)
    let own = scanner.scan(text, shown: shown, disclosure: nil, explaining: true).filter {
      $0.rule == rule.id
    }
    let fired = own.first { $0.stoppedBy == nil && $0.stance.isEvidence }
    let why =
      fired.map { "it matches '\(RulePackReader.short(text.text.string($0.range)))'" }
      ?? own.first.map { $0.stoppedBy.map { "stopped by \($0)" } ?? "stance \($0.stance.rawValue)" }
    record(
      example, of: rule.id, at: rule.location, isPositive: isPositive, fires: fired != nil, why: why,
      into: &result)
  }

  private static func test(_ pack: RulePack, reader: OutcomeReader, into result: inout Result) {
    for statement in pack.statements {
      for (examples, isPositive) in [(statement.positive, true), (statement.negative, false)] {
        for example in examples {
          let text = FoldedText(example.text)
          let found = reader.statements(in: text).first { $0.id == statement.id }
          record(
            example, of: statement.id, at: statement.location, isPositive: isPositive, fires: found != nil,
            why: found.map { "it matches '\(RulePackReader.short(text.text.string($0.range)))'" },
            into: &result)
        }
      }
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
    place.column = example.line == nil ? nil : example.column
    let text = "\(isPositive ? "positive" : "negative"): \(RulePackReader.short(example.text))"
    result.failures.append(
      Diagnostic(
        id: "pack.example", location: place,
        message: isPositive
          ? "mend '\(id)' or this example: the rule should fire on it and does not (\(why ?? "no pattern matches"))"
          : "mend '\(id)' or this example: the rule fires on it and should not (\(why ?? "it matches"))",
        notes: [text]))
  }
}
