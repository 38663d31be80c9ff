#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern; safe to match from several threads at once.
typedef struct hawthorne_re2 hawthorne_re2;
/// Several compiled patterns that are looked for in one pass; safe to match from several threads at once.
typedef struct hawthorne_re2_set hawthorne_re2_set;

/// Compiles a UTF-8 pattern. On failure returns NULL and writes a message, NUL-terminated, into `error`.
hawthorne_re2 *_Nullable hawthorne_re2_compile(
    const uint8_t *_Nullable pattern, size_t length, int64_t max_mem, char *_Nonnull error, size_t capacity);
void hawthorne_re2_free(hawthorne_re2 *_Nonnull pattern);

/// The leftmost-first match in [from, to) of the text, anchors and word boundaries seeing the whole text.
bool hawthorne_re2_find(
    const hawthorne_re2 *_Nonnull pattern, const uint8_t *_Nullable text, size_t length, size_t from, size_t to,
    size_t *_Nonnull start, size_t *_Nonnull end);

/// Whether there is a match in all of the text; quicker than finding it.
bool hawthorne_re2_contains(const hawthorne_re2 *_Nonnull pattern, const uint8_t *_Nullable text, size_t length);

hawthorne_re2_set *_Nonnull hawthorne_re2_set_new(int64_t max_mem);
void hawthorne_re2_set_free(hawthorne_re2_set *_Nonnull set);
/// The pattern's number from 0, or -1 where it does not compile.
int hawthorne_re2_set_add(hawthorne_re2_set *_Nonnull set, const uint8_t *_Nullable pattern, size_t length);
/// To be called once, after the last pattern; false when memory ran out.
bool hawthorne_re2_set_compile(hawthorne_re2_set *_Nonnull set);
/// Marks in `found` (one byte for each pattern) those that match anywhere in the text.
/// False when memory ran out: nothing is then known.
bool hawthorne_re2_set_match(
    const hawthorne_re2_set *_Nonnull set, const uint8_t *_Nullable text, size_t length, uint8_t *_Nonnull found);

#ifdef __cplusplus
}
#endif
