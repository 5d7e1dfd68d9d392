// By kind: a scalar above wins unless it is zero, also behind a pointer, so that `false` and 0
// never override; a pointer above wins over nil below, zero or not; lists are appended, never
// compared; maps are joined, the value above winning whole; structs are merged field by field.
//
// Source: mergo v0.3.16 with WithOverride and WithAppendSlice, as flyteplugins pod_helper.go uses
// it
#include "lib/k8s/merge.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {
namespace {

bool is_zero_scalar(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kBool:
      return !value.as_bool();
    case Value::Tag::kInteger:
      return value.as_integer() == 0;
    case Value::Tag::kString:
      return value.text().empty();
    default:
      return value.is_null();
  }
}

// Kept: Go merges the parts (kind, number, text) one by one, so text below stays text under a
// number above.
Value merge_int_or_string(const Value& below, const Value& above) {
  if (below.is_string() && !above.is_string()) return below;
  if (above.is_string() && !below.is_string()) return above;
  return is_zero_scalar(above) ? below : above;
}

}  // namespace

Value copy_struct(const Value& value, Arena& arena) {
  auto fields = value.fields();
  return Value::structure(arena.copy(std::span<const Value>(fields)));
}

Value concat_lists(const Value& first, const Value& second, Arena& arena) {
  auto a = first.items();
  auto b = second.items();
  if (b.empty()) return first;
  if (a.empty()) return second;
  Value* items = arena.make_array<Value>(a.size() + b.size());
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), items));
  return Value::list({items, a.size() + b.size()});
}

Value merge_maps(const Value& below, const Value& above, Arena& arena) {
  auto a = below.members();
  auto b = above.members();
  if (b.empty()) return below;
  if (a.empty()) return above;
  Member* members = arena.make_array<Member>(a.size() + b.size());
  std::size_t count = 0;
  std::size_t i = 0;
  for (const Member& member : b) {
    while (i < a.size() && a[i].key < member.key) members[count++] = a[i++];
    if (i < a.size() && a[i].key == member.key) ++i;
    members[count++] = member;
  }
  while (i < a.size()) members[count++] = a[i++];
  return Value::map({members, count});
}

Value merge(const Type& type, const Value& below, const Value& above, Arena& arena) {
  // Kept: nothing appended to no list is no list.
  if (above.is_null() || (type.kind == Kind::kList && above.items().empty())) return below;
  if (below.is_null()) return above;
  switch (type.kind) {
    case Kind::kList:
      return concat_lists(below, above, arena);
    case Kind::kMap:
      return merge_maps(below, above, arena);
    case Kind::kStruct: {
      Value merged = copy_struct(below, arena);
      auto fields = type.structure->fields;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        merged[i] = merge(*fields[i].type, below[i], above[i], arena);
      }
      return merged;
    }
    case Kind::kIntOrString:
      return merge_int_or_string(below, above);
    case Kind::kString:
    case Kind::kBool:
    case Kind::kInt32:
    case Kind::kInt64:
      return is_zero_scalar(above) ? below : above;
    case Kind::kQuantity:
    case Kind::kTime:
    case Kind::kRawJson:
      return above;
  }
  return above;
}

}  // namespace flytespark::k8s
