#include "lib/resolve/literal_text.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <protozero/exception.hpp>
#include <protozero/types.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/go_float.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/utf8.hpp"
#include "lib/proto/wire.hpp"
#include "lib/resolve/msgpack_text.hpp"

namespace flytespark {
namespace {

using wire::tag_and_type;

// The first and the last second that a timestamp may hold.
constexpr std::int64_t kYear1 = -62'135'596'800;
constexpr std::int64_t kYear10000 = 253'402'300'800;
constexpr std::int32_t kNanosPerSecond = 1'000'000'000;

constexpr std::string_view kHexDigits = "0123456789abcdef";

// The member that is set in a oneof whose members are all messages: the last one.
struct Member {
  std::uint32_t field = 0;
  std::string_view message;
};

constexpr std::uint32_t bit(std::uint32_t field) { return 1U << field; }

// `fields` has one bit for each field number of the oneof.
Member set_member(std::string_view message, std::uint32_t fields) {
  Member member;
  auto reader = wire::message(message);
  while (reader.next()) {
    bool is_one = reader.tag() < 32 && (fields & bit(reader.tag())) != 0;
    if (is_one && reader.wire_type() == wire::kBytes) {
      member.field = reader.tag();
      member.message = wire::bytes(reader);
    } else {
      reader.skip();
    }
  }
  return member;
}

// A field of bytes; empty when absent.
std::string_view bytes_field(std::string_view message, std::uint32_t field) {
  std::string_view value;
  auto reader = wire::message(message);
  while (reader.next(field, wire::kBytes)) value = wire::bytes(reader);
  return value;
}

Error wrong(std::string message) { return Error(Code::kBuildFailed, std::move(message)); }

Error invalid(std::string_view why) {
  return Error(Code::kInvalidProtobuf, "this is no flyteidl literal: " + std::string(why));
}

Result<std::string_view> utf8(std::string_view text) {
  if (!is_valid_utf8(text)) return invalid("a string is not UTF-8");
  return text;
}

template <typename Integer>
std::string_view decimal(Integer value, Arena& arena) {
  char digits[24];
  char* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return arena.copy(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

// google.protobuf.Timestamp and Duration: seconds = 1, nanos = 2. Either may be out of range.
UnixTime seconds_and_nanos(std::string_view message) {
  UnixTime time;
  auto reader = wire::message(message);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, wire::kVarint):
        time.seconds = reader.get_int64();
        break;
      case tag_and_type(2, wire::kVarint):
        time.nanos = reader.get_int32();
        break;
      default:
        reader.skip();
    }
  }
  return time;
}

std::string_view debug_text(UnixTime time, Arena& arena) {
  std::string_view seconds = time.seconds == 0 ? std::string_view() : decimal(time.seconds, arena);
  std::string_view nanos = time.nanos == 0 ? std::string_view() : decimal(time.nanos, arena);
  return arena.concat({seconds.empty() ? "" : "seconds:", seconds,
                       seconds.empty() || nanos.empty() ? "" : " ",
                       nanos.empty() ? "" : "nanos:", nanos});
}

std::string_view datetime_text(UnixTime time, Arena& arena) {
  std::string_view fault;
  if (time.seconds < kYear1) {
    fault = " before 0001-01-01)";
  } else if (time.seconds >= kYear10000) {
    fault = " after 10000-01-01)";
  } else if (time.nanos < 0 || time.nanos >= kNanosPerSecond) {
    fault = ": nanos not in range [0, 1e9))";
  }
  if (fault.empty()) return format_rfc3339(time, arena);
  return arena.concat({"(timestamp: ", debug_text(time, arena), fault});
}

// integer = 1, float_value = 2, string_value = 3, boolean = 4, datetime = 5, duration = 6.
Result<std::string_view> primitive_text(std::string_view message, Arena& arena) {
  Result<std::string_view> text = wrong("received an unexpected primitive type [<nil>]");
  auto reader = wire::message(message);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, wire::kVarint):
        text = decimal(reader.get_int64(), arena);
        break;
      case tag_and_type(2, protozero::pbf_wire_type::fixed64):
        text = format_float_g(reader.get_double(), arena);
        break;
      case tag_and_type(3, wire::kBytes):
        text = utf8(wire::bytes(reader));
        break;
      case tag_and_type(4, wire::kVarint):
        text = std::string_view(reader.get_uint64() != 0 ? "true" : "false");
        break;
      case tag_and_type(5, wire::kBytes):
        text = datetime_text(seconds_and_nanos(wire::bytes(reader)), arena);
        break;
      case tag_and_type(6, wire::kBytes):
        text = debug_text(seconds_and_nanos(wire::bytes(reader)), arena);
        break;
      default:
        reader.skip();
    }
  }
  return text;
}

void append_escaped(std::string& text, std::string_view sequence) {
  auto first = static_cast<unsigned char>(sequence[0]);
  auto last = static_cast<unsigned char>(sequence.back());
  if (first == '"' || first == '\\') {
    text.append({'\\', sequence[0]});
  } else if (first == '\n') {
    text.append("\\n");
  } else if (first == '\r') {
    text.append("\\r");
  } else if (first == '\t') {
    text.append("\\t");
  } else if (first < ' ' || first == 0x7f || (sequence.size() == 1 && first >= 0x80)) {
    text.append({'\\', 'x', kHexDigits[first >> 4], kHexDigits[first & 15]});
  } else if (first == 0xc2 && last < 0xa0) {
    text.append({'\\', 'u', '0', '0', kHexDigits[last >> 4], kHexDigits[last & 15]});
  } else {
    text.append(sequence);
  }
}

// Bytes as protobuf's debug text quotes them: what is UTF-8 and can be seen stays.
std::string quoted(std::string_view bytes) {
  std::string text = "\"";
  while (!bytes.empty()) {
    std::size_t size = utf8_sequence_size(bytes);
    if (size == 0) size = 1;
    append_escaped(text, bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return text + "\"";
}

// value = 1, tag = 2.
Result<std::string_view> binary_text(std::string_view message, Arena& arena) {
  FLYTESPARK_TRY(tag, utf8(bytes_field(message, 2)));
  if (tag != "msgpack") return wrong("unsupported binary tag [" + std::string(tag) + "]");
  std::string_view value = bytes_field(message, 1);
  std::string text;
  auto appended = append_msgpack_text(value, arena, text);
  if (appended) return arena.copy(text);
  if (appended.error().code != Code::kBuildFailed) return appended.error();
  std::string shown = value.empty() ? "" : "value:" + quoted(value) + " ";
  return wrong("failed to unmarshal messagepack bytes with literal:[binary:{" + shown +
               "tag:\"msgpack\"}], err:[" + appended.error().message + "]");
}

Error unexpected_scalar(std::string_view type) {
  return wrong("received an unexpected scalar type [" + std::string(type) + "]");
}

Error unexpected_literal(std::string_view type) {
  return wrong("received an unexpected primitive type [" + std::string(type) + "]");
}

Result<std::string_view> scalar_text(std::string_view message, Arena& arena) {
  constexpr std::uint32_t kFields =
      bit(1) | bit(2) | bit(3) | bit(4) | bit(5) | bit(6) | bit(7) | bit(8) | bit(9);
  Member member = set_member(message, kFields);
  switch (member.field) {
    case 1:
      return primitive_text(member.message, arena);
    case 2:
      return utf8(bytes_field(member.message, 3));
    case 3:
      return binary_text(member.message, arena);
    case 4:
      return utf8(bytes_field(member.message, 1));
    case 5:
      return unexpected_scalar("*core.Scalar_NoneType");
    case 6:
      return unexpected_scalar("*core.Scalar_Error");
    case 7:
      return unexpected_scalar("*core.Scalar_Generic");
    case 8:
      return unexpected_scalar("*core.Scalar_StructuredDataset");
    case 9:
      return unexpected_scalar("*core.Scalar_Union");
    default:
      return unexpected_scalar("<nil>");
  }
}

Result<void> append_literal(std::string_view message, std::size_t depth, Arena& arena,
                            std::string& out);

Result<void> append_collection(std::string_view message, std::size_t depth, Arena& arena,
                               std::string& out) {
  if (depth > kMaxLiteralDepth) {
    return Error(Code::kLimit,
                 "the literal is nested deeper than " + std::to_string(kMaxLiteralDepth));
  }
  out.push_back('[');
  bool first = true;
  auto reader = wire::message(message);
  while (reader.next(1, wire::kBytes)) {
    if (!first) out.push_back(',');
    first = false;
    FLYTESPARK_CHECK(append_literal(wire::bytes(reader), depth, arena, out));
  }
  out.push_back(']');
  return {};
}

// scalar = 1, collection = 2, map = 3, offloaded_metadata = 8.
Member literal_member(std::string_view message) {
  return set_member(message, bit(1) | bit(2) | bit(3) | bit(8));
}

Error unexpected_member(std::uint32_t field) {
  if (field == 3) return unexpected_literal("*core.Literal_Map");
  if (field == 8) return unexpected_literal("*core.Literal_OffloadedMetadata");
  return unexpected_literal("<nil>");
}

// `depth` counts the collections around the literal.
Result<void> append_literal(std::string_view message, std::size_t depth, Arena& arena,
                            std::string& out) {
  Member member = literal_member(message);
  if (member.field == 2) return append_collection(member.message, depth + 1, arena, out);
  if (member.field != 1) return unexpected_member(member.field);
  FLYTESPARK_TRY(text, scalar_text(member.message, arena));
  out.append(text);
  return {};
}

}  // namespace

Result<std::string_view> literal_text(std::string_view literal, Arena& arena) {
  try {
    Member member = literal_member(literal);
    if (member.field == 1) return scalar_text(member.message, arena);
    std::string text;
    FLYTESPARK_CHECK(append_literal(literal, 0, arena, text));
    return arena.copy(text);
  } catch (const protozero::exception& fault) {
    return invalid(fault.what());
  }
}

}  // namespace flytespark
