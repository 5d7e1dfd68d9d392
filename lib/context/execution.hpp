// Who runs a task, and how: the execution document of one attempt.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {

struct OwnerReference {
  bool is_set = false;
  std::string_view api_version;
  std::string_view kind;
  std::string_view name;
  std::string_view uid;
  std::optional<bool> controller;
  std::optional<bool> block_owner_deletion;
};

struct Identifier {
  std::string_view project;
  std::string_view domain;
  std::string_view name;
  std::string_view version;
  std::string_view org;
};

struct WorkflowExecution {
  std::string_view project;
  std::string_view domain;
  std::string_view name;
  std::string_view org;
  std::string_view node_id;
};

// A pod template that replaces the task's own pod spec.
struct PodTemplateOverride {
  bool has_pod_spec = false;
  Value pod_spec;  // document, members sorted by key
  std::string_view primary_container_name;
  KubernetesMetadata metadata;
};

struct Execution {
  std::optional<Identifier> task_id;
  std::optional<WorkflowExecution> workflow_execution;
  std::int64_t retry_attempt = 0;

  std::string_view generated_name;
  std::string_view unique_node_id;  // the generated name where the document has none
  std::string_view namespace_name;
  std::string_view workflow_id;
  OwnerReference owner_reference;
  Value labels;  // maps of strings, sorted
  Value annotations;
  Value environment;
  std::int64_t max_attempts = 0;
  bool interruptible = false;
  std::string_view service_account;
  std::string_view run_as_service_account;
  std::string_view run_as_identity;
  std::string_view console_url;

  std::string_view input_path;
  std::string_view input_prefix;
  std::string_view output_prefix;
  std::string_view raw_output_prefix;
  std::string_view checkpoint_prefix;
  std::string_view previous_checkpoint_prefix;
  std::string_view task_template_path;
  bool has_inputs = false;
  std::string_view inputs;  // a flyteidl LiteralMap in protobuf

  Value platform_resources;  // core/v1 ResourceRequirements, typed; null = none
  Value override_resources;  // likewise; null fails a container task
  // `overrides.resources_from_template`: the override resources are those of the template's
  // container.
  bool override_resources_from_template = false;
  std::optional<ExtendedResources> override_extended_resources;
  std::optional<PodTemplateOverride> override_pod_template;
  std::string_view override_container_image;
};

// `text` must outlive the execution. Whatever the execution keeps lies in `text` or in `arena`; the
// parsed document only in `scratch`. `log` hears of members that nobody reads.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<Execution> read_execution(std::string_view text, const LogSink& log, Arena& arena,
                                 Arena& scratch);

}  // namespace flytespark
