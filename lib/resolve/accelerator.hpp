// Accelerators and shared memory: what a task's extended resources mean for its pod.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/extended_resources.hpp"

namespace flytespark {

struct AcceleratorClass;

// The template's extended resources, each part replaced by the override's.
ExtendedResources effective_extended_resources(const BuildInputs& inputs);

// How nodes with this accelerator are recognised: the class's settings, and the general ones where
// it has none.
struct AcceleratorSettings {
  std::string_view resource_name;
  std::string_view device_node_label;
  std::string_view partition_size_node_label;
  Value unpartitioned_node_selector_requirement;
  Value unpartitioned_toleration;
  Value pod_template_spec;  // null = none
};
AcceleratorSettings accelerator_settings(const K8sConfig& config,
                                         const ExtendedResources& resources);

// Changes `pod_spec` in place, when some container limits an accelerator.
void select_accelerator_nodes(Value& pod_spec, const BuildInputs& inputs,
                              const GpuAccelerator& accelerator,
                              const AcceleratorSettings& settings);

// Mounts the shared memory into the container `primary`; changes `pod_spec` in place.
Result<void> mount_shared_memory(Value& pod_spec, const SharedMemory& memory,
                                 std::string_view primary, Arena& arena);

// One toleration for each configured resource that a container requests; changes `pod_spec` in
// place.
void tolerate_extended_resources(Value& pod_spec, const K8sConfig& config, Arena& arena);

}  // namespace flytespark
