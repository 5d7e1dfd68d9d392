// The texts of google.protobuf.Timestamp and Duration -> their values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace flytespark::proto {

// A timestamp counts from 1970 and its nanos are never negative; in a duration both have one sign.
struct Seconds {
  std::int64_t seconds;
  std::int32_t nanos;
};

// RFC 3339 as Go reads it, with at most nine digits behind the point. Years 1 to 9999.
std::optional<Seconds> parse_timestamp(std::string_view text);

// Decimal seconds with `s` behind them, at most nine digits behind the point, at most 10,000 years
// either way.
std::optional<Seconds> parse_duration(std::string_view text);

}  // namespace flytespark::proto
