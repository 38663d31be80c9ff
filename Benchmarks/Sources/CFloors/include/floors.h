#pragma once
#include <stdint.h>

/// Fewest calls of SQLite's C API that put the rollouts of one store into another, byte for byte.
typedef struct floor_rows floor_rows;

/// Reads every prompt, rollout, reasoning block, label and span of a store into memory; NULL on failure.
floor_rows *_Nullable floor_rows_read(const char *_Nonnull path);
void floor_rows_free(floor_rows *_Nonnull rows);
int64_t floor_rows_count(const floor_rows *_Nonnull rows);

/// Inserts the rollouts, `batch` a transaction, into a store that has the schema, the run and no rollouts
/// (WAL, synchronous = FULL, foreign keys on). Returns how many, or -1.
int64_t floor_rows_insert(const floor_rows *_Nonnull rows, const char *_Nonnull path, int64_t batch);
