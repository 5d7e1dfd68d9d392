// Text -> sign, digits and suffix -> exact decimal -> text.
//
// An amount is a string of decimal digits and a power of ten, so nothing is ever rounded or capped
// but where a rule says so. The reference has two ways through a quantity, and only the short one
// may keep the text as written:
//   short  decimal: at most 18 digits and nothing finer than nano; binary: no fraction, and few
//          enough digits for the product to stay within 15. The text is kept when it looks
//          canonical: for decimals a power that is a multiple of three and digits that neither
//          begin with 0 nor end in 000, for binaries a number that 8 does not divide.
//   long   what is finer than nano is rounded away from zero; a binary amount stops at 2^63-1, and
//          below 1 it becomes decimal.
//
// Source: apimachinery pkg/api/resource quantity.go, amount.go, suffix.go
// Kept: a decimal beyond E or below n prints no suffix at all, so that 1000E prints 1.
// Kept: a text without digits ("k", "+", ".") is zero on the short way and an error on the long
// one.
// Kept: an exponent is read as 64 bits and cut to 32, so that 1e4294967297 is 10.
// Differs: the reference writes out 10^n on the long way, which exhausts memory for a great n; here
// n is only a number.
#include "lib/k8s/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/value.hpp"

namespace flytespark::k8s {
namespace {

using Format = Quantity::Format;

constexpr std::string_view kFormatError =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
constexpr std::string_view kSuffixError = "unable to parse quantity's suffix";
constexpr std::string_view kNumericError = "unable to parse numeric part of quantity";

constexpr std::int64_t kNano = -9;

struct Amount {
  std::string_view digits;  // no zeros at either end
  std::int64_t exponent;

  std::int64_t size() const { return static_cast<std::int64_t>(digits.size()) + exponent; }
};

constexpr Amount kLargestBinary = {"9223372036854775807", 0};

struct Spelling {
  bool negative;
  bool has_digits;
  std::string_view whole;     // without leading zeros
  std::string_view fraction;  // all of it
  std::string_view suffix;
};

struct Suffix {
  Format format;
  std::int32_t exponent;  // of ten; of two for a binary suffix
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_suffix_letter(char c) {
  return std::string_view("eEinumkKMGTP").find(c) != std::string_view::npos;
}

std::string_view take_digits(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

std::string_view without_leading_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

std::string_view without_trailing_zeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

// False when `text` has not the form of a quantity. Filled in place: this is the hot path.
bool split(std::string_view text, Spelling& spelling) {
  if (text.empty()) return false;
  spelling.negative = take_sign(text);
  std::string_view whole = take_digits(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    spelling.fraction = take_digits(text);
  }
  spelling.whole = without_leading_zeros(whole);
  spelling.has_digits = !whole.empty() || !spelling.fraction.empty();
  spelling.suffix = text;
  while (!text.empty() && is_suffix_letter(text[0])) text.remove_prefix(1);
  take_sign(text);
  take_digits(text);
  return text.empty();
}

std::optional<Suffix> read_suffix(std::string_view suffix) {
  static constexpr std::string_view kLetters = "numkMGTPE";
  static constexpr std::array<std::int32_t, 9> kExponents = {-9, -6, -3, 3, 6, 9, 12, 15, 18};
  if (suffix.empty()) return Suffix{Format::kDecimal, 0};
  if (suffix.size() == 1) {
    std::size_t at = kLetters.find(suffix[0]);
    if (at == std::string_view::npos) return std::nullopt;
    return Suffix{Format::kDecimal, kExponents[at]};
  }
  if (suffix.size() == 2 && suffix[1] == 'i') {
    std::size_t at = std::string_view("KMGTPE").find(suffix[0]);
    if (at == std::string_view::npos) return std::nullopt;
    return Suffix{Format::kBinary, static_cast<std::int32_t>(at + 1) * 10};
  }
  if (suffix[0] != 'e' && suffix[0] != 'E') return std::nullopt;
  const char* first = suffix.data() + (suffix[1] == '+' ? 2 : 1);
  const char* last = suffix.data() + suffix.size();
  std::int64_t exponent = 0;
  auto [end, error] = std::from_chars(first, last, exponent);
  if (error != std::errc() || end != last) return std::nullopt;
  return Suffix{Format::kExponent, static_cast<std::int32_t>(exponent)};
}

// The power of ten behind the last written digit.
std::int32_t scale_of(const Spelling& spelling, const Suffix& suffix) {
  std::uint32_t from =
      suffix.format == Format::kBinary ? 0 : static_cast<std::uint32_t>(suffix.exponent);
  return static_cast<std::int32_t>(from - static_cast<std::uint32_t>(spelling.fraction.size()));
}

bool takes_short_way(const Spelling& spelling, const Suffix& suffix) {
  std::size_t size = std::max<std::size_t>(spelling.whole.size(), 1) + spelling.fraction.size();
  if (suffix.format != Format::kBinary) return size <= 18 && scale_of(spelling, suffix) >= kNano;
  auto limit = 14 - suffix.exponent * 3 / 10;
  return spelling.fraction.empty() && static_cast<std::int64_t>(size) <= limit;
}

bool keeps_text(const Spelling& spelling, const Suffix& suffix) {
  if (spelling.whole.empty()) return false;
  if (suffix.format == Format::kBinary) {
    // 8 divides 1000, so the last three digits tell.
    std::size_t last_three = std::min<std::size_t>(spelling.whole.size(), 3);
    int value = 0;
    for (char c : spelling.whole.substr(spelling.whole.size() - last_three))
      value = value * 10 + (c - '0');
    return value % 8 != 0;
  }
  std::size_t zeros = spelling.fraction.size() - without_trailing_zeros(spelling.fraction).size();
  if (zeros == spelling.fraction.size()) {
    zeros += spelling.whole.size() - without_trailing_zeros(spelling.whole).size();
  }
  return scale_of(spelling, suffix) % 3 == 0 && zeros < 3;
}

// The written number times 10^(scale + digits of the fraction).
Amount amount_of(const Spelling& spelling, std::int32_t scale, Arena& arena) {
  std::string_view fraction = without_trailing_zeros(spelling.fraction);
  std::int64_t exponent =
      std::int64_t{scale} + static_cast<std::int64_t>(spelling.fraction.size() - fraction.size());
  if (spelling.whole.empty()) {
    fraction = without_leading_zeros(fraction);
    return {fraction, fraction.empty() ? 0 : exponent};
  }
  if (!fraction.empty()) return {arena.concat({spelling.whole, fraction}), exponent};
  std::string_view whole = without_trailing_zeros(spelling.whole);
  return {whole, exponent + static_cast<std::int64_t>(spelling.whole.size() - whole.size())};
}

// `power` is at most 60, so that a digit times 2^power and the carry fit 64 bits.
Amount times_power_of_two(const Amount& amount, std::int32_t power, Arena& arena) {
  constexpr std::size_t kMoreDigits = 19;
  std::size_t room = amount.digits.size() + kMoreDigits;
  char* digits = static_cast<char*>(arena.allocate(room, 1));
  std::size_t first = room;
  std::uint64_t carry = 0;
  for (std::size_t i = amount.digits.size(); i-- > 0;) {
    carry += static_cast<std::uint64_t>(amount.digits[i] - '0') << power;
    digits[--first] = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  for (; carry != 0; carry /= 10) digits[--first] = static_cast<char>('0' + carry % 10);
  std::string_view product(digits + first, room - first);
  std::string_view stripped = without_trailing_zeros(product);
  return {stripped, amount.exponent + static_cast<std::int64_t>(product.size() - stripped.size())};
}

// Away from zero, to a multiple of 10^-9.
Amount rounded_to_nano(const Amount& amount, Arena& arena) {
  if (amount.digits.empty() || amount.exponent >= kNano) return amount;
  std::int64_t kept_size = amount.size() - kNano;
  if (kept_size <= 0) return {"1", kNano};
  std::string_view kept = amount.digits.substr(0, static_cast<std::size_t>(kept_size));
  // One more in the last place: nines become zeros, which are not written.
  std::size_t last = kept.find_last_not_of('9');
  if (last == std::string_view::npos) return {"1", kNano + kept_size};
  char next = static_cast<char>(kept[last] + 1);
  std::int64_t nines = kept_size - 1 - static_cast<std::int64_t>(last);
  return {arena.concat({kept.substr(0, last), std::string_view(&next, 1)}), kNano + nines};
}

int compare_magnitude(const Amount& a, const Amount& b) {
  if (a.digits.empty() || b.digits.empty() || a.size() == b.size())
    return a.digits.compare(b.digits);
  return a.size() < b.size() ? -1 : 1;
}

// What the long way does beyond reading the number.
void apply_limits(Amount& amount, Format& format, Arena& arena) {
  amount = rounded_to_nano(amount, arena);
  if (format != Format::kBinary || amount.digits.empty()) return;
  if (compare_magnitude(amount, kLargestBinary) > 0) amount = kLargestBinary;
  if (amount.size() <= 0) format = Format::kDecimal;
}

std::string_view decimal_suffix(std::int32_t exponent) {
  static constexpr std::array<std::string_view, 10> kSuffixes = {"n", "u", "m", "",  "k",
                                                                 "M", "G", "T", "P", "E"};
  if (exponent < kNano || exponent > 18) return {};
  return kSuffixes[static_cast<std::size_t>(exponent + 9) / 3];
}

std::string_view decimal_text(const Quantity& quantity, Format format, Arena& arena) {
  // The remainder of a negative exponent is negative: -4 is two above -6.
  auto exponent = static_cast<std::int32_t>(quantity.exponent);
  int zeros = (exponent % 3 + 3) % 3;
  exponent = static_cast<std::int32_t>(std::int64_t{exponent} - zeros);
  std::array<char, 12> buffer = {'e'};
  std::string_view suffix;
  if (format == Format::kDecimal) {
    suffix = decimal_suffix(exponent);
  } else if (exponent != 0) {
    auto end = std::to_chars(buffer.data() + 1, buffer.data() + buffer.size(), exponent).ptr;
    suffix = {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
  }
  return arena.concat({quantity.negative ? "-" : "", quantity.digits,
                       std::string_view("00").substr(0, static_cast<std::size_t>(zeros)), suffix});
}

// A whole amount of 1024 to 2^63-1.
std::string_view binary_text(const Quantity& quantity, Arena& arena) {
  static constexpr std::array<std::string_view, 7> kSuffixes = {"",   "Ki", "Mi", "Gi",
                                                                "Ti", "Pi", "Ei"};
  std::uint64_t value = 0;
  for (char c : quantity.digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  for (std::int64_t i = 0; i < quantity.exponent; ++i) value *= 10;
  std::size_t power = 0;
  for (; value % 1024 == 0; value /= 1024) ++power;
  std::array<char, 20> buffer;
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string_view number(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  return arena.concat({quantity.negative ? "-" : "", number, kSuffixes[power]});
}

std::string_view canonical_text(const Quantity& quantity, Arena& arena) {
  if (is_zero(quantity)) return "0";
  if (quantity.format != Format::kBinary) return decimal_text(quantity, quantity.format, arena);
  constexpr Amount kKibi = {"1024", 0};
  bool whole = quantity.exponent >= 0;
  if (!whole || compare_magnitude({quantity.digits, quantity.exponent}, kKibi) < 0) {
    return decimal_text(quantity, Format::kDecimal, arena);
  }
  return binary_text(quantity, arena);
}

Error invalid(std::string_view sentence) {
  return Error(Code::kInvalidDocument, std::string(sentence));
}

int sign_of(const Quantity& quantity) {
  if (is_zero(quantity)) return 0;
  return quantity.negative ? -1 : 1;
}

// White space, save what JSON can only write as an escape.
std::size_t leading_plain_space(std::string_view text) {
  std::size_t size = leading_space(text);
  bool is_escaped = (size == 1 && text[0] != ' ') || text.starts_with("\xe2\x80\xa8") ||
                    text.starts_with("\xe2\x80\xa9");
  return is_escaped ? 0 : size;
}

}  // namespace

Result<const Quantity*> parse_quantity(std::string_view text, Arena& arena) {
  Spelling spelling{};
  if (!split(text, spelling)) return invalid(kFormatError);
  std::optional<Suffix> suffix = read_suffix(spelling.suffix);
  if (!suffix) return invalid(kSuffixError);
  bool is_short = takes_short_way(spelling, *suffix);
  if (!is_short && !spelling.has_digits) return invalid(kNumericError);

  Format format = suffix->format;
  Amount amount = amount_of(spelling, scale_of(spelling, *suffix), arena);
  if (format == Format::kBinary && !amount.digits.empty()) {
    amount = times_power_of_two(amount, suffix->exponent, arena);
  }
  if (!is_short) apply_limits(amount, format, arena);

  auto* quantity = arena.make_array<Quantity>(1);
  *quantity = {.negative = spelling.negative && !amount.digits.empty(),
               .format = format,
               .digits = amount.digits,
               .exponent = amount.digits.empty() ? 0 : amount.exponent,
               .text = text};
  if (!is_short || !keeps_text(spelling, *suffix))
    quantity->text = canonical_text(*quantity, arena);
  return quantity;
}

Result<const Quantity*> parse_json_quantity(const Value& value, Arena& arena) {
  switch (value.tag()) {
    case Value::Tag::kNull:
      return &zero_quantity();
    case Value::Tag::kString:
      return parse_quantity(trim(value.text(), leading_plain_space), arena);
    case Value::Tag::kNumber:
      return parse_quantity(value.text(), arena);
    case Value::Tag::kBool:
    case Value::Tag::kInteger:
    case Value::Tag::kList:
    case Value::Tag::kMap:
    case Value::Tag::kStruct:
    case Value::Tag::kQuantity:
      break;
  }
  return invalid(kFormatError);
}

const Quantity* canonical_quantity(const Quantity& quantity, Arena& arena) {
  auto* canonical = arena.make_array<Quantity>(1);
  *canonical = quantity;
  canonical->text = canonical_text(quantity, arena);
  return canonical;
}

int compare(const Quantity& a, const Quantity& b) {
  int sign = sign_of(a);
  if (sign != sign_of(b)) return sign < sign_of(b) ? -1 : 1;
  Amount left = {a.digits, a.exponent};
  Amount right = {b.digits, b.exponent};
  return sign < 0 ? compare_magnitude(right, left) : compare_magnitude(left, right);
}

const Quantity& zero_quantity() {
  static constexpr Quantity kZero = {
      .negative = false, .format = Format::kDecimal, .digits = {}, .exponent = 0, .text = "0"};
  return kZero;
}

}  // namespace flytespark::k8s
