// Bytes <-> base64 text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// The standard alphabet, padded.
std::string_view encode_base64(std::string_view bytes, Arena& arena);

// The standard or the URL alphabet, padded or not. Bits behind the last whole byte are not looked
// at.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace flytespark
