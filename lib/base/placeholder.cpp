#include "lib/base/placeholder.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace flytespark {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";
constexpr std::string_view kLongS = "\xc5\xbf";
constexpr std::string_view kKelvinSign = "\xe2\x84\xaa";

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_placeholder_space(text[at])) ++at;
  return at;
}

bool has_at(std::string_view text, std::size_t at, std::string_view part) {
  return at <= text.size() && text.substr(at, part.size()) == part;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_placeholder_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

std::size_t behind_placeholder_opening(std::string_view text, std::size_t at) {
  if (!has_at(text, at, kOpen)) return 0;
  at = skip_space(text, at + kOpen.size());
  return at < text.size() && (text[at] == '.' || text[at] == '$') ? at + 1 : 0;
}

std::size_t behind_placeholder_name(std::string_view text, std::size_t at, std::string_view name) {
  for (char wanted : name) {
    wanted = lower(wanted);
    if (at < text.size() && lower(text[at]) == wanted) {
      at += 1;
    } else if (wanted == 's' && has_at(text, at, kLongS)) {
      at += kLongS.size();
    } else if (wanted == 'k' && has_at(text, at, kKelvinSign)) {
      at += kKelvinSign.size();
    } else {
      return 0;
    }
  }
  return at;
}

std::size_t behind_placeholder_end(std::string_view text, std::size_t at) {
  at = skip_space(text, at);
  return has_at(text, at, kClose) ? at + kClose.size() : 0;
}

bool find_placeholder(std::string_view text, std::size_t from,
                      std::span<const std::string_view> names, Placeholder& found) {
  for (;; ++from) {
    from = text.find(kOpen, from);
    if (from == std::string_view::npos) return false;
    std::size_t name_at = behind_placeholder_opening(text, from);
    if (name_at == 0) continue;
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::size_t at = behind_placeholder_name(text, name_at, names[i]);
      std::size_t end = at == 0 ? 0 : behind_placeholder_end(text, at);
      if (end == 0) continue;
      found = {i, from, end};
      return true;
    }
  }
}

}  // namespace flytespark
