// Bytes -> base64 text.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// The standard alphabet, padded.
std::string_view encode_base64(std::string_view bytes, Arena& arena);

}  // namespace flytespark
