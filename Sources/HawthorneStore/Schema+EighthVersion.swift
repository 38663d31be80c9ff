extension Schema {
  /// Version 8: the ledger of gate decisions. One row is one report decided under one policy; `policy_meaning` is the hash of
  /// what the policy decides by, without comments, names and order. `runs_seen` is the largest rowid of `runs` when
  /// it was decided: what came later was not known.
  ///
  /// Runs are named, not referenced: deleting a run does not undo what was decided on it.
  static let eighthVersion = """
    CREATE TABLE gate_decisions (
      id INTEGER PRIMARY KEY,
      subject TEXT NOT NULL,
      policy_id TEXT NOT NULL,
      policy_meaning TEXT NOT NULL,
      policy_hash TEXT NOT NULL,
      report TEXT NOT NULL,
      baseline TEXT NOT NULL,
      classifier TEXT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'inconclusive', 'invalid')),
      runs_seen INTEGER NOT NULL,
      decided_at INTEGER NOT NULL,
      UNIQUE (report, policy_meaning, baseline)
    ) STRICT;

    CREATE INDEX gate_decisions_by_subject ON gate_decisions (subject, policy_meaning);

    CREATE TABLE gate_decision_runs (
      decision_id INTEGER NOT NULL REFERENCES gate_decisions (id) ON DELETE CASCADE,
      run_id TEXT NOT NULL,
      PRIMARY KEY (decision_id, run_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE gate_decision_suites (
      decision_id INTEGER NOT NULL REFERENCES gate_decisions (id) ON DELETE CASCADE,
      suite_id TEXT NOT NULL,
      suite_hash TEXT NOT NULL,
      PRIMARY KEY (decision_id, suite_id, suite_hash)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW v_gate_decisions AS
      SELECT d.id AS decision_id, d.subject, d.policy_id, d.policy_meaning, d.policy_hash, d.report, d.baseline,
        d.classifier, d.verdict, d.decided_at, r.run_id
      FROM gate_decisions d
      JOIN gate_decision_runs r ON r.decision_id = d.id;
    """
}
