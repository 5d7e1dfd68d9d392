// A text with placeholders of link variables, cut into pieces once and filled in often.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/links/link_variables.hpp"

namespace flytespark {

struct LinkTemplate {
  // A placeholder and the text before it.
  struct Piece {
    std::string_view before;
    std::string_view placeholder;
    LinkVariable variable = {};
  };

  std::string_view text;
  std::span<const Piece> pieces;
  std::string_view rest;  // behind the last placeholder
  // A `{{` in the text between the placeholders.
  bool has_other_opening = false;
};

// `text` must outlive the template; the pieces lie in `arena`.
LinkTemplate cut_link_template(std::string_view text, Arena& arena);

// What looks like a placeholder, whatever its name: `{{`, white space, `.` or `$`, anything but
// braces and white space, white space, `}}`. The first in `text` that begins at `from` or later,
// and `from` moves behind it; empty when there is none.
std::string_view next_placeholder(std::string_view text, std::size_t& from);

inline bool holds_placeholder(std::string_view text) {
  std::size_t at = 0;
  return !next_placeholder(text, at).empty();
}

// Whether a placeholder is that of a variable which links know.
bool is_link_variable(std::string_view placeholder);

}  // namespace flytespark
