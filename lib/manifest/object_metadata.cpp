// Name, namespace, labels, annotations, owner and finalizer, as Flyte's plugin manager sets them on
// what a plugin built.
//
// Source: executor plugin_manager.go addObjectMetadata
// Differs: an execution without an owner gives an object without one; the reference always has an
// owner.
// Kept: only the object's name is made a DNS name; Spark's pod name prefix keeps the generated name
// as it is.
#include "lib/manifest/object_metadata.hpp"

#include "lib/base/flyte_line.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/k8s/names.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {
namespace {

void write_owner(const OwnerReference& owner, JsonWriter& writer) {
  writer.begin_object();
  writer.name("apiVersion");
  writer.string(owner.api_version);
  writer.name("kind");
  writer.string(owner.kind);
  writer.name("name");
  writer.string(owner.name);
  writer.name("uid");
  writer.string(owner.uid);
  if (owner.controller) {
    writer.name("controller");
    writer.boolean(*owner.controller);
  }
  if (owner.block_owner_deletion) {
    writer.name("blockOwnerDeletion");
    writer.boolean(*owner.block_owner_deletion);
  }
  writer.end_object();
}

}  // namespace

void write_object_head(const BuildInputs& inputs, const KubernetesMetadata& metadata,
                       JsonWriter& writer) {
  const Execution& execution = inputs.execution;
  const K8sConfig& config = inputs.config.k8s;
  const FlyteLine& line = *inputs.config.line;
  writer.name("kind");
  writer.string("SparkApplication");
  writer.name("apiVersion");
  writer.string("sparkoperator.k8s.io/v1beta2");
  writer.name("metadata");
  writer.begin_object();
  std::string_view name = dns1123_subdomain(execution.generated_name, inputs.arena, line.hash_room);
  if (!name.empty()) {
    writer.name("name");
    writer.string(name);
  }
  if (!execution.namespace_name.empty()) {
    writer.name("namespace");
    writer.string(execution.namespace_name);
  }
  auto write_map = [&](std::string_view member, const Value& map) {
    if (map.members().empty()) return;
    writer.name(member);
    writer.document(map);
  };
  write_map("labels", metadata.labels);
  write_map("annotations", metadata.annotations);
  if (!config.disable_inject_owner_references && execution.owner_reference.is_set) {
    writer.name("ownerReferences");
    writer.begin_array();
    write_owner(execution.owner_reference, writer);
    writer.end_array();
  }
  if (config.inject_finalizer) {
    writer.name("finalizers");
    writer.begin_array();
    writer.string(line.finalizer);
    writer.end_array();
  }
  writer.end_object();
}

}  // namespace flytespark
