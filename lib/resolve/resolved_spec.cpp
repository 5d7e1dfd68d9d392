// Source: flyteplugins spark.go BuildResource, createDriverSpec, createExecutorSpec,
// createSparkPodSpec
// Kept: a pod spec of the task's own (driverPod, executorPod) becomes the template as it is,
// without anything of Flyte's; where the cluster has no pod templates it is checked and then
// dropped. In the older line it is laid over the role's pod instead.
#include "lib/resolve/resolved_spec.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/proto/struct_value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/containers.hpp"
#include "lib/resolve/metadata.hpp"
#include "lib/resolve/pod_spec.hpp"
#include "lib/resolve/pod_template_merge.hpp"
#include "lib/resolve/raw_pod.hpp"
#include "lib/resolve/spark_conf.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

struct RoleNames {
  std::string_view role;
  std::string_view member;  // of `custom`
  std::string_view container;
};

constexpr RoleNames kDriver{"driver", "driverPod", "spark-kubernetes-driver"};
constexpr RoleNames kExecutor{"executor", "executorPod", "spark-kubernetes-executor"};

// First of: the security context's, the execution's, `spark`.
std::string_view service_account(const Execution& execution) {
  if (!execution.run_as_service_account.empty()) return execution.run_as_service_account;
  if (!execution.service_account.empty()) return execution.service_account;
  return "spark";
}

Result<Value> own_pod_spec(const RolePod& pod, const RoleNames& names, Arena& arena) {
  if (!pod.has_pod_spec) return Value();
  auto spec = k8s::decode(k8s::kPodSpecType, pod.pod_spec,
                          fmt::format("/custom/{}/podSpec", names.member), arena);
  if (spec) return spec;
  std::string text;
  append_struct_text(pod.pod_spec, text);
  return bad_task_specification(fmt::format("Unable to unmarshal {} pod spec [{}], Err: [{}]",
                                            names.role, text, spec.error().message),
                                spec.error().path);
}

// The pod spec with its primary container called as Spark wants it, and without command and
// arguments of its own.
Value template_of(const ResolvedPod& pod, const RoleNames& names, Arena& arena) {
  Value spec = k8s::copy_struct(pod.pod_spec, arena);
  Value* primary = find_own_container(spec, pod.primary, arena);
  (*primary)[k8s::container::kName] = Value::string(names.container);
  (*primary)[k8s::container::kCommand] = Value();
  (*primary)[k8s::container::kArgs] = Value();
  return spec;
}

// One role after the other, from what they share.
class RoleResolver {
 public:
  RoleResolver(const BuildInputs& inputs, const ResolvedSpec& spec,
               const KubernetesMetadata& execution)
      : inputs_(inputs), spec_(spec), execution_(execution), arena_(inputs.arena) {}

  Result<ResolvedRole> resolve(const ResolvedPod& pod, const RolePod& own,
                               const RoleNames& names) const {
    FLYTESPARK_TRY(own_spec, own_pod_spec(own, names, arena_));
    ResolvedRole role;
    role.pod_spec = pod.pod_spec;
    std::string_view name = pod.primary;
    bool lays_over = inputs_.config.line->lays_over_role_pods;
    if (lays_over && own_spec) role.pod_spec = lay_over_pod(pod.pod_spec, own_spec, arena_);
    if (lays_over && !own.primary_container_name.empty()) name = own.primary_container_name;
    const Value* primary = find_container(role.pod_spec, name);
    if (primary == nullptr)
      return not_defined(name, name == pod.primary ? &pod.source : nullptr, names);
    role.primary = *primary;
    role.metadata =
        lays_over ? role_metadata(inputs_, pod.metadata, execution_, own.metadata) : spec_.metadata;
    if (spec_.has_template) role.template_spec = template_spec(pod, own_spec, names);
    return role;
  }

 private:
  // `source` is null where driverPod or executorPod names the container.
  static Error not_defined(std::string_view name, const PodSource* source, const RoleNames& names) {
    Error error = bad_task_specification(
        fmt::format("invalid TaskSpecification, container [{}] not defined", name),
        source == nullptr ? fmt::format("/custom/{}/primaryContainerName", names.member)
                          : std::string(source->primary));
    if (source != nullptr) error.document = source->document;
    return error;
  }

  Value template_spec(const ResolvedPod& pod, Value& own_spec, const RoleNames& names) const {
    using k8s::pod_spec::kEnableServiceLinks;
    if (!own_spec) return template_of(pod, names, arena_);
    if (own_spec[kEnableServiceLinks].is_null())
      own_spec[kEnableServiceLinks] = pod.pod_spec[kEnableServiceLinks];
    return own_spec;
  }

  const BuildInputs& inputs_;
  const ResolvedSpec& spec_;
  const KubernetesMetadata& execution_;
  Arena& arena_;
};

}  // namespace

Result<ResolvedSpec> resolve_spec(const BuildInputs& inputs, std::int64_t now_unix_ms) {
  Arena& arena = inputs.arena;
  const FlyteLine& line = *inputs.config.line;
  ResolvedSpec spec;
  FLYTESPARK_TRY(metadata, execution_metadata(inputs));
  FLYTESPARK_TRY(job, read_spark_job(inputs.task_template, line, arena));
  spec.job = job;
  spec.metadata = application_metadata(inputs, metadata);
  spec.service_account = service_account(inputs.execution);
  spec.has_template = line.pod_templates_of_roles && inputs.config.spark.enable_pod_template &&
                      inputs.cluster.pod_template_supported;
  spec.spark_conf = resolve_spark_conf(job, inputs, now_unix_ms, spec.has_template);

  RoleResolver roles(inputs, spec, metadata);
  FLYTESPARK_TRY(driver_pod, resolve_pod_spec(inputs, false));
  FLYTESPARK_TRY(driver, roles.resolve(driver_pod, job.driver_pod, kDriver));
  spec.driver = driver;
  ResolvedPod executor_pod = driver_pod;
  if (inputs.execution.interruptible) {
    FLYTESPARK_TRY(interruptible_pod, resolve_pod_spec(inputs, true));
    executor_pod = interruptible_pod;
  }
  FLYTESPARK_TRY(executor, roles.resolve(executor_pod, job.executor_pod, kExecutor));
  spec.executor = executor;
  return spec;
}

}  // namespace flytespark
