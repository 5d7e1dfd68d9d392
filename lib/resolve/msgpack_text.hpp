// One MessagePack value -> its text as Go's fmt prints the decoded value with %v.
//
//   nil        <nil>
//   boolean    true, false
//   integer    decimal
//   float      as format_float_g
//   string     its bytes
//   binary     its bytes as numbers: [97 98]
//   array      [a b]
//   map        map[k:v k:v], sorted by key; of equal keys the last counts
//   timestamp  2006-01-02 15:04:05.5 +0000 UTC; any other extension is an error
//
// Keys are sorted by kind: nil, strings, integers by their width with signed before unsigned,
// floats, booleans, timestamps; within a kind by value. Arrays, maps and binaries are no keys. NaN
// equals nothing, not even itself.
//
// Source: shamaton/msgpack v2 Unmarshal into any, Go fmt and internal/fmtsort, seen by running them
// Kept: the order of kinds follows from where Go's types lie in memory; it was the same in each
// program looked at.
// Kept: timestamps as keys are compared by their nanoseconds first.
// Differs: a binary as key stops the reference with a panic, whose message is an error here; times
// are in UTC, not in the zone of the process, and keep their year where Go's arithmetic overflows;
// nesting has a limit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"

namespace flytespark {

inline constexpr std::size_t kMaxMsgpackDepth = 64;

// Appends to `out`; after an error it holds a part of the text. Code::kBuildFailed with the
// reference's sentence for what is not exactly one value; Code::kLimit when nested deeper than
// kMaxMsgpackDepth.
Result<void> append_msgpack_text(std::string_view bytes, Arena& arena, std::string& out);

}  // namespace flytespark
