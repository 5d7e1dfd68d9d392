// Typed value -> JSON, as Go's encoding/json prints the core/v1 type.
#pragma once

#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {

// A null value of a type that is no pointer is Go's zero value: "", 0, false, {}; of a list, map or
// pointer it is null.
void encode(const Type& type, const Value& value, JsonWriter& writer);

}  // namespace flytespark::k8s
