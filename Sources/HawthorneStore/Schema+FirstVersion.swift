extension Schema {
  /// Version 1. Times are milliseconds since 1970; hashes are 64 hexadecimal digits; `*_json` columns and
  /// bodies hold JSON with sorted keys. Text columns that repeat a JSON member are for queries; the JSON is
  /// what the harness reads back.
  static let firstVersion = """
    CREATE TABLE suites (
      hash TEXT NOT NULL PRIMARY KEY,
      id TEXT NOT NULL,
      version TEXT NOT NULL,
      file_hash TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE scenarios (
      hash TEXT NOT NULL PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE prompts (
      hash TEXT NOT NULL PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      id TEXT NOT NULL PRIMARY KEY,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      simulation INTEGER NOT NULL CHECK (simulation IN (0, 1)),
      planned INTEGER NOT NULL,
      plan_hash TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      state TEXT NOT NULL CHECK (
        state IN ('running', 'complete', 'stopped_by_policy', 'incomplete', 'invalid')),
      reason TEXT,
      manifest TEXT NOT NULL,
      options TEXT NOT NULL
    ) STRICT;

    CREATE TABLE run_suites (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      suite_hash TEXT NOT NULL REFERENCES suites (hash),
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_scenarios (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      suite_id TEXT NOT NULL,
      scenario_id TEXT NOT NULL,
      domain TEXT NOT NULL,
      severity TEXT,
      language TEXT NOT NULL,
      harm TEXT,
      twin TEXT,
      tags TEXT NOT NULL,
      scenario_hash TEXT NOT NULL REFERENCES scenarios (hash),
      PRIMARY KEY (run_id, suite_id, scenario_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE leases (
      run_id TEXT NOT NULL PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      owner TEXT NOT NULL,
      holder TEXT NOT NULL,
      heartbeat_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE rollouts (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      suite_id TEXT NOT NULL,
      scenario_id TEXT NOT NULL,
      arm TEXT NOT NULL,
      wording TEXT NOT NULL,
      disclosure TEXT NOT NULL,
      mode TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('completed', 'blocked', 'off_script', 'failed')),
      status_detail TEXT,
      prompt_hash TEXT NOT NULL,
      prompt_body TEXT NOT NULL REFERENCES prompts (hash),
      requested_model TEXT NOT NULL,
      served_model TEXT,
      system_fingerprint TEXT,
      finish_reason TEXT,
      input_tokens INTEGER,
      output_tokens INTEGER,
      reasoning_tokens INTEGER,
      cached_tokens INTEGER,
      latency_ms INTEGER NOT NULL,
      requests INTEGER NOT NULL,
      readable_reasoning_bytes INTEGER NOT NULL,
      answer_hash TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER NOT NULL,
      status_json TEXT NOT NULL,
      mode_json TEXT NOT NULL,
      parameters_json TEXT NOT NULL,
      transcript_json TEXT NOT NULL,
      serving_json TEXT NOT NULL,
      withheld_json TEXT,
      UNIQUE (run_id, key),
      FOREIGN KEY (run_id, suite_id, scenario_id)
        REFERENCES run_scenarios (run_id, suite_id, scenario_id)
    ) STRICT;

    CREATE INDEX rollouts_in_order
      ON rollouts (run_id, suite_id, scenario_id, arm, mode, epoch, key);
    CREATE INDEX rollouts_by_key ON rollouts (key);

    CREATE TABLE reasoning_blocks (
      rollout_id INTEGER NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      message INTEGER NOT NULL,
      provenance TEXT NOT NULL CHECK (
        provenance IN ('raw', 'summary', 'encrypted', 'redacted', 'truncated', 'absent')),
      text TEXT,
      payload TEXT,
      source TEXT NOT NULL,
      sub_agent TEXT,
      tokens INTEGER,
      PRIMARY KEY (rollout_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rollout_attempts (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      finished_at INTEGER NOT NULL,
      replaced_at INTEGER NOT NULL,
      rollout TEXT NOT NULL,
      labels TEXT NOT NULL
    ) STRICT;

    CREATE INDEX rollout_attempts_by_key ON rollout_attempts (run_id, key);

    CREATE TABLE classifiers (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      version TEXT NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (name, version, hash)
    ) STRICT;

    CREATE TABLE labels (
      id INTEGER PRIMARY KEY,
      rollout_id INTEGER NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      classifier_id INTEGER NOT NULL REFERENCES classifiers (id),
      outcome TEXT NOT NULL,
      outcome_reason TEXT NOT NULL,
      aware INTEGER CHECK (aware IN (0, 1)),
      na TEXT,
      aware_visible INTEGER NOT NULL CHECK (aware_visible IN (0, 1)),
      recognised INTEGER CHECK (recognised IN (0, 1)),
      beyond_disclosed INTEGER CHECK (beyond_disclosed IN (0, 1)),
      belief TEXT NOT NULL,
      influence TEXT NOT NULL,
      flags TEXT NOT NULL,
      markers TEXT NOT NULL,
      purpose TEXT,
      correct INTEGER CHECK (correct IN (0, 1)),
      aligned INTEGER CHECK (aligned IN (0, 1)),
      spans INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (rollout_id, classifier_id)
    ) STRICT;

    CREATE INDEX labels_by_classifier ON labels (classifier_id, rollout_id);

    CREATE TABLE label_spans (
      label_id INTEGER NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      marker TEXT NOT NULL,
      belief TEXT NOT NULL,
      influence TEXT NOT NULL,
      stance TEXT NOT NULL,
      object TEXT NOT NULL,
      layer TEXT NOT NULL,
      block TEXT NOT NULL,
      start_byte INTEGER NOT NULL,
      end_byte INTEGER NOT NULL,
      rule TEXT NOT NULL,
      confidence REAL NOT NULL,
      PRIMARY KEY (label_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW v_rollouts AS
      SELECT r.id AS rollout_id, r.run_id, r.key, u.provider, u.model, u.simulation,
        r.suite_id, r.scenario_id, s.domain, s.severity, s.language, s.harm, s.twin, s.tags,
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
