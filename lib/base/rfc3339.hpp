// Points in time <-> RFC 3339 text, as Go's time package reads and writes it.
//
// Written: always UTC with `Z`; the fraction has up to nine digits, loses its trailing zeros, and
// is absent when zero. A year has at least four digits.
//
// Read: `2006-01-02T15:04:05`, then `Z` or an offset. Upper-case T and Z only; the day must exist
// in its month; no leap second. A fraction may follow the seconds; what lies below a nanosecond is
// cut off.
//
// Source: Go time Parse with time.RFC3339, Time.Format with time.RFC3339Nano
// Kept: the hour may have one digit, a comma may begin the fraction, and an offset may be as large
// as 24:60.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// Since 1970-01-01T00:00:00Z; nanos are 0 to 999,999,999 and count forward also before it.
struct UnixTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;

  friend bool operator==(const UnixTime&, const UnixTime&) = default;
};

inline constexpr std::size_t kMaxDateTimeChars = 48;

// Date, `separator`, time of day and fraction to `to`, which has room for kMaxDateTimeChars; the
// number of characters.
std::size_t write_date_time(UnixTime time, char separator, char* to);

std::string_view format_rfc3339(UnixTime time, Arena& arena);
std::string_view format_unix_seconds(std::int64_t seconds, Arena& arena);

std::optional<UnixTime> parse_rfc3339(std::string_view text);

}  // namespace flytespark
