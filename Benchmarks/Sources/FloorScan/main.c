// The least that a report must read: every rollout of a store with its label and the label's evidence spans,
// each column touched once through the C API.
//
//   floor-scan STORE
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>

static sqlite3 *store;
static uint64_t touched;

static int64_t scan(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(store, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
  int64_t rows = 0;
  int columns = sqlite3_column_count(statement), status;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    rows++;
    for (int column = 0; column < columns; column++) {
      const unsigned char *text = sqlite3_column_text(statement, column);
      if (text) touched += (uint64_t)sqlite3_column_bytes(statement, column) + text[0];
    }
  }
  sqlite3_finalize(statement);
  return status == SQLITE_DONE ? rows : -1;
}

int main(int count, char **words) {
  if (count != 2) {
    fprintf(stderr, "usage: floor-scan STORE\n");
    return 64;
  }
  if (sqlite3_open_v2(words[1], &store, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
    fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(store));
    return 4;
  }
  int64_t rollouts = scan(
      "SELECT r.key, r.suite_id, r.scenario_id, s.domain, s.severity, s.language, s.harm, s.twin, r.arm, r.wording,"
      " r.disclosure, r.mode, r.epoch, r.language, r.status_json, r.prompt_hash, r.requested_model, r.served_model,"
      " r.system_fingerprint, r.finish_reason, r.input_tokens, r.output_tokens, r.reasoning_tokens, r.cached_tokens,"
      " r.latency_ms, r.requests, r.readable_reasoning_bytes, r.answer_hash, r.started_at, r.serving_json,"
      " r.withheld_json, l.classifier_id, l.outcome, l.outcome_reason, l.aware, l.na, l.aware_visible, l.recognised,"
      " l.beyond_disclosed, l.belief, l.influence, l.flags, l.markers, l.purpose, l.correct, l.aligned, l.spans,"
      " l.recognised_with_echoes, l.beyond_disclosed_with_echoes, l.aware_before_decision, l.only_in_reasoning,"
      " l.access, l.named_evaluators, l.named_benchmarks"
      " FROM rollouts r JOIN run_scenarios s ON s.run_id = r.run_id AND s.suite_id = r.suite_id"
      " AND s.scenario_id = r.scenario_id JOIN labels l ON l.rollout_id = r.id"
      " ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key");
  int64_t spans = scan("SELECT * FROM label_spans");
  if (rollouts < 0 || spans < 0) {
    fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(store));
    return 4;
  }
  printf("%lld rollouts, %lld spans, %llu bytes\n", (long long)rollouts, (long long)spans,
         (unsigned long long)touched);
  sqlite3_close(store);
  return 0;
}
