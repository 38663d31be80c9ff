extension Schema {
  /// Version 2: a rollout may be asked in a translation. `rollouts.language` is null for the scenario's own language,
  /// which every rollout of version 1 was asked in; the views say what was asked. `runs.registration` is the hash of the
  /// frozen plan that a run was begun with.
  static let secondVersion = """
    DROP VIEW v_labels;
    DROP VIEW v_rollouts;

    ALTER TABLE rollouts ADD COLUMN language TEXT;
    ALTER TABLE runs ADD COLUMN registration TEXT;

    CREATE VIEW v_rollouts AS
      SELECT r.id AS rollout_id, r.run_id, r.key, u.provider, u.model, u.simulation,
        r.suite_id, r.scenario_id, s.domain, s.severity, coalesce(r.language, s.language) AS language,
        s.language AS scenario_language, s.harm, s.twin, s.tags,
        r.arm, r.wording, r.disclosure, r.mode, r.epoch, r.status, r.status_detail, r.prompt_hash,
        r.requested_model, r.served_model, r.system_fingerprint, r.finish_reason,
        r.input_tokens, r.output_tokens, r.reasoning_tokens, r.cached_tokens, r.latency_ms, r.requests,
        r.readable_reasoning_bytes, r.answer_hash, r.started_at, r.finished_at
      FROM rollouts r
      JOIN runs u ON u.id = r.run_id
      JOIN run_scenarios s
        ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id;

    CREATE VIEW v_labels AS
      SELECT r.*, c.name AS classifier, c.version AS classifier_version, c.hash AS classifier_hash,
        l.id AS label_id, l.outcome, l.outcome_reason, l.aware, l.na, l.aware_visible, l.recognised,
        l.beyond_disclosed, l.belief, l.influence, l.flags, l.markers, l.purpose, l.correct, l.aligned,
        l.created_at AS labelled_at
      FROM v_rollouts r
      JOIN labels l ON l.rollout_id = r.rollout_id
      JOIN classifiers c ON c.id = l.classifier_id;
    """
}
