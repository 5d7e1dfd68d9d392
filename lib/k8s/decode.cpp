// The rules, which are Go's:
//   - a member is matched by its exact name, else without regard to case; unknown members are
//     dropped;
//   - a name that comes twice in different spellings is decoded into what the first left: structs
//     and maps merge, lists element by element;
//   - null clears pointers, lists and maps and leaves everything else alone;
//   - a zero that is not behind a pointer is the same as no value (the encoder decides what to
//     print);
//   - a value of the wrong kind is skipped and the first such fault is the result, but a fault in a
//     type that decodes itself (quantity, int-or-string, time) ends decoding at once.
//
// Source: Go encoding/json decode.go
#include "lib/k8s/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {
namespace {

// Where the decoder stands, told twice: as a place in the document, and as the fields that Go's
// messages name.
struct Position {
  Place place;
  const Position* above = nullptr;
  const Struct* structure = nullptr;  // null in list items and map values
  const Field* field = nullptr;
};

void append_field_path(const Position* position, std::string& path) {
  if (position == nullptr) return;
  append_field_path(position->above, path);
  if (position->field == nullptr) return;
  if (!position->field->embedded.empty()) path.append(".").append(position->field->embedded);
  path.append(".").append(position->field->name);
}

// "json: cannot unmarshal <what> into Go struct field <Struct>.<path> of type <type>"
std::string mismatch_text(std::string_view what, std::string_view type, const Position& position) {
  const Position* innermost = &position;
  while (innermost != nullptr && innermost->structure == nullptr) innermost = innermost->above;
  if (innermost == nullptr)
    return fmt::format("json: cannot unmarshal {} into Go value of type {}", what, type);
  std::string path;
  append_field_path(&position, path);
  return fmt::format("json: cannot unmarshal {} into Go struct field {}{} of type {}", what,
                     innermost->structure->name, path, type);
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// ASCII without regard to case, and the two letters beyond ASCII that Unicode folds to k and s.
bool equal_folded(std::string_view name, std::string_view text) {
  std::size_t at = 0;
  for (char c : name) {
    if (text.substr(at).starts_with("\xe2\x84\xaa") && folded(c) == 'k') {
      at += 3;
    } else if (text.substr(at).starts_with("\xc5\xbf") && folded(c) == 's') {
      at += 2;
    } else if (at < text.size() && folded(text[at]) == folded(c)) {
      ++at;
    } else {
      return false;
    }
  }
  return at == text.size();
}

const Field* find_field(const Struct& structure, std::string_view key) {
  for (const Field& field : structure.fields) {
    if (field.name == key) return &field;
  }
  for (const Field& field : structure.fields) {
    if (equal_folded(field.name, key)) return &field;
  }
  return nullptr;
}

class Decoder {
 public:
  explicit Decoder(Arena& arena) : arena_(arena) {}

  // False: decoding has ended.
  bool decode(const Type& type, const Value& document, const Position& position, Value& slot) {
    switch (type.kind) {
      case Kind::kQuantity:
        return decode_quantity(type, document, position, slot);
      case Kind::kIntOrString:
        return decode_int_or_string(type, document, position, slot);
      case Kind::kTime:
        return decode_time(document, position, slot);
      case Kind::kRawJson:
        slot = document;
        return true;
      default:
        break;
    }
    if (document.is_null()) {
      if (type.pointer || type.kind == Kind::kList || type.kind == Kind::kMap) slot = Value();
      return true;
    }
    switch (type.kind) {
      case Kind::kStruct:
        return decode_struct(type, document, position, slot);
      case Kind::kList:
        return decode_list(type, document, position, slot);
      case Kind::kMap:
        return decode_map(type, document, position, slot);
      default:
        decode_scalar(type, document, position, slot);
        return true;
    }
  }

  const std::optional<Error>& fault() const { return fault_; }

 private:
  void mismatch(std::string_view what, std::string_view type, const Position& position) {
    if (!fault_)
      fault_ = Error(Code::kInvalidDocument, mismatch_text(what, type, position),
                     position.place.pointer());
  }

  // Ends decoding, and wins over the faults before it.
  bool end(std::string message, const Position& position) {
    fault_ = Error(Code::kInvalidDocument, std::move(message), position.place.pointer());
    return false;
  }

  bool decode_struct(const Type& type, const Value& document, const Position& position,
                     Value& slot) {
    if (!document.is_map()) {
      mismatch(go_kind_name(document), type.go_name, position);
      return true;
    }
    if (!slot.is_struct()) slot = make_struct(type, arena_);
    const Struct& structure = *type.structure;
    for (const Member& member : document.members()) {
      const Field* field = find_field(structure, member.key);
      if (field == nullptr) continue;
      Position inner{Place::member(position.place, member.key), &position, &structure, field};
      Value& field_slot = slot[static_cast<std::size_t>(field - structure.fields.data())];
      if (!decode(*field->type, member.value, inner, field_slot)) return false;
    }
    return true;
  }

  bool decode_list(const Type& type, const Value& document, const Position& position, Value& slot) {
    if (!document.is_list()) {
      mismatch(go_kind_name(document), type.go_name, position);
      return true;
    }
    auto from = document.items();
    auto before = slot.items();
    Value* items = arena_.make_array<Value>(from.size());
    std::copy_n(before.begin(), std::min(before.size(), from.size()), items);
    slot = Value::list({items, from.size()});
    for (std::size_t i = 0; i < from.size(); ++i) {
      Position inner{Place::item(position.place, i), &position};
      if (!decode(*type.element, from[i], inner, items[i])) return false;
      if (items[i].is_null() && type.element->kind == Kind::kStruct)
        items[i] = make_struct(*type.element, arena_);
    }
    return true;
  }

  bool decode_map(const Type& type, const Value& document, const Position& position, Value& slot) {
    if (!document.is_map()) {
      mismatch(go_kind_name(document), type.go_name, position);
      return true;
    }
    auto from = document.members();
    auto before = slot.members();
    Member* members = arena_.make_array<Member>(from.size() + before.size());
    std::size_t count = 0;
    for (const Member& member : from) {
      Position inner{Place::member(position.place, member.key), &position};
      members[count].key = member.key;
      if (!decode(*type.element, member.value, inner, members[count].value)) return false;
      ++count;
    }
    for (const Member& member : before) {
      if (document.find(member.key) == nullptr) members[count++] = member;
    }
    std::sort(members, members + count,
              [](const Member& a, const Member& b) { return a.key < b.key; });
    slot = Value::map({members, count});
    return true;
  }

  void decode_scalar(const Type& type, const Value& document, const Position& position,
                     Value& slot) {
    Value::Tag tag = document.tag();
    if (type.kind == Kind::kString && tag == Value::Tag::kString) {
      slot = !type.pointer && document.text().empty() ? Value() : document;
    } else if (type.kind == Kind::kBool && tag == Value::Tag::kBool) {
      slot = !type.pointer && !document.as_bool() ? Value() : document;
    } else if ((type.kind == Kind::kInt32 || type.kind == Kind::kInt64) &&
               tag == Value::Tag::kNumber) {
      std::optional<std::int64_t> number = integer(type.kind, document.text());
      if (!number) {
        mismatch(fmt::format("number {}", document.text()), type.go_name, position);
      } else {
        slot = !type.pointer && *number == 0 ? Value() : Value::integer(*number);
      }
    } else {
      mismatch(go_kind_name(document), type.go_name, position);
    }
  }

  static std::optional<std::int64_t> integer(Kind kind, std::string_view text) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    bool fits = kind == Kind::kInt64 || (number >= std::numeric_limits<std::int32_t>::min() &&
                                         number <= std::numeric_limits<std::int32_t>::max());
    return fits ? std::optional(number) : std::nullopt;
  }

  bool decode_quantity(const Type& type, const Value& document, const Position& position,
                       Value& slot) {
    if (document.is_null() && type.pointer) {
      slot = Value();
      return true;
    }
    auto quantity = parse_json_quantity(document, arena_);
    if (!quantity) return end(quantity.error().message, position);
    slot = Value::quantity(*quantity);
    return true;
  }

  bool decode_int_or_string(const Type& type, const Value& document, const Position& position,
                            Value& slot) {
    switch (document.tag()) {
      case Value::Tag::kNull:
        slot = type.pointer ? Value() : Value::integer(0);
        return true;
      case Value::Tag::kString:
        slot = document;
        return true;
      case Value::Tag::kNumber: {
        std::optional<std::int64_t> number = integer(Kind::kInt32, document.text());
        if (!number) {
          return end(mismatch_text(fmt::format("number {}", document.text()), "int32", position),
                     position);
        }
        slot = Value::integer(*number);
        return true;
      }
      default:
        return end(mismatch_text(go_kind_name(document), "int32", position), position);
    }
  }

  // A time is kept as the text it will be printed with.
  bool decode_time(const Value& document, const Position& position, Value& slot) {
    if (document.is_null()) {
      slot = Value();
      return true;
    }
    if (!document.is_string())
      return end(mismatch_text(go_kind_name(document), "string", position), position);
    auto time = parse_rfc3339(document.text());
    if (!time) {
      return end(
          fmt::format("parsing time \"{}\" as \"2006-01-02T15:04:05Z07:00\": not an RFC 3339 time",
                      document.text()),
          position);
    }
    slot = Value::string(format_unix_seconds(time->seconds, arena_));
    return true;
  }

  Arena& arena_;
  std::optional<Error> fault_;
};

}  // namespace

std::string_view go_kind_name(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kBool:
      return "bool";
    case Value::Tag::kNumber:
      return "number";
    case Value::Tag::kString:
      return "string";
    case Value::Tag::kList:
      return "array";
    default:
      return "object";
  }
}

Value make_struct(const Type& type, Arena& arena) {
  std::size_t count = type.structure->fields.size();
  return Value::structure({arena.make_array<Value>(count), count});
}

Result<Value> decode(const Type& type, const Value& document, std::string_view path, Arena& arena) {
  Decoder decoder(arena);
  Position root{Place{nullptr, path, 0, false}};
  Value value;
  decoder.decode(type, document, root, value);
  if (decoder.fault()) return *decoder.fault();
  return value;
}

}  // namespace flytespark::k8s
