#include "hawthorne_re2.h"

#include <cstdio>
#include <re2/re2.h>
#include <re2/set.h>
#include <vector>

// Nothing below throws but std::bad_alloc, which ends the process as it does in Swift.
struct hawthorne_re2 {
  RE2 pattern;
};
struct hawthorne_re2_set {
  RE2::Set set;
};

static RE2::Options options(int64_t max_mem) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(max_mem);
  // Plain parentheses only group: only whole matches are asked for.
  options.set_never_capture(true);
  return options;
}

static re2::StringPiece piece(const uint8_t *bytes, size_t length) {
  return re2::StringPiece(reinterpret_cast<const char *>(bytes), length);
}

hawthorne_re2 *hawthorne_re2_compile(
    const uint8_t *pattern, size_t length, int64_t max_mem, char *error, size_t capacity) {
  auto *made = new hawthorne_re2{RE2(piece(pattern, length), options(max_mem))};
  if (made->pattern.ok()) return made;
  std::snprintf(error, capacity, "%s", made->pattern.error().c_str());
  delete made;
  return nullptr;
}

void hawthorne_re2_free(hawthorne_re2 *pattern) { delete pattern; }

bool hawthorne_re2_find(
    const hawthorne_re2 *pattern, const uint8_t *text, size_t length, size_t from, size_t to, size_t *start,
    size_t *end) {
  re2::StringPiece match;
  if (!pattern->pattern.Match(piece(text, length), from, to, RE2::UNANCHORED, &match, 1)) return false;
  *start = static_cast<size_t>(match.data() - reinterpret_cast<const char *>(text));
  *end = *start + match.size();
  return true;
}

bool hawthorne_re2_contains(const hawthorne_re2 *pattern, const uint8_t *text, size_t length) {
  return pattern->pattern.Match(piece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}

hawthorne_re2_set *hawthorne_re2_set_new(int64_t max_mem) {
  return new hawthorne_re2_set{RE2::Set(options(max_mem), RE2::UNANCHORED)};
}

void hawthorne_re2_set_free(hawthorne_re2_set *set) { delete set; }

int hawthorne_re2_set_add(hawthorne_re2_set *set, const uint8_t *pattern, size_t length) {
  return set->set.Add(piece(pattern, length), nullptr);
}

bool hawthorne_re2_set_compile(hawthorne_re2_set *set) { return set->set.Compile(); }

bool hawthorne_re2_set_match(
    const hawthorne_re2_set *set, const uint8_t *text, size_t length, uint8_t *found) {
  std::vector<int> numbers;
  RE2::Set::ErrorInfo problem;
  problem.kind = RE2::Set::kNoError;
  if (!set->set.Match(piece(text, length), &numbers, &problem)) return problem.kind == RE2::Set::kNoError;
  for (int number : numbers) found[number] = 1;
  return true;
}
