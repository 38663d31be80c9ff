#include "floors.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { classifiers, prompts, rollouts, blocks, labels, spans, table_count };

// Each in the order of insertion, with the number of the rollout a row is written with.
static const char *const queries[table_count] = {
    "SELECT c.*, 0 FROM classifiers c",
    "SELECT p.*, min(r.id) FROM prompts p JOIN rollouts r ON r.prompt_body = p.hash GROUP BY p.hash ORDER BY 3",
    "SELECT r.*, r.id FROM rollouts r ORDER BY r.id",
    "SELECT b.*, b.rollout_id FROM reasoning_blocks b ORDER BY b.rollout_id, b.position",
    "SELECT l.*, l.rollout_id FROM labels l ORDER BY l.rollout_id, l.id",
    ("SELECT s.*, l.rollout_id FROM label_spans s JOIN labels l ON l.id = s.label_id"
     " ORDER BY l.rollout_id, s.label_id, s.position"),
};
static const char *const names[table_count] = {
    "classifiers", "prompts", "rollouts", "reasoning_blocks", "labels", "label_spans",
};

typedef struct {
  int columns;
  int64_t count;
  sqlite3_value **values;
  int64_t *rollout;
} table;

struct floor_rows {
  table tables[table_count];
};

static void *grown(void *memory, size_t size) {
  memory = realloc(memory, size);
  if (!memory) abort();
  return memory;
}

static int read_table(sqlite3 *store, const char *sql, table *into) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(store, sql, -1, &statement, NULL) != SQLITE_OK) return 0;
  into->columns = sqlite3_column_count(statement) - 1;
  int64_t capacity = 0;
  int status;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    if (into->count == capacity) {
      capacity = capacity ? capacity * 2 : 256;
      into->values = grown(into->values, (size_t)(capacity * into->columns) * sizeof *into->values);
      into->rollout = grown(into->rollout, (size_t)capacity * sizeof *into->rollout);
    }
    for (int column = 0; column < into->columns; column++) {
      into->values[into->count * into->columns + column] =
          sqlite3_value_dup(sqlite3_column_value(statement, column));
    }
    into->rollout[into->count++] = sqlite3_column_int64(statement, into->columns);
  }
  sqlite3_finalize(statement);
  return status == SQLITE_DONE;
}

floor_rows *floor_rows_read(const char *path) {
  sqlite3 *store;
  floor_rows *rows = calloc(1, sizeof *rows);
  if (!rows) abort();
  int good = sqlite3_open_v2(path, &store, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
  for (int i = 0; i < table_count && good; i++) good = read_table(store, queries[i], &rows->tables[i]);
  if (!good) fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(store));
  sqlite3_close(store);
  if (good) return rows;
  floor_rows_free(rows);
  return NULL;
}

void floor_rows_free(floor_rows *rows) {
  for (int i = 0; i < table_count; i++) {
    table *from = &rows->tables[i];
    for (int64_t j = 0; j < from->count * from->columns; j++) sqlite3_value_free(from->values[j]);
    free(from->values);
    free(from->rollout);
  }
  free(rows);
}

int64_t floor_rows_count(const floor_rows *rows) { return rows->tables[rollouts].count; }

static int insert_row(sqlite3_stmt *statement, const table *from, int64_t row) {
  for (int column = 0; column < from->columns; column++) {
    sqlite3_bind_value(statement, column + 1, from->values[row * from->columns + column]);
  }
  int good = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_reset(statement);
  return good;
}

int64_t floor_rows_insert(const floor_rows *rows, const char *path, int64_t batch) {
  sqlite3 *store;
  sqlite3_stmt *inserts[table_count] = {NULL};
  int64_t next[table_count] = {0}, done = 0;
  int good = sqlite3_open_v2(path, &store, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
             sqlite3_exec(
                 store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", NULL, NULL,
                 NULL) == SQLITE_OK;
  for (int i = 0; i < table_count && good; i++) {
    char sql[512];
    int length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", names[i]);
    for (int column = 1; column < rows->tables[i].columns; column++) {
      length += snprintf(sql + length, sizeof sql - (size_t)length, ", ?");
    }
    snprintf(sql + length, sizeof sql - (size_t)length, ")");
    good = sqlite3_prepare_v2(store, sql, -1, &inserts[i], NULL) == SQLITE_OK;
  }
  const table *all = &rows->tables[rollouts];
  while (good && done < all->count) {
    good = sqlite3_exec(store, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
    for (int64_t end = done + batch; good && done < end && done < all->count; done++) {
      int64_t rollout = all->rollout[done];
      for (int i = 0; i < table_count && good; i++) {
        const table *from = &rows->tables[i];
        while (good && next[i] < from->count && from->rollout[next[i]] <= rollout) {
          good = insert_row(inserts[i], from, next[i]++);
        }
      }
    }
    good = good && sqlite3_exec(store, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
  }
  if (!good) fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(store));
  for (int i = 0; i < table_count; i++) sqlite3_finalize(inserts[i]);
  // As with `Store`, the log is folded into the file outside the measured time, by the next to open it.
  sqlite3_db_config(store, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close(store);
  return good ? done : -1;
}
