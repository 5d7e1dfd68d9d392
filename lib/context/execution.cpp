// The document's own members are read one by one; what is flyteidl inside it (id, security context,
// inputs, overrides) is protojson and goes through protobuf, so that both spellings and all of
// protojson's rules hold there too.
//
// Source: flyteplugins pluginmachinery/core TaskExecutionMetadata and its overrides; executor
// task_exec_metadata.go
#include "lib/context/execution.hpp"

#include <optional>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/document.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/proto/descriptor.hpp"
#include "lib/proto/protojson.hpp"
#include "lib/proto/struct_value.hpp"
#include "lib/proto/wire.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {
namespace {

using namespace wire;

Identifier read_identifier(pbf_reader reader) {
  Identifier id;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(2, kBytes):
        id.project = text(reader);
        break;
      case tag_and_type(3, kBytes):
        id.domain = text(reader);
        break;
      case tag_and_type(4, kBytes):
        id.name = text(reader);
        break;
      case tag_and_type(5, kBytes):
        id.version = text(reader);
        break;
      case tag_and_type(6, kBytes):
        id.org = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  return id;
}

void read_workflow_execution(pbf_reader reader, WorkflowExecution& id) {
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        id.project = text(reader);
        break;
      case tag_and_type(2, kBytes):
        id.domain = text(reader);
        break;
      case tag_and_type(4, kBytes):
        id.name = text(reader);
        break;
      case tag_and_type(5, kBytes):
        id.org = text(reader);
        break;
      default:
        reader.skip();
    }
  }
}

// A node execution counts only when it names its execution.
std::optional<WorkflowExecution> read_node_execution(pbf_reader reader) {
  WorkflowExecution id;
  bool has_execution = false;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        id.node_id = text(reader);
        break;
      case tag_and_type(2, kBytes):
        read_workflow_execution(message(bytes(reader)), id);
        has_execution = true;
        break;
      default:
        reader.skip();
    }
  }
  return has_execution ? std::optional(id) : std::nullopt;
}

void read_task_execution_id(pbf_reader reader, Execution& execution) {
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        execution.task_id = read_identifier(message(bytes(reader)));
        break;
      case tag_and_type(2, kBytes):
        execution.workflow_execution = read_node_execution(message(bytes(reader)));
        break;
      case tag_and_type(3, kVarint):
        execution.retry_attempt = reader.get_uint32();
        break;
      default:
        reader.skip();
    }
  }
}

void read_identity(pbf_reader reader, Execution& execution) {
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(2, kBytes):
        execution.run_as_service_account = text(reader);
        break;
      case tag_and_type(4, kBytes):
        execution.run_as_identity = text(reader);
        break;
      default:
        reader.skip();
    }
  }
}

void read_security_context(pbf_reader reader, Execution& execution) {
  while (reader.next()) {
    if (reader.tag_and_type() == tag_and_type(1, kBytes)) {
      read_identity(message(bytes(reader)), execution);
    } else {
      reader.skip();
    }
  }
}

Result<PodTemplateOverride> read_pod_template(pbf_reader reader, std::string_view path,
                                              Arena& arena) {
  PodTemplateOverride pod_template;
  std::string_view pod_spec;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        pod_template.metadata = read_kubernetes_metadata(bytes(reader), arena);
        break;
      case tag_and_type(2, kBytes):
        pod_spec = bytes(reader);
        pod_template.has_pod_spec = true;
        break;
      case tag_and_type(4, kBytes):
        pod_template.primary_container_name = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  if (pod_template.has_pod_spec) {
    FLYTESPARK_TRY(document, read_struct(pod_spec, arena, path));
    pod_template.pod_spec = document;
  }
  return pod_template;
}

// Some are for others: the owner's id and the overrides' config say nothing to a Spark build.
constexpr std::string_view kMembers[] = {"id",
                                         "generated_name",
                                         "unique_node_id",
                                         "namespace",
                                         "workflow_id",
                                         "owner_id",
                                         "owner_reference",
                                         "labels",
                                         "annotations",
                                         "environment",
                                         "max_attempts",
                                         "interruptible",
                                         "service_account",
                                         "security_context",
                                         "platform_resources",
                                         "overrides",
                                         "console_url",
                                         "input_path",
                                         "input_prefix",
                                         "output_prefix",
                                         "raw_output_prefix",
                                         "checkpoint_prefix",
                                         "previous_checkpoint_prefix",
                                         "task_template_path",
                                         "inputs"};
constexpr std::string_view kOverrideMembers[] = {"resources",          "resources_from_template",
                                                 "extended_resources", "container_image",
                                                 "pod_template",       "config"};

class ExecutionReader {
 public:
  ExecutionReader(const Value& document, const LogSink& log, Arena& arena)
      : document_(document), log_(log), arena_(arena) {}

  Result<Execution> read() {
    DocumentReader reader(document_, Place());
    reader.report_unknown(kMembers, "execution", log_);
    FLYTESPARK_CHECK(read_strings(reader));
    FLYTESPARK_CHECK(reader.string_map("labels", arena_, execution_.labels));
    FLYTESPARK_CHECK(reader.string_map("annotations", arena_, execution_.annotations));
    FLYTESPARK_CHECK(reader.string_map("environment", arena_, execution_.environment));
    FLYTESPARK_CHECK(reader.integer("max_attempts", execution_.max_attempts));
    FLYTESPARK_CHECK(reader.boolean("interruptible", execution_.interruptible));
    FLYTESPARK_CHECK(read_owner_reference(reader));
    FLYTESPARK_CHECK(read_identities(reader));
    FLYTESPARK_CHECK(read_resources(reader, "platform_resources", execution_.platform_resources));
    FLYTESPARK_CHECK(read_overrides(reader));
    if (execution_.unique_node_id.empty()) execution_.unique_node_id = execution_.generated_name;
    return execution_;
  }

 private:
  Result<void> read_strings(const DocumentReader& reader) {
    const struct {
      std::string_view key;
      std::string_view& to;
    } members[] = {
        {"generated_name", execution_.generated_name},
        {"unique_node_id", execution_.unique_node_id},
        {"namespace", execution_.namespace_name},
        {"workflow_id", execution_.workflow_id},
        {"service_account", execution_.service_account},
        {"console_url", execution_.console_url},
        {"input_path", execution_.input_path},
        {"input_prefix", execution_.input_prefix},
        {"output_prefix", execution_.output_prefix},
        {"raw_output_prefix", execution_.raw_output_prefix},
        {"checkpoint_prefix", execution_.checkpoint_prefix},
        {"previous_checkpoint_prefix", execution_.previous_checkpoint_prefix},
        {"task_template_path", execution_.task_template_path},
    };
    for (const auto& member : members) FLYTESPARK_CHECK(reader.string(member.key, member.to));
    return {};
  }

  Result<void> read_owner_reference(const DocumentReader& reader) {
    FLYTESPARK_TRY(object, reader.object("owner_reference"));
    if (object == nullptr) return {};
    DocumentReader owner(*object, reader.place_of("owner_reference"));
    OwnerReference& to = execution_.owner_reference;
    to.is_set = true;
    FLYTESPARK_CHECK(owner.string("apiVersion", to.api_version));
    FLYTESPARK_CHECK(owner.string("kind", to.kind));
    FLYTESPARK_CHECK(owner.string("name", to.name));
    FLYTESPARK_CHECK(owner.string("uid", to.uid));
    if (owner.member("controller") != nullptr) {
      FLYTESPARK_CHECK(owner.boolean("controller", to.controller.emplace()));
    }
    if (owner.member("blockOwnerDeletion") != nullptr) {
      FLYTESPARK_CHECK(owner.boolean("blockOwnerDeletion", to.block_owner_deletion.emplace()));
    }
    return {};
  }

  // `error` points into the value at `place`; the answer into the whole document.
  static Error within(const Place& place, Error error) {
    error.path.insert(0, place.pointer());
    return error;
  }

  // A protojson member, as protobuf; nullopt when absent.
  Result<std::optional<std::string_view>> transcoded(const DocumentReader& reader,
                                                     std::string_view key,
                                                     const proto::MessageType& type) {
    FLYTESPARK_TRY(object, reader.object(key));
    if (object == nullptr) return std::optional<std::string_view>();
    auto protobuf = proto::protojson_to_protobuf(type, *object, arena_);
    if (!protobuf) return within(reader.place_of(key), protobuf.error());
    return std::optional(*protobuf);
  }

  Result<void> read_identities(const DocumentReader& reader) {
    FLYTESPARK_TRY(id, transcoded(reader, "id", proto::kTaskExecutionIdentifier));
    if (id) read_task_execution_id(message(*id), execution_);
    FLYTESPARK_TRY(security, transcoded(reader, "security_context", proto::kSecurityContext));
    if (security) read_security_context(message(*security), execution_);
    FLYTESPARK_TRY(inputs, transcoded(reader, "inputs", proto::kLiteralMap));
    // `{}` is a literal map that was never set; `{"literals": {}}` is an empty one.
    const Value* inputs_document = reader.member("inputs");
    execution_.has_inputs =
        inputs_document != nullptr && inputs_document->find("literals") != nullptr;
    if (inputs) execution_.inputs = *inputs;
    return {};
  }

  Result<void> read_resources(const DocumentReader& reader, std::string_view key, Value& to) {
    FLYTESPARK_TRY(object, reader.object(key));
    if (object == nullptr) return {};
    auto resources = k8s::decode(k8s::kResourceRequirementsType, *object, "", arena_);
    if (!resources) return within(reader.place_of(key), resources.error());
    to = *resources;
    return {};
  }

  Result<void> read_overrides(const DocumentReader& reader) {
    FLYTESPARK_TRY(object, reader.object("overrides"));
    if (object == nullptr) return {};
    DocumentReader overrides(*object, reader.place_of("overrides"));
    overrides.report_unknown(kOverrideMembers, "execution", log_);
    FLYTESPARK_CHECK(overrides.string("container_image", execution_.override_container_image));
    FLYTESPARK_CHECK(read_resources(overrides, "resources", execution_.override_resources));
    FLYTESPARK_CHECK(
        overrides.boolean("resources_from_template", execution_.override_resources_from_template));
    FLYTESPARK_TRY(extended,
                   transcoded(overrides, "extended_resources", proto::kExtendedResources));
    if (extended)
      execution_.override_extended_resources = read_extended_resources(*extended, arena_);
    FLYTESPARK_TRY(pod_template, transcoded(overrides, "pod_template", proto::kK8sPod));
    if (pod_template) {
      FLYTESPARK_TRY(read, read_pod_template(message(*pod_template),
                                             "/overrides/pod_template/podSpec", arena_));
      execution_.override_pod_template = read;
    }
    return {};
  }

  const Value& document_;
  const LogSink& log_;
  Arena& arena_;
  Execution execution_;
};

}  // namespace

Result<Execution> read_execution(std::string_view text, const LogSink& log, Arena& arena,
                                 Arena& scratch) {
  if (text.empty()) return Execution();
  FLYTESPARK_TRY(document, read_json_object(text, scratch, arena));
  return ExecutionReader(document, log, arena).read();
}

}  // namespace flytespark
