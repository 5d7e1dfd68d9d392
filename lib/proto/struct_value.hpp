// google.protobuf.Struct -> a document, and its text in error messages.
#pragma once

#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// A Struct in wire format -> a map: keys ascending by their bytes, of equal keys the last; numbers
// as protojson prints them. Strings are views into `protobuf`; the rest lies in `arena`. `path` is
// the JSON pointer of the Struct, for errors. Code::kInvalidProtobuf, also for what JSON cannot say
// (NaN, an infinity, a value of no kind); Code::kLimit for more than kMaxDepth maps and lists in
// one another.
Result<Value> read_struct(std::string_view protobuf, Arena& arena, std::string_view path = "");

// Appends a Struct as read_struct gave it, in protobuf's debug text with single spaces:
//   fields:{key:"k" value:{number_value:1}} fields:{key:"l" value:{list_value:{}}}
void append_struct_text(const Value& struct_value, std::string& out);

}  // namespace flytespark
