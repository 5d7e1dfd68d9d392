// UTF-8 as Unicode defines it: shortest forms only, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace flytespark {

// Bytes of the sequence that `text` begins with; 0 when it is not valid. `text` is not empty.
std::size_t utf8_sequence_size(std::string_view text);

bool is_valid_utf8(std::string_view text);

// `text` without what Unicode calls white space at both ends.
std::string_view trim_unicode_space(std::string_view text);

}  // namespace flytespark
