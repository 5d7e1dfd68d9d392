// Maps as Go prints them: keys in ascending order of their bytes, each once.
#pragma once

#include <algorithm>
#include <span>

#include "lib/base/value.hpp"

namespace flytespark {

// Sorts `members` where they are; of members with one key the last stays. Null when there are none.
inline Value sorted_map(std::span<Member> members) {
  if (members.empty()) return {};
  auto by_key = [](const Member& a, const Member& b) { return a.key < b.key; };
  if (!std::is_sorted(members.begin(), members.end(), by_key)) {
    std::stable_sort(members.begin(), members.end(), by_key);
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (count > 0 && members[count - 1].key == members[i].key) --count;
    members[count++] = members[i];
  }
  return Value::map(members.first(count));
}

}  // namespace flytespark
