#include "lib/context/config_value.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark {
namespace {

using k8s::Kind;
using k8s::Type;

Result<Value> read_text(const Type& type, const Value& value, const Place& place,
                        const ConfigScope& scope) {
  FLYTESPARK_TRY(text, weak_text(value, place, scope.arena));
  return text.empty() && !type.pointer ? Value() : Value::string(text);
}

Result<Value> read_boolean(const Type& type, const Value& value, const Place& place) {
  FLYTESPARK_TRY(boolean, weak_boolean(value, place));
  return !boolean && !type.pointer ? Value() : Value::boolean(boolean);
}

Result<Value> read_integer(const Type& type, const Value& value, const Place& place) {
  using Limits = std::numeric_limits<std::int32_t>;
  auto integer = type.kind == Kind::kInt32
                     ? weak_integer(value, place, Limits::min(), Limits::max())
                     : weak_integer(value, place);
  if (!integer) return integer.error();
  return *integer == 0 && !type.pointer ? Value() : Value::integer(*integer);
}

constexpr std::string_view kEmbeddedKey =
    "key ignored: Flyte's configuration does not read fields that a type embeds";

const k8s::Field* find_field(const k8s::Struct& structure, std::string_view key) {
  for (const k8s::Field& field : structure.fields) {
    if (equal_ignoring_case(field.name, key)) return &field;
  }
  return nullptr;
}

Result<Value> read_struct(const Type& type, const Value& value, const Place& place,
                          const ConfigScope& scope) {
  if (!value.is_map()) return config_error(place, fmt::format("a map ({})", type.go_name), value);
  Value structure = k8s::make_struct(type, scope.arena);
  const k8s::Struct& shape = *type.structure;
  for (const Member& member : value.members()) {
    Place at = Place::member(place, member.key);
    const k8s::Field* field = find_field(shape, member.key);
    if (field == nullptr || !field->embedded.empty()) {
      warn_of_key(at, field == nullptr ? kUnknownKey : kEmbeddedKey, scope);
      continue;
    }
    FLYTESPARK_TRY(read, read_config_value(*field->type, member.value, at, scope));
    if (read) structure[static_cast<std::size_t>(field - shape.fields.data())] = read;
  }
  return structure;
}

// What a null is inside a list or map.
Value zero_within(const Type& type, Arena& arena) {
  if (type.pointer) return {};
  if (type.kind == Kind::kStruct) return k8s::make_struct(type, arena);
  if (type.kind == Kind::kQuantity) return Value::quantity(&k8s::zero_quantity());
  return {};
}

Result<Value> read_element(const Type& type, const Value& value, const Place& place,
                           const ConfigScope& scope) {
  if (value.is_null()) return zero_within(type, scope.arena);
  return read_config_value(type, value, place, scope);
}

Result<Value> read_list(const Type& type, const Value& value, const Place& place,
                        const ConfigScope& scope) {
  Value list = weak_list(value, scope.arena);
  // Kept: only texts of no type of their own are split; `capabilities: {add: "A,B"}` is one.
  if (type.element->go_name == "string" && value.is_string()) {
    FLYTESPARK_TRY(texts, weak_text_list(value, place, scope.arena));
    list = texts;
  }
  std::size_t count = list.items().size();
  Value* items = scope.arena.make_array<Value>(count);
  for (std::size_t i = 0; i < count; ++i) {
    Place at = weak_item(value, place, i);
    FLYTESPARK_TRY(item, read_element(*type.element, list.items()[i], at, scope));
    items[i] = item;
  }
  return Value::list({items, count});
}

Result<Value> read_map(const Type& type, const Value& value, const Place& place,
                       const ConfigScope& scope) {
  std::vector<Member> members;
  FLYTESPARK_CHECK(
      visit_weak_map(value, place, [&](const Member& member, const Place& at) -> Result<void> {
        FLYTESPARK_TRY(element, read_element(*type.element, member.value, at, scope));
        members.push_back({member.key, element});
        return {};
      }));
  return sorted_map(scope.arena.copy(std::span<const Member>(members)));
}

// Types that read themselves from JSON, the same here as in every other document.
Result<Value> read_self_decoding(const Type& type, std::string_view expected, const Value& value,
                                 const Place& place, const ConfigScope& scope) {
  auto read = k8s::decode(type, value, {}, scope.arena);
  if (!read) return config_error(place, expected, value);
  return *read;
}

}  // namespace

Result<Value> read_config_value(const Type& type, const Value& value, const Place& place,
                                const ConfigScope& scope) {
  if (value.is_null()) return Value();
  switch (type.kind) {
    case Kind::kString:
      return read_text(type, value, place, scope);
    case Kind::kBool:
      return read_boolean(type, value, place);
    case Kind::kInt32:
    case Kind::kInt64:
      return read_integer(type, value, place);
    case Kind::kStruct:
      return read_struct(type, value, place, scope);
    case Kind::kList:
      return read_list(type, value, place, scope);
    case Kind::kMap:
      return read_map(type, value, place, scope);
    case Kind::kQuantity: {
      FLYTESPARK_TRY(quantity, weak_quantity(value, place, scope));
      return Value::quantity(quantity);
    }
    case Kind::kIntOrString:
      return read_self_decoding(type, "an integer of 32 bits or a text", value, place, scope);
    case Kind::kTime:
      return read_self_decoding(type, "a time such as 2024-01-02T03:04:05Z", value, place, scope);
    case Kind::kRawJson:
      return value;
  }
  return Value();
}

}  // namespace flytespark
