// In this order: what the execution is (only when its id is known), the execution's own variables,
// the configured ones, those the configuration takes from the host. Each of the last three in
// ascending order of names.
//
// Source: flyteplugins k8s_resource_adds.go GetContextEnvVars, GetExecutionEnvVars,
// GetLiteralOffloadingEnvVars, DecorateEnvVars
// Differs: the reference walks the last three as Go maps, in random order.
#include "lib/resolve/environment.hpp"

#include <boost/container/small_vector.hpp>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/schema.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {
namespace {

using EnvVars = boost::container::small_vector<Value, 48>;

// The pod's own name, from the downward API.
Value pod_name_variable(Arena& arena) {
  Value field_ref = k8s::make_struct(k8s::kObjectFieldSelectorType, arena);
  field_ref[k8s::object_field_selector::kFieldPath] = Value::string("metadata.name");
  Value source = k8s::make_struct(k8s::kEnvVarSourceType, arena);
  source[k8s::env_var_source::kFieldRef] = field_ref;
  Value variable = env_var("_F_PN", "", arena);
  variable[k8s::env_var::kValueFrom] = source;
  return variable;
}

std::string_view execution_url(const Execution& execution, Arena& arena) {
  std::string_view console = execution.console_url;
  while (console.ends_with('/')) console.remove_suffix(1);
  const WorkflowExecution& id = *execution.workflow_execution;
  return arena.concat({console, "/projects/", id.project, "/domains/", id.domain, "/executions/",
                       id.name, "/nodeId/", execution.unique_node_id, "/nodes"});
}

void add_execution_variables(const BuildInputs& inputs, EnvVars& variables) {
  const Execution& execution = inputs.execution;
  const FlyteLine& line = *inputs.config.line;
  auto add = [&](std::string_view name, std::string_view value) {
    variables.push_back(env_var(name, value, inputs.arena));
  };
  if (!execution.workflow_id.empty())
    add("FLYTE_INTERNAL_EXECUTION_WORKFLOW", execution.workflow_id);
  if (!execution.workflow_execution) return;
  const WorkflowExecution& id = *execution.workflow_execution;
  add("FLYTE_INTERNAL_EXECUTION_ID", id.name);
  add("FLYTE_INTERNAL_EXECUTION_PROJECT", id.project);
  add("FLYTE_INTERNAL_EXECUTION_DOMAIN", id.domain);
  if (line.pod_name_variable) variables.push_back(pod_name_variable(inputs.arena));
  add("FLYTE_ATTEMPT_NUMBER", decimal(execution.retry_attempt, inputs.arena));
  if (!execution.console_url.empty() && inputs.task_template.config.find("link_type") != nullptr) {
    add("FLYTE_EXECUTION_URL", execution_url(execution, inputs.arena));
  }
  if (!execution.task_id) return;
  const Identifier& task = *execution.task_id;
  add("FLYTE_INTERNAL_TASK_PROJECT", task.project);
  add("FLYTE_INTERNAL_TASK_DOMAIN", task.domain);
  add("FLYTE_INTERNAL_TASK_NAME", task.name);
  add("FLYTE_INTERNAL_TASK_VERSION", task.version);
  if (!line.older_task_variables) return;
  add("FLYTE_INTERNAL_PROJECT", task.project);
  add("FLYTE_INTERNAL_DOMAIN", task.domain);
  add("FLYTE_INTERNAL_NAME", task.name);
  add("FLYTE_INTERNAL_VERSION", task.version);
}

// How large a value may grow before the task offloads it, and before it fails.
void add_offloading_variables(const BuildInputs& inputs, EnvVars& variables) {
  const LiteralOffloading& offloading = inputs.config.literal_offloading;
  if (!inputs.config.line->literal_offloading || !offloading.enabled) return;
  auto add = [&](std::string_view name, std::int64_t megabytes) {
    if (megabytes <= 0) return;
    variables.push_back(env_var(name, decimal(megabytes, inputs.arena), inputs.arena));
  };
  add("_F_L_MIN_SIZE_MB", offloading.min_size_mb);
  add("_F_L_MAX_SIZE_MB", offloading.max_size_mb);
}

}  // namespace

std::string_view decimal(std::int64_t number, Arena& arena) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return arena.copy(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

Value env_var(std::string_view name, std::string_view value, Arena& arena) {
  Value variable = k8s::make_struct(k8s::kEnvVarType, arena);
  if (!name.empty()) variable[k8s::env_var::kName] = Value::string(name);
  if (!value.empty()) variable[k8s::env_var::kValue] = Value::string(value);
  return variable;
}

Value flyte_environment(const BuildInputs& inputs) {
  EnvVars variables;
  add_execution_variables(inputs, variables);
  add_offloading_variables(inputs, variables);
  for (const Value& map : {inputs.execution.environment, inputs.config.k8s.default_env_vars}) {
    for (const Member& member : map.members()) {
      variables.push_back(env_var(member.key, member.value.text(), inputs.arena));
    }
  }
  for (const Member& member : inputs.config.k8s.default_env_vars_from_env.members()) {
    const Value* value = inputs.cluster.host_environment.find(member.value.text());
    variables.push_back(
        env_var(member.key, value == nullptr ? std::string_view() : value->text(), inputs.arena));
  }
  return Value::list(inputs.arena.copy(std::span<const Value>(variables.data(), variables.size())));
}

Value default_env_from(const BuildInputs& inputs) {
  boost::container::small_vector<Value, 8> sources;
  auto add = [&](const Value& names, const k8s::Type& type, std::size_t slot, std::size_t name_slot,
                 std::size_t optional_slot) {
    for (const Value& name : names.items()) {
      Value reference = k8s::make_struct(type, inputs.arena);
      reference[name_slot] = name;
      reference[optional_slot] = Value::boolean(true);
      Value source = k8s::make_struct(k8s::kEnvFromSourceType, inputs.arena);
      source[slot] = reference;
      sources.push_back(source);
    }
  };
  add(inputs.config.k8s.default_env_from_secrets, k8s::kSecretEnvSourceType,
      k8s::env_from_source::kSecretRef, k8s::secret_env_source::kName,
      k8s::secret_env_source::kOptional);
  add(inputs.config.k8s.default_env_from_configmaps, k8s::kConfigMapEnvSourceType,
      k8s::env_from_source::kConfigMapRef, k8s::config_map_env_source::kName,
      k8s::config_map_env_source::kOptional);
  if (sources.empty()) return {};
  return Value::list(inputs.arena.copy(std::span<const Value>(sources.data(), sources.size())));
}

}  // namespace flytespark
