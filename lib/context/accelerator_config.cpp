#include "lib/context/accelerator_config.hpp"

#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/config_value.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

struct Device {
  std::string_view name;
  std::string_view label;
};

// Kept: L40s is never found, because requests are looked up in upper case.
constexpr Device kDevices[] = {
    {"A10", "nvidia-a10"},
    {"A100", "nvidia-tesla-a100"},
    {"A100 80G", "nvidia-a100-80gb"},
    {"A100G", "nvidia-a100g"},
    {"A10G", "nvidia-a10g"},
    {"B200", "nvidia-b200"},
    {"GAUDI1", "habana-gaudi-dl1"},
    {"GB200", "nvidia-gb200"},
    {"H100", "nvidia-h100"},
    {"H100 80G", "nvidia-h100-80gb"},
    {"H100 MEGA 80G", "nvidia-h100-mega-80gb"},
    {"H200", "nvidia-h200"},
    {"INF1", "aws-neuron-inf1"},
    {"INF2", "aws-neuron-inf2"},
    {"K80", "nvidia-tesla-k80"},
    {"L4", "nvidia-l4"},
    {"L40s", "nvidia-l40s"},
    {"L4_VWS", "nvidia-l4-vws"},
    {"M60", "nvidia-tesla-m60"},
    {"MI100", "amd-mi100"},
    {"MI210", "amd-mi210"},
    {"MI250", "amd-mi250"},
    {"MI250X", "amd-mi250x"},
    {"MI300A", "amd-mi300a"},
    {"MI300X", "amd-mi300x"},
    {"MI325X", "amd-mi325x"},
    {"MI350X", "amd-mi350x"},
    {"MI355X", "amd-mi355x"},
    {"P100", "nvidia-tesla-p100"},
    {"P4", "nvidia-tesla-p4"},
    {"RTX PRO 6000", "nvidia-rtx-pro-6000"},
    {"T4", "nvidia-tesla-t4"},
    {"TRN1", "aws-neuron-trn1"},
    {"TRN1N", "aws-neuron-trn1n"},
    {"TRN2", "aws-neuron-trn2"},
    {"TRN2U", "aws-neuron-trn2u"},
    {"V100", "nvidia-tesla-v100"},
    {"V5E", "tpu-v5-lite-podslice"},
    {"V5P", "tpu-v5p-slice"},
    {"V6E", "tpu-v6e-slice"},
};

// Of a PodTemplate only the spec is merged.
Result<void> read_pod_template(const Value& value, const Place& place, const ConfigScope& scope,
                               AcceleratorDeviceClass& device_class) {
  FLYTESPARK_TRY(pod_template, read_config_value(k8s::kPodTemplateType, value, place, scope));
  const Value& inner = pod_template[k8s::pod_template::kTemplate];
  Value spec = inner.is_struct() ? inner[k8s::pod_template_spec::kSpec] : Value();
  device_class.pod_template_spec =
      spec.is_struct() ? spec : k8s::make_struct(k8s::kPodSpecType, scope.arena);
  return {};
}

using Class = AcceleratorDeviceClass;

constexpr ConfigKey<Class> kClassKeys[] = {
    text<&Class::resource_name>("resource-name"),
    text<&Class::device_node_label>("device-node-label"),
    text<&Class::partition_size_node_label>("partition-size-node-label"),
    kubernetes<&Class::unpartitioned_node_selector_requirement, k8s::kNodeSelectorRequirementType>(
        "unpartitioned-node-selector-requirement", "v1.NodeSelectorRequirement"),
    kubernetes<&Class::unpartitioned_toleration, k8s::kTolerationType>("unpartitioned-toleration",
                                                                       "v1.Toleration"),
    {"pod-template", "v1.PodTemplate", read_pod_template},
};

}  // namespace

Value default_accelerator_devices(Arena& arena) {
  std::span<Member> members(arena.make_array<Member>(std::size(kDevices)), std::size(kDevices));
  for (std::size_t i = 0; i < members.size(); ++i) {
    members[i] = {kDevices[i].name, Value::string(kDevices[i].label)};
  }
  return sorted_map(members);
}

std::span<const AcceleratorDeviceClass> default_accelerator_device_classes(Arena& arena) {
  const Class classes[] = {
      {"AMAZON_NEURON", "aws.amazon.com/neuron", {}, {}, {}, {}, {}},
      {"AMD_GPU", "amd.com/gpu", {}, {}, {}, {}, {}},
      {"GOOGLE_TPU",
       "google.com/tpu",
       "cloud.google.com/gke-tpu-accelerator",
       "cloud.google.com/gke-tpu-topology",
       {},
       {},
       {}},
      {"HABANA_GAUDI", "habana.ai/gaudi", {}, {}, {}, {}, {}},
      {"NVIDIA_GPU", "nvidia.com/gpu", {}, {}, {}, {}, {}},
  };
  return arena.copy(std::span<const Class>(classes));
}

Result<void> read_accelerator_device_class(const Value& value, const Place& place,
                                           const ConfigScope& scope,
                                           AcceleratorDeviceClass& device_class) {
  return read_section<Class>(kClassKeys, UnknownKeys::kWarn, value, place, scope, device_class);
}

}  // namespace flytespark
