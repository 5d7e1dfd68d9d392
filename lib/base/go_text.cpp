#include "lib/base/go_text.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace flytespark {
namespace {

// The magnitude of the smallest signed integer: what a duration or an integer may reach.
constexpr std::uint64_t kLargest = std::uint64_t{1} << 63;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

int take_base(std::string_view& text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  int base = 8;
  std::size_t prefix = 1;
  switch (text[1]) {
    case 'x':
    case 'X':
      base = 16, prefix = 2;
      break;
    case 'o':
    case 'O':
      prefix = 2;
      break;
    case 'b':
    case 'B':
      base = 2, prefix = 2;
      break;
    default:
      break;
  }
  text.remove_prefix(prefix);
  return base;
}

std::optional<std::int64_t> with_sign(bool negative, std::uint64_t magnitude) {
  if (magnitude > kLargest - (negative ? 0 : 1)) return std::nullopt;
  return negative ? static_cast<std::int64_t>(0 - magnitude) : static_cast<std::int64_t>(magnitude);
}

// Nanoseconds in one of the unit that `text` begins with, which is taken off; 0 when unknown.
std::uint64_t take_unit(std::string_view& text) {
  struct Unit {
    std::string_view name;
    std::uint64_t ns;
  };
  static constexpr Unit kUnits[] = {
      {"ns", 1},
      {"us", 1'000},
      {"\xc2\xb5s", 1'000},  // micro sign
      {"\xce\xbcs", 1'000},  // Greek mu
      {"ms", 1'000'000},
      {"s", 1'000'000'000},
      {"m", 60'000'000'000},
      {"h", 3'600'000'000'000},
  };
  std::size_t size = 0;
  while (size < text.size() && text[size] != '.' && !is_digit(text[size])) ++size;
  for (const Unit& unit : kUnits) {
    if (unit.name == text.substr(0, size)) {
      text.remove_prefix(size);
      return unit.ns;
    }
  }
  return 0;
}

// One number with its unit, taken off `text`.
std::optional<std::uint64_t> take_span(std::string_view& text) {
  std::uint64_t whole = 0;
  bool any = false;
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
    any = true;
    if (whole > kLargest / 10) return std::nullopt;
    whole = whole * 10 + static_cast<std::uint64_t>(text[0] - '0');
  }
  double fraction = 0;
  double scale = 1;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
      any = true;
      // Digits beyond these are finer than a nanosecond in any unit.
      if (scale >= 1e17) continue;
      fraction = fraction * 10 + (text[0] - '0');
      scale *= 10;
    }
  }
  if (!any) return std::nullopt;
  std::uint64_t unit = take_unit(text);
  if (unit == 0 || whole > kLargest / unit) return std::nullopt;
  return whole * unit + static_cast<std::uint64_t>(fraction * (static_cast<double>(unit) / scale));
}

}  // namespace

std::optional<std::int64_t> GoInteger::as_int64() const { return with_sign(negative, magnitude); }

std::optional<GoInteger> parse_go_integer(std::string_view text) {
  GoInteger integer{take_sign(text), 0};
  int base = take_base(text);
  const char* end = text.data() + text.size();
  auto parsed = std::from_chars(text.data(), end, integer.magnitude, base);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return integer;
}

std::optional<bool> parse_go_bool(std::string_view text) {
  for (std::string_view yes : {"1", "t", "T", "true", "True", "TRUE"}) {
    if (text == yes) return true;
  }
  for (std::string_view no : {"0", "f", "F", "false", "False", "FALSE"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_go_duration(std::string_view text) {
  bool negative = take_sign(text);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  while (!text.empty()) {
    std::optional<std::uint64_t> span = take_span(text);
    if (!span || *span > kLargest - total) return std::nullopt;
    total += *span;
  }
  return with_sign(negative, total);
}

}  // namespace flytespark
