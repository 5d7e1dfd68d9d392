// Texts that an operator may write where Go's standard library reads them: integers with a base
// prefix, booleans, durations.
//
// Source: Go strconv ParseInt, ParseUint and ParseBool, time ParseDuration
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace flytespark {

struct GoInteger {
  bool negative;
  std::uint64_t magnitude;

  // Nothing when it is outside the 64 bits of a signed integer.
  std::optional<std::int64_t> as_int64() const;
};

// An optional sign, then 0x, 0o, 0b or a leading zero with digits of that base, or decimal digits.
// No underscores. Nothing when the text is no such integer or is too large for 64 bits.
std::optional<GoInteger> parse_go_integer(std::string_view text);

// 1 t T true True TRUE, 0 f F false False FALSE.
std::optional<bool> parse_go_bool(std::string_view text);

// "1h30m", "-1.5s", "0"; units ns us ms s m h. Nanoseconds.
std::optional<std::int64_t> parse_go_duration(std::string_view text);

}  // namespace flytespark
