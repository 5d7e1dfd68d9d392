// A pod template under a task's own pod spec.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// Both are PodSpecs; `pod_spec` wins. `primary` names the task's primary container.
Value merge_pod_template(const Value& template_spec, const Value& pod_spec,
                         std::string_view primary, Arena& arena);

}  // namespace flytespark
