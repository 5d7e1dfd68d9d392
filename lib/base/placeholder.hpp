// Finds placeholders in a text: `{{`, white space, `.` or `$`, a name, white space, `}}`.
//
// Names are taken in any case; there is no white space before the name; what fits no known name is
// no placeholder. White space is tab, line feed, form feed, carriage return and space. A search of
// a whole text takes time in proportion to it, whatever it holds.
//
// Source: the regular expressions of flyteplugins core/template template.go and tasklog template.go
// Kept: case folding is that of Unicode, so the long s (U+017F) and the Kelvin sign (U+212A) count
// as letters.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace flytespark {

// Bytes of all texts that are made on the way when the placeholders of one list of arguments, or of
// one set of log links, are filled in.
inline constexpr std::size_t kMaxRenderedBytes = std::size_t{64} << 20;

struct Placeholder {
  std::size_t name = 0;  // which of the names
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first placeholder of any of the `names` that begins at `from` or later; false when there is
// none. Names are ASCII.
bool find_placeholder(std::string_view text, std::size_t from,
                      std::span<const std::string_view> names, Placeholder& found);

// The parts of a placeholder, for those that are more than a name. Each gives the place behind its
// part when that stands at `at`, else 0.

// `{{`, white space, `.` or `$`.
std::size_t behind_placeholder_opening(std::string_view text, std::size_t at);
std::size_t behind_placeholder_name(std::string_view text, std::size_t at, std::string_view name);
// White space, `}}`.
std::size_t behind_placeholder_end(std::string_view text, std::size_t at);

bool is_placeholder_space(char c);

}  // namespace flytespark
