extension Schema {
  /// Version 5: the axes of awareness that labels did not carry before. What an old label did not look at stays null;
  /// what it was read from is known from the reasoning blocks, so that old rates over raw reasoning and over summaries
  /// can be told apart. A null `access` beside a known `aware` means that nobody can say any more.
  static let fifthVersion = """
    DROP VIEW v_labels;

    ALTER TABLE labels ADD COLUMN recognised_with_echoes INTEGER CHECK (recognised_with_echoes IN (0, 1));
    ALTER TABLE labels ADD COLUMN beyond_disclosed_with_echoes INTEGER
      CHECK (beyond_disclosed_with_echoes IN (0, 1));
    ALTER TABLE labels ADD COLUMN aware_before_decision INTEGER CHECK (aware_before_decision IN (0, 1));
    ALTER TABLE labels ADD COLUMN only_in_reasoning INTEGER CHECK (only_in_reasoning IN (0, 1));
    ALTER TABLE labels ADD COLUMN access TEXT;
    ALTER TABLE labels ADD COLUMN named_evaluators TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE labels ADD COLUMN named_benchmarks TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE label_spans ADD COLUMN channel TEXT;
    ALTER TABLE label_spans ADD COLUMN timing TEXT;
    ALTER TABLE label_spans ADD COLUMN sub_agent TEXT;

    UPDATE labels SET access = (
      SELECT CASE
        WHEN count(DISTINCT b.provenance) = 2 THEN 'mixed'
        ELSE min(b.provenance) END
      FROM reasoning_blocks b
      WHERE b.rollout_id = labels.rollout_id AND b.provenance IN ('raw', 'summary')
        AND trim(b.text, char(9, 10, 11, 12, 13, 32)) <> '')
    WHERE aware IS NOT NULL;

    UPDATE label_spans SET channel = 'visible' WHERE block = 'answer' OR block LIKE 'answer/%';
    UPDATE label_spans SET (channel, sub_agent) = (
      SELECT CASE b.provenance WHEN 'raw' THEN 'reasoning_raw' WHEN 'summary' THEN 'reasoning_summary' END,
        b.sub_agent
      FROM labels l JOIN reasoning_blocks b ON b.rollout_id = l.rollout_id
      WHERE l.id = label_spans.label_id AND b.position = CAST(substr(label_spans.block, 11) AS INTEGER))
    WHERE block LIKE 'reasoning/%';

    CREATE VIEW v_labels AS
      SELECT r.*, c.name AS classifier, c.version AS classifier_version, c.hash AS classifier_hash,
        l.id AS label_id, l.outcome, l.outcome_reason, l.aware, l.na, l.aware_visible, l.recognised,
        l.beyond_disclosed, l.recognised_with_echoes, l.beyond_disclosed_with_echoes,
        l.aware_before_decision, l.only_in_reasoning, l.access, l.belief, l.influence, l.flags, l.markers,
        l.purpose, l.named_evaluators, l.named_benchmarks, l.correct, l.aligned,
        l.created_at AS labelled_at
      FROM v_rollouts r
      JOIN labels l ON l.rollout_id = r.rollout_id
      JOIN classifiers c ON c.id = l.classifier_id;
    """
}
