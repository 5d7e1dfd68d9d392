// UTF-8 as Unicode defines it: shortest forms only, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace flytespark {

// Bytes of the sequence that `text` begins with; 0 when it is not valid. `text` is not empty.
std::size_t utf8_sequence_size(std::string_view text);

bool is_valid_utf8(std::string_view text);

// Bytes of what Unicode calls white space that `text` begins with; 0 when it begins with something
// else.
std::size_t leading_space(std::string_view text);

// `text` without what `leading` finds at both ends, where that is at most three bytes long.
std::string_view trim(std::string_view text,
                      std::size_t (*leading)(std::string_view) = leading_space);

}  // namespace flytespark
