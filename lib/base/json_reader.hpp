// JSON text -> a document of Values.
//
// Stricter than most readers, because what is read decides what runs: UTF-8 is checked, a repeated
// key is refused, and so is a text nested deeper or larger than the limits of flytespark.h. Numbers
// keep their text. Strings without an escape are views into `text`, which must then outlive the
// document; the others are unescaped into the arena.
#pragma once

#include <cstddef>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

inline constexpr std::size_t kMaxDocumentBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMaxDepth = 64;

// Lists and maps go to `nodes`, unescaped strings to `texts`: a reader that keeps single strings,
// not the document, can drop the nodes.
// Errors: Code::kInvalidJson (with line, column and JSON pointer), Code::kLimit.
Result<Value> read_json(std::string_view text, Arena& nodes, Arena& texts);
inline Result<Value> read_json(std::string_view text, Arena& arena) {
  return read_json(text, arena, arena);
}

// The same, and the text must be one object.
Result<Value> read_json_object(std::string_view text, Arena& nodes, Arena& texts);
inline Result<Value> read_json_object(std::string_view text, Arena& arena) {
  return read_json_object(text, arena, arena);
}

}  // namespace flytespark
