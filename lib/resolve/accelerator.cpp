// Kept: nodes are selected only when some container has a *limit* on a known accelerator; a device
// that the task merely names changes nothing. Tolerations for extended resources go by *requests*.
// Shared memory without a size is given the size "0".
//
// Source: flyteplugins pod_helper.go ApplyGPUNodeSelectors, ApplySharedMemory,
// addTolerationsForExtendedResources; the class look-up getAcceleratorConfig; utils.go
// GetAcceleratorDevice
#include "lib/resolve/accelerator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/containers.hpp"
#include "lib/resolve/scheduling.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

namespace requirements = k8s::resource_requirements;

std::string_view class_name(std::int64_t number) {
  switch (number) {
    case 0:
      return "NVIDIA_GPU";
    case 1:
      return "GOOGLE_TPU";
    case 2:
      return "AMAZON_NEURON";
    case 3:
      return "AMD_GPU";
    case 4:
      return "HABANA_GAUDI";
    default:
      return {};
  }
}

bool limits_accelerator(const Value& pod_spec, const K8sConfig& config) {
  for (const Value& container : pod_spec[k8s::pod_spec::kContainers].items()) {
    const Value& resources = container[k8s::container::kResources];
    if (!resources.is_struct()) continue;
    const Value& limits = resources[requirements::kLimits];
    if (limits.find(config.gpu_resource_name) != nullptr) return true;
    for (const auto& device_class : config.accelerator_device_classes) {
      if (limits.find(device_class.resource_name) != nullptr) return true;
    }
  }
  return false;
}

// The node label's value for a device. The reference looks a device up in upper case.
std::string_view device_label_value(const K8sConfig& config, std::string_view device,
                                    Arena& arena) {
  auto upper = arena.copy(std::span<const char>(device.data(), device.size()));
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  const Value* known = config.accelerator_devices.find({upper.data(), upper.size()});
  return known == nullptr ? device : known->text();
}

Error shared_memory_error(std::string_view message, std::string_view member) {
  return bad_task_specification(message, fmt::format("/extendedResources/sharedMemory{}", member));
}

}  // namespace

ExtendedResources effective_extended_resources(const BuildInputs& inputs) {
  ExtendedResources resources =
      inputs.task_template.extended_resources.value_or(ExtendedResources());
  const auto& overrides = inputs.execution.override_extended_resources;
  if (overrides && overrides->gpu_accelerator)
    resources.gpu_accelerator = overrides->gpu_accelerator;
  if (overrides && overrides->shared_memory) resources.shared_memory = overrides->shared_memory;
  return resources;
}

AcceleratorSettings accelerator_settings(const K8sConfig& config,
                                         const ExtendedResources& resources) {
  AcceleratorSettings settings{config.gpu_resource_name,
                               config.gpu_device_node_label,
                               config.gpu_partition_size_node_label,
                               config.gpu_unpartitioned_node_selector_requirement,
                               config.gpu_unpartitioned_toleration,
                               Value()};
  if (!resources.gpu_accelerator) return settings;
  std::string_view name = class_name(resources.gpu_accelerator->device_class);
  for (const auto& device_class : config.accelerator_device_classes) {
    if (device_class.name != name || name.empty()) continue;
    auto prefer = [](auto& general, const auto& own) {
      if (own != std::string_view()) general = own;
    };
    prefer(settings.resource_name, device_class.resource_name);
    prefer(settings.device_node_label, device_class.device_node_label);
    prefer(settings.partition_size_node_label, device_class.partition_size_node_label);
    if (device_class.unpartitioned_node_selector_requirement) {
      settings.unpartitioned_node_selector_requirement =
          device_class.unpartitioned_node_selector_requirement;
    }
    if (device_class.unpartitioned_toleration) {
      settings.unpartitioned_toleration = device_class.unpartitioned_toleration;
    }
    settings.pod_template_spec = device_class.pod_template_spec;
  }
  return settings;
}

void select_accelerator_nodes(Value& pod_spec, const BuildInputs& inputs,
                              const GpuAccelerator& accelerator,
                              const AcceleratorSettings& settings) {
  using Partition = GpuAccelerator::Partition;
  if (!limits_accelerator(pod_spec, inputs.config.k8s)) return;
  Arena& arena = inputs.arena;
  const FlyteLine& line = *inputs.config.line;
  auto require = [&](const Value& requirement) {
    Value& affinity = pod_spec[k8s::pod_spec::kAffinity];
    affinity = require_node_affinity(affinity, {&requirement, 1}, line, arena);
  };
  auto tolerate = [&](const Value& toleration) {
    Value& tolerations = pod_spec[k8s::pod_spec::kTolerations];
    std::span<const Value> added(&toleration, 1);
    tolerations = line.skips_repeated_scheduling
                      ? add_missing_tolerations(tolerations, added, arena)
                      : k8s::concat_lists(tolerations, Value::list(arena.copy(added)), arena);
  };
  auto require_label = [&](std::string_view label, std::string_view text) {
    Value value = Value::string(text);
    require(node_requirement(label, "In", {&value, 1}, arena));
    tolerate(no_schedule_toleration(label, "Equal", text, arena));
  };
  if (!accelerator.device.empty()) {
    require_label(settings.device_node_label,
                  device_label_value(inputs.config.k8s, accelerator.device, arena));
  }
  if (accelerator.partition == Partition::kSize) {
    require_label(settings.partition_size_node_label, accelerator.partition_size);
  } else if (accelerator.partition == Partition::kUnpartitioned && accelerator.unpartitioned) {
    const Value& requirement = settings.unpartitioned_node_selector_requirement;
    require(requirement
                ? requirement
                : node_requirement(settings.partition_size_node_label, "DoesNotExist", {}, arena));
    if (settings.unpartitioned_toleration) tolerate(settings.unpartitioned_toleration);
  }
}

Result<void> mount_shared_memory(Value& pod_spec, const SharedMemory& memory,
                                 std::string_view primary, Arena& arena) {
  namespace mount = k8s::volume_mount;
  if (memory.mount_name.empty()) return shared_memory_error("mount name is not set", "/mountName");
  if (memory.mount_path.empty()) return shared_memory_error("mount path is not set", "/mountPath");
  Value* container = find_last_own_container(pod_spec, primary, arena);
  if (container == nullptr) return shared_memory_error("Unable to find primary container", "");
  for (const Value& volume : pod_spec[k8s::pod_spec::kVolumes].items()) {
    if (volume[k8s::volume::kName].text() == memory.mount_name) {
      return shared_memory_error(
          fmt::format("A volume is already named {} in pod spec", memory.mount_name), "/mountName");
    }
  }
  for (const Value& have : (*container)[k8s::container::kVolumeMounts].items()) {
    if (have[mount::kName].text() == memory.mount_name) {
      return shared_memory_error(
          fmt::format("A volume is already named {} in container", memory.mount_name),
          "/mountName");
    }
    if (have[mount::kMountPath].text() == memory.mount_path) {
      return shared_memory_error(
          fmt::format("{} is already mounted in container", memory.mount_path), "/mountPath");
    }
  }
  const k8s::Quantity* size = &k8s::zero_quantity();
  if (!memory.size_limit.empty()) {
    auto parsed = k8s::parse_quantity(memory.size_limit, arena);
    if (!parsed) {
      return shared_memory_error("Unable to parse size limit: " + parsed.error().message,
                                 "/sizeLimit");
    }
    size = *parsed;
  }
  add_volume(pod_spec, empty_dir_volume(memory.mount_name, "Memory", Value::quantity(size), arena),
             arena);
  add_volume_mount(*container, memory.mount_name, memory.mount_path, false, arena);
  return {};
}

void tolerate_extended_resources(Value& pod_spec, const K8sConfig& config, Arena& arena) {
  auto is_requested = [&](std::string_view name) {
    for (auto list : {k8s::pod_spec::kContainers, k8s::pod_spec::kInitContainers}) {
      for (const Value& container : pod_spec[list].items()) {
        const Value& resources = container[k8s::container::kResources];
        if (resources.is_struct() && resources[requirements::kRequests].find(name) != nullptr)
          return true;
      }
    }
    return false;
  };
  boost::container::small_vector<std::string_view, 8> names;
  for (const Value& name : config.add_tolerations_for_extended_resources.items()) {
    if (is_requested(name.text())) names.push_back(name.text());
  }
  std::sort(names.begin(), names.end());
  for (std::string_view name : names) {
    Value toleration = no_schedule_toleration(name, "Exists", "", arena);
    Value& tolerations = pod_spec[k8s::pod_spec::kTolerations];
    tolerations = add_missing_tolerations(tolerations, {&toleration, 1}, arena);
  }
}

}  // namespace flytespark
