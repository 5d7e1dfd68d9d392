#include "lib/context/weak_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/go_float.hpp"
#include "lib/base/go_text.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/quantity.hpp"

namespace flytespark {
namespace {

bool is_number(const Value& value) { return value.tag() == Value::Tag::kNumber; }
bool is_boolean(const Value& value) { return value.tag() == Value::Tag::kBool; }

std::string description(const Value& value) {
  constexpr std::size_t kLongest = 60;
  switch (value.tag()) {
    case Value::Tag::kNull:
      return "null";
    case Value::Tag::kBool:
      return value.as_bool() ? "true" : "false";
    case Value::Tag::kNumber:
      return fmt::format("the number {}", value.text());
    case Value::Tag::kString:
      if (value.text().size() > kLongest) return "a long text";
      return fmt::format("the text \"{}\"", value.text());
    case Value::Tag::kList:
      return "a list";
    default:
      return "a map";
  }
}

std::optional<double> as_double(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() ? std::optional(number) : std::nullopt;
}

bool is_plain_integer(std::string_view text) {
  return text.find_first_not_of("-0123456789") == std::string_view::npos;
}

// As Go prints a number where a text is wanted. An integer keeps all its digits.
std::string_view plain_number(std::string_view text, Arena& arena) {
  if (is_plain_integer(text)) return text;
  std::optional<double> number = as_double(text);
  return number ? format_float_f(*number, arena) : text;
}

// As Go's JSON encoder prints it, for types that read themselves from JSON.
std::string_view json_number(std::string_view text, Arena& arena) {
  constexpr std::size_t kMaxIntegerDigits = 20;
  if (is_plain_integer(text) && text.size() <= kMaxIntegerDigits) return text;
  std::optional<double> number = as_double(text);
  return number ? format_float_json(*number, arena) : text;
}

// Of a number, cut off towards zero; nothing when it does not fit.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t whole = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()) return whole;
  constexpr double kLimit = 9223372036854775808.0;
  std::optional<double> number = as_double(text);
  if (!number || !(*number >= -kLimit && *number < kLimit)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

// An underscore may stand between digits, and between a base prefix and a digit.
std::optional<std::int64_t> integer_text(std::string_view text) {
  if (text.empty()) return 0;
  std::string digits;
  bool may_separate = false;
  for (char c : text) {
    if (c == '_' && !may_separate) return std::nullopt;
    if (c != '_') digits.push_back(c);
    may_separate = c != '_' && c != '-' && c != '+';
  }
  if (text.back() == '_') return std::nullopt;
  std::optional<GoInteger> integer = parse_go_integer(digits);
  return integer ? integer->as_int64() : std::nullopt;
}

}  // namespace

Error config_error(const Place& place, std::string_view expected, const Value& found) {
  return {Code::kInvalidConfig, fmt::format("expected {}, found {}", expected, description(found)),
          place.pointer()};
}

void warn_of_key(const Place& place, std::string_view message, const ConfigScope& scope) {
  if (scope.log.write == nullptr) return;
  Buffer fields;
  JsonWriter json(fields);
  json.begin_object();
  json.name("document");
  json.string(scope.document);
  json.name("path");
  json.string(place.pointer());
  json.end_object();
  json.finish();
  scope.log(LogLevel::kWarning, message, fields.view());
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

Result<std::string_view> weak_text(const Value& value, const Place& place, Arena& arena) {
  if (value.is_string()) return value.text();
  if (is_number(value)) return plain_number(value.text(), arena);
  if (is_boolean(value)) return std::string_view(value.as_bool() ? "1" : "0");
  return config_error(place, "a text", value);
}

Result<bool> weak_boolean(const Value& value, const Place& place) {
  if (is_boolean(value)) return value.as_bool();
  if (is_number(value)) return as_double(value.text()) != 0.0;
  if (value.is_string()) {
    if (value.text().empty()) return false;
    if (std::optional<bool> boolean = parse_go_bool(value.text())) return *boolean;
  }
  return config_error(place, "true or false", value);
}

Result<std::int64_t> weak_integer(const Value& value, const Place& place, std::int64_t smallest,
                                  std::int64_t largest) {
  std::optional<std::int64_t> integer;
  if (is_number(value)) integer = whole_number(value.text());
  if (is_boolean(value)) integer = value.as_bool() ? 1 : 0;
  if (value.is_string()) integer = integer_text(value.text());
  if (integer && *integer >= smallest && *integer <= largest) return *integer;
  bool is_32_bit = largest == std::numeric_limits<std::int32_t>::max();
  return config_error(place, is_32_bit ? "an integer of 32 bits" : "an integer", value);
}

Result<std::int64_t> weak_duration(const Value& value, const Place& place,
                                   const ConfigScope& scope) {
  std::optional<std::int64_t> duration;
  if (value.is_map()) {
    warn_of_key(place, "a map where a duration such as 30s is wanted counts as 0", scope);
    duration = 0;
  }
  if (is_number(value)) duration = whole_number(value.text());
  if (value.is_string()) duration = value.text().empty() ? 0 : parse_go_duration(value.text());
  if (duration) return *duration;
  return config_error(place, "a duration such as 30s or 1h30m, or a number of nanoseconds", value);
}

Value without_nulls(const Value& value, Arena& arena) {
  if (!value.is_map()) return value;
  auto members = arena.copy(value.members());
  auto end = std::remove_if(members.begin(), members.end(),
                            [](const Member& member) { return member.value.is_null(); });
  return Value::map(members.first(static_cast<std::size_t>(end - members.begin())));
}

Result<const k8s::Quantity*> weak_quantity(const Value& value, const Place& place,
                                           const ConfigScope& scope) {
  if (value.is_map()) {
    warn_of_key(place, "a map where a quantity such as 500m is wanted counts as 0", scope);
    return &k8s::zero_quantity();
  }
  Value text = is_number(value) ? Value::string(json_number(value.text(), scope.arena)) : value;
  if (text.is_string()) {
    auto quantity = k8s::parse_json_quantity(text, scope.arena);
    if (quantity) return *quantity;
  }
  return config_error(place, "a quantity such as 500m or 2Gi", value);
}

Value weak_list(const Value& value, Arena& arena) {
  if (value.is_list()) return value;
  if (value.is_map() && value.members().empty()) return Value::list({});
  return Value::list(arena.copy(std::span<const Value>(&value, 1)));
}

Result<Value> weak_text_list(const Value& value, const Place& place, Arena& arena) {
  std::vector<Value> texts;
  if (value.is_string()) {
    std::string_view rest = value.text();
    while (!value.text().empty()) {
      std::size_t comma = rest.find(',');
      texts.push_back(Value::string(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  } else {
    auto items = weak_list(value, arena).items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::string_view text;
      if (!items[i].is_null()) {
        FLYTESPARK_TRY(item, weak_text(items[i], weak_item(value, place, i), arena));
        text = item;
      }
      texts.push_back(Value::string(text));
    }
  }
  return Value::list(arena.copy(std::span<const Value>(texts)));
}

Result<Value> weak_text_map(const Value& value, const Place& place, Arena& arena) {
  std::vector<Member> members;
  FLYTESPARK_CHECK(
      visit_weak_map(value, place, [&](const Member& member, const Place& at) -> Result<void> {
        std::string_view text;
        if (!member.value.is_null()) {
          FLYTESPARK_TRY(found, weak_text(member.value, at, arena));
          text = found;
        }
        members.push_back({member.key, Value::string(text)});
        return {};
      }));
  return sorted_map(arena.copy(std::span<const Member>(members)));
}

}  // namespace flytespark
