// protojson -> protobuf's wire format.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/proto/descriptor.hpp"

namespace flytespark::proto {

// `json` is a document as read_json gives it; the answer lies in `arena`. Names of fields are
// accepted in both styles, and so is everything else that protojson lets a reader accept.
// Code::kInvalidDocument, with the JSON pointer inside `json`.
Result<std::string_view> protojson_to_protobuf(const MessageType& type, const Value& json,
                                               Arena& arena);

}  // namespace flytespark::proto
