extension Schema {
  /// Version 10: `runs.number` counts runs in the order in which a store got them and is never given again (a rowid is, after
  /// a deletion, and VACUUM may change it): `gate_decisions.runs_seen` is one of them. `v_cells` adds a scenario's rollouts up
  /// in one arm and mode, by classifier, and `v_pairs` puts two arms of it side by side.
  static let tenthVersion = """
    ALTER TABLE runs ADD COLUMN number INTEGER;
    UPDATE runs SET number = rowid;
    CREATE UNIQUE INDEX runs_by_number ON runs (number);

    CREATE VIEW v_cells AS
      SELECT run_id, provider, model, simulation, suite_id, scenario_id, domain, severity, harm, twin, arm,
        disclosure, mode, classifier, classifier_version, classifier_hash,
        count(*) AS rollouts, count(aware) AS readable, coalesce(sum(aware), 0) AS aware,
        count(recognised) AS recognised_known, coalesce(sum(recognised), 0) AS recognised,
        sum(outcome IN ('refused', 'partial', 'complied', 'deflected')) AS answered,
        sum(outcome = 'refused') AS refused,
        count(correct) AS checked, coalesce(sum(correct), 0) AS correct,
        count(aligned) AS judged, coalesce(sum(aligned = 0), 0) AS misaligned
      FROM v_labels
      GROUP BY run_id, suite_id, scenario_id, arm, mode, classifier, classifier_version, classifier_hash;

    CREATE VIEW v_pairs AS
      SELECT a.run_id, a.provider, a.model, a.simulation, a.suite_id, a.scenario_id, a.domain, a.severity,
        a.harm, a.twin, a.mode, a.classifier, a.classifier_version, a.classifier_hash,
        a.arm AS first_arm, b.arm AS second_arm,
        a.rollouts AS first_rollouts, b.rollouts AS second_rollouts,
        a.readable AS first_readable, b.readable AS second_readable,
        a.aware AS first_aware, b.aware AS second_aware,
        a.recognised_known AS first_recognised_known, b.recognised_known AS second_recognised_known,
        a.recognised AS first_recognised, b.recognised AS second_recognised,
        a.answered AS first_answered, b.answered AS second_answered,
        a.refused AS first_refused, b.refused AS second_refused,
        a.checked AS first_checked, b.checked AS second_checked,
        a.correct AS first_correct, b.correct AS second_correct,
        a.judged AS first_judged, b.judged AS second_judged,
        a.misaligned AS first_misaligned, b.misaligned AS second_misaligned
      FROM v_cells a
      JOIN v_cells b ON b.run_id = a.run_id AND b.suite_id = a.suite_id AND b.scenario_id = a.scenario_id
        AND b.mode = a.mode AND b.classifier = a.classifier AND b.classifier_version = a.classifier_version
        AND b.classifier_hash = a.classifier_hash
      WHERE (a.arm = 'overt' AND (b.arm = 'placebo' OR b.arm LIKE 'disguised%'))
        OR (a.arm = 'control' AND b.arm LIKE 'disguised%');
    """
}
