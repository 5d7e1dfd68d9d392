// TaskTemplate, its metadata, and what only the metadata reaches.
#include "lib/proto/descriptor.hpp"
#include "lib/proto/field_types.hpp"

namespace flytespark::proto {

constexpr EnumName kWorkerKindNames[] = {{"WORKER_KIND_UNSPECIFIED", 0},
                                         {"WORKER_KIND_SANDBOX", 1},
                                         {"WORKER_KIND_MICROVM", 2},
                                         {"WORKER_KIND_REUSABLE", 3}};
constexpr EnumType kWorkerKind{"WorkerKind", kWorkerKindNames};

constexpr EnumName kRuntimeTypeNames[] = {{"OTHER", 0}, {"FLYTE_SDK", 1}};
constexpr EnumType kRuntimeType{"RuntimeMetadata.RuntimeType", kRuntimeTypeNames};

constexpr EnumName kLogMessageFormatNames[] = {{"UNKNOWN", 0}, {"CSV", 1}, {"JSON", 2}};
constexpr EnumType kLogMessageFormat{"TaskLog.MessageFormat", kLogMessageFormatNames};

constexpr EnumName kLinkTypeNames[] = {{"EXTERNAL", 0}, {"DASHBOARD", 1}, {"IDE", 2}};
constexpr EnumType kLinkType{"TaskLog.LinkType", kLinkTypeNames};

constexpr EnumName kReuseScopeNames[] = {{"GLOBAL", 0}, {"RUN", 1}};
constexpr EnumType kReuseScope{"ReusePolicy.Scope", kReuseScopeNames};

constexpr EnumName kSqlDialectNames[] = {{"UNDEFINED", 0}, {"ANSI", 1}, {"HIVE", 2}, {"OTHER", 3}};
constexpr EnumType kSqlDialect{"Sql.Dialect", kSqlDialectNames};

constexpr FieldType kTaskTemplateFields[] = {
    message(1, "id", kIdentifier),
    text(2, "type"),
    message(3, "metadata", kTaskMetadata),
    message(4, "interface", kTypedInterface),
    message(5, "custom", kStruct),
    in_oneof(message(6, "container", kContainer)),
    int32(7, "task_type_version"),
    message(8, "security_context", kSecurityContext),
    message(9, "extended_resources", kExtendedResources),
    map(text(16, "config")),
    in_oneof(message(17, "k8s_pod", kK8sPod)),
    in_oneof(message(18, "sql", kSql)),
    message(19, "reuse_policy", kReusePolicy),
    enumeration(20, "worker_kind", kWorkerKind),
};
constinit const MessageType kTaskTemplate{"TaskTemplate", kTaskTemplateFields};

constexpr FieldType kTaskMetadataFields[] = {
    flag(1, "discoverable"),
    message(2, "runtime", kRuntimeMetadata),
    message(4, "timeout", kDuration),
    message(5, "retries", kRetryStrategy),
    text(6, "discovery_version"),
    text(7, "deprecated_error_message"),
    in_oneof(flag(8, "interruptible")),
    flag(9, "cache_serializable"),
    map(text(11, "tags")),
    text(12, "pod_template_name"),
    repeated(text(13, "cache_ignore_input_vars")),
    flag(14, "is_eager"),
    message(15, "generates_deck", kBoolValue),
    message(16, "metadata", kK8sObjectMetadata),
    flag(17, "debuggable"),
    repeated(message(18, "log_links", kTaskLog)),
    message(19, "image_build_run", kRunIdentifier),
    flag(20, "is_entrypoint"),
    text(21, "code_bundle_uri"),
    message(22, "timeouts", kTimeoutStrategy),
    flag(23, "produces_artifacts"),
    message(24, "cache_max_age", kDuration),
};
constinit const MessageType kTaskMetadata{"TaskMetadata", kTaskMetadataFields};

constexpr FieldType kRuntimeMetadataFields[] = {
    enumeration(1, "type", kRuntimeType),
    text(2, "version"),
    text(3, "flavor"),
};
constinit const MessageType kRuntimeMetadata{"RuntimeMetadata", kRuntimeMetadataFields};

constexpr FieldType kRetryStrategyFields[] = {
    uint32(5, "retries"),
    message(6, "backoff", kBackoff),
};
constinit const MessageType kRetryStrategy{"RetryStrategy", kRetryStrategyFields};

constexpr FieldType kBackoffFields[] = {
    message(1, "base", kDuration),
    optional(float64(2, "factor")),
    message(3, "cap", kDuration),
};
constinit const MessageType kBackoff{"Backoff", kBackoffFields};

constexpr FieldType kTimeoutStrategyFields[] = {
    message(1, "queued_timeout", kDuration),
    message(2, "deadline", kDuration),
};
constinit const MessageType kTimeoutStrategy{"TimeoutStrategy", kTimeoutStrategyFields};

constexpr FieldType kRunIdentifierFields[] = {
    text(1, "org"),
    text(2, "project"),
    text(3, "domain"),
    text(4, "name"),
};
constinit const MessageType kRunIdentifier{"RunIdentifier", kRunIdentifierFields};

constexpr FieldType kTaskLogFields[] = {
    text(1, "uri"),
    text(2, "name"),
    enumeration(3, "message_format", kLogMessageFormat),
    message(4, "ttl", kDuration),
    flag(5, "ShowWhilePending"),
    flag(6, "HideOnceFinished"),
    enumeration(7, "link_type", kLinkType),
    flag(8, "ready"),
    text(9, "icon_uri"),
};
constinit const MessageType kTaskLog{"TaskLog", kTaskLogFields};

constexpr FieldType kReusePolicyFields[] = {
    int32(1, "min_replicas"),
    int32(2, "max_replicas"),
    int32(3, "concurrency"),
    message(4, "idle_ttl", kDuration),
    message(5, "scaledown_ttl", kDuration),
    enumeration(6, "scope", kReuseScope),
    text(7, "name"),
    text(8, "version"),
};
constinit const MessageType kReusePolicy{"ReusePolicy", kReusePolicyFields};

constexpr FieldType kSqlFields[] = {
    text(1, "statement"),
    enumeration(2, "dialect", kSqlDialect),
};
constinit const MessageType kSql{"Sql", kSqlFields};

}  // namespace flytespark::proto
