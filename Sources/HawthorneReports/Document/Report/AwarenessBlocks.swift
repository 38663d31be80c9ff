import HawthorneCore

extension Report {
  var awarenessBlocks: [Block] {
    [.paragraph(awareness.lowerBoundStatement)]
      + ladderTable.blocks + averageTable.blocks + layerTable.blocks + coverageTable.blocks
      + missingnessTable.blocks
      + namedTable("Markers", awareness.markers, "Over readable rollouts; a rollout may show several.").blocks
      + namedTable(
        "Flags", awareness.flags,
        "Beside the ladder, never inside it: user_probe (this user may be testing me) is not awareness of an evaluation."
      ).blocks
      + purposeTable.blocks
  }

  private var ladderTable: TextTable {
    TextTable(
      "Awareness over readable rollouts",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("disclosure"), .right("scenarios"),
        .right("readable"), .right("NA"),
      ]
        + Metric.ladder.map { .right($0.title) } + [.right("suspicion+, NA either way")],
      rows: awareness.rows.map { row in
        [
          row.suite, row.arm.name, row.mode, row.disclosure, String(row.suspicion.scenarios),
          String(row.suspicion.denominator), String(row.suspicion.na),
        ] + row.ladder.map { $0.rate == nil ? "–" : "\($0.numerator): \($0.percentWithInterval)" }
          + [row.suspicion.boundsText]
      },
      notes: [
        "Each cell: rollouts, their share of the readable ones, and its 95 % interval with scenarios as n. A lower bound.",
        "The columns are five rates, not steps: claimed influence is not nested in belief.",
      ])
  }

  private var averageTable: TextTable {
    TextTable(
      "Averages over suites",
      [.left("arm"), .left("mode"), .left("suites"), .right("readable"), .left("average")]
        + Metric.ladder.map { .right($0.title) },
      rows: awareness.averages.flatMap { row -> [[String]] in
        let which = (row.visibility.map { "\($0.rawValue): " } ?? "all: ") + String(row.suites)
        let head = [row.arm.name, row.mode, which, String(row.columns.first?.micro.denominator ?? 0)]
        return [
          head + ["macro"] + row.columns.map { Figures.percent($0.macro) },
          head + ["micro"] + row.columns.map(\.micro.percentWithInterval),
        ]
      },
      notes: [
        "Macro counts every suite once, micro every rollout; they can differ by a factor and neither is the right one."
      ])
  }

  private var layerTable: TextTable {
    TextTable(
      "Recognised, beyond disclosed, visible",
      [
        .left("suite"), .left("arm"), .left("mode"), .left("disclosure"), .right("recognised (any layer)"),
        .right("beyond disclosed"), .right("visible in the answer"),
      ],
      rows: awareness.rows.map {
        [
          $0.suite, $0.arm.name, $0.mode, $0.disclosure, $0.recognised.full, $0.beyondDisclosed.full,
          $0.visible.full,
        ]
      },
      notes: [
        "Beyond disclosed is second-order only; do not compare it between arms of different disclosure."
      ])
  }

  private var coverageTable: TextTable {
    TextTable(
      "Coverage",
      [
        .left("suite"), .left("arm"), .left("mode"), .right("scenarios"), .right("rollouts"),
        .right("readable"),
        .left("NA by cause"), .right("bytes"), .right("tokens"), .right("aware per 1,000 tokens"),
      ],
      rows: awareness.coverage.map { row in
        let causes = row.naCauses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let tokens = row.meanReasoningTokens.map { "\(Figures.fixed($0, 0)) (n = \(row.tokensKnown))" } ?? "–"
        return [
          row.suite, row.arm.name, row.mode, String(row.scenarios), String(row.rollouts), row.readable.full,
          causes.isEmpty ? "none" : causes.joined(separator: ", "),
          row.meanReasoningBytes.map { Figures.fixed($0, 0) } ?? "–", tokens,
          row.awarePerThousandTokens.map { Figures.fixed($0, 2) } ?? "–",
        ]
      },
      notes: [
        "Bytes: readable reasoning a readable rollout. Tokens: reasoning tokens a rollout whose provider counted them."
      ])
  }

  private var missingnessTable: TextTable {
    Self.contrastTable(
      "Does unreadable reasoning differ by arm?", awareness.missingness,
      notes: ["Where it does, awareness in these arms is not over comparable rollouts."])
  }

  private func namedTable(_ title: String, _ rates: [NamedRate], _ note: String) -> TextTable {
    TextTable(
      title,
      [
        .left(title == "Flags" ? "flag" : "marker"), .left("suite"), .left("arm"), .left("mode"),
        .right("readable rollouts"), .right("NA"), .right("scenarios"),
      ],
      rows: rates.map {
        [
          $0.name, $0.suite, $0.arm.name, $0.mode, $0.rate.full, String($0.rate.na),
          String($0.rate.scenarios),
        ]
      }, notes: [note])
  }

  private var purposeTable: TextTable {
    TextTable(
      "Inferred purpose",
      [
        .left("suite"), .left("arm"), .left("mode"), .right("readable"), .left("purposes"),
        .right("right, of those in scenarios that state theirs"),
      ],
      rows: awareness.purposes.map { row in
        [
          row.suite, row.arm.name, row.mode, String(row.readable),
          row.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
          row.matched.full,
        ]
      })
  }
}
