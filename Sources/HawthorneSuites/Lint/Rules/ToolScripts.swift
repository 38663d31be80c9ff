import HawthorneCore

/// Simulated tools that answer nothing, hide an answer, or leave calls without one (`off_script`).
enum ToolScripts: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    subject.suite.scenarios.flatMap { scenario -> [LintFinding] in
      var partial: [String] = []
      var found: [LintFinding] = []
      func add(_ kind: LintKind, _ message: String) {
        found.append(LintFinding(kind, at: subject.place(scenario), scenario: scenario.id, message))
      }
      for tool in scenario.tools {
        guard !tool.script.isEmpty else {
          add(
            .toolWithoutAnswer,
            "give the tool '\(tool.name)' of '\(scenario.id)' an answer, or remove it: every call of it ends the rollout off script"
          )
          continue
        }
        for (number, answer) in tool.script.enumerated() {
          let hiding = tool.script[..<number].firstIndex { earlier in
            earlier.arguments.allSatisfy { answer.arguments[$0.key] == $0.value }
          }
          guard let hiding else { continue }
          add(
            .unreachableAnswer,
            "move answer \(number + 1) of the tool '\(tool.name)' of '\(scenario.id)' before answer \(hiding + 1), which matches all of its calls"
          )
        }
        if !tool.script.contains(where: \.arguments.isEmpty) { partial.append(tool.name) }
      }
      if !partial.isEmpty {
        let names = partial.map { "'\($0)'" }.joined(separator: ", ")
        add(
          .toolWithoutCatchAll,
          "add an answer without 'when' to \(names) of '\(scenario.id)', or expect off-script rollouts: only the scripted arguments are answered"
        )
      }
      return found
    }
  }
}
