// What a task runs in: containers, pods, resources, secrets.
#include "lib/proto/descriptor.hpp"
#include "lib/proto/field_types.hpp"

namespace flytespark::proto {

constexpr EnumName kArchitectureNames[] = {
    {"UNKNOWN", 0}, {"AMD64", 1}, {"ARM64", 2}, {"ARM_V6", 3}, {"ARM_V7", 4}};
constexpr EnumType kArchitecture{"Container.Architecture", kArchitectureNames};

constexpr EnumName kResourceNameNames[] = {{"UNKNOWN", 0}, {"CPU", 1},
                                           {"GPU", 2},     {"MEMORY", 3},
                                           {"STORAGE", 4}, {"EPHEMERAL_STORAGE", 5}};
constexpr EnumType kResourceName{"Resources.ResourceName", kResourceNameNames};

constexpr EnumName kLiteralMapFormatNames[] = {{"JSON", 0}, {"YAML", 1}, {"PROTO", 2}};
constexpr EnumType kLiteralMapFormat{"DataLoadingConfig.LiteralMapFormat", kLiteralMapFormatNames};

constexpr EnumName kFileInputLayoutNames[] = {{"DIRECT", 0}, {"NAMED_DIR", 1}};
constexpr EnumType kFileInputLayout{"DataLoadingConfig.FileInputLayout", kFileInputLayoutNames};

constexpr EnumName kDownloadModeNames[] = {
    {"DOWNLOAD_EAGER", 0}, {"DOWNLOAD_STREAM", 1}, {"DO_NOT_DOWNLOAD", 2}};
constexpr EnumType kDownloadMode{"IOStrategy.DownloadMode", kDownloadModeNames};

constexpr EnumName kUploadModeNames[] = {
    {"UPLOAD_ON_EXIT", 0}, {"UPLOAD_EAGER", 1}, {"DO_NOT_UPLOAD", 2}};
constexpr EnumType kUploadMode{"IOStrategy.UploadMode", kUploadModeNames};

constexpr EnumName kDeviceClassNames[] = {{"NVIDIA_GPU", 0},    {"GOOGLE_TPU", 1},
                                          {"AMAZON_NEURON", 2}, {"AMD_GPU", 3},
                                          {"HABANA_GAUDI", 4},  {"APPLE_SILICON", 5}};
constexpr EnumType kDeviceClass{"GPUAccelerator.DeviceClass", kDeviceClassNames};

constexpr EnumName kAcceleratorModelNames[] = {{"ACCELERATOR_MODEL_UNSPECIFIED", 0},
                                               {"NVIDIA_K80", 1},
                                               {"NVIDIA_M60", 2},
                                               {"NVIDIA_P4", 3},
                                               {"NVIDIA_P100", 4},
                                               {"NVIDIA_V100", 5},
                                               {"NVIDIA_T4", 6},
                                               {"NVIDIA_A10", 7},
                                               {"NVIDIA_A10G", 8},
                                               {"NVIDIA_A100", 9},
                                               {"NVIDIA_A100_80GB", 10},
                                               {"NVIDIA_L4", 11},
                                               {"NVIDIA_L40S", 12},
                                               {"NVIDIA_H100", 13},
                                               {"NVIDIA_H100_MEGA_80GB", 14},
                                               {"NVIDIA_H200", 15},
                                               {"NVIDIA_B200", 16},
                                               {"NVIDIA_GB200", 17},
                                               {"NVIDIA_GB10", 18},
                                               {"NVIDIA_RTX_PRO_6000", 19},
                                               {"NVIDIA_RTX_PRO_4500", 20},
                                               {"GOOGLE_TPU_V5E", 100},
                                               {"GOOGLE_TPU_V5P", 101},
                                               {"GOOGLE_TPU_V6E", 102},
                                               {"AMAZON_INF1", 200},
                                               {"AMAZON_INF2", 201},
                                               {"AMAZON_TRN1", 202},
                                               {"AMAZON_TRN1N", 203},
                                               {"AMAZON_TRN2", 204},
                                               {"AMAZON_TRN2U", 205},
                                               {"AMD_MI100", 300},
                                               {"AMD_MI210", 301},
                                               {"AMD_MI250", 302},
                                               {"AMD_MI250X", 303},
                                               {"AMD_MI300A", 304},
                                               {"AMD_MI300X", 305},
                                               {"AMD_MI325X", 306},
                                               {"AMD_MI350X", 307},
                                               {"AMD_MI355X", 308},
                                               {"HABANA_GAUDI1", 400},
                                               {"APPLE_SILICON_GPU", 500}};
constexpr EnumType kAcceleratorModel{"AcceleratorModel", kAcceleratorModelNames};

constexpr EnumName kTokenRequestTypeNames[] = {{"CLIENT_CREDENTIALS", 0}};
constexpr EnumType kTokenRequestType{"OAuth2TokenRequest.Type", kTokenRequestTypeNames};

constexpr EnumName kMountTypeNames[] = {{"ANY", 0}, {"ENV_VAR", 1}, {"FILE", 2}};
constexpr EnumType kMountType{"Secret.MountType", kMountTypeNames};

constexpr FieldType kContainerFields[] = {
    text(1, "image"),
    repeated(text(2, "command")),
    repeated(text(3, "args")),
    message(4, "resources", kResources),
    repeated(message(5, "env", kKeyValuePair)),
    repeated(message(6, "config", kKeyValuePair)),
    repeated(message(7, "ports", kContainerPort)),
    message(9, "data_config", kDataLoadingConfig),
    enumeration(10, "architecture", kArchitecture),
};
constinit const MessageType kContainer{"Container", kContainerFields};

constexpr FieldType kResourcesFields[] = {
    repeated(message(1, "requests", kResourceEntry)),
    repeated(message(2, "limits", kResourceEntry)),
};
constinit const MessageType kResources{"Resources", kResourcesFields};

constexpr FieldType kResourceEntryFields[] = {
    enumeration(1, "name", kResourceName),
    text(2, "value"),
};
constinit const MessageType kResourceEntry{"Resources.ResourceEntry", kResourceEntryFields};

constexpr FieldType kKeyValuePairFields[] = {
    text(1, "key"),
    text(2, "value"),
};
constinit const MessageType kKeyValuePair{"KeyValuePair", kKeyValuePairFields};

constexpr FieldType kContainerPortFields[] = {
    uint32(1, "container_port"),
    text(2, "name"),
};
constinit const MessageType kContainerPort{"ContainerPort", kContainerPortFields};

constexpr FieldType kDataLoadingConfigFields[] = {
    flag(1, "enabled"),
    text(2, "input_path"),
    text(3, "output_path"),
    enumeration(4, "format", kLiteralMapFormat),
    message(5, "io_strategy", kIOStrategy),
    enumeration(6, "file_input_layout", kFileInputLayout),
};
constinit const MessageType kDataLoadingConfig{"DataLoadingConfig", kDataLoadingConfigFields};

constexpr FieldType kIOStrategyFields[] = {
    enumeration(1, "download_mode", kDownloadMode),
    enumeration(2, "upload_mode", kUploadMode),
};
constinit const MessageType kIOStrategy{"IOStrategy", kIOStrategyFields};

constexpr FieldType kK8sPodFields[] = {
    message(1, "metadata", kK8sObjectMetadata),
    message(2, "pod_spec", kStruct),
    message(3, "data_config", kDataLoadingConfig),
    text(4, "primary_container_name"),
};
constinit const MessageType kK8sPod{"K8sPod", kK8sPodFields};

constexpr FieldType kK8sObjectMetadataFields[] = {
    map(text(1, "labels")),
    map(text(2, "annotations")),
};
constinit const MessageType kK8sObjectMetadata{"K8sObjectMetadata", kK8sObjectMetadataFields};

constexpr FieldType kExtendedResourcesFields[] = {
    message(1, "gpu_accelerator", kGPUAccelerator),
    message(2, "shared_memory", kSharedMemory),
};
constinit const MessageType kExtendedResources{"ExtendedResources", kExtendedResourcesFields};

constexpr FieldType kGPUAcceleratorFields[] = {
    text(1, "device"),
    in_oneof(flag(2, "unpartitioned")),
    in_oneof(text(3, "partition_size")),
    enumeration(4, "device_class", kDeviceClass),
    enumeration(5, "accelerator_model", kAcceleratorModel),
};
constinit const MessageType kGPUAccelerator{"GPUAccelerator", kGPUAcceleratorFields};

constexpr FieldType kSharedMemoryFields[] = {
    text(1, "mount_path"),
    text(2, "mount_name"),
    text(3, "size_limit"),
};
constinit const MessageType kSharedMemory{"SharedMemory", kSharedMemoryFields};

constexpr FieldType kSecurityContextFields[] = {
    message(1, "run_as", kIdentity),
    repeated(message(2, "secrets", kSecret)),
    repeated(message(3, "tokens", kOAuth2TokenRequest)),
};
constinit const MessageType kSecurityContext{"SecurityContext", kSecurityContextFields};

constexpr FieldType kIdentityFields[] = {
    text(1, "iam_role"),
    text(2, "k8s_service_account"),
    message(3, "oauth2_client", kOAuth2Client),
    text(4, "execution_identity"),
};
constinit const MessageType kIdentity{"Identity", kIdentityFields};

constexpr FieldType kOAuth2ClientFields[] = {
    text(1, "client_id"),
    message(2, "client_secret", kSecret),
};
constinit const MessageType kOAuth2Client{"OAuth2Client", kOAuth2ClientFields};

constexpr FieldType kOAuth2TokenRequestFields[] = {
    text(1, "name"),
    enumeration(2, "type", kTokenRequestType),
    message(3, "client", kOAuth2Client),
    text(4, "idp_discovery_endpoint"),
    text(5, "token_endpoint"),
};
constinit const MessageType kOAuth2TokenRequest{"OAuth2TokenRequest", kOAuth2TokenRequestFields};

constexpr FieldType kSecretFields[] = {
    text(1, "group"),   text(2, "group_version"),
    text(3, "key"),     enumeration(4, "mount_requirement", kMountType),
    text(5, "env_var"),
};
constinit const MessageType kSecret{"Secret", kSecretFields};

}  // namespace flytespark::proto
