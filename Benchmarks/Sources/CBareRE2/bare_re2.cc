#include "bare_re2.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <string>
#include <vector>

struct bare_re2 {
  std::unique_ptr<re2::RE2> all;
  std::unique_ptr<re2::RE2::Set> set;
  std::vector<std::unique_ptr<re2::RE2::Set>> groups;
};

bare_re2 *bare_re2_new(const char *const *patterns, size_t count, size_t group, int64_t max_mem) {
  re2::RE2::Options options;
  options.set_max_mem(max_mem);
  options.set_log_errors(false);
  options.set_never_capture(true);
  auto bare = std::make_unique<bare_re2>();
  bare->set = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
  std::string joined;
  for (size_t i = 0; i < count; i++) {
    joined += std::string(i ? "|" : "") + "(?:" + patterns[i] + ")";
    if (bare->set->Add(patterns[i], nullptr) < 0) return nullptr;
    if (i % group == 0) bare->groups.push_back(std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED));
    if (bare->groups.back()->Add(patterns[i], nullptr) < 0) return nullptr;
  }
  bare->all = std::make_unique<re2::RE2>(joined, options);
  if (!bare->all->ok() || !bare->set->Compile()) return nullptr;
  for (auto &set : bare->groups) {
    if (!set->Compile()) return nullptr;
  }
  return bare.release();
}

void bare_re2_free(bare_re2 *bare) { delete bare; }

size_t bare_re2_count(const bare_re2 *bare, const uint8_t *text, size_t length) {
  re2::StringPiece whole(reinterpret_cast<const char *>(text), length), match;
  size_t from = 0, found = 0;
  while (from <= length && bare->all->Match(whole, from, length, re2::RE2::UNANCHORED, &match, 1)) {
    size_t end = static_cast<size_t>(match.data() - whole.data()) + match.size();
    from = match.empty() ? end + 1 : end;
    found++;
  }
  return found;
}

size_t bare_re2_set_count(const bare_re2 *bare, const uint8_t *text, size_t length) {
  std::vector<int> numbers;
  bare->set->Match(re2::StringPiece(reinterpret_cast<const char *>(text), length), &numbers);
  return numbers.size();
}

size_t bare_re2_groups_count(const bare_re2 *bare, const uint8_t *text, size_t length) {
  size_t found = 0;
  std::vector<int> numbers;
  for (auto &set : bare->groups) {
    numbers.clear();
    set->Match(re2::StringPiece(reinterpret_cast<const char *>(text), length), &numbers);
    found += numbers.size();
  }
  return found;
}
