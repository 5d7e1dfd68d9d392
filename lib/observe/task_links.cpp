#include "lib/observe/task_links.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/k8s/names.hpp"
#include "lib/links/link_renderer.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/link_variables.hpp"
#include "lib/links/log_links.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/application.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

LinkVariables variables_of(const Execution& execution, const Application& application,
                           Arena& arena) {
  using enum LinkVariable;
  LinkVariables variables;
  variables[kNamespace] = application.namespace_name;
  variables[kNodeId] = execution.unique_node_id;
  variables[kGeneratedName] = dns1123_subdomain(execution.generated_name, arena);
  char attempt[20];
  char* end = std::to_chars(attempt, attempt + sizeof attempt, execution.retry_attempt).ptr;
  variables[kTaskRetryAttempt] =
      arena.copy(std::string_view(attempt, static_cast<std::size_t>(end - attempt)));
  if (execution.task_id) {
    variables[kTaskId] = execution.task_id->name;
    variables[kTaskVersion] = execution.task_id->version;
    variables[kTaskOrg] = execution.task_id->org;
    variables[kTaskProject] = execution.task_id->project;
    variables[kTaskDomain] = execution.task_id->domain;
  }
  if (execution.workflow_execution) {
    variables[kExecutionName] = execution.workflow_execution->name;
    variables[kRunName] = execution.workflow_execution->name;
    variables[kActionName] = execution.workflow_execution->node_id;
    variables[kExecutionProject] = execution.workflow_execution->project;
    variables[kExecutionDomain] = execution.workflow_execution->domain;
    variables[kExecutionOrg] = execution.workflow_execution->org;
  }
  variables[kPodUnixStartTime] = "0";
  variables[kPodUnixFinishTime] = "0";
  return variables;
}

void add_ui_link(const Application& application, const SparkConfig& config, Arena& arena,
                 TaskLinks& links) {
  TaskLog log;
  log.message_format = static_cast<std::int64_t>(MessageFormat::kJson);
  log.link_type = LinkType::kDashboard;
  log.ready = true;
  if (application.state == "FAILED" || application.state == "COMPLETED") {
    if (application.spark_application_id.empty() || config.history_server_url.empty()) return;
    links.ui_key = "sparkHistoryUI";
    log.name = "Spark History UI";
    log.uri =
        arena.concat({config.history_server_url, "/history/", application.spark_application_id});
  } else if (application.state == "RUNNING" && !application.web_ui_ingress_address.empty()) {
    std::string_view address = application.web_ui_ingress_address;
    bool has_scheme = address.starts_with("http://") || address.starts_with("https://");
    links.ui_key = "sparkDriverUI";
    log.name = kDriverUiName;
    log.uri = has_scheme ? address : arena.concat({"https://", address});
  } else {
    return;
  }
  log.has_placeholder = holds_placeholder(log.uri);
  links.ui_uri = log.uri;
  links.logs.push_back(log);
}

}  // namespace

Result<void> render_task_links(const Task& task, const Application& application, Arena& arena,
                               TaskLinks& links) {
  constexpr std::string_view kVscode = "vscode";
  const SparkConfig& config = task.plugin().config().spark;
  LinkVariables of_driver = variables_of(task.execution(), application, arena);
  LinkVariables of_application = of_driver;
  of_driver[LinkVariable::kPodName] = application.driver_pod_name;
  of_application[LinkVariable::kPodName] = application.name;
  LinkRenderer driver(of_driver, arena);
  LinkRenderer prefix(of_application, arena);
  TaskLogs& logs = links.logs;
  auto render = [&](LogLinks block, std::span<const std::string_view> wanted,
                    LinkRenderer& renderer) -> Result<void> {
    FLYTESPARK_CHECK(render_log_links(task.task_template().log_links, {}, renderer, logs));
    return render_log_links(block, wanted, renderer, logs);
  };
  if (!application.driver_pod_name.empty()) {
    std::span<const std::string_view> wanted(&kVscode, application.has_vscode ? 1 : 0);
    FLYTESPARK_CHECK(render(config.links.mixed, wanted, driver));
  }
  FLYTESPARK_CHECK(render(config.links.user, {}, driver));
  FLYTESPARK_CHECK(render(config.links.system, {}, prefix));
  const std::size_t first_of_all_user = logs.size();
  FLYTESPARK_CHECK(render(config.links.all_user, {}, prefix));
  for (std::size_t i = first_of_all_user; i < logs.size(); ++i) logs[i].show_while_pending = true;
  add_ui_link(application, config, arena, links);
  return {};
}

}  // namespace flytespark
