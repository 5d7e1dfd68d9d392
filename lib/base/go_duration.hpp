// A span of time as Go prints it: "1h0m0s", "1.5s", "250ms", "0s".
//
// Source: Go time Duration.String
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

std::string_view go_duration_text(std::int64_t nanoseconds, Arena& arena);

}  // namespace flytespark
