// Kept: a default-affinity of several alternative terms becomes all of them at once, since each is
// ANDed into every term; and one that has only matchFields leaves an empty term behind.
//
// Source: flyteplugins pod_helper.go AddRequiredNodeSelectorRequirements,
// ApplyInterruptibleNodeSelectorRequirement; the platform scheduling that spark.go applies to
// driver and executor
#include "lib/resolve/scheduling.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark {
namespace {

namespace requirement = k8s::node_selector_requirement;
namespace term = k8s::node_selector_term;

bool same_requirement(const Value& a, const Value& b) {
  auto left = a[requirement::kValues].items();
  auto right = b[requirement::kValues].items();
  return a[requirement::kKey].text() == b[requirement::kKey].text() &&
         a[requirement::kOperator].text() == b[requirement::kOperator].text() &&
         std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Value& x, const Value& y) { return x.text() == y.text(); });
}

bool same_toleration(const Value& a, const Value& b) {
  using namespace k8s::toleration;
  return std::ranges::all_of(std::array{kKey, kOperator, kValue, kEffect},
                             [&](auto field) { return a[field].text() == b[field].text(); });
}

Value with_requirements(const Value& old_term, std::span<const Value> requirements,
                        const FlyteLine& line, Arena& arena) {
  auto expressions = old_term[term::kMatchExpressions].items();
  Value* items = arena.make_array<Value>(expressions.size() + requirements.size());
  std::size_t count =
      static_cast<std::size_t>(std::copy(expressions.begin(), expressions.end(), items) - items);
  for (const Value& added : requirements) {
    if (!line.skips_repeated_scheduling ||
        std::none_of(items, items + count,
                     [&](const Value& have) { return same_requirement(have, added); })) {
      items[count++] = added;
    }
  }
  Value new_term = k8s::copy_struct(old_term, arena);
  if (count > 0) new_term[term::kMatchExpressions] = Value::list({items, count});
  return new_term;
}

// The struct in `slot`, as one that may be changed.
Value own_struct(const Value& slot, const k8s::Type& type, Arena& arena) {
  return slot.is_struct() ? k8s::copy_struct(slot, arena) : k8s::make_struct(type, arena);
}

}  // namespace

Value node_requirement(std::string_view key, std::string_view op, std::span<const Value> values,
                       Arena& arena) {
  Value made = k8s::make_struct(k8s::kNodeSelectorRequirementType, arena);
  made[requirement::kKey] = Value::string(key);
  made[requirement::kOperator] = Value::string(op);
  if (!values.empty()) made[requirement::kValues] = Value::list(arena.copy(values));
  return made;
}

Value no_schedule_toleration(std::string_view key, std::string_view op, std::string_view value,
                             Arena& arena) {
  Value toleration = k8s::make_struct(k8s::kTolerationType, arena);
  if (!key.empty()) toleration[k8s::toleration::kKey] = Value::string(key);
  toleration[k8s::toleration::kOperator] = Value::string(op);
  if (!value.empty()) toleration[k8s::toleration::kValue] = Value::string(value);
  toleration[k8s::toleration::kEffect] = Value::string("NoSchedule");
  return toleration;
}

Value require_node_affinity(const Value& affinity, std::span<const Value> requirements,
                            const FlyteLine& line, Arena& arena) {
  constexpr auto kRequired = k8s::node_affinity::kRequiredDuringSchedulingIgnoredDuringExecution;
  Value new_affinity = own_struct(affinity, k8s::kAffinityType, arena);
  Value& node_affinity = new_affinity[k8s::affinity::kNodeAffinity];
  node_affinity = own_struct(node_affinity, k8s::kNodeAffinityType, arena);
  Value& selector = node_affinity[kRequired];
  selector = own_struct(selector, k8s::kNodeSelectorType, arena);
  Value& terms = selector[k8s::node_selector::kNodeSelectorTerms];
  auto old_terms = terms.items();
  std::size_t count = std::max<std::size_t>(old_terms.size(), 1);
  Value* new_terms = arena.make_array<Value>(count);
  if (old_terms.empty()) {
    new_terms[0] = k8s::make_struct(k8s::kNodeSelectorTermType, arena);
    if (!requirements.empty())
      new_terms[0][term::kMatchExpressions] = Value::list(arena.copy(requirements));
  }
  for (std::size_t i = 0; i < old_terms.size(); ++i) {
    new_terms[i] = with_requirements(old_terms[i], requirements, line, arena);
  }
  terms = Value::list({new_terms, count});
  return new_affinity;
}

Value add_missing_tolerations(const Value& tolerations, std::span<const Value> more, Arena& arena) {
  auto have = tolerations.items();
  Value* items = arena.make_array<Value>(have.size() + more.size());
  std::size_t count = static_cast<std::size_t>(std::copy(have.begin(), have.end(), items) - items);
  for (const Value& added : more) {
    if (std::none_of(items, items + count,
                     [&](const Value& old) { return same_toleration(old, added); })) {
      items[count++] = added;
    }
  }
  return count == 0 ? tolerations : Value::list({items, count});
}

const Value& interruptible_requirement(const K8sConfig& config, bool interruptible) {
  return interruptible ? config.interruptible_node_selector_requirement
                       : config.non_interruptible_node_selector_requirement;
}

void apply_platform_scheduling(Value& pod_spec, const K8sConfig& config, const FlyteLine& line,
                               bool interruptible, Arena& arena) {
  using namespace k8s::pod_spec;
  Value& affinity = pod_spec[kAffinity];
  if (affinity.is_null()) affinity = k8s::make_struct(k8s::kAffinityType, arena);
  if (config.default_affinity.is_struct()) {
    const Value& node_affinity = config.default_affinity[k8s::affinity::kNodeAffinity];
    if (node_affinity.is_struct()) {
      const Value& selector =
          node_affinity[k8s::node_affinity::kRequiredDuringSchedulingIgnoredDuringExecution];
      if (selector.is_struct()) {
        for (const Value& default_term : selector[k8s::node_selector::kNodeSelectorTerms].items()) {
          affinity = require_node_affinity(affinity, default_term[term::kMatchExpressions].items(),
                                           line, arena);
        }
      }
    }
  }
  const Value& requirement = interruptible_requirement(config, interruptible);
  if (!requirement.is_null()) {
    affinity = require_node_affinity(affinity, {&requirement, 1}, line, arena);
  }
  if (interruptible) {
    pod_spec[kNodeSelector] =
        k8s::merge_maps(pod_spec[kNodeSelector], config.interruptible_node_selector, arena);
    pod_spec[kTolerations] = add_missing_tolerations(
        pod_spec[kTolerations], config.interruptible_tolerations.items(), arena);
  }
}

}  // namespace flytespark
