// Base64 text -> bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flytespark::proto {

// The standard or the URL alphabet, padded or not. Bits behind the last whole byte are not looked
// at.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace flytespark::proto
