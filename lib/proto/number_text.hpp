// The numbers of a JSON document -> integers and doubles.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace flytespark::proto {

struct Integer {
  bool negative;
  std::uint64_t magnitude;
};

// A JSON number without a fractional part, however it is written: 10, 10.0, 1e1, 100e-1. Nullopt
// for any other text, and when the magnitude needs more than 64 bits.
std::optional<Integer> parse_integer(std::string_view text);

// A JSON number; one too small for a double is zero. Nullopt for any other text, and when it is too
// large.
std::optional<double> parse_double(std::string_view text);

}  // namespace flytespark::proto
