extension Schema {
  /// Version 7: scores made elsewhere: one scorer a run, name and version, and one value a rollout. `number` is 0 or 1 where the
  /// scorer's kind is `boolean`; `word` holds categories. `line` is where the value stood in the imported file.
  static let seventhVersion = """
    CREATE TABLE scorers (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      version TEXT NOT NULL,
      hash TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('number', 'boolean', 'category')),
      imported_at INTEGER NOT NULL,
      UNIQUE (run_id, name, version)
    ) STRICT;

    CREATE TABLE scores (
      scorer_id INTEGER NOT NULL REFERENCES scorers (id) ON DELETE CASCADE,
      rollout_id INTEGER NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      number REAL,
      word TEXT,
      note TEXT,
      line INTEGER NOT NULL,
      PRIMARY KEY (scorer_id, rollout_id),
      CHECK ((number IS NULL) <> (word IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX scores_by_rollout ON scores (rollout_id);

    CREATE VIEW v_scores AS
      SELECT r.*, s.name AS scorer, s.version AS scorer_version, s.hash AS scorer_hash, s.kind AS score_kind,
        x.number AS score, x.word AS score_word, x.note AS score_note, x.line AS score_line
      FROM v_rollouts r
      JOIN scores x ON x.rollout_id = r.rollout_id
      JOIN scorers s ON s.id = x.scorer_id;
    """
}
