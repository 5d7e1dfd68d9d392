// Two typed values -> one: how a pod template and a task's own pod spec become one pod spec.
#pragma once

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark::k8s {

// `above` over `below`, both of `type`. Neither is changed; the result shares what it can with
// both.
Value merge(const Type& type, const Value& below, const Value& above, Arena& arena);

// Maps with string keys, sorted: all members of both, `above` winning.
Value merge_maps(const Value& below, const Value& above, Arena& arena);

// `first` followed by `second`; null when both are null.
Value concat_lists(const Value& first, const Value& second, Arena& arena);

// A struct with the same content whose slots may be changed.
Value copy_struct(const Value& value, Arena& arena);

}  // namespace flytespark::k8s
