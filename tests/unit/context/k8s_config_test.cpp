#include "lib/context/k8s_config.hpp"

#include <string>

#include "lib/base/json_writer.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/quantity.hpp"
#include "tests/unit/context/loaded_config.hpp"

using namespace flytespark;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::string text_of(const Value& list) {
  std::string text;
  for (const Value& item : list.items()) text += json_of(k8s::kTolerationType, item);
  return text;
}

const AcceleratorDeviceClass& device_class(const LoadedConfig& config, std::string_view name) {
  for (const auto& found : config->k8s.accelerator_device_classes) {
    if (found.name == name) return found;
  }
  FAIL("no class " << name);
  return config->k8s.accelerator_device_classes[0];
}

}  // namespace

TEST_CASE("the section of Kubernetes has its defaults", "[config]") {
  LoadedConfig config("");
  const K8sConfig& k8s = config->k8s;
  CHECK_FALSE(k8s.inject_finalizer);
  CHECK_FALSE(k8s.disable_inject_owner_references);
  CHECK(json_of(k8s.default_annotations) ==
        R"({"cluster-autoscaler.kubernetes.io/safe-to-evict":"false"})");
  for (const Value& unset :
       {k8s.default_labels, k8s.default_env_vars, k8s.default_env_vars_from_env,
        k8s.default_env_from_configmaps, k8s.default_env_from_secrets, k8s.default_tolerations,
        k8s.default_node_selector, k8s.default_affinity, k8s.interruptible_tolerations,
        k8s.interruptible_node_selector, k8s.interruptible_node_selector_requirement,
        k8s.non_interruptible_node_selector_requirement, k8s.resource_tolerations,
        k8s.gpu_unpartitioned_node_selector_requirement, k8s.gpu_unpartitioned_toleration,
        k8s.default_pod_security_context, k8s.default_security_context, k8s.default_pod_dns_config,
        k8s.add_tolerations_for_extended_resources}) {
    CHECK(unset.is_null());
  }
  CHECK(k8s.default_cpus->text == "1");
  CHECK(k8s.default_memory->text == "1Gi");
  CHECK(k8s.scheduler_name.empty());
  CHECK(k8s.image_pull_policy.empty());
  CHECK(k8s.gpu_device_node_label == "k8s.amazonaws.com/accelerator");
  CHECK(k8s.gpu_partition_size_node_label == "k8s.amazonaws.com/gpu-partition-size");
  CHECK(k8s.gpu_resource_name == "nvidia.com/gpu");
  CHECK_FALSE(k8s.enable_host_networking_pod.has_value());
  CHECK(k8s.default_pod_template_name.empty());
  CHECK_FALSE(k8s.delete_resource_on_finalize);
  CHECK(k8s.create_container_error_grace_period_ns == 180 * kSecond);
  CHECK(k8s.create_container_config_error_grace_period_ns == 0);
  CHECK(k8s.image_pull_backoff_grace_period_ns == 180 * kSecond);
  CHECK(k8s.pod_pending_timeout_ns == 0);
  CHECK(k8s.default_pod_template_resync_ns == 30 * kSecond);
  CHECK_FALSE(k8s.send_object_events);
  CHECK(k8s.update_base_backoff_duration == 10);
  CHECK(k8s.update_backoff_retries == 5);
}

TEST_CASE("co-pilot has its defaults", "[config]") {
  LoadedConfig config("");
  const CopilotConfig& copilot = config->k8s.copilot;
  CHECK(copilot.name == "flyte-copilot-");
  CHECK(copilot.image == "cr.flyte.org/flyteorg/flyte-binary-v2:latest");
  CHECK(copilot.default_input_path == "/var/flyte/inputs");
  CHECK(copilot.default_output_path == "/var/flyte/outputs");
  CHECK(copilot.input_volume_name == "flyte-inputs");
  CHECK(copilot.output_volume_name == "flyte-outputs");
  CHECK(copilot.start_timeout_ns == 0);
  CHECK(copilot.timeout_ns == 3600 * kSecond);
  CHECK(copilot.cpu == "500m");
  CHECK(copilot.memory == "128Mi");
  CHECK(copilot.storage.empty());
  CHECK(copilot.storage_config_override == nullptr);
  CHECK(copilot.storage_config_secret_name.empty());
}

TEST_CASE("accelerators have their defaults", "[config]") {
  LoadedConfig config("");
  const Value& devices = config->k8s.accelerator_devices;
  CHECK(devices.members().size() == 40);
  CHECK(devices.find("A100")->text() == "nvidia-tesla-a100");
  CHECK(devices.find("RTX PRO 6000")->text() == "nvidia-rtx-pro-6000");
  CHECK(devices.find("L40s")->text() == "nvidia-l40s");
  CHECK(devices.find("GAUDI1")->text() == "habana-gaudi-dl1");
  for (std::size_t i = 1; i < devices.members().size(); ++i) {
    CHECK(devices.members()[i - 1].key < devices.members()[i].key);
  }
  REQUIRE(config->k8s.accelerator_device_classes.size() == 5);
  CHECK(device_class(config, "NVIDIA_GPU").resource_name == "nvidia.com/gpu");
  CHECK(device_class(config, "AMAZON_NEURON").resource_name == "aws.amazon.com/neuron");
  CHECK(device_class(config, "AMD_GPU").resource_name == "amd.com/gpu");
  CHECK(device_class(config, "HABANA_GAUDI").resource_name == "habana.ai/gaudi");
  const auto& tpu = device_class(config, "GOOGLE_TPU");
  CHECK(tpu.resource_name == "google.com/tpu");
  CHECK(tpu.device_node_label == "cloud.google.com/gke-tpu-accelerator");
  CHECK(tpu.partition_size_node_label == "cloud.google.com/gke-tpu-topology");
  CHECK(tpu.pod_template_spec.is_null());
}

TEST_CASE("each plain key of the section of Kubernetes is read", "[config]") {
  LoadedConfig config = k8s_section(R"({
    inject-finalizer: true, disable-inject-owner-references: 1,
    default-annotations: {a: x}, default-labels: {FOO: x, a.B: ~, n: 0x10}, default-env-vars: [{FOO: x}, {BAR: true}],
    default-env-vars-from-env: {A: HOST}, default-env-from-configmaps: 'a,b', default-env-from-secrets: [s],
    default-cpus: 500m, default-memory: 1e9, default-node-selector: {p: q}, scheduler-name: s,
    interruptible-node-selector: {i: j}, image-pull-policy: Always, gpu-device-node-label: dl,
    gpu-partition-size-node-label: pl, gpu-resource-name: g, accelerator-devices: {X: y},
    enable-host-networking-pod: 'false', default-pod-template-name: t, add-tolerations-for-extended-resources: [r],
    delete-resource-on-finalize: true, create-container-error-grace-period: 1s,
    create-container-config-error-grace-period: 2s, image-pull-backoff-grace-period: '', pod-pending-timeout: 5,
    default-pod-template-resync: 1.5, send-object-events: true, update-base-backoff-duration: '7',
    update-backoff-retries: 0})");
  const K8sConfig& k8s = config->k8s;
  CHECK(config.warnings().empty());
  CHECK(k8s.inject_finalizer);
  CHECK(k8s.disable_inject_owner_references);
  CHECK(json_of(k8s.default_annotations) == R"({"a":"x"})");
  CHECK(json_of(k8s.default_labels) == R"({"FOO":"x","a.B":"","n":"16"})");
  CHECK(json_of(k8s.default_env_vars) == R"({"BAR":"1","FOO":"x"})");
  CHECK(json_of(k8s.default_env_vars_from_env) == R"({"A":"HOST"})");
  CHECK(json_of(k8s.default_env_from_configmaps) == R"(["a","b"])");
  CHECK(json_of(k8s.default_env_from_secrets) == R"(["s"])");
  CHECK(k8s.default_cpus->text == "500m");
  CHECK(k8s.default_memory->text == "1G");
  CHECK(json_of(k8s.default_node_selector) == R"({"p":"q"})");
  CHECK(k8s.scheduler_name == "s");
  CHECK(json_of(k8s.interruptible_node_selector) == R"({"i":"j"})");
  CHECK(k8s.image_pull_policy == "Always");
  CHECK(k8s.gpu_device_node_label == "dl");
  CHECK(k8s.gpu_partition_size_node_label == "pl");
  CHECK(k8s.gpu_resource_name == "g");
  CHECK(json_of(k8s.accelerator_devices) == R"({"X":"y"})");
  CHECK(k8s.enable_host_networking_pod == false);
  CHECK(k8s.default_pod_template_name == "t");
  CHECK(json_of(k8s.add_tolerations_for_extended_resources) == R"(["r"])");
  CHECK(k8s.delete_resource_on_finalize);
  CHECK(k8s.create_container_error_grace_period_ns == kSecond);
  CHECK(k8s.create_container_config_error_grace_period_ns == 2 * kSecond);
  CHECK(k8s.image_pull_backoff_grace_period_ns == 0);
  CHECK(k8s.pod_pending_timeout_ns == 5);
  CHECK(k8s.default_pod_template_resync_ns == 1);
  CHECK(k8s.send_object_events);
  CHECK(k8s.update_base_backoff_duration == 7);
  CHECK(k8s.update_backoff_retries == 0);
}

TEST_CASE("each key of co-pilot is read", "[config]") {
  LoadedConfig config = k8s_section(R"({co-pilot: {
    name: n, image: i, default-input-path: ip, default-output-path: op, input-vol-name: iv, output-vol-name: ov,
    start-timeout: 1s, timeout: 30m, cpu: 0.50, memory: 1Gi, storage: 2Gi,
    storage-config-override: {container: c, stow: {kind: k}}, storage-config-secret-name: sec}})");
  const CopilotConfig& copilot = config->k8s.copilot;
  CHECK(config.warnings().empty());
  CHECK(copilot.name == "n");
  CHECK(copilot.image == "i");
  CHECK(copilot.default_input_path == "ip");
  CHECK(copilot.default_output_path == "op");
  CHECK(copilot.input_volume_name == "iv");
  CHECK(copilot.output_volume_name == "ov");
  CHECK(copilot.start_timeout_ns == kSecond);
  CHECK(copilot.timeout_ns == 1800 * kSecond);
  CHECK(copilot.cpu == "0.5");
  CHECK(copilot.memory == "1Gi");
  CHECK(copilot.storage == "2Gi");
  REQUIRE(copilot.storage_config_override != nullptr);
  CHECK(copilot.storage_config_override->container == "c");
  CHECK(copilot.storage_config_override->type.empty());
  CHECK(copilot.storage_config_override->stow.kind == "k");
  CHECK(copilot.storage_config_override->stow.config.members().empty());
  CHECK(copilot.storage_config_secret_name == "sec");
}

TEST_CASE("each typed key of the section of Kubernetes is read", "[config]") {
  LoadedConfig config = k8s_section(R"({
    default-tolerations: [{key: a, operator: Exists}], interruptible-tolerations: {key: b, tolerationSeconds: 0},
    default-affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: t}]}},
    interruptible-node-selector-requirement: {key: c, operator: In, values: [v]},
    non-interruptible-node-selector-requirement: {key: d}, gpu-unpartitioned-node-selector-requirement: {key: e},
    gpu-unpartitioned-toleration: {key: f}, default-pod-security-context: {runAsUser: 5},
    default-security-context: {privileged: true}, default-pod-dns-config: {nameservers: 8.8.8.8},
    resource-tolerations: {b: {key: y}, a: [{key: x}, {}]}})");
  const K8sConfig& k8s = config->k8s;
  CHECK(config.warnings().empty());
  CHECK(text_of(k8s.default_tolerations) == R"({"key":"a","operator":"Exists"})");
  CHECK(text_of(k8s.interruptible_tolerations) == R"({"key":"b","tolerationSeconds":0})");
  CHECK(
      json_of(k8s::kAffinityType, k8s.default_affinity) ==
      R"({"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"t"}]}})");
  auto requirement = [](const Value& value) {
    return json_of(k8s::kNodeSelectorRequirementType, value);
  };
  CHECK(requirement(k8s.interruptible_node_selector_requirement) ==
        R"({"key":"c","operator":"In","values":["v"]})");
  CHECK(requirement(k8s.non_interruptible_node_selector_requirement) ==
        R"({"key":"d","operator":""})");
  CHECK(requirement(k8s.gpu_unpartitioned_node_selector_requirement) ==
        R"({"key":"e","operator":""})");
  CHECK(json_of(k8s::kTolerationType, k8s.gpu_unpartitioned_toleration) == R"({"key":"f"})");
  CHECK(json_of(k8s::kPodSecurityContextType, k8s.default_pod_security_context) ==
        R"({"runAsUser":5})");
  CHECK(json_of(k8s::kSecurityContextType, k8s.default_security_context) ==
        R"({"privileged":true})");
  CHECK(json_of(k8s::kPodDNSConfigType, k8s.default_pod_dns_config) ==
        R"({"nameservers":["8.8.8.8"]})");
  REQUIRE(k8s.resource_tolerations.members().size() == 2);
  CHECK(k8s.resource_tolerations.members()[0].key == "a");
  CHECK(text_of(*k8s.resource_tolerations.find("a")) == R"({"key":"x"}{})");
  CHECK(text_of(*k8s.resource_tolerations.find("b")) == R"({"key":"y"})");
}

TEST_CASE("an empty map for a struct is that struct with nothing set", "[config]") {
  LoadedConfig config = k8s_section(
      "{default-security-context: {}, gpu-unpartitioned-toleration: {}, default-pod-dns-config: {},"
      "interruptible-node-selector-requirement: {}, default-pod-security-context: {seLinuxOptions: "
      "{}}}");
  CHECK(json_of(k8s::kSecurityContextType, config->k8s.default_security_context) == "{}");
  CHECK(config->k8s.default_security_context.is_struct());
  CHECK(config->k8s.gpu_unpartitioned_toleration.is_struct());
  CHECK(config->k8s.default_pod_dns_config.is_struct());
  CHECK(json_of(k8s::kNodeSelectorRequirementType,
                config->k8s.interruptible_node_selector_requirement) ==
        R"({"key":"","operator":""})");
  CHECK(json_of(k8s::kPodSecurityContextType, config->k8s.default_pod_security_context) ==
        R"({"seLinuxOptions":{}})");
}

TEST_CASE("members of the default affinity given as an empty map stay unset", "[config]") {
  auto affinity = [](std::string_view yaml) {
    LoadedConfig config = k8s_section("{default-affinity: " + std::string(yaml) + "}");
    const Value& value = config->k8s.default_affinity;
    return value.is_null() ? std::string("unset") : json_of(k8s::kAffinityType, value);
  };
  CHECK(affinity("{}") == "unset");
  CHECK(affinity("{nodeAffinity: {}}") == "unset");
  CHECK(affinity("{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}") ==
        "unset");
  CHECK(affinity("{nodeAffinity: {}, podAffinity: "
                 "{requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}}]}}") ==
        R"({"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":)"
        R"([{"labelSelector":{},"topologyKey":""}]}})");
}

TEST_CASE("maps are replaced whole, and an empty one counts as not written", "[config]") {
  CHECK(json_of(k8s_section("{default-annotations: {a: b}}")->k8s.default_annotations) ==
        R"({"a":"b"})");
  for (std::string_view unwritten : {"{}", "~"}) {
    std::string text(unwritten);
    CHECK(k8s_section("{default-annotations: " + text + "}")
              ->k8s.default_annotations.members()
              .size() == 1);
    CHECK(k8s_section("{accelerator-devices: " + text + "}")
              ->k8s.accelerator_devices.members()
              .size() == 40);
    CHECK(k8s_section("{accelerator-device-classes: " + text + "}")
              ->k8s.accelerator_device_classes.size() == 5);
  }
  CHECK(k8s_section("{default-annotations: []}")->k8s.default_annotations.members().empty());
}

TEST_CASE("a null counts as not written", "[config]") {
  LoadedConfig config = k8s_section(
      "{default-cpus: ~, gpu-resource-name: ~, enable-host-networking-pod: ~, co-pilot: {name: ~},"
      "pod-pending-timeout: ~, default-affinity: ~, default-tolerations: ~}");
  CHECK(config->k8s.default_cpus->text == "1");
  CHECK(config->k8s.gpu_resource_name == "nvidia.com/gpu");
  CHECK_FALSE(config->k8s.enable_host_networking_pod.has_value());
  CHECK(config->k8s.copilot.name == "flyte-copilot-");
  CHECK(config->k8s.default_tolerations.is_null());
}

TEST_CASE("device classes are named in upper case and replace the defaults whole", "[config]") {
  LoadedConfig config = k8s_section(R"({accelerator-device-classes: {
    nvidia_gpu: {resource-name: old}, Mine: {device-node-label: d, partition-size-node-label: p,
      unpartitioned-node-selector-requirement: {}, unpartitioned-toleration: {key: k}},
    NVIDIA_GPU: {resource-name: new}}})");
  CHECK(config.warnings().empty());
  REQUIRE(config->k8s.accelerator_device_classes.size() == 2);
  const auto& mine = device_class(config, "MINE");
  CHECK(mine.resource_name.empty());
  CHECK(mine.device_node_label == "d");
  CHECK(mine.partition_size_node_label == "p");
  CHECK(mine.unpartitioned_node_selector_requirement.is_struct());
  CHECK(json_of(k8s::kTolerationType, mine.unpartitioned_toleration) == R"({"key":"k"})");
  CHECK(device_class(config, "NVIDIA_GPU").resource_name == "new");
}

TEST_CASE("of a device class's pod template the spec is kept", "[config]") {
  LoadedConfig config = k8s_section(R"({accelerator-device-classes: [
    {A: {pod-template: {template: {metadata: {labels: {a: 1}}, spec: {containers: [{name: c, resources: {requests: {cpu: 1e3}}}]}}}}},
    {B: {pod-template: {}}}, {C: {}}]})");
  CHECK(config.warnings().empty());
  CHECK(json_of(k8s::kPodSpecType, device_class(config, "A").pod_template_spec) ==
        R"({"containers":[{"name":"c","resources":{"requests":{"cpu":"1k"}}}]})");
  CHECK(json_of(k8s::kPodSpecType, device_class(config, "B").pod_template_spec) ==
        R"({"containers":null})");
  CHECK(device_class(config, "C").pod_template_spec.is_null());
}

TEST_CASE("a value of the section of Kubernetes that cannot be read has its pointer", "[config]") {
  struct Fault {
    std::string_view yaml;
    std::string_view path;
    std::string_view found;
  };
  constexpr Fault kFaults[] = {
      {"{default-labels: {a: [1]}}", "/default-labels/a", "a list"},
      {"{default-labels: {a: {}}}", "/default-labels/a", "a map"},
      {"{default-labels: ''}", "/default-labels", "the text \"\""},
      {"{default-labels: 5}", "/default-labels", "the number 5"},
      {"{default-cpus: ''}", "/default-cpus", "the text \"\""},
      {"{default-cpus: true}", "/default-cpus", "true"},
      {"{default-cpus: 1ki}", "/default-cpus", "the text \"1ki\""},
      {"{pod-pending-timeout: true}", "/pod-pending-timeout", "true"},
      {"{pod-pending-timeout: '5'}", "/pod-pending-timeout", "the text \"5\""},
      {"{pod-pending-timeout: 1e30}", "/pod-pending-timeout",
       "the number 1000000000000000000000000000000"},
      {"{update-backoff-retries: 5.5x}", "/update-backoff-retries", "the text \"5.5x\""},
      {"{inject-finalizer: []}", "/inject-finalizer", "a list"},
      {"{enable-host-networking-pod: {}}", "/enable-host-networking-pod", "a map"},
      {"{image-pull-policy: []}", "/image-pull-policy", "a list"},
      {"{default-env-from-secrets: [[a]]}", "/default-env-from-secrets/0", "a list"},
      {"{default-tolerations: x}", "/default-tolerations", "the text \"x\""},
      {"{default-tolerations: [{}, {tolerationSeconds: x}]}",
       "/default-tolerations/1/tolerationSeconds", "the text \"x\""},
      {"{resource-tolerations: {cpu: [x]}}", "/resource-tolerations/cpu/0", "the text \"x\""},
      {"{default-affinity: []}", "/default-affinity", "a list"},
      {"{default-security-context: ''}", "/default-security-context", "the text \"\""},
      {"{accelerator-device-classes: {a: 5}}", "/accelerator-device-classes/a", "the number 5"},
      {"{accelerator-device-classes: {a: {pod-template: x}}}",
       "/accelerator-device-classes/a/pod-template", "the text \"x\""},
      {"{co-pilot: {timeout: x}}", "/co-pilot/timeout", "the text \"x\""},
      {"{co-pilot: {storage-config-override: 5}}", "/co-pilot/storage-config-override",
       "the number 5"},
  };
  for (const Fault& fault : kFaults) {
    INFO(fault.yaml);
    LoadedConfig config = k8s_section(fault.yaml);
    CHECK(config.error().code == Code::kInvalidConfig);
    CHECK(config.error().path == "/plugins/k8s" + std::string(fault.path));
    CHECK(config.error().message.ends_with("found " + std::string(fault.found)));
  }
}

TEST_CASE("a long text is not repeated in an error", "[config]") {
  std::string text(1000, 'x');
  CHECK(k8s_section("{default-cpus: " + text + "}").error().message.size() < 100);
}

TEST_CASE("weak spellings of booleans and integers are taken", "[config]") {
  CHECK_FALSE(k8s_section("{inject-finalizer: ''}")->k8s.inject_finalizer);
  CHECK(k8s_section("{inject-finalizer: 0.5}")->k8s.inject_finalizer);
  CHECK(k8s_section("{enable-host-networking-pod: ''}")->k8s.enable_host_networking_pod == false);
  CHECK(k8s_section("{update-backoff-retries: '0x1_0'}")->k8s.update_backoff_retries == 16);
  CHECK(k8s_section("{update-backoff-retries: -5.9}")->k8s.update_backoff_retries == -5);
  CHECK(k8s_section("{update-backoff-retries: true}")->k8s.update_backoff_retries == 1);
  CHECK(k8s_section("{update-backoff-retries: ''}")->k8s.update_backoff_retries == 0);
  for (std::string_view text : {"'1__0'", "'_1'", "'1_'", "' 5'", "9223372036854775808"}) {
    LoadedConfig config = k8s_section("{update-backoff-retries: " + std::string(text) + "}");
    CHECK(config.error().path == "/plugins/k8s/update-backoff-retries");
  }
}

TEST_CASE("a map where a quantity or duration is wanted counts as zero, and is warned of",
          "[config]") {
  LoadedConfig timeout("plugins: {k8s: {image-pull-backoff-grace-period: {x: 1}}}");
  CHECK(timeout->k8s.image_pull_backoff_grace_period_ns == 0);
  CHECK(timeout.warnings() ==
        std::vector<std::string>{"/plugins/k8s/image-pull-backoff-grace-period"});
  for (const char* map : {"{}", "{cpu: 1}"}) {
    LoadedConfig config("plugins: {k8s: {default-cpus: " + std::string(map) + "}}");
    CHECK(k8s::is_zero(*config->k8s.default_cpus));
    CHECK(config.warnings() == std::vector<std::string>{"/plugins/k8s/default-cpus"});
  }
}

TEST_CASE("a null in a map that has a default counts as not written", "[config]") {
  const auto annotations = [](const std::string& map) {
    return json_text(LoadedConfig("plugins: {k8s: {default-annotations: " + map + "}}")
                         ->k8s.default_annotations);
  };
  CHECK(annotations("{x: ~, a: b}") == R"({"a":"b"})");
  CHECK(annotations("{x: ~}") == R"({"cluster-autoscaler.kubernetes.io/safe-to-evict":"false"})");
  CHECK(json_text(LoadedConfig("plugins: {k8s: {default-labels: {x: ~}}}")->k8s.default_labels) ==
        R"({"x":""})");
}
