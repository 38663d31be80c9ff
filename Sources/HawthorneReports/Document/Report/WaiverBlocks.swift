import HawthorneCore

extension Report {
  /// Lint findings about the suites that their authors accept; nothing where there are none.
  var waiverBlocks: [Block] {
    var seen: Set<[String]> = []
    let rows = provenance.runs.flatMap(\.suites).flatMap { suite in
      (suite.waivers ?? []).map { waiver in
        [
          suite.id, waiver.finding, waiver.scenario ?? "all", waiver.reason, waiver.by,
          waiver.expires + (provenance.isOver(waiver) ? " (over before the run)" : ""),
        ]
      }
    }.filter { seen.insert($0).inserted }
    guard !rows.isEmpty else { return [] }
    let table = TextTable(
      "Findings about the suites that their authors accept",
      [
        .left("suite"), .left("finding"), .left("scenario"), .left("reason"), .left("by"), .left("expires"),
      ],
      rows: rows,
      notes: [
        "Each is a known weakness of the prompts; see 'hawthorne validate'. The figures above are not corrected."
      ])
    return [.heading(level: 3, "Waived findings")] + table.blocks
  }
}

extension Provenance {
  /// Whether a waiver's last day was over when the first of the runs began; dates in UTC.
  fileprivate func isOver(_ waiver: Waiver) -> Bool {
    guard let first = runs.compactMap(\.startedAt).min() else { return false }
    return waiver.expires < String(first.prefix(10))
  }
}
