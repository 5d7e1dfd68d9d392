// Source: flyteplugins spark podtemplate.go (the test of the CRD), flytek8s pod_template_store.go
// (the look-up)
// Differs: the reference asks the cluster for its CRD once per process; here the host says what it
// found, as `pod_template_supported` or as the CRD itself under `crd`.
#include "lib/context/cluster.hpp"

#include <cstddef>
#include <string>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/document.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"

namespace flytespark {
namespace {

// The served version v1beta2 has the property spec.driver.template.
bool crd_has_pod_template(const Value& crd) {
  const Value* spec = crd.find("spec");
  const Value* versions = spec == nullptr ? nullptr : spec->find("versions");
  if (versions == nullptr) return false;
  for (const Value& version : versions->items()) {
    const Value* name = version.find("name");
    const Value* served = version.find("served");
    if (name == nullptr || name->text() != "v1beta2" || served == nullptr || !served->as_bool())
      continue;
    const Value* at = &version;
    for (std::string_view key : {"schema", "openAPIV3Schema", "properties", "spec", "properties",
                                 "driver", "properties", "template"}) {
      at = at->find(key);
      if (at == nullptr) return false;
    }
    return true;
  }
  return false;
}

}  // namespace

Result<Cluster> read_cluster(std::string_view text, Arena& arena) {
  Cluster cluster;
  if (text.empty()) return cluster;
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  DocumentReader reader(document, Place());
  FLYTESPARK_TRY(crd, reader.object("crd"));
  if (crd != nullptr) cluster.pod_template_supported = crd_has_pod_template(*crd);
  FLYTESPARK_CHECK(reader.boolean("pod_template_supported", cluster.pod_template_supported));
  FLYTESPARK_CHECK(reader.string_map("host_environment", arena, cluster.host_environment));
  FLYTESPARK_TRY(pod_templates, reader.list("pod_templates"));
  if (pod_templates != nullptr) cluster.pod_templates = *pod_templates;
  return cluster;
}

Result<Value> find_pod_template(const Cluster& cluster, std::string_view namespace_name,
                                std::string_view name, Arena& arena) {
  auto pod_templates = cluster.pod_templates.items();
  for (std::size_t i = 0; i < pod_templates.size(); ++i) {
    const Value* metadata = pod_templates[i].find("metadata");
    if (metadata == nullptr) continue;
    const Value* template_name = metadata->find("name");
    const Value* template_namespace = metadata->find("namespace");
    if (template_name == nullptr || template_name->text() != name) continue;
    if ((template_namespace == nullptr ? std::string_view() : template_namespace->text()) !=
        namespace_name)
      continue;
    std::string path = "/pod_templates";
    append_json_pointer(path, i);
    FLYTESPARK_TRY(pod_template, k8s::decode(k8s::kPodTemplateType, pod_templates[i], path, arena));
    Value found = pod_template[k8s::pod_template::kTemplate];
    if (!found.is_struct()) found = k8s::make_struct(k8s::kPodTemplateSpecType, arena);
    Value& spec = found[k8s::pod_template_spec::kSpec];
    if (!spec.is_struct()) spec = k8s::make_struct(k8s::kPodSpecType, arena);
    return found;
  }
  return Value();
}

}  // namespace flytespark
