// One binary flyteidl Literal -> the text that stands for it in an argument.
//
//   integer, boolean   decimal; true, false
//   float              as format_float_g
//   string             its bytes
//   datetime           RFC 3339 in UTC; what no timestamp may be, a note in parentheses
//   duration           the protobuf debug text: seconds:3 nanos:500000000
//   blob, schema       the URI
//   binary             tag msgpack only: as append_msgpack_text
//   collection         [a,b], its items by the same rules
//
// Every other kind is an error that names the Go type of what is there.
//
// Source: flyteplugins core/template template.go serializeLiteral
// Differs: protobuf's debug text has one space between fields, where the reference has one or two
// by the build; of a message that stands twice in its field the last counts, where protobuf merges
// them, since merging on and on would take quadratic time; what is not printed is not checked.
#pragma once

#include <cstddef>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"

namespace flytespark {

inline constexpr std::size_t kMaxLiteralDepth = 64;

// A view into `literal` or the arena. Code::kBuildFailed with the reference's sentence for a
// literal without a text; Code::kInvalidProtobuf for bytes that are no literal; Code::kLimit for
// collections nested deeper than kMaxLiteralDepth.
Result<std::string_view> literal_text(std::string_view literal, Arena& arena);

}  // namespace flytespark
