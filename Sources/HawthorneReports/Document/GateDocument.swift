import HawthorneCore

extension GateResult: BlockDocument {
  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(level: 1, "Gate: \(verdict.title)"),
      .paragraph(
        "Policy \(policy) (\(policyHash.short)) on report \(report.short) of \(model)"
          + (baseline.map { ", baseline \($0.short)" } ?? "") + "."),
    ]
    if !problems.isEmpty {
      blocks.append(
        .alert(level: .invalid, title: "INVALID: nothing can be decided on this report", problems))
    }
    if !notes.isEmpty { blocks.append(.bullets(notes)) }
    if let ledger { blocks += Self.blocks(ledger) }
    blocks += table.blocks
    blocks.append(
      .bullets(
        rules.map { rule in
          (["\(rule.verdict.title) \(rule.id): \(rule.message)"] + rule.notes).joined(separator: " ")
        }))
    return blocks
  }

  private static func blocks(_ ledger: LedgerFinding) -> [Block] {
    var blocks: [Block] = []
    if ledger.withheld {
      blocks.append(
        .alert(level: .invalid, title: "PASS WITHHELD", ledger.messages))
    } else if !ledger.messages.isEmpty {
      blocks.append(.bullets(ledger.messages))
    }
    let table = TextTable(
      "Earlier decisions on this model and these suites",
      [.left("verdict"), .left("on"), .left("report"), .left("labels of"), .left("runs")],
      rows: ledger.earlier.map {
        [
          $0.verdict.title, $0.relation.title, $0.report.short, $0.classifier,
          $0.runs.joined(separator: ", "),
        ]
      })
    blocks += table.blocks
    if !ledger.undecidedRuns.isEmpty {
      blocks.append(
        .paragraph("Runs that no decision counts: \(ledger.undecidedRuns.joined(separator: ", "))."))
    }
    return blocks
  }

  private static let differences =
    "A difference in pp (percentage points) is new − old, of a framing gap overt − placebo; its bound lies on the side that "
    + "the limit is about, and is that of the size of a framing gap, either way."

  private var table: TextTable {
    TextTable(
      "Rules",
      [
        .left("rule"), .left("verdict"), .left("what is asked"), .right("n"), .right("yes"), .right("no"),
        .right("unknown"), .right("observed"), .right("bound"), .right("p"), .right("p (Holm)"),
        .right("n to decide"),
      ],
      rows: rules.map { rule in
        [
          rule.id, rule.verdict.title, rule.rule, String(rule.n),
          rule.isDifference ? "–" : String(rule.yes), rule.isDifference ? "–" : String(rule.no),
          String(rule.unknown), rule.observedText, rule.boundText,
          Figures.p(rule.p), Figures.p(rule.adjustedP),
          rule.verdict == .inconclusive ? rule.requiredN.map(String.init) ?? "none" : "–",
        ]
      },
      notes: [
        "n is scenarios. A pass needs the one-sided Clopper–Pearson bound (of a paired difference, its interval's) to clear "
          + "the limit with every unknown counted against it; a failure needs p ≤ 1 − confidence after Holm, with every "
          + "unknown counted for it."
      ] + (rules.contains(where: \.isDifference) ? [Self.differences] : []))
  }
}

extension GateResult.Verdict {
  var title: String { rawValue.uppercased() }
}

extension LedgerFinding.Earlier.Relation {
  fileprivate var title: String {
    switch self {
    case .otherRuns: "other runs"
    case .sameRuns: "the same runs"
    case .otherPolicy: "another policy"
    }
  }
}
