import HawthorneCore

/// A value that no wording names is a slip: a variable misspelt or a wording forgotten.
enum UnusedValues: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    let suite = subject.suite
    let common = names(suite.framings)
    let everywhere = suite.scenarios.reduce(into: common) { $0.formUnion(names($1.framings)) }
    let idle = suite.values.keys.filter { !everywhere.contains($0) }.sorted().map { name in
      LintFinding(
        .unusedValue, at: subject.places.whole, "remove the suite's value '\(name)', or name it in a wording")
    }
    return idle
      + suite.scenarios.flatMap { scenario -> [LintFinding] in
        // A twin carries its item's values.
        guard scenario.harm != .benign || scenario.twin == nil else { return [] }
        let used = common.union(names(scenario.framings))
        return scenario.values.keys.filter { !used.contains($0) }.sorted().map { name in
          LintFinding(
            .unusedValue, at: subject.place(scenario), scenario: scenario.id,
            "remove the value '\(name)' of '\(scenario.id)', or name it in a wording")
        }
      }
  }

  private static func names(_ framings: [Framing]) -> Set<String> {
    Set(
      framings.flatMap(\.wordings).flatMap { [$0.system, $0.user, $0.followUp] }.compactMap { $0 }
        .flatMap(Template.names))
  }
}
