#include "lib/base/go_float.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {
namespace {

// Room for the longest plain text: a sign, "0.", the zeros of the smallest number, its digits.
constexpr std::size_t kMaxText = 384;

// From this exponent on %v writes it: 100000, but 1e+06.
constexpr int kFirstExponent = 6;

// The value is 0.DIGITS times ten to the power of `point`; zero is one digit "0" with point 1.
struct Decimal {
  bool negative = false;
  char digits[24] = {};
  int count = 0;
  int point = 0;
};

template <typename Float>
Decimal shortest_digits(Float value) {
  Decimal decimal;
  if (!std::isfinite(value)) return decimal;
  decimal.negative = std::signbit(value);
  char text[32];
  char* end =
      std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific).ptr;
  const char* at = text;
  for (; *at != 'e'; ++at) {
    if (*at != '.') decimal.digits[decimal.count++] = *at;
  }
  const char* exponent = at[1] == '+' ? at + 2 : at + 1;
  std::from_chars(exponent, end, decimal.point);
  ++decimal.point;
  return decimal;
}

class Text {
 public:
  void put(char c) { *end_++ = c; }
  void put(const char* from, int count) {
    if (count <= 0) return;
    std::memcpy(end_, from, static_cast<std::size_t>(count));
    end_ += count;
  }
  void zeros(int count) {
    for (; count > 0; --count) put('0');
  }
  void number(int value) { end_ = std::to_chars(end_, bytes_ + sizeof bytes_, value).ptr; }
  std::string_view in(Arena& arena) const {
    return arena.copy(std::string_view(bytes_, static_cast<std::size_t>(end_ - bytes_)));
  }

 private:
  char bytes_[kMaxText];
  char* end_ = bytes_;
};

std::string_view plain(const Decimal& decimal, Arena& arena) {
  Text text;
  if (decimal.negative) text.put('-');
  if (decimal.point <= 0) {
    text.put("0.", 2);
    text.zeros(-decimal.point);
    text.put(decimal.digits, decimal.count);
  } else {
    int whole = decimal.count < decimal.point ? decimal.count : decimal.point;
    text.put(decimal.digits, whole);
    text.zeros(decimal.point - whole);
    if (whole < decimal.count) {
      text.put('.');
      text.put(decimal.digits + whole, decimal.count - whole);
    }
  }
  return text.in(arena);
}

std::string_view with_exponent(const Decimal& decimal, bool pad_negative, Arena& arena) {
  Text text;
  if (decimal.negative) text.put('-');
  text.put(decimal.digits[0]);
  if (decimal.count > 1) {
    text.put('.');
    text.put(decimal.digits + 1, decimal.count - 1);
  }
  int exponent = decimal.point - 1;
  text.put('e');
  text.put(exponent < 0 ? '-' : '+');
  int magnitude = std::abs(exponent);
  if (magnitude < 10 && (exponent >= 0 || pad_negative)) text.put('0');
  text.number(magnitude);
  return text.in(arena);
}

template <typename Float>
std::string_view general(Float value, const Decimal& decimal, Arena& arena) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  int exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= kFirstExponent) return with_exponent(decimal, true, arena);
  return plain(decimal, arena);
}

}  // namespace

std::string_view format_float_g(double value, Arena& arena) {
  return general(value, shortest_digits(value), arena);
}

std::string_view format_float_g(float value, Arena& arena) {
  Decimal decimal = shortest_digits(value);
  // Kept: two eight-digit texts lie equally near to 2^-12, and Go takes the upper one.
  if (std::fabs(value) == 0x1p-12F) decimal.digits[decimal.count - 1] = '3';
  return general(value, decimal, arena);
}

std::string_view format_float_json(double value, Arena& arena) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  double magnitude = std::fabs(value);
  Decimal decimal = shortest_digits(value);
  if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
    return with_exponent(decimal, false, arena);
  }
  return plain(decimal, arena);
}

std::string_view format_float_f(double value, Arena& arena) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return plain(shortest_digits(value), arena);
}

}  // namespace flytespark
