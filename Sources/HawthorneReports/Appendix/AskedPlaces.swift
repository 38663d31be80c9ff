import HawthorneCore

/// What of the suites was asked, gathered while summaries stream by.
struct AskedPlaces {
  struct Asked {
    var scenarios: Set<String> = []
    /// Wordings by arm; languages by scenario, nil being its own.
    var wordings: [Arm: Set<String>] = [:]
    var languages: [String: Set<String>] = [:]
  }

  private(set) var suites: [String: Asked] = [:]

  mutating func add(_ summary: RolloutSummary) {
    suites[summary.suiteID, default: Asked()].add(summary)
  }
}

extension AskedPlaces.Asked {
  fileprivate mutating func add(_ summary: RolloutSummary) {
    scenarios.insert(summary.scenarioID)
    wordings[summary.arm, default: []].insert(summary.wording)
    languages[summary.scenarioID, default: []].insert(summary.languageAsked)
  }
}
