// One JSON-like value of 16 bytes, held in an arena: the common currency of all stages.
//
// The same type serves twice. Untyped, it is a parsed document: null, bool, number (as text),
// string, list, map in the order of the source. Typed, it is a core/v1 value read through the table
// in lib/k8s: null stands for Go's zero value or nil, integers are numbers, a struct holds one slot
// per field of its type, maps are sorted by key, a quantity keeps its amount and its text.
//
// Values are views: copying one copies no content. Content is never changed once shared; a changed
// list or struct is a new one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace flytespark {

struct Member;

namespace k8s {
struct Quantity;
}

class Value {
 public:
  enum class Tag : std::uint8_t {
    kNull,
    kBool,
    kInteger,
    kNumber,
    kString,
    kList,
    kMap,
    kStruct,
    kQuantity
  };

  constexpr Value() = default;
  static Value boolean(bool value) {
    Value v(Tag::kBool, 0);
    v.integer_ = value ? 1 : 0;
    return v;
  }
  static Value integer(std::int64_t value) {
    Value v(Tag::kInteger, 0);
    v.integer_ = value;
    return v;
  }
  // A number of a document: its text as written.
  static Value number(std::string_view text) { return from_text(Tag::kNumber, text); }
  static Value string(std::string_view text) { return from_text(Tag::kString, text); }
  static Value list(std::span<const Value> items) {
    Value v(Tag::kList, items.size());
    v.items_ = items.data();
    return v;
  }
  static Value map(std::span<const Member> members);
  // `fields` has one slot for each field of the type; it stays writable for the stage that builds
  // it.
  static Value structure(std::span<Value> fields) {
    Value v(Tag::kStruct, fields.size());
    v.fields_ = fields.data();
    return v;
  }
  static Value quantity(const k8s::Quantity* quantity) {
    Value v(Tag::kQuantity, 0);
    v.quantity_ = quantity;
    return v;
  }

  Tag tag() const { return tag_; }
  bool is_null() const { return tag_ == Tag::kNull; }
  bool is_string() const { return tag_ == Tag::kString; }
  bool is_list() const { return tag_ == Tag::kList; }
  bool is_map() const { return tag_ == Tag::kMap; }
  bool is_struct() const { return tag_ == Tag::kStruct; }
  explicit operator bool() const { return tag_ != Tag::kNull; }

  bool as_bool() const { return tag_ == Tag::kBool && integer_ != 0; }
  std::int64_t as_integer() const { return tag_ == Tag::kInteger ? integer_ : 0; }
  // Text of a string or number; empty for every other kind.
  std::string_view text() const {
    return tag_ == Tag::kString || tag_ == Tag::kNumber ? std::string_view(text_, size_)
                                                        : std::string_view();
  }
  std::span<const Value> items() const {
    return tag_ == Tag::kList ? std::span<const Value>(items_, size_) : std::span<const Value>();
  }
  std::span<const Member> members() const;
  std::span<Value> fields() const {
    return tag_ == Tag::kStruct ? std::span<Value>(fields_, size_) : std::span<Value>();
  }
  const k8s::Quantity* as_quantity() const { return tag_ == Tag::kQuantity ? quantity_ : nullptr; }

  // The member of a map under `key`, null when absent or when this is no map.
  const Value* find(std::string_view key) const;

  // The slot of a struct; this must be a struct with that many fields.
  Value& operator[](std::size_t field) const { return fields_[field]; }

 private:
  constexpr Value(Tag tag, std::size_t size) : tag_(tag), size_(static_cast<std::uint32_t>(size)) {}
  static Value from_text(Tag tag, std::string_view text) {
    Value v(tag, text.size());
    v.text_ = text.data();
    return v;
  }

  Tag tag_ = Tag::kNull;
  std::uint32_t size_ = 0;
  union {
    std::int64_t integer_ = 0;
    const char* text_;
    const Value* items_;
    const Member* members_;
    Value* fields_;
    const k8s::Quantity* quantity_;
  };
};

static_assert(sizeof(Value) == 16);

struct Member {
  std::string_view key;
  Value value;
};

inline Value Value::map(std::span<const Member> members) {
  Value v(Tag::kMap, members.size());
  v.members_ = members.data();
  return v;
}

inline std::span<const Member> Value::members() const {
  return tag_ == Tag::kMap ? std::span<const Member>(members_, size_) : std::span<const Member>();
}

inline const Value* Value::find(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

}  // namespace flytespark
