import HawthorneCore

extension ReadingCounts {
  /// Counts the groups of a rollout's markers, each once however many of its markers there are.
  static func add(_ markers: [String], to counts: inout [String: Int]) {
    for group in Set(markers.compactMap(MarkerGroup.init(marker:))) {
      counts[group.rawValue, default: 0] += 1
    }
  }
}

extension AwarenessAnalysis {
  /// Every group, also those without a rollout, and the reasoning about graders beside them.
  func markerGroups() throws -> [NamedRate]? {
    try named(index.keys, MarkerGroup.allCases.map(\.rawValue)) { $0.markerGroups }
  }

  func graderReasoning() throws -> [NamedRate]? {
    let flag = AwarenessFlag.graderReasoning.rawValue
    return try named(index.keys, [flag]) { $0.flags }
  }

  /// One rate for each name and place in which the counts are there, over its readable rollouts; nil for none.
  private func named(
    _ keys: [CellIndex.GroupKey], _ names: [String], _ counts: (CellCounts) -> [String: Int]?
  ) throws -> [NamedRate]? {
    let rates = try keys.flatMap { key -> [NamedRate] in
      let cells = index.groups[key] ?? []
      guard cells.allSatisfy({ counts($0) != nil }) else { return [] }
      return try names.map { name in
        let tallies = cells.map { cell in
          let yes = counts(cell)?[name] ?? 0
          return Tally(yes: yes, no: cell.aware.known - yes, na: cell.aware.na)
        }
        return NamedRate(
          name: name, suite: key.suite, arm: key.arm, mode: key.mode,
          rate: try Rate(of: tallies, level: options.level))
      }
    }
    return rates.isEmpty ? nil : rates
  }
}
