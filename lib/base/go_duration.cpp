#include "lib/base/go_duration.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {
namespace {

// `value` / `unit` with the fraction that is left, its trailing zeros cut.
void append_fraction(std::uint64_t value, std::uint64_t unit, fmt::memory_buffer& out) {
  fmt::format_to(std::back_inserter(out), "{}", value / unit);
  std::uint64_t rest = value % unit;
  if (rest == 0) return;
  out.push_back('.');
  while (rest > 0) {
    unit /= 10;
    out.push_back(static_cast<char>('0' + rest / unit));
    rest %= unit;
  }
}

}  // namespace

std::string_view go_duration_text(std::int64_t nanoseconds, Arena& arena) {
  constexpr std::uint64_t kMicro = 1000, kMilli = 1000 * kMicro, kSecond = 1000 * kMilli;
  constexpr std::uint64_t kMinute = 60 * kSecond, kHour = 60 * kMinute;
  fmt::memory_buffer out;
  auto text = [&](std::string_view part) { out.append(part.data(), part.data() + part.size()); };
  std::uint64_t left = static_cast<std::uint64_t>(nanoseconds);
  if (nanoseconds < 0) {
    text("-");
    left = 0 - left;
  }
  if (left == 0) {
    text("0s");
  } else if (left < kMicro) {
    append_fraction(left, 1, out);
    text("ns");
  } else if (left < kMilli) {
    append_fraction(left, kMicro, out);
    text("\xc2\xb5s");
  } else if (left < kSecond) {
    append_fraction(left, kMilli, out);
    text("ms");
  } else {
    if (left >= kHour) fmt::format_to(std::back_inserter(out), "{}h", left / kHour);
    if (left >= kMinute) fmt::format_to(std::back_inserter(out), "{}m", left % kHour / kMinute);
    append_fraction(left % kMinute, kSecond, out);
    text("s");
  }
  return arena.copy(std::string_view(out.data(), out.size()));
}

}  // namespace flytespark
