// Bytes -> base32 text, in Flyte's own alphabet and without padding.
//
// Source: flyteplugins pluginmachinery/encoding/encoder.go Base32Encoder
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

inline constexpr std::string_view kBase32Alphabet = "abcdefghijklmnopqrstuvwxyz123456";

std::string_view encode_base32(std::string_view bytes, Arena& arena);

}  // namespace flytespark
