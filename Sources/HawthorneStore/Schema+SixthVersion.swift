extension Schema {
  /// Version 6: what judges replied. One row is one vote on one question about one rollout; a judge is a classifier.
  ///
  /// `reply` is the judge's text as it came (bytes, since SQLite's text ends at U+0000), `answer` what was read off it,
  /// `failure` why nothing was; `quote_status` says whether the quote of a yes stands in the agent's text.
  static let sixthVersion = """
    CREATE TABLE judge_answers (
      id INTEGER PRIMARY KEY,
      rollout_id INTEGER NOT NULL REFERENCES rollouts (id) ON DELETE CASCADE,
      classifier_id INTEGER NOT NULL REFERENCES classifiers (id),
      question TEXT NOT NULL,
      pass TEXT NOT NULL CHECK (pass IN ('agent', 'arm', 'layer', 'check')),
      vote INTEGER NOT NULL CHECK (vote > 0),
      request_hash TEXT NOT NULL,
      reply BLOB NOT NULL,
      answer TEXT CHECK (answer IN ('yes', 'no', 'unsure')),
      quote BLOB,
      quote_status TEXT CHECK (
        quote_status IN ('exact', 'fragment', 'near', 'elsewhere', 'failed', 'missing')),
      failure TEXT,
      failure_detail TEXT,
      left_out INTEGER NOT NULL,
      input_tokens INTEGER,
      output_tokens INTEGER,
      reasoning_tokens INTEGER,
      cached_tokens INTEGER,
      served_model TEXT,
      latency_ms INTEGER NOT NULL,
      asked_at INTEGER NOT NULL,
      CHECK ((answer IS NULL) = (failure IS NOT NULL)),
      UNIQUE (rollout_id, classifier_id, question, vote)
    ) STRICT;

    CREATE INDEX judge_answers_by_classifier ON judge_answers (classifier_id, rollout_id);

    CREATE VIEW v_judge_answers AS
      SELECT r.*, c.name AS classifier, c.version AS classifier_version, c.hash AS classifier_hash,
        a.question, a.pass, a.vote, a.request_hash, CAST(a.reply AS TEXT) AS reply, a.answer,
        CAST(a.quote AS TEXT) AS quote, a.quote_status, a.failure, a.failure_detail, a.left_out,
        a.input_tokens AS judge_input_tokens, a.output_tokens AS judge_output_tokens,
        a.served_model AS judge_served_model, a.latency_ms AS judge_latency_ms, a.asked_at
      FROM v_rollouts r
      JOIN judge_answers a ON a.rollout_id = r.rollout_id
      JOIN classifiers c ON c.id = a.classifier_id;
    """
}
