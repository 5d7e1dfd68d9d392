// The replacement text of a Go regular expression without groups -> its pieces, between which the
// match itself stands.
//
// `$$` is a `$`. `$0` and `${0}` are the match. `$` before any other name, in braces or not,
// vanishes with the name; a name is letters, digits and `_`, as long as possible. A `$` before no
// name, or before `{` without a name and `}`, stays.
//
// Source: Go regexp Regexp.Expand
// Differs: of the characters beyond ASCII, those in blocks of letters count as letters and the
// blocks of punctuation and symbols do not; Go asks the tables of Unicode one by one.
#pragma once

#include <span>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// At least one piece. A replacement without `$` is one piece, which is the replacement itself.
std::span<const std::string_view> cut_regex_replacement(std::string_view replacement, Arena& arena);

}  // namespace flytespark
