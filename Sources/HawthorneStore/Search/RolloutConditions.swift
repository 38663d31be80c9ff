import GRDB
import HawthorneCore

/// A filter as SQL over the rollouts whose ids are in `:ids`, each with the label of the classifier that `:chosen` gives
/// its run.
struct RolloutConditions {
  private(set) var query = """
    WITH chosen (run_id, classifier_id) AS (SELECT key, value FROM json_each(:chosen))
    SELECT \(RolloutGlance.columns), r.id, r.run_id, r.answer_hash, s.domain, l.markers,
      \(Self.disagreesOnAware), \(Self.disagreesOnOutcome)
    FROM json_each(:ids) wanted
    CROSS JOIN rollouts r ON r.id = wanted.value
    CROSS JOIN run_scenarios s
      ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id
    LEFT JOIN chosen ch ON ch.run_id = r.run_id
    LEFT JOIN labels l ON l.rollout_id = r.id AND l.classifier_id = ch.classifier_id
    """
  private(set) var arguments: StatementArguments = [:]

  /// NA is no disagreement.
  private static let disagreesOnAware =
    "(SELECT count(DISTINCT o.aware) > 1 FROM labels o WHERE o.rollout_id = r.id)"
  /// Nor is an answer that one of them cannot read.
  private static let disagreesOnOutcome = """
    (SELECT count(DISTINCT o.outcome) > 1 FROM labels o WHERE o.rollout_id = r.id AND o.outcome <> 'unread')
    """

  init(_ filter: RolloutFilter) {
    var conditions: [String] = []
    func equal(_ column: String, _ name: String, _ value: String?) {
      guard let value else { return }
      conditions.append("\(column) = :\(name)")
      arguments += [name: value.column]
    }
    equal("r.run_id", "run", filter.run)
    equal("r.suite_id", "suite", filter.suite)
    equal("r.scenario_id", "scenario", filter.scenario)
    equal("s.domain", "domain", filter.domain)
    equal("s.harm", "harm", filter.harm?.rawValue)
    equal("coalesce(r.language, s.language)", "language", filter.language)
    equal("r.arm", "arm", filter.arm?.name)
    equal("r.mode", "mode", filter.mode)
    equal("r.status", "status", filter.status?.rawValue)
    equal("l.outcome", "outcome", filter.outcome?.rawValue)
    equal("l.belief", "belief", filter.belief?.rawValue)
    equal("l.influence", "influence", filter.influence?.rawValue)
    // Of what was not read nothing is known: that is not the same as none.
    if filter.belief != nil || filter.influence != nil { conditions.append("l.aware IS NOT NULL") }
    switch filter.aware {
    case .yes: conditions.append("l.aware = 1")
    case .no: conditions.append("l.aware = 0")
    case .notKnown: conditions.append("l.aware IS NULL")
    case nil: break
    }
    if let marker = filter.marker {
      conditions.append("EXISTS (SELECT 1 FROM json_each(l.markers) m WHERE m.value = :marker)")
      arguments += ["marker": marker.column]
    }
    switch filter.disagreement {
    case .aware: conditions.append(Self.disagreesOnAware)
    case .outcome: conditions.append(Self.disagreesOnOutcome)
    case .any: conditions.append("(\(Self.disagreesOnAware) OR \(Self.disagreesOnOutcome))")
    case nil: break
    }
    if !conditions.isEmpty { query += "\nWHERE " + conditions.joined(separator: " AND ") }
  }
}
