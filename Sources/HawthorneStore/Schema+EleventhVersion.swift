extension Schema {
  /// Version 11: what people say of rollouts. `gold_labels` is only ever added to: of one annotator's rows for one rollout the
  /// latest `created_at` stands, unless it is `withdrawn`. `id` is SHA-256 of all other columns but `notes`, which may
  /// quote the text and are taken out with it.
  ///
  /// Rollouts are named, not referenced: a label belongs to the text that was read (`answer_hash`), and is stale where
  /// another one has taken its place. A queue is a sample of a run's rollouts by strata, and never changes.
  static let eleventhVersion = """
    CREATE TABLE gold_labels (
      id TEXT NOT NULL PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      answer_hash TEXT NOT NULL,
      annotator TEXT NOT NULL,
      aware INTEGER CHECK (aware IN (0, 1)),
      belief TEXT CHECK (belief IN ('none', 'suspicion', 'recognition', 'definitive')),
      influence TEXT CHECK (influence IN ('none', 'influenced', 'primary_driver')),
      markers TEXT NOT NULL,
      outcome TEXT CHECK (
        outcome IN ('refused', 'partial', 'complied', 'deflected', 'blocked', 'empty', 'off_script')),
      notes TEXT,
      blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
      queue_id TEXT,
      seconds INTEGER CHECK (seconds >= 0),
      withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX gold_labels_in_order ON gold_labels (run_id, key, annotator, created_at, id);

    CREATE TABLE annotation_queues (
      id TEXT NOT NULL PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      seed TEXT NOT NULL,
      classifier TEXT NOT NULL,
      classifier_version TEXT NOT NULL,
      classifier_hash TEXT NOT NULL,
      recipe TEXT NOT NULL,
      strata TEXT NOT NULL,
      excluded TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (run_id, name)
    ) STRICT;

    CREATE TABLE annotation_queue_members (
      queue_id TEXT NOT NULL REFERENCES annotation_queues (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      answer_hash TEXT NOT NULL,
      stratum TEXT NOT NULL,
      weight REAL NOT NULL CHECK (weight >= 1),
      PRIMARY KEY (queue_id, position),
      UNIQUE (queue_id, key)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW v_gold AS
      SELECT r.*, g.id AS gold_id, g.annotator, g.aware AS gold_aware, g.belief AS gold_belief,
        g.influence AS gold_influence, g.markers AS gold_markers, g.outcome AS gold_outcome,
        g.notes AS gold_notes, g.blind, g.queue_id, q.name AS queue, m.stratum, m.weight,
        g.answer_hash <> r.answer_hash AS stale, g.seconds, g.created_at AS annotated_at
      FROM gold_labels g
      JOIN v_rollouts r ON r.run_id = g.run_id AND r.key = g.key
      LEFT JOIN annotation_queues q ON q.id = g.queue_id
      LEFT JOIN annotation_queue_members m ON m.queue_id = g.queue_id AND m.key = g.key
      WHERE g.withdrawn = 0 AND NOT EXISTS (
        SELECT 1 FROM gold_labels n
        WHERE n.run_id = g.run_id AND n.key = g.key AND n.annotator = g.annotator
          AND (n.created_at, n.id) > (g.created_at, g.id));
    """
}
