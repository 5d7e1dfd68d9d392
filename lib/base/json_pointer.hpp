// JSON pointers (RFC 6901), built from the outside in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flytespark {

inline void append_json_pointer(std::string& pointer, std::string_view key) {
  pointer.push_back('/');
  for (char c : key) {
    if (c == '~') {
      pointer.append("~0");
    } else if (c == '/') {
      pointer.append("~1");
    } else {
      pointer.push_back(c);
    }
  }
}

inline void append_json_pointer(std::string& pointer, std::size_t index) {
  pointer.push_back('/');
  pointer.append(std::to_string(index));
}

// A place in a document while it is walked: each level points to the one above, so that a walk that
// meets no fault builds no string.
struct Place {
  const Place* above = nullptr;
  std::string_view key = {};
  std::size_t index = 0;
  bool is_index = false;

  static Place member(const Place& above, std::string_view key) { return {&above, key, 0, false}; }
  static Place item(const Place& above, std::size_t index) { return {&above, {}, index, true}; }

  // The pointer from the root, which itself has no key.
  std::string pointer() const {
    if (above == nullptr) return std::string(key);
    std::string text = above->pointer();
    if (is_index) {
      append_json_pointer(text, index);
    } else {
      append_json_pointer(text, key);
    }
    return text;
  }
};

}  // namespace flytespark
