// A field of an unexpected wire type is skipped like an unknown one. A message that comes twice is
// merged; a Value that has several kinds is of the last one.
//
// Source: protobuf-go encoding/protojson well_known_types.go marshalStruct, marshalKnownValue
// Differs: bytes nested deeper than kMaxDepth are refused; Go allows 10,000 levels. An entry that a
// later one of the same key replaces must still hold a value.
#include "lib/proto/struct_value.hpp"

#include <fmt/format.h>

#include <boost/container/small_vector.hpp>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <protozero/exception.hpp>
#include <protozero/types.hpp>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/go_float.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/proto/wire.hpp"

namespace flytespark {
namespace {

using namespace wire;

constexpr auto kFixed64 = protozero::pbf_wire_type::fixed64;

Error invalid(std::string_view what, const Place& place) {
  return {Code::kInvalidProtobuf, fmt::format("invalid google.protobuf.Struct: {}", what),
          place.pointer()};
}

// A message that comes twice is merged: its fields are those of the parts in turn. Reading the
// parts one after the other gives the same without joining them.
using Parts = boost::container::small_vector<std::string_view, 1>;

std::size_t count_fields(const Parts& parts, std::uint32_t number) {
  std::size_t count = 0;
  for (std::string_view part : parts) {
    for (auto reader = message(part); reader.next(number, kBytes); reader.skip()) ++count;
  }
  return count;
}

// A function that takes a `place` reports the bytes that are malformed at its own level.
class StructReader {
 public:
  explicit StructReader(Arena& arena) : arena_(arena) {}

  // `depth` counts the maps and lists around this one.
  Result<Value> read_struct(const Parts& parts, std::size_t depth, const Place& place) {
    if (depth == kMaxDepth) return too_deep(place);
    try {
      std::size_t count = count_fields(parts, 1);
      if (count == 0) return Value::map({});
      std::span<Member> members(arena_.make_array<Member>(count), count);
      auto next = members.begin();
      for (std::string_view part : parts) {
        for (auto reader = message(part); reader.next(1, kBytes); ++next) {
          FLYTESPARK_CHECK(read_entry(bytes(reader), depth, place, *next));
        }
      }
      return sorted_map(members);
    } catch (const protozero::exception& fault) {
      return invalid(fault.what(), place);
    }
  }

 private:
  // What a Value holds, as far as it has been read: the last kind, and the bytes of a map or list.
  struct Content {
    enum class Kind { kUnset, kScalar, kNumber, kStruct, kList };

    void set(Value value) {
      kind = Kind::kScalar;
      scalar = value;
    }
    void set(double value) {
      kind = Kind::kNumber;
      number = value;
    }
    void set(Kind nested, std::string_view part) {
      if (kind != nested) parts.clear();
      kind = nested;
      parts.push_back(part);
    }

    Kind kind = Kind::kUnset;
    Value scalar;
    double number = 0;
    Parts parts;
  };

  static Error too_deep(const Place& place) {
    return {Code::kLimit, fmt::format("the Struct is nested deeper than {}", kMaxDepth),
            place.pointer()};
  }

  Result<void> read_entry(std::string_view protobuf, std::size_t depth, const Place& place,
                          Member& to) {
    Parts value;
    auto reader = message(protobuf);
    while (reader.next()) {
      switch (reader.tag_and_type()) {
        case tag_and_type(1, kBytes):
          to.key = text(reader);
          break;
        case tag_and_type(2, kBytes):
          value.push_back(bytes(reader));
          break;
        default:
          reader.skip();
      }
    }
    FLYTESPARK_TRY(read, read_value(value, depth, Place::member(place, to.key)));
    to.value = read;
    return {};
  }

  Result<Value> read_list(const Parts& parts, std::size_t depth, const Place& place) {
    if (depth == kMaxDepth) return too_deep(place);
    try {
      std::size_t count = count_fields(parts, 1);
      Value* items = arena_.make_array<Value>(count);
      std::size_t next = 0;
      for (std::string_view part : parts) {
        for (auto reader = message(part); reader.next(1, kBytes); ++next) {
          Parts item{bytes(reader)};
          FLYTESPARK_TRY(read, read_value(item, depth, Place::item(place, next)));
          items[next] = read;
        }
      }
      return Value::list({items, count});
    } catch (const protozero::exception& fault) {
      return invalid(fault.what(), place);
    }
  }

  Result<Value> read_value(const Parts& parts, std::size_t depth, const Place& place) {
    Content content;
    try {
      for (std::string_view part : parts) read_content(message(part), content);
    } catch (const protozero::exception& fault) {
      return invalid(fault.what(), place);
    }
    switch (content.kind) {
      case Content::Kind::kScalar:
        return content.scalar;
      case Content::Kind::kNumber:
        if (!std::isfinite(content.number)) return invalid("JSON has no such number", place);
        return Value::number(format_float_json(content.number, arena_));
      case Content::Kind::kStruct:
        return read_struct(content.parts, depth + 1, place);
      case Content::Kind::kList:
        return read_list(content.parts, depth + 1, place);
      case Content::Kind::kUnset:
        break;
    }
    return invalid("a value of no kind", place);
  }

  static void read_content(pbf_reader reader, Content& to) {
    while (reader.next()) {
      switch (reader.tag_and_type()) {
        case tag_and_type(1, kVarint):
          reader.skip();
          to.set(Value());
          break;
        case tag_and_type(2, kFixed64):
          to.set(reader.get_double());
          break;
        case tag_and_type(3, kBytes):
          to.set(Value::string(text(reader)));
          break;
        case tag_and_type(4, kVarint):
          to.set(Value::boolean(reader.get_bool()));
          break;
        case tag_and_type(5, kBytes):
          to.set(Content::Kind::kStruct, bytes(reader));
          break;
        case tag_and_type(6, kBytes):
          to.set(Content::Kind::kList, bytes(reader));
          break;
        default:
          reader.skip();
      }
    }
  }

  Arena& arena_;
};

// The escapes of protobuf's text format: control characters of ASCII by their byte, those up to
// U+009F by their number.
void append_quoted(std::string_view text, std::string& out) {
  out.push_back('"');
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    bool is_c1_control =
        byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (byte == '\n') {
      out.append("\\n");
    } else if (byte == '\r') {
      out.append("\\r");
    } else if (byte == '\t') {
      out.append("\\t");
    } else if (byte == '"' || byte == '\\') {
      out.push_back('\\');
      out.push_back(text[i]);
    } else if (byte < 0x20 || byte == 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    } else if (is_c1_control) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(text[++i]));
    } else {
      out.push_back(text[i]);
    }
  }
  out.push_back('"');
}

void append_number(std::string_view json_number, std::string& out) {
  // What format_float_json wrote reads back as the same number.
  double number = 0;
  std::from_chars(json_number.data(), json_number.data() + json_number.size(), number);
  Arena arena;
  out.append(format_float_g(number, arena));
}

// What stands between the braces of `value:{}`.
void append_value_text(const Value& value, std::string& out) {
  switch (value.tag()) {
    case Value::Tag::kBool:
      out.append(value.as_bool() ? "bool_value:true" : "bool_value:false");
      return;
    case Value::Tag::kNumber:
      out.append("number_value:");
      append_number(value.text(), out);
      return;
    case Value::Tag::kString:
      out.append("string_value:");
      append_quoted(value.text(), out);
      return;
    case Value::Tag::kList:
      out.append("list_value:{");
      for (const Value& item : value.items()) {
        out.append(&item == value.items().data() ? "values:{" : " values:{");
        append_value_text(item, out);
        out.push_back('}');
      }
      out.push_back('}');
      return;
    case Value::Tag::kMap:
      out.append("struct_value:{");
      append_struct_text(value, out);
      out.push_back('}');
      return;
    case Value::Tag::kNull:
    case Value::Tag::kInteger:
    case Value::Tag::kStruct:
    case Value::Tag::kQuantity:
      break;
  }
  out.append("null_value:NULL_VALUE");
}

}  // namespace

Result<Value> read_struct(std::string_view protobuf, Arena& arena, std::string_view path) {
  Place place;
  place.key = path;
  return StructReader(arena).read_struct({protobuf}, 0, place);
}

void append_struct_text(const Value& struct_value, std::string& out) {
  std::string_view separator;
  for (const Member& member : struct_value.members()) {
    out.append(separator).append("fields:{key:");
    append_quoted(member.key, out);
    out.append(" value:{");
    append_value_text(member.value, out);
    out.append("}}");
    separator = " ";
  }
}

}  // namespace flytespark
