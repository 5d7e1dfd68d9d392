// Source: protobuf-go internal/encoding/json decode_number.go
#include "lib/proto/number_text.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace flytespark::proto {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// A whole number as JSON writes it: no zero before other digits.
bool is_whole_number(std::string_view digits) {
  return !digits.empty() && (digits.size() == 1 || digits.front() != '0');
}

// A JSON number in its parts.
struct Number {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::int64_t exponent = 0;
};

// Beyond any exponent that the digits of a document could make up for.
constexpr std::int64_t kLargestExponent = 1'000'000'000'000;

std::optional<std::int64_t> take_exponent(std::string_view& text) {
  bool negative = take(text, '-');
  if (!negative) take(text, '+');
  std::string_view digits = take_digits(text);
  if (digits.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  for (char c : digits) {
    if (exponent < kLargestExponent) exponent = exponent * 10 + (c - '0');
  }
  return negative ? -exponent : exponent;
}

std::optional<Number> split_number(std::string_view text) {
  Number number;
  number.negative = take(text, '-');
  number.whole = take_digits(text);
  if (!is_whole_number(number.whole)) return std::nullopt;
  if (take(text, '.')) {
    number.fraction = take_digits(text);
    if (number.fraction.empty()) return std::nullopt;
  }
  if (take(text, 'e') || take(text, 'E')) {
    auto exponent = take_exponent(text);
    if (!exponent) return std::nullopt;
    number.exponent = *exponent;
  }
  if (!text.empty()) return std::nullopt;
  return number;
}

// Appends decimal digits to a number; false when it no longer fits.
bool append_digits(std::uint64_t& number, std::string_view digits) {
  for (char c : digits) {
    auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return false;
    number = number * 10 + digit;
  }
  return true;
}

std::string_view without_trailing_zeros(std::string_view digits) {
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  return digits;
}

// The power of ten of the first digit that is not zero; the number is not zero.
std::int64_t magnitude(const Number& number) {
  if (number.whole != "0") {
    return static_cast<std::int64_t>(number.whole.size()) - 1 + number.exponent;
  }
  auto zeros = static_cast<std::int64_t>(number.fraction.find_first_not_of('0'));
  return number.exponent - zeros - 1;
}

}  // namespace

std::optional<Integer> parse_integer(std::string_view text) {
  auto number = split_number(text);
  if (!number) return std::nullopt;
  std::string_view whole = number->whole;
  std::string_view fraction = without_trailing_zeros(number->fraction);
  if (fraction.empty()) whole = without_trailing_zeros(whole);
  if (whole.empty()) return Integer{number->negative, 0};
  // WHOLE FRACTION are now digits of which the last is not zero; so many zeros follow.
  auto cut = static_cast<std::int64_t>(fraction.empty() ? number->whole.size() - whole.size() : 0);
  std::int64_t zeros = number->exponent + cut - static_cast<std::int64_t>(fraction.size());
  constexpr std::int64_t kMostDigits = std::numeric_limits<std::uint64_t>::digits10;
  if (zeros < 0 || zeros > kMostDigits) return std::nullopt;
  Integer integer{number->negative, 0};
  std::string_view more =
      std::string_view("00000000000000000000").substr(0, static_cast<std::size_t>(zeros));
  if (!append_digits(integer.magnitude, whole) || !append_digits(integer.magnitude, fraction) ||
      !append_digits(integer.magnitude, more)) {
    return std::nullopt;
  }
  return integer;
}

std::optional<double> parse_double(std::string_view text) {
  auto number = split_number(text);
  if (!number) return std::nullopt;
  double value = 0;
  auto end = text.data() + text.size();
  // Out of range without a value means two things: too large, and too small.
  if (std::from_chars(text.data(), end, value).ec == std::errc::result_out_of_range) {
    if (magnitude(*number) >= 0) return std::nullopt;
    value = number->negative ? -0.0 : 0.0;
  }
  return value;
}

}  // namespace flytespark::proto
