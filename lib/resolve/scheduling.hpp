// Where a pod may run: required node affinity, tolerations, node selector.
#pragma once

#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

struct K8sConfig;

// A core/v1 NodeSelectorRequirement.
Value node_requirement(std::string_view key, std::string_view op, std::span<const Value> values,
                       Arena& arena);

// A core/v1 Toleration with effect NoSchedule; an empty value is left out.
Value no_schedule_toleration(std::string_view key, std::string_view op, std::string_view value,
                             Arena& arena);

// `affinity` with every requirement in every required node selector term, each once (in the older
// line as often as it is added); a pod without such terms gets one. Null counts as an empty
// affinity.
Value require_node_affinity(const Value& affinity, std::span<const Value> requirements,
                            const FlyteLine& line, Arena& arena);

// `tolerations` and those of `more` that it does not hold yet. Seconds are not compared.
Value add_missing_tolerations(const Value& tolerations, std::span<const Value> more, Arena& arena);

// The (non-)interruptible requirement of the configuration; null when there is none.
const Value& interruptible_requirement(const K8sConfig& config, bool interruptible);

// What Spark does to each role's finished pod: the configuration's scheduling once more. `pod_spec`
// is changed in place.
void apply_platform_scheduling(Value& pod_spec, const K8sConfig& config, const FlyteLine& line,
                               bool interruptible, Arena& arena);

}  // namespace flytespark
