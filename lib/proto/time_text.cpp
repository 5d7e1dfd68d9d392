// Source: protobuf-go encoding/protojson well_known_types.go unmarshalTimestamp, parseDuration
// Differs: Go's parser takes ".s" for no time at all; here a duration has a digit.
#include "lib/proto/time_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/rfc3339.hpp"

namespace flytespark::proto {
namespace {

constexpr std::int64_t kFirstTimestamp = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastTimestamp = 253402300799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kLongestDuration = 315576000000;
constexpr std::size_t kLongestFraction = 9;

std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<Seconds> parse_timestamp(std::string_view text) {
  auto point = text.rfind('.');
  auto zone = text.find_last_of("Z-+");
  if (point != text.npos && zone != text.npos && zone > point + 1 + kLongestFraction) return {};
  auto time = parse_rfc3339(text);
  if (!time || time->seconds < kFirstTimestamp || time->seconds > kLastTimestamp) return {};
  return Seconds{time->seconds, time->nanos};
}

std::optional<Seconds> parse_duration(std::string_view text) {
  bool negative = take(text, '-');
  if (!negative) take(text, '+');
  std::string_view whole = take_digits(text);
  std::string_view fraction = take(text, '.') ? take_digits(text) : std::string_view();
  if (text != "s" || (whole.empty() && fraction.empty())) return {};
  if ((whole.size() > 1 && whole.front() == '0') || fraction.size() > kLongestFraction) return {};

  Seconds duration{0, 0};
  for (char c : whole) {
    duration.seconds = duration.seconds * 10 + (c - '0');
    if (duration.seconds > kLongestDuration) return {};
  }
  for (std::size_t i = 0; i < kLongestFraction; ++i) {
    duration.nanos = duration.nanos * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  if (negative) duration = {-duration.seconds, -duration.nanos};
  return duration;
}

}  // namespace flytespark::proto
