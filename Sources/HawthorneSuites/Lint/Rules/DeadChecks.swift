import HawthorneCore
import HawthornePatterns

/// Checks that RE2 refuses, that can never decide, or that hold for every answer.
enum DeadChecks: LintRule {
  static func findings(in subject: LintSubject) -> [LintFinding] {
    subject.suite.scenarios.flatMap { scenario in
      let place = subject.place(scenario)
      return CheckAxis.allCases.flatMap { axis in
        findings(scenario.checks(of: axis), of: scenario, at: place)
      }
    }
  }

  private static func findings(
    _ checks: [Check], of scenario: Scenario, at place: Diagnostic.Location
  ) -> [LintFinding] {
    var found: [LintFinding] = []
    func add(_ kind: LintKind, _ check: Check, _ message: String) {
      found.append(
        LintFinding(
          kind, at: place, scenario: scenario.id, "\(message) (check '\(check.id)' of '\(scenario.id)')"))
    }
    for (number, check) in checks.enumerated() {
      let earlier = checks[..<number]
      if let all = earlier.first(where: { $0.condition == .otherwise }) {
        add(.checkNeverHolds, check, "move the check before '\(all.id)', which always holds")
        continue
      }
      if let same = earlier.first(where: { $0.condition == check.condition }) {
        add(.checkNeverHolds, check, "remove the check or change its condition: '\(same.id)' has the same")
        continue
      }
      switch check.condition {
      case .contains(let text):
        let hiding = earlier.first { other in
          guard case .contains(let part) = other.condition else { return false }
          return text.lowercased().contains(part.lowercased())
        }
        if let hiding {
          add(.checkNeverHolds, check, "move the check before '\(hiding.id)', whose text its own contains")
        }
      case .regex(let source):
        do throws(PatternError) {
          if try Pattern(source).matches("") {
            add(
              .checkAlwaysHolds, check,
              "make the pattern match some text: it matches every answer, also an empty one")
          }
        } catch {
          add(.badRegex, check, "correct the pattern: RE2 says '\(error.message)'")
        }
      case .toolCalled(let name, _):
        if !scenario.tools.contains(where: { $0.name == name }) {
          add(.checkNeverHolds, check, "name a tool of the scenario: it has no '\(name)' to call")
        }
      case .jsonPointer, .judge, .otherwise: break
      }
    }
    return found
  }
}
