// Document -> typed value: what Go's encoding/json makes of a JSON text when it fills a core/v1
// type.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {

// `path` is the JSON pointer of `document` in its input, for errors: Code::kInvalidDocument with
// Go's own sentence.
Result<Value> decode(const Type& type, const Value& document, std::string_view path, Arena& arena);

// What Go's messages call the kind of a JSON value: "string", "array".
std::string_view go_kind_name(const Value& value);

// A new struct of `type` with every slot null.
Value make_struct(const Type& type, Arena& arena);

}  // namespace flytespark::k8s
