// The inputs of a task, a binary flyteidl LiteralMap, looked up by name.
//
// Nothing is read before the first look-up, since few tasks name an input in their arguments. Then
// the names are sorted once; a literal is turned into text when first asked for, and the text is
// kept.
//
// Threads: one at a time.
#pragma once

#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"

namespace flytespark {

class LiteralInputs {
 public:
  // `literal_map` and `arena` must outlive the inputs.
  LiteralInputs(std::string_view literal_map, Arena& arena)
      : literal_map_(literal_map), arena_(arena) {}

  // The text of one input. Code::kBuildFailed with the reference's sentence when there is no such
  // input or it has no text; Code::kInvalidProtobuf, Code::kLimit as in literal_text, with the
  // document `inputs`.
  Result<std::string_view> text(std::string_view name);

 private:
  enum class State { kUnread, kText, kFailed };
  struct Input {
    std::string_view name;
    std::string_view literal;
    State state = State::kUnread;
    // What was made of the literal: its text, or why it has none.
    std::string_view outcome;
  };

  Result<void> read();
  Input* find(std::string_view name) const;

  std::string_view literal_map_;
  Arena& arena_;
  bool is_read_ = false;
  std::span<Input> inputs_;
};

}  // namespace flytespark
