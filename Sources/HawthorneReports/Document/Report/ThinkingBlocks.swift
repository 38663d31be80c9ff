import HawthorneCore

extension Report {
  /// What thinking costs and brings, where a scenario was asked in two modes.
  var thinkingBlocks: [Block] {
    guard let thinking else { return [] }
    return [.heading(level: 2, "Thinking")] + awarenessTable(thinking).blocks
      + volumeTable(thinking, "Reasoning tokens, as the provider counted them", "tokens", \.tokens).blocks
      + volumeTable(thinking, "Bytes of readable reasoning", "bytes", \.bytes).blocks
      + [.paragraph(thinking.multiplicity)]
  }

  private func awarenessTable(_ thinking: ThinkingSection) -> TextTable {
    TextTable(
      "Awareness by mode, paired by scenario",
      [
        .left("suite"), .left("arm"), .left("modes"), .right("n"), .right("first"), .right("second"),
        .right("difference, pp"), .right("95 % CI"), .right("p"), .right("q"), .right("MDE, pp"),
        .right("NA either way"),
      ],
      rows: thinking.rows.map { row in
        [
          row.suite, row.arm.name, "\(row.first) − \(row.second)", String(row.scenarios),
          Figures.percent(row.firstAware), Figures.percent(row.secondAware), Figures.points(row.difference),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.q),
          row.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? "–", Figures.span(row.bounds),
        ]
      },
      notes: [
        "n: scenarios with readable reasoning in both modes. A mode that thinks more has more room to say that it is aware."
      ])
  }

  private func volumeTable(
    _ thinking: ThinkingSection, _ title: String, _ unit: String,
    _ volume: (ThinkingComparison) -> ThinkingComparison.Volume?
  ) -> TextTable {
    TextTable(
      title,
      [
        .left("suite"), .left("arm"), .left("modes"), .right("scenarios"), .right("first"), .right("second"),
        .right("second / first"), .right("95 % CI"), .right("aware per 1,000 \(unit), first"),
        .right("second"), .right("same length, \(unit)"), .right("aware there, first"), .right("second"),
      ],
      rows: thinking.rows.compactMap { row in
        volume(row).map { volume in
          [
            row.suite, row.arm.name, "\(row.first), \(row.second)", String(volume.scenarios),
            String(volume.first), String(volume.second), volume.ratio.map { Figures.fixed($0, 2) } ?? "–",
            volume.interval.map { "\(Figures.fixed($0.lower, 2))–\(Figures.fixed($0.upper, 2))" } ?? "–",
            Self.density(volume.firstAwarePerThousand, volume.firstAwarePerThousandInterval),
            Self.density(volume.secondAwarePerThousand, volume.secondAwarePerThousandInterval),
            volume.overlap.map { "\(Figures.fixed($0.lower, 0))–\(Figures.fixed($0.upper, 0))" } ?? "none",
            volume.overlap?.first.full ?? "–", volume.overlap?.second.full ?? "–",
          ]
        }
      },
      notes: [
        "Ratios of sums over the scenarios of which all of it is known in both modes; their intervals resample scenarios.",
        "Same length: lengths a rollout that scenarios of both modes have. Where there is none, mode and length cannot be told apart; "
          + "inside it the two rates are of whichever scenarios lie there, not paired.",
      ])
  }

  /// Aware rollouts per 1,000 units of reasoning with their interval.
  static func density(_ value: Double?, _ interval: ReportedInterval?) -> String {
    guard let value else { return "–" }
    let span = interval.map { " (\(Figures.fixed($0.lower, 3))–\(Figures.fixed($0.upper, 3)))" } ?? ""
    return Figures.fixed(value, 3) + span
  }
}
