// Kept: cpu and memory are always written, so a side container without resources gets "0" for both;
// a zero limit bounds nothing.
//
// Source: flyteplugins container_helper.go ApplyResourceOverrides, adjustResourceRequirement,
// AdjustOrDefaultResource, ensureResourceRange, MergeResourcesIfMissing
#include "lib/resolve/container_resources.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {
namespace {

using k8s::Quantity;

const Quantity& amount(const Value& list, std::string_view name) {
  const Value* value = list.find(name);
  const Quantity* quantity = value == nullptr ? nullptr : value->as_quantity();
  return quantity == nullptr ? k8s::zero_quantity() : *quantity;
}

// A resource list under change.
class ResourceList {
 public:
  explicit ResourceList(const Value& list)
      : members_(list.members().begin(), list.members().end()) {}

  const Quantity& get(std::string_view name) const { return amount(Value::map(view()), name); }
  bool has(std::string_view name) const { return Value::map(view()).find(name) != nullptr; }
  void set(std::string_view name, const Quantity& quantity) {
    for (Member& member : members_) {
      if (member.key == name) {
        member.value = Value::quantity(&quantity);
        return;
      }
    }
    members_.push_back({name, Value::quantity(&quantity)});
  }
  Value finish(Arena& arena) const { return sorted_map(arena.copy(view())); }

 private:
  std::span<const Member> view() const { return {members_.data(), members_.size()}; }

  boost::container::small_vector<Member, 8> members_;
};

// The flyteidl resource GPU arrives under the name `gpu`, whatever the accelerator is called on the
// node. Kept: where that is `gpu` too, it is lost.
Value rename_gpu(const Value& list, std::string_view accelerator_resource, Arena& arena) {
  const Value* gpu = list.find("gpu");
  if (gpu == nullptr) return list;
  auto members = arena.copy(list.members());
  auto end = std::remove_if(members.begin(), members.end(), [&](const Member& member) {
    return member.key == "gpu" || member.key == accelerator_resource;
  });
  auto rest = static_cast<std::size_t>(end - members.begin());
  if (accelerator_resource == "gpu") return Value::map(members.first(rest));
  *end = {accelerator_resource, *gpu};
  return sorted_map(members.first(rest + 1));
}

struct Bounds {
  const Quantity& request;
  const Quantity& limit;
};

const Quantity& at_most(const Quantity& quantity, const Quantity& bound) {
  return !k8s::is_zero(bound) && k8s::compare(quantity, bound) > 0 ? bound : quantity;
}

Bounds clamp(Bounds wanted, const Quantity& platform_limit) {
  const Quantity& request = at_most(wanted.request, platform_limit);
  const Quantity& limit = at_most(wanted.limit, platform_limit);
  return {at_most(request, limit), limit};
}

Bounds fill(Bounds wanted, const Quantity& platform_request) {
  const Quantity& request = !k8s::is_zero(wanted.request) ? wanted.request
                            : !k8s::is_zero(wanted.limit) ? wanted.limit
                                                          : platform_request;
  return {request, k8s::is_zero(wanted.limit) ? request : wanted.limit};
}

Value slot(const Value& resources, std::size_t field) {
  return resources.is_struct() ? resources[field] : Value();
}

}  // namespace

namespace fields = k8s::resource_requirements;

ResourceRules::ResourceRules(const BuildInputs& inputs, std::string_view accelerator_resource)
    : inputs_(inputs), accelerator_resource_(accelerator_resource) {
  Arena& arena = inputs.arena;
  const Execution& execution = inputs.execution;
  override_limits_ = slot(execution.override_resources, fields::kLimits);
  override_requests_ = slot(execution.override_resources, fields::kRequests);
  if (inputs.config.line->renames_gpu_of_overrides) {
    override_limits_ = rename_gpu(override_limits_, accelerator_resource, arena);
    override_requests_ = rename_gpu(override_requests_, accelerator_resource, arena);
  }
  platform_limits_ = slot(execution.platform_resources, fields::kLimits);
  ResourceList requests(slot(execution.platform_resources, fields::kRequests));
  if (!requests.has("cpu")) requests.set("cpu", *inputs.config.k8s.default_cpus);
  if (!requests.has("memory")) requests.set("memory", *inputs.config.k8s.default_memory);
  platform_requests_ = requests.finish(arena);
}

Value ResourceRules::resolve(const Value& resources, const Value& from_template,
                             ResourceMode mode) const {
  Arena& arena = inputs_.arena;
  Value container_limits =
      rename_gpu(slot(resources, fields::kLimits), accelerator_resource_, arena);
  Value container_requests =
      rename_gpu(slot(resources, fields::kRequests), accelerator_resource_, arena);
  if (mode == ResourceMode::kMergeOverrides) {
    container_limits = k8s::merge_maps(container_limits, override_limits_, arena);
    container_requests = k8s::merge_maps(container_requests, override_requests_, arena);
  }
  if (from_template.is_struct()) {
    container_limits = k8s::merge_maps(from_template[fields::kLimits], container_limits, arena);
    container_requests =
        k8s::merge_maps(from_template[fields::kRequests], container_requests, arena);
  }
  ResourceList limits(container_limits);
  ResourceList requests(container_requests);
  auto settle = [&](std::string_view name) {
    Bounds wanted{requests.get(name), limits.get(name)};
    if (mode == ResourceMode::kMergeOverrides) {
      Bounds filled = fill(wanted, amount(platform_requests_, name));
      Bounds clamped = clamp(filled, amount(platform_limits_, name));
      requests.set(name, clamped.request);
      limits.set(name, clamped.limit);
    } else {
      Bounds clamped = clamp(wanted, amount(platform_limits_, name));
      requests.set(name, clamped.request);
      limits.set(name, clamped.limit);
    }
  };
  auto settle_if_asked = [&](std::string_view name) {
    if (requests.has(name) || limits.has(name)) settle(name);
  };
  settle("cpu");
  settle("memory");
  settle_if_asked("ephemeral-storage");
  settle_if_asked(inputs_.config.k8s.gpu_resource_name);
  for (const auto& device_class : inputs_.config.k8s.accelerator_device_classes) {
    settle_if_asked(device_class.resource_name);
  }
  Value resolved = resources.is_struct() ? k8s::copy_struct(resources, arena)
                                         : k8s::make_struct(k8s::kResourceRequirementsType, arena);
  resolved[fields::kLimits] = limits.finish(arena);
  resolved[fields::kRequests] = requests.finish(arena);
  return resolved;
}

}  // namespace flytespark
