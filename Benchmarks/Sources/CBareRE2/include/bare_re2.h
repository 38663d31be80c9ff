#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// RE2 alone: one alternation of all patterns, the same patterns as one set, and as sets of a few each; safe for
/// several threads.
typedef struct bare_re2 bare_re2;

/// NULL where a pattern does not compile.
bare_re2 *_Nullable bare_re2_new(
    const char *_Nonnull const *_Nonnull patterns, size_t count, size_t group, int64_t max_mem);
void bare_re2_free(bare_re2 *_Nonnull bare);

/// How many leftmost matches the alternation has in a text, without overlap.
size_t bare_re2_count(const bare_re2 *_Nonnull bare, const uint8_t *_Nullable text, size_t length);
/// How many of the patterns match somewhere in a text, in one pass of the set.
size_t bare_re2_set_count(const bare_re2 *_Nonnull bare, const uint8_t *_Nullable text, size_t length);
/// The same in one pass of each of the sets that hold `group` patterns.
size_t bare_re2_groups_count(const bare_re2 *_Nonnull bare, const uint8_t *_Nullable text, size_t length);

#ifdef __cplusplus
}
#endif
