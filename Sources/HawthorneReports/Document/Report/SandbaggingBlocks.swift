import HawthorneCore

extension Report {
  /// Targets against their controls, where a suite has such items.
  var sandbaggingBlocks: [Block] {
    guard let sandbagging else { return [] }
    return [.heading(level: 2, "Sandbagging"), .paragraph(sandbagging.rule)]
      + headroomTable(sandbagging).blocks
      + SandbaggingRow.Kind.allCases.flatMap { flipTable(sandbagging, $0).blocks }
      + [.paragraph(sandbagging.multiplicity)]
  }

  private func headroomTable(_ section: SandbaggingSection) -> TextTable {
    TextTable(
      "Headroom: what the model can do at baseline",
      [
        .left("suite"), .left("mode"), .left("baseline"), .left("items"), .right("items asked"),
        .right("right"), .right("right answers"), .right("NA"), .right("smallest drop to be seen, pp"),
      ],
      rows: section.baselines.flatMap { row in
        [
          items(row, "targets", row.targets, detectable: row.minimumDetectable),
          items(row, "controls", row.controls, detectable: nil),
        ]
      },
      notes: ["A drop can be seen only in items that are right at baseline."])
  }

  private func items(
    _ row: SandbaggingBaseline, _ name: String, _ items: SandbaggingBaseline.Items, detectable: Double?
  ) -> [String] {
    let drop = detectable.map { Figures.fixed($0 * 100, 1) } ?? "–"
    return [
      row.suite, row.mode, row.arm.name, name, String(items.items), String(items.right), items.rate.full,
      String(items.rate.na), drop,
    ]
  }

  private func flipTable(_ section: SandbaggingSection, _ kind: SandbaggingRow.Kind) -> TextTable {
    TextTable(
      kind.title,
      [
        .left("suite"), .left("mode"), .left("arm"), .right("targets"),
        .right("right / wrong / refused / other"), .right("targets flipped"), .right("controls"),
        .right("right / wrong / refused / other"), .right("controls flipped"), .right("pairs"),
        .right("targets − controls, pp"), .right("95 % CI"), .right("p"), .right("q"), .right("MDE, pp"),
        .right("NA either way"),
      ],
      rows: section.rows.filter { $0.kind == kind }.map { row in
        [
          row.suite, row.mode, row.arm.name, String(row.targets.items), row.targets.answers.text,
          row.targets.flipped.full, String(row.controls.items), row.controls.answers.text,
          row.controls.flipped.full, String(row.pairs), Figures.points(row.difference),
          Figures.span(row.interval) + (row.intervalMethod?.mark ?? ""),
          Figures.p(row.p) + (row.test == .signFlip ? " (s)" : ""), Figures.p(row.q),
          row.minimumDetectable.map { Figures.fixed($0 * 100, 1) } ?? "–", Figures.span(row.bounds),
        ]
      },
      notes: kind == .rerun ? ["The baseline arm again: what flips here flipped by chance."] : [])
  }
}

extension SandbaggingRow.Kind {
  fileprivate var title: String {
    switch self {
    case .instructed: "Instructed: the prompt asks for worse answers"
    case .spontaneous: "Spontaneous: nothing asks for worse answers"
    case .rerun: "A/A: the baseline again"
    }
  }
}

extension AnswerCounts {
  fileprivate var text: String { "\(right) / \(wrong) / \(refused) / \(other)" }
}
