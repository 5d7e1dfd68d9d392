#include "lib/k8s/core_v1.hpp"

#include <string>
#include <vector>

#include "tests/unit/catch.hpp"

using namespace flytespark::k8s;

namespace {

// "name", "name?" with omitempty, "name*" when a pointer.
std::vector<std::string> spelled_fields(const Type& type) {
  std::vector<std::string> names;
  for (const Field& field : type.structure->fields) {
    names.push_back(std::string(field.name) + (field.omit_empty ? "?" : "") +
                    (field.type->pointer ? "*" : ""));
  }
  return names;
}

const Field& field_of(const Type& type, std::size_t slot) { return type.structure->fields[slot]; }

void collect(const Type& type, std::vector<const Type*>& seen) {
  for (const Type* known : seen) {
    if (known == &type) return;
  }
  seen.push_back(&type);
  if (type.element != nullptr) collect(*type.element, seen);
  if (type.structure == nullptr) return;
  for (const Field& field : type.structure->fields) collect(*field.type, seen);
}

std::vector<const Type*> all_types() {
  std::vector<const Type*> seen;
  collect(kPodTemplateType, seen);
  collect(kPodTemplateSpecType, seen);
  collect(kPodSpecType, seen);
  return seen;
}

}  // namespace

TEST_CASE("PodSpec has its fields in declaration order", "[core_v1]") {
  CHECK(spelled_fields(kPodSpecType) == std::vector<std::string>{"volumes?",
                                                                 "initContainers?",
                                                                 "containers",
                                                                 "ephemeralContainers?",
                                                                 "restartPolicy?",
                                                                 "terminationGracePeriodSeconds?*",
                                                                 "activeDeadlineSeconds?*",
                                                                 "dnsPolicy?",
                                                                 "nodeSelector?",
                                                                 "serviceAccountName?",
                                                                 "serviceAccount?",
                                                                 "automountServiceAccountToken?*",
                                                                 "nodeName?",
                                                                 "hostNetwork?",
                                                                 "hostPID?",
                                                                 "hostIPC?",
                                                                 "shareProcessNamespace?*",
                                                                 "securityContext?*",
                                                                 "imagePullSecrets?",
                                                                 "hostname?",
                                                                 "subdomain?",
                                                                 "affinity?*",
                                                                 "schedulerName?",
                                                                 "tolerations?",
                                                                 "hostAliases?",
                                                                 "priorityClassName?",
                                                                 "priority?*",
                                                                 "dnsConfig?*",
                                                                 "readinessGates?",
                                                                 "runtimeClassName?*",
                                                                 "enableServiceLinks?*",
                                                                 "preemptionPolicy?*",
                                                                 "overhead?",
                                                                 "topologySpreadConstraints?",
                                                                 "setHostnameAsFQDN?*",
                                                                 "os?*",
                                                                 "hostUsers?*",
                                                                 "schedulingGates?",
                                                                 "resourceClaims?",
                                                                 "resources?*",
                                                                 "hostnameOverride?*",
                                                                 "schedulingGroup?*"});
}

TEST_CASE("Container has its fields in declaration order", "[core_v1]") {
  CHECK(spelled_fields(kContainerType) == std::vector<std::string>{"name",
                                                                   "image?",
                                                                   "command?",
                                                                   "args?",
                                                                   "workingDir?",
                                                                   "ports?",
                                                                   "envFrom?",
                                                                   "env?",
                                                                   "resources?",
                                                                   "resizePolicy?",
                                                                   "restartPolicy?*",
                                                                   "restartPolicyRules?",
                                                                   "volumeMounts?",
                                                                   "volumeDevices?",
                                                                   "livenessProbe?*",
                                                                   "readinessProbe?*",
                                                                   "startupProbe?*",
                                                                   "lifecycle?*",
                                                                   "terminationMessagePath?",
                                                                   "terminationMessagePolicy?",
                                                                   "imagePullPolicy?",
                                                                   "securityContext?*",
                                                                   "stdin?",
                                                                   "stdinOnce?",
                                                                   "tty?"});
}

TEST_CASE("the generated slots are those of the table", "[core_v1]") {
  CHECK(kPodSpecType.structure->fields.size() == pod_spec::kFieldCount);
  CHECK(field_of(kPodSpecType, pod_spec::kTolerations).name == "tolerations");
  CHECK(field_of(kPodSpecType, pod_spec::kHostPID).name == "hostPID");
  CHECK(field_of(kContainerType, container::kVolumeMounts).name == "volumeMounts");
  CHECK(field_of(kVolumeType, volume::kISCSI).name == "iscsi");
  CHECK(field_of(kObjectMetaType, object_meta::kManagedFields).name == "managedFields");
  CHECK(field_of(kPodTemplateType, pod_template::kObjectMeta).name == "metadata");
}

TEST_CASE("a volume's source is flattened and remembers where it came from", "[core_v1]") {
  auto fields = kVolumeType.structure->fields;
  CHECK(fields.size() == volume::kFieldCount);
  CHECK(fields[volume::kName].embedded == "");
  CHECK(fields[volume::kHostPath].name == "hostPath");
  CHECK(fields[volume::kImage].name == "image");
  for (const Field& field : fields.subspan(1)) {
    CAPTURE(field.name);
    CHECK(field.embedded == "VolumeSource");
    CHECK(field.type->pointer);
    CHECK(field.type->kind == Kind::kStruct);
  }
}

TEST_CASE("inlined structs stand where they are declared", "[core_v1]") {
  CHECK(spelled_fields(kPodTemplateType) ==
        std::vector<std::string>{"kind?", "apiVersion?", "metadata?", "template?"});
  CHECK(field_of(kPodTemplateType, pod_template::kKind).embedded == "TypeMeta");
  CHECK(field_of(kPodTemplateType, pod_template::kObjectMeta).embedded == "");
  CHECK(spelled_fields(kSecretKeySelectorType) ==
        std::vector<std::string>{"name?", "key", "optional?*"});
  CHECK(field_of(kSecretKeySelectorType, secret_key_selector::kName).embedded ==
        "LocalObjectReference");
  CHECK(field_of(kProbeType, probe::kHTTPGet).embedded == "ProbeHandler");
  CHECK(field_of(kProbeType, probe::kPeriodSeconds).embedded == "");
  CHECK(field_of(kEphemeralContainerType, ephemeral_container::kImage).embedded ==
        "EphemeralContainerCommon");
}

TEST_CASE("a type that decodes itself has a kind of its own", "[core_v1]") {
  CHECK(field_of(kContainerPortType, container_port::kContainerPort).type->kind == Kind::kInt32);
  CHECK(field_of(kHTTPGetActionType, http_get_action::kPort).type->kind == Kind::kIntOrString);
  CHECK(field_of(kTCPSocketActionType, tcp_socket_action::kPort).type->kind == Kind::kIntOrString);
  CHECK(field_of(kGRPCActionType, grpc_action::kPort).type->kind == Kind::kInt32);
  const Field& created = field_of(kObjectMetaType, object_meta::kCreationTimestamp);
  CHECK(created.type->kind == Kind::kTime);
  CHECK_FALSE(created.type->pointer);
  CHECK(created.omit_zero);
  const Field& size_limit =
      field_of(kEmptyDirVolumeSourceType, empty_dir_volume_source::kSizeLimit);
  CHECK(size_limit.type->kind == Kind::kQuantity);
  CHECK(size_limit.type->pointer);
  const Field& raw = field_of(kManagedFieldsEntryType, managed_fields_entry::kFieldsV1);
  CHECK(raw.type->kind == Kind::kRawJson);
}

TEST_CASE("types are named as Go's errors name them", "[core_v1]") {
  CHECK(kPodSpecType.go_name == "v1.PodSpec");
  CHECK(kPodSpecType.structure->name == "PodSpec");
  CHECK(field_of(kPodSpecType, pod_spec::kContainers).type->go_name == "[]v1.Container");
  CHECK(field_of(kPodSpecType, pod_spec::kNodeSelector).type->go_name == "map[string]string");
  CHECK(field_of(kPodSpecType, pod_spec::kDNSPolicy).type->go_name == "v1.DNSPolicy");
  CHECK(field_of(kPodSpecType, pod_spec::kSecurityContext).type->go_name ==
        "v1.PodSecurityContext");
  CHECK(field_of(kPodSpecType, pod_spec::kOverhead).type->go_name == "v1.ResourceList");
  CHECK(field_of(kPodSpecType, pod_spec::kPriority).type->go_name == "int32");
  CHECK(field_of(kContainerType, container::kName).type->go_name == "string");
}

TEST_CASE("a pointer and a value of one struct share the struct", "[core_v1]") {
  const Type& pointer = *field_of(kPodSpecType, pod_spec::kAffinity).type;
  CHECK(pointer.pointer);
  CHECK_FALSE(kAffinityType.pointer);
  CHECK(pointer.structure == kAffinityType.structure);
}

TEST_CASE("every struct has fields and every list and map an element", "[core_v1]") {
  std::vector<const Type*> types = all_types();
  CHECK(types.size() > 200);
  for (const Type* type : types) {
    CAPTURE(type->go_name);
    CHECK_FALSE(type->go_name.empty());
    CHECK((type->kind == Kind::kStruct) == (type->structure != nullptr));
    CHECK((type->kind == Kind::kList || type->kind == Kind::kMap) == (type->element != nullptr));
    if (type->structure == nullptr) continue;
    CHECK_FALSE(type->structure->fields.empty());
    for (const Field& field : type->structure->fields) CHECK_FALSE(field.name.empty());
  }
}
