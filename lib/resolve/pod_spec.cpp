// The order is part of the behaviour: raw pod, containers (arguments, environment, resources),
// co-pilot, pod defaults, security context, pod templates (device class, then base), accelerator
// nodes, shared memory, image override, tolerations for extended resources, platform scheduling.
//
// Source: flyteplugins pod_helper.go ToK8sPodSpec, ApplyFlytePodConfiguration, UpdatePod,
// MergeWithBasePodTemplate
#include "lib/resolve/pod_spec.hpp"

#include <fmt/format.h>

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <string>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/cluster.hpp"
#include "lib/context/execution.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/resolve/accelerator.hpp"
#include "lib/resolve/argument_template.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/container_resources.hpp"
#include "lib/resolve/containers.hpp"
#include "lib/resolve/copilot.hpp"
#include "lib/resolve/environment.hpp"
#include "lib/resolve/metadata.hpp"
#include "lib/resolve/pod_template_merge.hpp"
#include "lib/resolve/raw_pod.hpp"
#include "lib/resolve/scheduling.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

namespace container = k8s::container;
using namespace k8s::pod_spec;

ArgumentValues argument_values(const Execution& execution) {
  ArgumentValues values;
  values.input_path = execution.input_path;
  values.output_prefix = execution.output_prefix;
  values.input_prefix = execution.input_prefix;
  values.raw_output_prefix = execution.raw_output_prefix;
  values.previous_checkpoint_prefix = execution.previous_checkpoint_prefix;
  values.checkpoint_prefix = execution.checkpoint_prefix;
  values.generated_name = execution.generated_name;
  values.task_template_path = execution.task_template_path;
  values.namespace_name = execution.namespace_name;
  values.has_inputs = execution.has_inputs;
  values.inputs = execution.inputs;
  return values;
}

// What every container of the pod is given.
class ContainerDecorator {
 public:
  // The resources of `template_spec`, where there is one, fill gaps before the defaults do.
  ContainerDecorator(const BuildInputs& inputs, const AcceleratorSettings& accelerator,
                     const Value& template_spec)
      : arena_(inputs.arena),
        template_spec_(template_spec),
        overrides_init_containers_(inputs.config.line->overrides_init_containers),
        renderer_(argument_values(inputs.execution), inputs.arena),
        resources_(inputs, accelerator.resource_name),
        env_(flyte_environment(inputs)),
        env_from_(default_env_from(inputs)) {}

  // Every init container, then every container; `pod_spec` gets lists of its own.
  Result<void> decorate(RawPod& pod) {
    FLYTESPARK_CHECK(decorate_list(pod, kInitContainers, "initContainers"));
    return decorate_list(pod, kContainers, "containers");
  }

 private:
  // `name` is the list's own.
  Result<void> decorate_list(RawPod& pod, std::size_t field, std::string_view name) {
    Value& list = pod.pod_spec[field];
    auto items = list.items();
    if (items.empty()) return {};
    const PodSource& source = pod.source;
    auto own = arena_.copy(items);
    for (std::size_t i = 0; i < own.size(); ++i) {
      Value& item = own[i];
      item = item.is_struct() ? k8s::copy_struct(item, arena_)
                              : k8s::make_struct(k8s::kContainerType, arena_);
      std::string_view own_name = item[container::kName].text();
      bool takes_overrides =
          field == kContainers ? own_name == pod.primary : overrides_init_containers_;
      auto mode = takes_overrides ? ResourceMode::kMergeOverrides : ResourceMode::kStayInRange;
      Value from_template;
      if (template_spec_) from_template = template_resources(template_spec_, field, own_name);
      if (auto done = decorate_container(item, from_template, mode); !done) {
        Error error = done.error();
        std::string place(source.pod_spec);
        if (!source.is_single_container) place += fmt::format("/{}/{}", name, i);
        if (error.document.empty()) error.path.insert(0, place);
        return std::move(error).in(source.document);
      }
    }
    list = Value::list(own);
    return {};
  }

  Result<void> decorate_container(Value& item, const Value& from_template, ResourceMode mode) {
    FLYTESPARK_CHECK(render(item[container::kCommand], "/command"));
    FLYTESPARK_CHECK(render(item[container::kArgs], "/args"));
    item[container::kEnv] = k8s::concat_lists(item[container::kEnv], env_, arena_);
    item[container::kEnvFrom] = k8s::concat_lists(item[container::kEnvFrom], env_from_, arena_);
    item[container::kResources] =
        resources_.resolve(item[container::kResources], from_template, mode);
    return {};
  }

  Result<void> render(Value& list, std::string_view place) {
    auto rendered = renderer_.render(list);
    if (!rendered) {
      Error error = rendered.error();
      if (error.document.empty()) error.path.insert(0, place);
      return error;
    }
    list = *rendered;
    return {};
  }

  Arena& arena_;
  const Value& template_spec_;
  bool overrides_init_containers_;
  ArgumentRenderer renderer_;
  ResourceRules resources_;
  Value env_;
  Value env_from_;
};

// The configured tolerations of every resource that a container asks for, in ascending order of
// resource names.
Value resource_tolerations(const Value& pod_spec, const K8sConfig& config, Arena& arena) {
  Value tolerations;
  if (config.resource_tolerations.is_null()) return tolerations;
  auto is_asked = [&](std::string_view name) {
    for (const Value& item : pod_spec[kContainers].items()) {
      const Value& resources = item[container::kResources];
      if (resources[k8s::resource_requirements::kLimits].find(name) != nullptr ||
          resources[k8s::resource_requirements::kRequests].find(name) != nullptr) {
        return true;
      }
    }
    return false;
  };
  for (const Member& resource : config.resource_tolerations.members()) {
    if (is_asked(resource.key)) tolerations = k8s::concat_lists(tolerations, resource.value, arena);
  }
  return tolerations;
}

void apply_pod_defaults(Value& pod_spec, const BuildInputs& inputs, bool interruptible) {
  const K8sConfig& config = inputs.config.k8s;
  Arena& arena = inputs.arena;
  auto set_if_empty = [&](std::size_t field, std::string_view text) {
    if (pod_spec[field].is_null() && !text.empty()) pod_spec[field] = Value::string(text);
  };
  set_if_empty(kRestartPolicy, "Never");
  Value tolerations = resource_tolerations(pod_spec, config, arena);
  if (interruptible)
    tolerations = k8s::concat_lists(tolerations, config.interruptible_tolerations, arena);
  tolerations = k8s::concat_lists(tolerations, config.default_tolerations, arena);
  pod_spec[kTolerations] = k8s::concat_lists(tolerations, pod_spec[kTolerations], arena);
  set_if_empty(kServiceAccountName, inputs.execution.service_account);
  set_if_empty(kSchedulerName, config.scheduler_name);
  pod_spec[kNodeSelector] =
      k8s::merge_maps(config.default_node_selector, pod_spec[kNodeSelector], arena);
  if (interruptible) {
    pod_spec[kNodeSelector] =
        k8s::merge_maps(pod_spec[kNodeSelector], config.interruptible_node_selector, arena);
  }
  if (pod_spec[kAffinity].is_null()) pod_spec[kAffinity] = config.default_affinity;
  if (pod_spec[kAffinity].is_null())
    pod_spec[kAffinity] = k8s::make_struct(k8s::kAffinityType, arena);
  const Value& requirement = interruptible_requirement(config, interruptible);
  if (requirement)
    pod_spec[kAffinity] =
        require_node_affinity(pod_spec[kAffinity], {&requirement, 1}, *inputs.config.line, arena);
  if (pod_spec[kSecurityContext].is_null())
    pod_spec[kSecurityContext] = config.default_pod_security_context;
  if (pod_spec[kDNSConfig].is_null()) pod_spec[kDNSConfig] = config.default_pod_dns_config;
  if (config.enable_host_networking_pod) {
    pod_spec[kHostNetwork] = *config.enable_host_networking_pod ? Value::boolean(true) : Value();
  }
}

// The PodTemplateSpec under the task's pod; null when there is none. The template a task names must
// exist; the configured default need not.
Result<Value> base_pod_template(const BuildInputs& inputs) {
  std::string_view own = inputs.task_template.pod_template_name;
  std::string_view name = own.empty() ? inputs.config.k8s.default_pod_template_name : own;
  if (name.empty()) return Value();
  auto found =
      find_pod_template(inputs.cluster, inputs.execution.namespace_name, name, inputs.arena);
  if (!found) return found.error().in("cluster");
  if (found->is_null() && !own.empty()) {
    return bad_task_specification(fmt::format("PodTemplate '{}' does not exist", own),
                                  "/metadata/podTemplateName");
  }
  return *found;
}

// A typed map as a document: typed, an empty text is null.
Value string_map(const Value& typed, Arena& arena) {
  auto members = arena.copy(typed.members());
  for (Member& member : members) {
    if (member.value.is_null()) member.value = Value::string("");
  }
  return Value::map(members);
}

KubernetesMetadata pod_metadata(const RawPod& raw, const Value& base, Arena& arena) {
  using namespace k8s::object_meta;
  if (!base) return raw.metadata;
  const Value& meta = base[k8s::pod_template_spec::kObjectMeta];
  if (!meta.is_struct()) return raw.metadata;
  return merge_metadata({string_map(meta[kLabels], arena), string_map(meta[kAnnotations], arena)},
                        raw.metadata, arena);
}

Error primary_not_defined(const RawPod& raw) {
  Error error = bad_task_specification(
      fmt::format("invalid TaskSpecification, primary container [{}] not defined", raw.primary),
      std::string(raw.source.primary));
  error.document = raw.source.document;
  return error;
}

void apply_default_security_context(Value& pod_spec, const BuildInputs& inputs,
                                    std::string_view primary) {
  const Value& by_default = inputs.config.k8s.default_security_context;
  if (!by_default) return;
  Value& own =
      (*find_last_own_container(pod_spec, primary, inputs.arena))[container::kSecurityContext];
  if (own.is_null()) own = by_default;
}

// What stands in the task's own pod, in templates or nowhere is there now: nodes for accelerators,
// shared memory, another image.
Result<void> apply_overrides(Value& pod_spec, const BuildInputs& inputs,
                             const ExtendedResources& extended,
                             const AcceleratorSettings& accelerator, std::string_view primary) {
  Arena& arena = inputs.arena;
  if (extended.gpu_accelerator) {
    select_accelerator_nodes(pod_spec, inputs, *extended.gpu_accelerator, accelerator);
  }
  if (extended.shared_memory) {
    FLYTESPARK_CHECK(mount_shared_memory(pod_spec, *extended.shared_memory, primary, arena));
  }
  if (!inputs.execution.override_container_image.empty()) {
    // A template may have given a name to a primary container that has none.
    Value* container = find_own_container(pod_spec, primary, arena);
    if (container != nullptr) {
      (*container)[container::kImage] = Value::string(inputs.execution.override_container_image);
    }
  }
  return {};
}

}  // namespace

Result<ResolvedPod> resolve_pod_spec(const BuildInputs& inputs, bool interruptible) {
  Arena& arena = inputs.arena;
  const K8sConfig& config = inputs.config.k8s;
  const FlyteLine& line = *inputs.config.line;
  FLYTESPARK_TRY(raw, build_raw_pod(inputs));
  Value& pod_spec = raw.pod_spec;
  auto base = base_pod_template(inputs);
  if (line.pod_template_first && !base) return base.error();
  Value base_spec;
  if (base && *base) base_spec = (*base)[k8s::pod_template_spec::kSpec];
  ExtendedResources extended = effective_extended_resources(inputs);
  AcceleratorSettings accelerator = accelerator_settings(config, extended);

  const Value fills_gaps = line.pod_template_first ? base_spec : Value();
  FLYTESPARK_CHECK(ContainerDecorator(inputs, accelerator, fills_gaps).decorate(raw));
  if (find_container(pod_spec, raw.primary) == nullptr) return primary_not_defined(raw);
  FLYTESPARK_CHECK(add_copilot(pod_spec, inputs, raw.primary));
  apply_pod_defaults(pod_spec, inputs, interruptible);
  apply_default_security_context(pod_spec, inputs, raw.primary);

  if (!base) return base.error();
  for (const Value& below : {accelerator.pod_template_spec, base_spec}) {
    if (below) pod_spec = merge_pod_template(below, pod_spec, raw.primary, line, arena);
  }
  FLYTESPARK_CHECK(apply_overrides(pod_spec, inputs, extended, accelerator, raw.primary));
  tolerate_extended_resources(pod_spec, config, arena);
  if (line.schedules_finished_pod) {
    apply_platform_scheduling(pod_spec, config, line, interruptible, arena);
  }
  ResolvedPod pod{pod_spec, raw.primary, raw.source};
  if (line.pod_metadata) pod.metadata = pod_metadata(raw, *base, arena);
  return pod;
}

}  // namespace flytespark
