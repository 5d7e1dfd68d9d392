// `plugins.k8s`: what the operator has set for the pods of all tasks.
//
// Core/v1 values are typed Values (lib/k8s); null means not set. Maps of strings are Values, sorted
// by key, or null.
//
// Source: flyteplugins flytek8s/config/config.go K8sPluginConfig
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/accelerator_config.hpp"
#include "lib/context/copilot_config.hpp"

namespace flytespark {

struct K8sConfig {
  bool inject_finalizer = false;
  bool disable_inject_owner_references = false;
  Value default_annotations;  // by default safe-to-evict "false"
  Value default_labels;
  Value default_env_vars;
  Value default_env_vars_from_env;    // name -> variable of the host
  Value default_env_from_configmaps;  // list of strings
  Value default_env_from_secrets;     // list of strings
  const k8s::Quantity* default_cpus = nullptr;
  const k8s::Quantity* default_memory = nullptr;
  Value default_tolerations;  // list of Toleration
  Value default_node_selector;
  Value default_affinity;  // Affinity
  std::string_view scheduler_name;
  Value interruptible_tolerations;  // list of Toleration
  Value interruptible_node_selector;
  Value interruptible_node_selector_requirement;      // NodeSelectorRequirement
  Value non_interruptible_node_selector_requirement;  // NodeSelectorRequirement
  Value resource_tolerations;                         // resource -> list of Toleration, sorted
  CopilotConfig copilot;
  std::string_view image_pull_policy;
  std::string_view gpu_device_node_label = "k8s.amazonaws.com/accelerator";
  std::string_view gpu_partition_size_node_label = "k8s.amazonaws.com/gpu-partition-size";
  Value gpu_unpartitioned_node_selector_requirement;  // NodeSelectorRequirement
  Value gpu_unpartitioned_toleration;                 // Toleration
  std::string_view gpu_resource_name = "nvidia.com/gpu";
  Value accelerator_devices;  // device -> value of the node label
  std::span<const AcceleratorDeviceClass> accelerator_device_classes;  // by name, ascending
  Value default_pod_security_context;                                  // PodSecurityContext
  Value default_security_context;                                      // SecurityContext
  std::optional<bool> enable_host_networking_pod;
  Value default_pod_dns_config;  // PodDNSConfig
  std::string_view default_pod_template_name;
  Value add_tolerations_for_extended_resources;  // list of strings

  // None of these shows in a manifest.
  bool delete_resource_on_finalize = false;
  std::int64_t create_container_error_grace_period_ns = 180'000'000'000;
  std::int64_t create_container_config_error_grace_period_ns = 0;
  std::int64_t image_pull_backoff_grace_period_ns = 180'000'000'000;
  std::int64_t pod_pending_timeout_ns = 0;
  std::int64_t default_pod_template_resync_ns = 30'000'000'000;
  bool send_object_events = false;
  bool enable_distributed_error_aggregation = false;
  std::int64_t update_base_backoff_duration = 10;
  std::int64_t update_backoff_retries = 5;
};

K8sConfig default_k8s_config(const FlyteLine& line, Arena& arena);

Result<void> read_k8s_config(const Value& value, const Place& place, const ConfigScope& scope,
                             K8sConfig& config);

}  // namespace flytespark
