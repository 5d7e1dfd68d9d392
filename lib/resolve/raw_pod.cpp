// A container becomes a pod of one; a pod is decoded as it is. A pod template among the overrides
// replaces either, but only after the task's own has been built, so that its faults still show.
//
// Source: flyteplugins pod_helper.go BuildRawPod, ToK8sPodSpec; container_helper.go
// BuildRawContainer
// Kept: `enableServiceLinks: false` is forced on every pod.
#include "lib/resolve/raw_pod.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/names.hpp"
#include "lib/proto/struct_value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/environment.hpp"
#include "lib/resolve/metadata.hpp"
#include "lib/task/spark_job.hpp"
#include "lib/task/task_resources.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

Value text_or_null(std::string_view text) { return text.empty() ? Value() : Value::string(text); }

Result<RawPod> pod_of_container(const BuildInputs& inputs) {
  using namespace k8s::container;
  Arena& arena = inputs.arena;
  const Container& from = inputs.task_template.container;
  if (inputs.execution.override_resources.is_null()) {
    Error error = bad_task_specification(
        "resource requirements not found for container task, required!", "/overrides/resources");
    error.document = "execution";
    return error;
  }
  FLYTESPARK_TRY(resources, task_resources(from, *inputs.config.line, arena));
  std::string_view name = container_name(inputs.execution.generated_name, arena);
  Value container = k8s::make_struct(k8s::kContainerType, arena);
  container[kName] = Value::string(name);
  container[kImage] = text_or_null(from.image);
  container[kCommand] = from.command;
  container[kArgs] = from.args;
  Value* env = arena.make_array<Value>(from.env.size());
  for (std::size_t i = 0; i < from.env.size(); ++i)
    env[i] = env_var(from.env[i].key, from.env[i].value, arena);
  if (!from.env.empty()) container[kEnv] = Value::list({env, from.env.size()});
  container[kResources] = resources;
  container[kImagePullPolicy] = text_or_null(inputs.config.k8s.image_pull_policy);
  container[kTerminationMessagePolicy] = Value::string("FallbackToLogsOnError");

  Value pod_spec = k8s::make_struct(k8s::kPodSpecType, arena);
  pod_spec[k8s::pod_spec::kContainers] =
      Value::list(arena.copy(std::span<const Value>(&container, 1)));
  return RawPod{pod_spec, name, {"task_template", "/container", "/container", true}};
}

std::string go_map_text(const Value& map) {
  std::string text = "map[";
  for (const Member& member : map.members()) {
    if (text.size() > 4) text.push_back(' ');
    text.append(member.key).append(":").append(member.value.text());
  }
  return text + "]";
}

Result<RawPod> pod_of_pod(const BuildInputs& inputs) {
  const TaskTemplate& task_template = inputs.task_template;
  if (!task_template.has_pod_spec) {
    return bad_task_specification(
        "Pod tasks with task type version > 1 should specify their target as a K8sPod with a "
        "defined pod spec",
        "/k8sPod/podSpec");
  }
  auto pod_spec =
      k8s::decode(k8s::kPodSpecType, task_template.pod_spec, "/k8sPod/podSpec", inputs.arena);
  if (!pod_spec) {
    std::string text;
    append_struct_text(task_template.pod_spec, text);
    return bad_task_specification(fmt::format("Unable to unmarshal task k8s pod [{}], Err: [{}]",
                                              text, pod_spec.error().message),
                                  pod_spec.error().path);
  }
  const Value* primary = task_template.config.find("primary_container_name");
  if (primary == nullptr) {
    return bad_task_specification(
        fmt::format(
            "invalid TaskSpecification, config missing [primary_container_name] key in [{}]",
            go_map_text(task_template.config)),
        "/config/primary_container_name");
  }
  return RawPod{*pod_spec,
                primary->text(),
                {"task_template", "/k8sPod/podSpec", "/config/primary_container_name"},
                task_template.pod_metadata};
}

Result<RawPod> pod_of_target(const BuildInputs& inputs) {
  switch (inputs.task_template.target) {
    case TaskTemplate::Target::kContainer:
      return pod_of_container(inputs);
    case TaskTemplate::Target::kK8sPod:
      return pod_of_pod(inputs);
    case TaskTemplate::Target::kNone:
    case TaskTemplate::Target::kSql:
      break;
  }
  return bad_task_specification("invalid TaskSpecification, unable to determine Pod configuration",
                                "");
}

}  // namespace

Result<RawPod> build_raw_pod(const BuildInputs& inputs) {
  FLYTESPARK_TRY(pod, pod_of_target(inputs));
  const auto& pod_template = inputs.execution.override_pod_template;
  if (pod_template && pod_template->has_pod_spec) {
    auto pod_spec = k8s::decode(k8s::kPodSpecType, pod_template->pod_spec,
                                "/overrides/pod_template/podSpec", inputs.arena);
    if (!pod_spec) {
      Error error(Code::kBuildFailed, pod_spec.error().message, pod_spec.error().path);
      error.document = "execution";
      return error;
    }
    pod = RawPod{*pod_spec,
                 pod_template->primary_container_name,
                 {"execution", "/overrides/pod_template/podSpec",
                  "/overrides/pod_template/primaryContainerName"},
                 merge_metadata(pod.metadata, pod_template->metadata, inputs.arena)};
  }
  pod.pod_spec[k8s::pod_spec::kEnableServiceLinks] = Value::boolean(false);
  return pod;
}

}  // namespace flytespark
