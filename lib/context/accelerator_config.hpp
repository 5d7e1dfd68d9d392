// Accelerators that the cluster offers: what a device is called on its nodes, and how each class of
// devices is requested and found.
//
// Source: flyteplugins flytek8s/config/config.go AcceleratorDeviceClassConfig
#pragma once

#include <span>
#include <string_view>

#include "lib/base/value.hpp"
#include "lib/context/weak_value.hpp"

namespace flytespark {

// An empty or null member leaves the matter to the gpu-* keys.
struct AcceleratorDeviceClass {
  std::string_view name;  // upper case
  std::string_view resource_name;
  std::string_view device_node_label;
  std::string_view partition_size_node_label;
  Value unpartitioned_node_selector_requirement;  // NodeSelectorRequirement
  Value unpartitioned_toleration;                 // Toleration
  Value pod_template_spec;                        // PodSpec; null without a pod template
};

// Device, as requests name it, -> value of the node label.
Value default_accelerator_devices(Arena& arena);

std::span<const AcceleratorDeviceClass> default_accelerator_device_classes(Arena& arena);

Result<void> read_accelerator_device_class(const Value& value, const Place& place,
                                           const ConfigScope& scope,
                                           AcceleratorDeviceClass& device_class);

}  // namespace flytespark
