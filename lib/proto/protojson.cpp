// A message is an object; unknown members are skipped, null is unset. A field set twice (by its two
// names), or a second member of a oneof, is an error. A field whose zero value is the same as unset
// is left out when zero.
//
// Integers are numbers or strings of numbers, and may be written with a point or an exponent when
// they are integral all the same. Doubles too, and "NaN", "Infinity", "-Infinity". Enums are names
// or numbers, and a number need not be known. Bytes are base64; Timestamp and Duration are strings,
// BoolValue is a boolean, Struct is any object. No list item, and no value of a map, may be null.
//
// The variables of an interface are an object (v1) or a list of {key, value} (v2).
//
// Source: protobuf-go encoding/protojson decode.go, well_known_types.go
// Differs: an enum name that the type does not have is an error; Go drops it when it drops unknown
// members.
#include "lib/proto/protojson.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/base64.hpp"
#include "lib/base/document.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/proto/descriptor.hpp"
#include "lib/proto/number_text.hpp"
#include "lib/proto/time_text.hpp"

namespace flytespark::proto {
namespace {

using protozero::pbf_writer;
using Tag = Value::Tag;

Error mismatch(std::string_view name, std::string_view expected, const Value& found,
               const Place& place) {
  constexpr std::size_t kLongestNumber = 40;
  bool is_short_number = found.tag() == Tag::kNumber && found.text().size() <= kLongestNumber;
  return {Code::kInvalidDocument,
          fmt::format("'{}' must be {}, but is {}", name, expected,
                      is_short_number ? found.text() : kind_phrase(found)),
          place.pointer()};
}

bool is_text_or_number(const Value& json) { return json.is_string() || json.tag() == Tag::kNumber; }

// An integer of type T; nullopt when `json` is none, or is out of range.
template <typename T>
std::optional<T> integer_in(const Value& json) {
  if (!is_text_or_number(json)) return std::nullopt;
  auto integer = parse_integer(json.text());
  if (!integer) return std::nullopt;
  auto largest = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  if (!integer->negative || integer->magnitude == 0) {
    return integer->magnitude <= largest ? std::optional(static_cast<T>(integer->magnitude))
                                         : std::nullopt;
  }
  if (!std::numeric_limits<T>::is_signed || integer->magnitude > largest + 1) return std::nullopt;
  return static_cast<T>(0 - integer->magnitude);
}

std::optional<double> double_in(const Value& json) {
  if (!is_text_or_number(json)) return std::nullopt;
  if (json.is_string()) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (json.text() == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (json.text() == "Infinity") return kInfinity;
    if (json.text() == "-Infinity") return -kInfinity;
  }
  return parse_double(json.text());
}

class Transcoder {
 public:
  Result<std::string_view> transcode(const MessageType& type, const Value& json, Arena& arena) {
    {
      bytes_.reserve(kTypicalBytes);
      pbf_writer writer(bytes_);
      FLYTESPARK_CHECK(message(type, type.name, json, Place(), writer));
    }
    return arena.copy(std::string_view(bytes_));
  }

 private:
  Result<void> message(const MessageType& type, std::string_view name, const Value& json,
                       const Place& place, pbf_writer& writer);
  Result<void> members(const MessageType& type, const Value& json, const Place& place,
                       pbf_writer& writer);
  Result<void> field(const FieldType& field, const Value& json, const Place& place,
                     pbf_writer& writer);
  Result<void> repeated(const FieldType& field, const Value& json, const Place& place,
                        pbf_writer& writer);
  Result<void> map(const FieldType& field, const FieldType& value_type, const Value& json,
                   const Place& place, pbf_writer& writer);
  Result<void> value(const FieldType& type, std::uint32_t number, bool keep_zero, const Value& json,
                     const Place& place, pbf_writer& writer);
  template <typename T>
  Result<void> integer(const FieldType& type, std::uint32_t number, bool keep_zero,
                       const Value& json, const Place& place, pbf_writer& writer);
  Result<void> enumeration(const FieldType& type, std::uint32_t number, bool keep_zero,
                           const Value& json, const Place& place, pbf_writer& writer);
  Result<void> struct_members(const Value& json, const Place& place, pbf_writer& writer);
  Result<void> struct_value(std::string_view name, const Value& json, const Place& place,
                            pbf_writer& writer);

  // A message within a message. protozero leaves out one that stays empty; here it counts as set.
  template <typename Write>
  Result<void> submessage(pbf_writer& parent, std::uint32_t number, Write write) {
    std::size_t before = bytes_.size();
    {
      pbf_writer nested(parent, number);
      FLYTESPARK_CHECK(write(nested));
    }
    if (bytes_.size() == before) parent.add_message(number, nullptr, 0);
    return {};
  }

  // Most messages of an execution fit, so that the text grows once.
  static constexpr std::size_t kTypicalBytes = 512;

  std::string bytes_;
};

void add_seconds(const Seconds& seconds, pbf_writer& writer) {
  if (seconds.seconds != 0) writer.add_int64(1, seconds.seconds);
  if (seconds.nanos != 0) writer.add_int32(2, seconds.nanos);
}

Result<void> Transcoder::message(const MessageType& type, std::string_view name, const Value& json,
                                 const Place& place, pbf_writer& writer) {
  switch (type.well_known) {
    case WellKnown::kNone:
      if (!json.is_map()) return mismatch(name, "an object", json, place);
      return members(type, json, place, writer);
    case WellKnown::kStruct:
      if (!json.is_map()) return mismatch(name, "an object", json, place);
      return struct_members(json, place, writer);
    case WellKnown::kBoolValue:
      if (json.tag() != Tag::kBool) return mismatch(name, "a boolean", json, place);
      if (json.as_bool()) writer.add_bool(1, true);
      return {};
    case WellKnown::kTimestamp: {
      auto time = json.is_string() ? parse_timestamp(json.text()) : std::nullopt;
      if (!time) return mismatch(name, "a time such as \"2024-05-06T07:08:09.5Z\"", json, place);
      add_seconds(*time, writer);
      return {};
    }
    case WellKnown::kDuration: {
      auto duration = json.is_string() ? parse_duration(json.text()) : std::nullopt;
      if (!duration) return mismatch(name, "a duration such as \"3.5s\"", json, place);
      add_seconds(*duration, writer);
      return {};
    }
  }
  return {};
}

Result<void> Transcoder::members(const MessageType& type, const Value& json, const Place& place,
                                 pbf_writer& writer) {
  std::uint64_t seen = 0;
  const FieldType* in_oneof = nullptr;
  for (const Member& member : json.members()) {
    const FieldType* known = find_field(type, member.key);
    if (known == nullptr) continue;
    Place here = Place::member(place, member.key);
    std::uint64_t bit = std::uint64_t{1} << (known - type.fields.data());
    if ((seen & bit) != 0) {
      return Error(Code::kInvalidDocument,
                   fmt::format("'{}' is set twice, under both of its names", known->name),
                   here.pointer());
    }
    seen |= bit;
    if (member.value.is_null()) continue;
    if (known->oneof) {
      if (in_oneof != nullptr) {
        return Error(Code::kInvalidDocument,
                     fmt::format("'{}' and '{}' exclude each other", in_oneof->name, known->name),
                     here.pointer());
      }
      in_oneof = known;
    }
    FLYTESPARK_CHECK(field(*known, member.value, here, writer));
  }
  return {};
}

Result<void> Transcoder::field(const FieldType& field, const Value& json, const Place& place,
                               pbf_writer& writer) {
  switch (field.shape) {
    case Shape::kSingular:
      return value(field, field.number, false, json, place, writer);
    case Shape::kPresence:
      return value(field, field.number, true, json, place, writer);
    case Shape::kRepeated:
      if (!json.is_list()) return mismatch(field.name, "a list", json, place);
      return repeated(field, json, place, writer);
    case Shape::kMap:
      if (!json.is_map()) return mismatch(field.name, "an object", json, place);
      return map(field, field, json, place, writer);
    case Shape::kMapOrEntries:
      if (json.is_list()) return repeated(field, json, place, writer);
      if (!json.is_map())
        return mismatch(field.name, "an object, or a list of keys and values", json, place);
      return map(field, field.message->fields[1], json, place, writer);
  }
  return {};
}

Result<void> Transcoder::repeated(const FieldType& field, const Value& json, const Place& place,
                                  pbf_writer& writer) {
  std::size_t index = 0;
  for (const Value& item : json.items()) {
    FLYTESPARK_CHECK(value(field, field.number, true, item, Place::item(place, index++), writer));
  }
  return {};
}

Result<void> Transcoder::map(const FieldType& field, const FieldType& value_type, const Value& json,
                             const Place& place, pbf_writer& writer) {
  for (const Member& member : json.members()) {
    FLYTESPARK_CHECK(submessage(writer, field.number, [&](pbf_writer& entry) -> Result<void> {
      entry.add_string(1, member.key.data(), member.key.size());
      return value(value_type, 2, true, member.value, Place::member(place, member.key), entry);
    }));
  }
  return {};
}

Result<void> Transcoder::value(const FieldType& type, std::uint32_t number, bool keep_zero,
                               const Value& json, const Place& place, pbf_writer& writer) {
  switch (type.kind) {
    case Kind::kBool:
      if (json.tag() != Tag::kBool) return mismatch(type.name, "a boolean", json, place);
      if (keep_zero || json.as_bool()) writer.add_bool(number, json.as_bool());
      return {};
    case Kind::kInt32:
      return integer<std::int32_t>(type, number, keep_zero, json, place, writer);
    case Kind::kInt64:
      return integer<std::int64_t>(type, number, keep_zero, json, place, writer);
    case Kind::kUint32:
      return integer<std::uint32_t>(type, number, keep_zero, json, place, writer);
    case Kind::kUint64:
      return integer<std::uint64_t>(type, number, keep_zero, json, place, writer);
    case Kind::kDouble: {
      auto parsed = double_in(json);
      if (!parsed) return mismatch(type.name, "a number that fits a double", json, place);
      // A negative zero is not the default.
      if (keep_zero || *parsed != 0 || std::signbit(*parsed)) writer.add_double(number, *parsed);
      return {};
    }
    case Kind::kString:
      if (!json.is_string()) return mismatch(type.name, "a string", json, place);
      if (keep_zero || !json.text().empty())
        writer.add_string(number, json.text().data(), json.text().size());
      return {};
    case Kind::kBytes: {
      auto bytes = json.is_string() ? decode_base64(json.text()) : std::nullopt;
      if (!bytes) return mismatch(type.name, "base64", json, place);
      if (keep_zero || !bytes->empty()) writer.add_bytes(number, *bytes);
      return {};
    }
    case Kind::kEnum:
      return enumeration(type, number, keep_zero, json, place, writer);
    case Kind::kMessage:
      return submessage(writer, number, [&](pbf_writer& nested) {
        return message(*type.message, type.name, json, place, nested);
      });
  }
  return {};
}

template <typename T>
Result<void> Transcoder::integer(const FieldType& type, std::uint32_t number, bool keep_zero,
                                 const Value& json, const Place& place, pbf_writer& writer) {
  using Limits = std::numeric_limits<T>;
  auto parsed = integer_in<T>(json);
  if (!parsed) {
    auto expected = fmt::format("an integer from {} to {}", Limits::min(), Limits::max());
    return mismatch(type.name, expected, json, place);
  }
  if (!keep_zero && *parsed == 0) return {};
  if constexpr (Limits::is_signed) {
    writer.add_int64(number, *parsed);
  } else {
    writer.add_uint64(number, *parsed);
  }
  return {};
}

Result<void> Transcoder::enumeration(const FieldType& type, std::uint32_t number, bool keep_zero,
                                     const Value& json, const Place& place, pbf_writer& writer) {
  std::optional<std::int32_t> parsed;
  if (json.is_string()) {
    const EnumName* known = find_enum_name(*type.enumeration, json.text());
    if (known != nullptr) parsed = known->number;
  } else {
    parsed = integer_in<std::int32_t>(json);
  }
  if (!parsed) {
    auto expected = fmt::format("a name or number of {}", type.enumeration->name);
    if (!json.is_string()) return mismatch(type.name, expected, json, place);
    return Error(Code::kInvalidDocument,
                 fmt::format("'{}' must be {}, but is \"{}\"", type.name, expected, json.text()),
                 place.pointer());
  }
  if (keep_zero || *parsed != 0) writer.add_enum(number, *parsed);
  return {};
}

Result<void> Transcoder::struct_members(const Value& json, const Place& place, pbf_writer& writer) {
  for (const Member& member : json.members()) {
    FLYTESPARK_CHECK(submessage(writer, 1, [&](pbf_writer& entry) -> Result<void> {
      entry.add_string(1, member.key.data(), member.key.size());
      return submessage(entry, 2, [&](pbf_writer& nested) {
        return struct_value(member.key, member.value, Place::member(place, member.key), nested);
      });
    }));
  }
  return {};
}

Result<void> Transcoder::struct_value(std::string_view name, const Value& json, const Place& place,
                                      pbf_writer& writer) {
  switch (json.tag()) {
    case Tag::kNull:
      writer.add_enum(1, 0);
      return {};
    case Tag::kNumber: {
      auto number = parse_double(json.text());
      if (!number) return mismatch(name, "a number that fits a double", json, place);
      writer.add_double(2, *number);
      return {};
    }
    case Tag::kString:
      writer.add_string(3, json.text().data(), json.text().size());
      return {};
    case Tag::kBool:
      writer.add_bool(4, json.as_bool());
      return {};
    case Tag::kMap:
      return submessage(writer, 5,
                        [&](pbf_writer& nested) { return struct_members(json, place, nested); });
    case Tag::kList:
      return submessage(writer, 6, [&](pbf_writer& nested) -> Result<void> {
        std::size_t index = 0;
        for (const Value& item : json.items()) {
          Place here = Place::item(place, index++);
          FLYTESPARK_CHECK(submessage(
              nested, 1, [&](pbf_writer& w) { return struct_value(name, item, here, w); }));
        }
        return {};
      });
    case Tag::kInteger:
    case Tag::kStruct:
    case Tag::kQuantity:
      break;
  }
  return mismatch(name, "a value of a JSON document", json, place);
}

}  // namespace

Result<std::string_view> protojson_to_protobuf(const MessageType& type, const Value& json,
                                               Arena& arena) {
  return Transcoder().transcode(type, json, arena);
}

}  // namespace flytespark::proto
