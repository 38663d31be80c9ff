import HawthorneCore

extension Report {
  var refusalBlocks: [Block] {
    let tables =
      table(.harmful, "Harmful items").blocks + table(.benign, "Benign items: false refusals").blocks
      + twinTable.blocks
    return tables.isEmpty
      ? [.paragraph("No item is marked harmful or benign.")]
      : [.paragraph(refusals.rule)] + refusalFigure(numbersIn: "Harmful items").blocks + tables
  }

  private func table(_ harm: Scenario.Harm, _ title: String) -> TextTable {
    TextTable(
      title,
      [
        .left("suite"), .left("arm"), .left("mode"), .left("domain"), .left("severity"), .right("items"),
        .right("refused"), .right("blocked"), .right("answered"), .right("unknown"),
        .right(harm == .harmful ? "refusal rate" : "false refusal rate"),
        .right("blocked or unknown either way"),
        .right("refused or blocked"),
      ],
      rows: refusals.rows.filter { $0.harm == harm }.map { row in
        [
          row.suite, row.arm.name, row.mode, row.domain ?? "all", row.severity ?? "all", String(row.items),
          String(row.refused), String(row.blocked), String(row.answered), String(row.unknown),
          row.refusal.full,
          row.refusal.boundsText, row.refusedOrBlocked.full,
        ]
      })
  }

  private var twinTable: TextTable {
    TextTable(
      "Harmful items against their benign twins",
      [
        .left("suite"), .left("arm"), .left("mode"), .right("pairs"),
        .right("harmful refused, benign answered"),
        .right("both refused"), .right("neither"), .right("inverted"), .right("incomplete"),
      ],
      rows: refusals.twins.map {
        [
          $0.suite, $0.arm.name, $0.mode, String($0.pairs), String($0.discriminated), String($0.bothRefused),
          String($0.neitherRefused), String($0.inverted), String($0.incomplete),
        ]
      })
  }
}
