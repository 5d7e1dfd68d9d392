// Maps as Go prints them: keys in ascending order of their bytes, each once.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "lib/base/value.hpp"

namespace flytespark {

// Members of one key keep their order. Few members, as nearly always, are sorted without memory of
// their own.
inline void sort_by_key(std::span<Member> members) {
  constexpr std::size_t kFew = 48;
  if (members.size() <= kFew) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      Member member = members[i];
      std::size_t to = i;
      for (; to > 0 && member.key < members[to - 1].key; --to) members[to] = members[to - 1];
      members[to] = member;
    }
    return;
  }
  std::vector<Member> unsorted(members.begin(), members.end());
  std::vector<const Member*> order;
  order.reserve(unsorted.size());
  for (const Member& member : unsorted) order.push_back(&member);
  std::sort(order.begin(), order.end(), [](const Member* a, const Member* b) {
    int by_key = a->key.compare(b->key);
    return by_key != 0 ? by_key < 0 : a < b;
  });
  for (std::size_t i = 0; i < order.size(); ++i) members[i] = *order[i];
}

// Sorts `members` where they are; of members with one key the last stays. Null when there are none.
inline Value sorted_map(std::span<Member> members) {
  if (members.empty()) return {};
  sort_by_key(members);
  std::size_t count = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (count > 0 && members[count - 1].key == members[i].key) --count;
    members[count++] = members[i];
  }
  return Value::map(members.first(count));
}

}  // namespace flytespark
