// Values of the configuration, read as loosely as the reference reads them: what is wanted decides.
//
//   text      a number in plain decimal, true as "1" and false as "0"
//   boolean   Go's spellings of booleans, "" as false; a number is true unless zero
//   integer   a text in Go's syntax with its base prefixes, "" as 0; a fraction is cut off;
//             booleans as 1 and 0
//   duration  a text in Go's syntax, "" as 0; a number counts nanoseconds
//   quantity  a text or a number; a number goes by its shortest decimal, so 1e9 is 1G
//   list      a single value is a list of one, an empty map an empty list
//   map       a list of maps is folded into one, later entries win
//
// Nobody asks for a null: it counts as not written, except where a list or map holds it.
//
// Differs: an integer that does not fit is an error; the reference lets it wrap around.
// Kept: a map where a duration or a quantity is wanted is zero.
//
// Source: flytestdlib viper.go defaultDecoderConfig, jsonUnmarshallerHook, sliceToMapHook;
// mapstructure weak decoding
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// Where what is read goes, and who hears of keys that are not read.
struct ConfigScope {
  Arena& arena;
  const LogSink& log;
  std::string_view document = "config";
  const FlyteLine& line = kFlyteV2;
};

// Code::kInvalidConfig: "expected a list of maps, found the text "x"".
Error config_error(const Place& place, std::string_view expected, const Value& found);

inline constexpr std::string_view kUnknownKey = "unknown key, ignored";

// To the log, with the key's place.
void warn_of_key(const Place& place, std::string_view message, const ConfigScope& scope);

bool equal_ignoring_case(std::string_view a, std::string_view b);

// A map without its members that are null; any other value as it is.
Value without_nulls(const Value& value, Arena& arena);

Result<std::string_view> weak_text(const Value& value, const Place& place, Arena& arena);
Result<bool> weak_boolean(const Value& value, const Place& place);
Result<std::int64_t> weak_integer(const Value& value, const Place& place,
                                  std::int64_t smallest = std::numeric_limits<std::int64_t>::min(),
                                  std::int64_t largest = std::numeric_limits<std::int64_t>::max());
// Both: a map is zero, as Flyte has it, and warned of.
Result<std::int64_t> weak_duration(const Value& value, const Place& place,
                                   const ConfigScope& scope);
Result<const k8s::Quantity*> weak_quantity(const Value& value, const Place& place,
                                           const ConfigScope& scope);

// The items that `value` stands for.
Value weak_list(const Value& value, Arena& arena);

// Where item `index` of weak_list(value) lies.
inline Place weak_item(const Value& value, const Place& place, std::size_t index) {
  return value.is_list() ? Place::item(place, index) : place;
}

// A list of texts; a single text is split on commas, and blanks stay.
Result<Value> weak_text_list(const Value& value, const Place& place, Arena& arena);

// Calls `visit(member, place)` for each member of a map or of a list of maps, in their order.
template <typename Visit>
Result<void> visit_weak_map(const Value& value, const Place& place, Visit&& visit) {
  if (value.is_list()) {
    std::size_t index = 0;
    for (const Value& item : value.items()) {
      FLYTESPARK_CHECK(visit_weak_map(item, Place::item(place, index++), visit));
    }
    return {};
  }
  if (!value.is_map() && !value.is_null()) {
    return config_error(place, "a map or a list of maps", value);
  }
  for (const Member& member : value.members()) {
    FLYTESPARK_CHECK(visit(member, Place::member(place, member.key)));
  }
  return {};
}

// A map of texts, sorted by key; a null within is "".
Result<Value> weak_text_map(const Value& value, const Place& place, Arena& arena);

}  // namespace flytespark
