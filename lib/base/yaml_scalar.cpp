#include "lib/base/yaml_scalar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "lib/base/arena.hpp"
#include "lib/base/go_float.hpp"
#include "lib/base/go_text.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> spellings) {
  for (std::string_view spelling : spellings) {
    if (text == spelling) return true;
  }
  return false;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

// [-+]? ( .digits | digits [. [digits]] ) [ (e|E) [-+]? digits ]
bool has_float_form(std::string_view text) {
  auto skip_sign = [&](std::size_t at) {
    return at < text.size() && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
  };
  std::size_t first = skip_sign(0);
  std::size_t at = skip_digits(text, first);
  bool has_whole = at > first;
  if (at < text.size() && text[at] == '.') {
    std::size_t point = at;
    at = skip_digits(text, at + 1);
    if (!has_whole && at == point + 1) return false;
  } else if (!has_whole) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = skip_sign(at + 1);
    at = skip_digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

std::optional<double> parse_float(std::string_view text) {
  if (!has_float_form(text)) return std::nullopt;
  bool tiny = text.find("e-") != std::string_view::npos ||
              text.find("E-") != std::string_view::npos ||
              text.find_first_of("123456789") > text.find('.');
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc()) return value;
  // Out of range: too small a number is zero, too large a one is no number to yaml.v3.
  if (tiny) return text[0] == '-' ? -0.0 : 0.0;
  return std::nullopt;
}

std::optional<Value> resolve_integer(std::string_view digits, Arena& arena) {
  std::optional<GoInteger> integer = parse_go_integer(digits);
  if (!integer) return std::nullopt;
  // Only an integer without a sign may use all 64 bits.
  if (!integer->as_int64() && (integer->negative || digits[0] == '+')) return std::nullopt;
  bool minus = integer->negative && integer->magnitude != 0;
  return Value::number(arena.copy(fmt::format("{}{}", minus ? "-" : "", integer->magnitude)));
}

std::optional<Value> resolve_number(std::string_view text, Arena& arena) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (is_one_of(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) {
    return Value::number(format_float_f(kInfinity, arena));
  }
  if (is_one_of(text, {"-.inf", "-.Inf", "-.INF"})) {
    return Value::number(format_float_f(-kInfinity, arena));
  }
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) {
    return Value::number(format_float_f(std::numeric_limits<double>::quiet_NaN(), arena));
  }
  char first = text[0];
  bool may_be = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
  if (!may_be) return std::nullopt;
  std::string digits;
  for (char c : text) {
    if (c != '_') digits.push_back(c);
  }
  if (auto integer = resolve_integer(digits, arena)) return integer;
  if (auto value = parse_float(digits)) return Value::number(format_float_f(*value, arena));
  return std::nullopt;
}

}  // namespace

Value resolve_yaml_scalar(std::string_view text, Arena& arena) {
  if (text.empty() || is_one_of(text, {"~", "null", "Null", "NULL"})) return {};
  if (is_one_of(text, {"true", "True", "TRUE"})) return Value::boolean(true);
  if (is_one_of(text, {"false", "False", "FALSE"})) return Value::boolean(false);
  if (auto number = resolve_number(text, arena)) return *number;
  return Value::string(text);
}

std::optional<Value> resolve_tagged_yaml_scalar(std::string_view tag, std::string_view text,
                                                Arena& arena) {
  constexpr std::string_view kCore = "tag:yaml.org,2002:";
  if (!tag.starts_with(kCore)) return Value::string(text);
  tag.remove_prefix(kCore.size());
  // Bytes, which no document of ours holds.
  if (tag == "binary") return std::nullopt;
  Value value = resolve_yaml_scalar(text, arena);
  bool is_number = value.tag() == Value::Tag::kNumber;
  bool is_integer = is_number && value.text().find_first_not_of("-0123456789") == std::string::npos;
  if (tag == "null") return value.is_null() ? std::optional(value) : std::nullopt;
  if (tag == "bool") return value.tag() == Value::Tag::kBool ? std::optional(value) : std::nullopt;
  if (tag == "int") return is_integer ? std::optional(value) : std::nullopt;
  if (tag == "float") return is_number ? std::optional(value) : std::nullopt;
  return Value::string(text);
}

}  // namespace flytespark
