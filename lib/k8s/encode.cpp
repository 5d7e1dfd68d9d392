// Fields come in declaration order. `omitempty` leaves out false, 0, "", nil, and empty lists and
// maps, but never a struct and never a pointer that is set; `omitzero` leaves out a zero time.
//
// Source: Go encoding/json encode.go
#include "lib/k8s/encode.hpp"

#include <cstddef>

#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {
namespace {

bool is_omitted(const Field& field, const Value& value) {
  const Type& type = *field.type;
  if (field.omit_zero && value.is_null()) return true;
  if (!field.omit_empty) return false;
  if (type.pointer) return value.is_null();
  switch (type.kind) {
    case Kind::kList:
      return value.items().empty();
    case Kind::kMap:
      return value.members().empty();
    case Kind::kStruct:
    case Kind::kQuantity:
    case Kind::kIntOrString:
    case Kind::kTime:
    case Kind::kRawJson:
      return false;
    case Kind::kString:
    case Kind::kBool:
    case Kind::kInt32:
    case Kind::kInt64:
      return value.is_null();
  }
  return false;
}

void encode_struct(const Struct& structure, const Value& value, JsonWriter& writer) {
  writer.begin_object();
  for (std::size_t i = 0; i < structure.fields.size(); ++i) {
    const Field& field = structure.fields[i];
    Value slot = value.is_struct() ? value[i] : Value();
    if (is_omitted(field, slot)) continue;
    writer.name(field.name);
    encode(*field.type, slot, writer);
  }
  writer.end_object();
}

}  // namespace

void encode(const Type& type, const Value& value, JsonWriter& writer) {
  if (type.pointer && value.is_null()) {
    writer.null();
    return;
  }
  switch (type.kind) {
    case Kind::kString:
      writer.string(value.text());
      break;
    case Kind::kBool:
      writer.boolean(value.as_bool());
      break;
    case Kind::kInt32:
    case Kind::kInt64:
      writer.integer(value.as_integer());
      break;
    case Kind::kStruct:
      encode_struct(*type.structure, value, writer);
      break;
    case Kind::kList:
      if (value.is_null()) {
        writer.null();
        break;
      }
      writer.begin_array();
      for (const Value& item : value.items()) encode(*type.element, item, writer);
      writer.end_array();
      break;
    case Kind::kMap:
      if (value.is_null()) {
        writer.null();
        break;
      }
      writer.begin_object();
      for (const Member& member : value.members()) {
        writer.key(member.key);
        encode(*type.element, member.value, writer);
      }
      writer.end_object();
      break;
    case Kind::kQuantity: {
      const Quantity* quantity = value.as_quantity();
      writer.string(quantity == nullptr ? "0" : quantity->text);
      break;
    }
    case Kind::kIntOrString:
      if (value.is_string()) {
        writer.string(value.text());
      } else {
        writer.integer(value.as_integer());
      }
      break;
    case Kind::kTime:
      if (value.is_null()) {
        writer.null();
      } else {
        writer.string(value.text());
      }
      break;
    case Kind::kRawJson:
      writer.document(value);
      break;
  }
}

}  // namespace flytespark::k8s
