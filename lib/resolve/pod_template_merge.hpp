// Pod specs laid over each other: a task's own over a pod template, a role's over the task's.
#pragma once

#include <cstddef>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// Both are PodSpecs; `pod_spec` wins. `primary` names the task's primary container.
Value merge_pod_template(const Value& template_spec, const Value& pod_spec,
                         std::string_view primary, const FlyteLine& line, Arena& arena);

// `above` over `pod_spec`; of its containers those count that are in `pod_spec` too.
Value lay_over_pod(const Value& pod_spec, const Value& above, Arena& arena);

// What a template has a container ask for, which is called `name`: the resources of the template's
// own of that name, else of `primary`, else of `default` (`primary-init`, `default-init`). `list`
// is pod_spec::kContainers or kInitContainers. Null when there is none.
Value template_resources(const Value& template_spec, std::size_t list, std::string_view name);

}  // namespace flytespark
