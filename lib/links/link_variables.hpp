// What the placeholders of a log link stand for.
//
// Source: flyteplugins tasklog/template.go, defaultRegexes and Input.templateVars
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace flytespark {

// In the order in which they are replaced; the caller's own come behind the first.
enum class LinkVariable : std::uint8_t {
  kLogName,
  kPodName,
  kPodUid,
  kNamespace,
  kContainerName,
  kContainerId,
  kHostname,
  kAgentId,
  kConnectorId,
  kNodeId,
  kGeneratedName,
  kTaskRetryAttempt,
  kTaskId,
  kTaskVersion,
  kTaskOrg,
  kTaskProject,
  kTaskDomain,
  kExecutionName,
  kRunName,
  kActionName,
  kExecutionProject,
  kExecutionDomain,
  kExecutionOrg,
  kPodRfc3339StartTime,
  kPodRfc3339FinishTime,
  kPodUnixStartTime,
  kPodUnixFinishTime,
};

// By variable, as they are written.
inline constexpr std::array<std::string_view, 27> kLinkVariableNames = {
    "logName",
    "podName",
    "podUID",
    "namespace",
    "containerName",
    "containerID",
    "hostname",
    "agentID",
    "connectorID",
    "nodeID",
    "generatedName",
    "taskRetryAttempt",
    "taskID",
    "taskVersion",
    "taskOrg",
    "taskProject",
    "taskDomain",
    "executionName",
    "runName",
    "actionName",
    "executionProject",
    "executionDomain",
    "executionOrg",
    "podRFC3339StartTime",
    "podRFC3339FinishTime",
    "podUnixStartTime",
    "podUnixFinishTime",
};

// A variable of the caller's own. The name is taken in any case.
struct ExtraLinkVariable {
  std::string_view name;
  std::string_view value;
};

// A variable without a value leaves its placeholders as they are.
struct LinkVariables {
  std::array<std::string_view, kLinkVariableNames.size()> values;
  std::span<const ExtraLinkVariable> extra;
  // What `{{ .taskConfig.NAME }}` stands for, in dynamic links alone.
  std::span<const ExtraLinkVariable> task_config;

  std::string_view& operator[](LinkVariable variable) {
    return values[static_cast<std::size_t>(variable)];
  }
  std::string_view operator[](LinkVariable variable) const {
    return values[static_cast<std::size_t>(variable)];
  }
};

// `docker://abc` -> `abc`: what stands between the first `://` and the second.
std::string_view container_id_in(std::string_view id_with_runtime);

}  // namespace flytespark
