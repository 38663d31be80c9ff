import HawthorneCore

/// Every member of `hawthorne-gate/1`.
enum GateShapes {
  private static let verdict = DocumentShape.words(GateResult.Verdict.self)

  private static let rule = ObjectShape(
    "ruleResult", "What became of one rule.",
    [
      .must("id", .text), .must("metric", .words(GateMetric.self)), .must("rule", .text),
      .must("verdict", verdict), .must("n", .count), .must("yes", .count), .must("no", .count),
      .must("unknown", .count), .may("notAsked", .count),
      .may(
        "observed", .number,
        "A share; of a framing gap overt − placebo; of a margin how much worse than the baseline, whichever way is worse."
      ),
      .may(
        "bound", .number,
        "One-sided, of what is observed; of a framing gap that of its size, to whichever side it is larger."),
      .must("limit", .number), .must("confidence", .number), .may("p", .number), .may("adjustedP", .number),
      .may("requiredN", .count), .may("requiredFor", verdict), .must("epochs", .count),
      .must("message", .sentence), .must("notes", .list(.sentence)),
    ])

  private static let earlier = ObjectShape(
    "earlierDecision", "One earlier decision.",
    [
      .must("relation", .words(LedgerFinding.Earlier.Relation.self)), .must("report", .hash),
      .must("runs", .list(.name)), .must("classifier", .name), .must("policyMeaning", .hash),
      .must("verdict", verdict),
    ])

  private static let ledger = ObjectShape(
    "ledger", "What a store says of earlier decisions.",
    [
      .must("earlier", .listOf(earlier)), .must("undecidedRuns", .list(.name)),
      .may("unfinishedRuns", .list(.name)), .must("withheld", .flag),
      .must("messages", .list(.sentence)),
    ])

  static let gate = ObjectShape(
    "gate", "What a gate decided, and on what.",
    [
      .must("schema", .word([GateResult.schema])), .must("id", .hash, "Over all other members."),
      .must("report", .hash), .may("baseline", .hash), .must("policy", .text), .must("policyHash", .hash),
      .may("policyMeaning", .hash), .must("model", .name), .may("runs", .list(.name)),
      .must("verdict", verdict), .must("problems", .list(.sentence)), .must("notes", .list(.sentence)),
      .must("rules", .listOf(rule)), .may("ledger", .object(ledger)),
    ])
}
