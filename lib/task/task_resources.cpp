// Amounts of zero are left out, and of one resource named twice the last counts. STORAGE and
// unknown names are checked, then left out. GPU becomes `gpu`: what an accelerator is called on the
// node is not known here. The older line takes it for NVIDIA's.
//
// Source: flyteplugins flytek8s/utils.go ToK8sResourceRequirements
#include "lib/task/task_resources.hpp"

#include <fmt/format.h>

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

// The name of a Resources.ResourceName in a resource list; empty for those that reach no pod.
std::string_view resource_name(std::int64_t number, const FlyteLine& line) {
  switch (number) {
    case 1:
      return "cpu";
    case 2:
      return line.idl_gpu;
    case 3:
      return "memory";
    case 5:
      return "ephemeral-storage";
    default:
      return {};
  }
}

Result<Value> resource_list(std::span<const ResourceEntry> entries, std::string_view which,
                            const FlyteLine& line, Arena& arena) {
  boost::container::small_vector<Member, 8> members;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto quantity = k8s::parse_quantity(entries[i].value, arena);
    if (!quantity) {
      return Error(Code::kBuildFailed,
                   "Failed to parse resource as a valid quantity.: " + quantity.error().message,
                   fmt::format("/container/resources/{}/{}/value", which, i))
          .in("task_template");
    }
    std::string_view name = resource_name(entries[i].name, line);
    if (!name.empty() && !k8s::is_zero(**quantity))
      members.push_back({name, Value::quantity(*quantity)});
  }
  return sorted_map(arena.copy(std::span<const Member>(members.data(), members.size())));
}

}  // namespace

Result<Value> task_resources(const Container& container, const FlyteLine& line, Arena& arena) {
  FLYTESPARK_TRY(requests, resource_list(container.requests, "requests", line, arena));
  FLYTESPARK_TRY(limits, resource_list(container.limits, "limits", line, arena));
  Value resources = k8s::make_struct(k8s::kResourceRequirementsType, arena);
  resources[k8s::resource_requirements::kRequests] = requests;
  resources[k8s::resource_requirements::kLimits] = limits;
  return resources;
}

}  // namespace flytespark
