#include "lib/context/k8s_config.hpp"

#include <span>
#include <string_view>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/accelerator_config.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/config_value.hpp"
#include "lib/context/copilot_config.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/quantity.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

constexpr k8s::Type kTolerations = {k8s::Kind::kList, false, &k8s::kTolerationType, nullptr,
                                    "[]v1.Toleration"};
constexpr k8s::Type kTolerationsByResource = {k8s::Kind::kMap, false, &kTolerations, nullptr,
                                              "map[v1.ResourceName][]v1.Toleration"};

// The map without members in which nothing is written, at any depth outside lists.
Value without_unwritten(const Value& value, Arena& arena) {
  if (!value.is_map()) return value;
  std::vector<Member> members;
  for (const Member& member : value.members()) {
    Value rest = without_unwritten(member.value, arena);
    if (rest.is_null() || (rest.is_map() && rest.members().empty())) continue;
    members.push_back({member.key, rest});
  }
  return Value::map(arena.copy(std::span<const Member>(members)));
}

// Kept: what is given as an empty map counts as not written here, where elsewhere it is a struct
// with nothing set.
Result<void> read_default_affinity(const Value& value, const Place& place, const ConfigScope& scope,
                                   K8sConfig& config) {
  Value written = without_unwritten(value, scope.arena);
  if (written.is_map() && written.members().empty()) return {};
  FLYTESPARK_TRY(affinity, read_config_value(k8s::kAffinityType, written, place, scope));
  config.default_affinity = affinity;
  return {};
}

std::string_view upper_case(std::string_view key, const Place&, Arena& arena) {
  std::span<char> upper = arena.copy(std::span<const char>(key.data(), key.size()));
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  return {upper.data(), upper.size()};
}

using K = K8sConfig;

constexpr ConfigKey<K> kKeys[] = {
    boolean<&K::inject_finalizer>("inject-finalizer"),
    since_v2(boolean<&K::disable_inject_owner_references>("disable-inject-owner-references")),
    text_map_with_default<&K::default_annotations>("default-annotations"),
    text_map<&K::default_labels>("default-labels"),
    text_map<&K::default_env_vars>("default-env-vars"),
    text_map<&K::default_env_vars_from_env>("default-env-vars-from-env"),
    text_list<&K::default_env_from_configmaps>("default-env-from-configmaps"),
    text_list<&K::default_env_from_secrets>("default-env-from-secrets"),
    quantity<&K::default_cpus>("default-cpus"),
    quantity<&K::default_memory>("default-memory"),
    kubernetes<&K::default_tolerations, kTolerations>("default-tolerations",
                                                      "list of v1.Toleration"),
    text_map<&K::default_node_selector>("default-node-selector"),
    {"default-affinity", "v1.Affinity", read_default_affinity},
    text<&K::scheduler_name>("scheduler-name"),
    kubernetes<&K::interruptible_tolerations, kTolerations>("interruptible-tolerations",
                                                            "list of v1.Toleration"),
    text_map<&K::interruptible_node_selector>("interruptible-node-selector"),
    kubernetes<&K::interruptible_node_selector_requirement, k8s::kNodeSelectorRequirementType>(
        "interruptible-node-selector-requirement", "v1.NodeSelectorRequirement"),
    kubernetes<&K::non_interruptible_node_selector_requirement, k8s::kNodeSelectorRequirementType>(
        "non-interruptible-node-selector-requirement", "v1.NodeSelectorRequirement"),
    kubernetes<&K::resource_tolerations, kTolerationsByResource>("resource-tolerations",
                                                                 "map of lists of v1.Toleration"),
    nested<&K::copilot, read_copilot_config>("co-pilot"),
    text<&K::image_pull_policy>("image-pull-policy"),
    text<&K::gpu_device_node_label>("gpu-device-node-label"),
    text<&K::gpu_partition_size_node_label>("gpu-partition-size-node-label"),
    kubernetes<&K::gpu_unpartitioned_node_selector_requirement, k8s::kNodeSelectorRequirementType>(
        "gpu-unpartitioned-node-selector-requirement", "v1.NodeSelectorRequirement"),
    kubernetes<&K::gpu_unpartitioned_toleration, k8s::kTolerationType>(
        "gpu-unpartitioned-toleration", "v1.Toleration"),
    text<&K::gpu_resource_name>("gpu-resource-name"),
    since_v2(text_map_with_default<&K::accelerator_devices>("accelerator-devices")),
    since_v2(section_map<&K::accelerator_device_classes, read_accelerator_device_class, upper_case>(
        "accelerator-device-classes")),
    kubernetes<&K::default_pod_security_context, k8s::kPodSecurityContextType>(
        "default-pod-security-context", "v1.PodSecurityContext"),
    kubernetes<&K::default_security_context, k8s::kSecurityContextType>("default-security-context",
                                                                        "v1.SecurityContext"),
    boolean<&K::enable_host_networking_pod>("enable-host-networking-pod"),
    kubernetes<&K::default_pod_dns_config, k8s::kPodDNSConfigType>("default-pod-dns-config",
                                                                   "v1.PodDNSConfig"),
    text<&K::default_pod_template_name>("default-pod-template-name"),
    text_list<&K::add_tolerations_for_extended_resources>("add-tolerations-for-extended-resources"),
    boolean<&K::delete_resource_on_finalize>("delete-resource-on-finalize"),
    duration<&K::create_container_error_grace_period_ns>("create-container-error-grace-period"),
    duration<&K::create_container_config_error_grace_period_ns>(
        "create-container-config-error-grace-period"),
    duration<&K::image_pull_backoff_grace_period_ns>("image-pull-backoff-grace-period"),
    duration<&K::pod_pending_timeout_ns>("pod-pending-timeout"),
    duration<&K::default_pod_template_resync_ns>("default-pod-template-resync"),
    boolean<&K::send_object_events>("send-object-events"),
    integer<&K::update_base_backoff_duration>("update-base-backoff-duration"),
    integer<&K::update_backoff_retries>("update-backoff-retries"),
    until_v2(
        boolean<&K::enable_distributed_error_aggregation>("enable-distributed-error-aggregation")),
};

}  // namespace

K8sConfig default_k8s_config(const FlyteLine& line, Arena& arena) {
  K8sConfig config;
  Member* annotation = arena.make_array<Member>(1);
  *annotation = {"cluster-autoscaler.kubernetes.io/safe-to-evict", Value::string("false")};
  config.default_annotations = Value::map({annotation, 1});
  config.default_cpus = *k8s::parse_quantity("1", arena);
  config.default_memory = *k8s::parse_quantity("1Gi", arena);
  if (line.accelerator_classes) {
    config.accelerator_devices = default_accelerator_devices(arena);
    config.accelerator_device_classes = default_accelerator_device_classes(arena);
  }
  return config;
}

Result<void> read_k8s_config(const Value& value, const Place& place, const ConfigScope& scope,
                             K8sConfig& config) {
  return read_section<K8sConfig>(kKeys, UnknownKeys::kWarn, value, place, scope, config);
}

}  // namespace flytespark
