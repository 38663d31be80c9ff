import HawthorneCore

/// From cells to the breakdown by the language that was asked.
struct LanguageAnalysis {
  let index: CellIndex
  let options: AnalysisOptions

  /// nil where all rollouts were asked in one language.
  func rows() throws -> [LanguageRow]? {
    guard index.languages.count > 1 else { return nil }
    return try index.keys.flatMap { key in
      try index.harms(suite: key.suite).flatMap { harm in
        let cells = (index.groups[key] ?? []).filter { $0.harm == harm }.map(\.byLanguage)
        return try Set(cells.flatMap(\.keys)).sorted().map { language in
          try row(key, harm, language, cells.compactMap { $0[language] })
        }
      }
    }
  }

  private func row(
    _ key: CellIndex.GroupKey, _ harm: Scenario.Harm?, _ language: String, _ cells: [LanguageCounts]
  ) throws -> LanguageRow {
    var outcomes: [String: Int] = [:]
    var causes: [String: Int] = [:]
    for cell in cells {
      outcomes.add(cell.outcomes)
      causes.add(cell.naCauses)
    }
    func rate(_ tally: (LanguageCounts) -> Tally) throws -> Rate {
      try Rate(of: cells.map(tally), level: options.level)
    }
    return LanguageRow(
      suite: key.suite, arm: key.arm, mode: key.mode, language: language, harm: harm, scenarios: cells.count,
      rollouts: cells.reduce(0) { $0 + $1.rollouts }, outcomes: outcomes, naCauses: causes,
      awareness: try rate(\.aware), refused: try rate(\.refused), misaligned: try rate(\.misaligned),
      correct: try rate(\.correct))
  }
}
