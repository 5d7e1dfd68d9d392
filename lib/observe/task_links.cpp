#include "lib/observe/task_links.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"
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

std::string_view decimal(std::int64_t number, Arena& arena) {
  char digits[20];
  char* end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return arena.copy(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void add_newer_variables(const Execution& execution, LinkVariables& variables) {
  using enum LinkVariable;
  if (execution.task_id) variables[kTaskOrg] = execution.task_id->org;
  if (!execution.workflow_execution) return;
  variables[kRunName] = execution.workflow_execution->name;
  variables[kActionName] = execution.workflow_execution->node_id;
  variables[kExecutionOrg] = execution.workflow_execution->org;
}

// Of the application, in whole seconds; one that has not ended finished at the epoch.
void add_times(const Application& application, Arena& arena, LinkVariables& variables) {
  using enum LinkVariable;
  bool has_ended = application.state == "COMPLETED" || application.state == "FAILED";
  std::int64_t start = application.creation_time.value_or(kGoZeroTime).seconds;
  std::int64_t finish = 0;
  if (has_ended && application.termination_time) finish = application.termination_time->seconds;
  variables[kPodRfc3339StartTime] = format_unix_seconds(start, arena);
  variables[kPodRfc3339FinishTime] = format_unix_seconds(finish, arena);
  variables[kPodUnixStartTime] = decimal(start, arena);
  variables[kPodUnixFinishTime] = decimal(finish, arena);
}

LinkVariables variables_of(const Execution& execution, const Application& application,
                           const FlyteLine& line, Arena& arena) {
  using enum LinkVariable;
  LinkVariables variables;
  variables[kNamespace] = application.namespace_name;
  variables[kNodeId] = execution.unique_node_id;
  variables[kGeneratedName] =
      line.dns_generated_name ? dns1123_subdomain(execution.generated_name, arena, line.hash_room)
                              : execution.generated_name;
  variables[kTaskRetryAttempt] = decimal(execution.retry_attempt, arena);
  if (execution.task_id) {
    variables[kTaskId] = execution.task_id->name;
    variables[kTaskVersion] = execution.task_id->version;
    variables[kTaskProject] = execution.task_id->project;
    variables[kTaskDomain] = execution.task_id->domain;
  }
  if (execution.workflow_execution) {
    variables[kExecutionName] = execution.workflow_execution->name;
    variables[kExecutionProject] = execution.workflow_execution->project;
    variables[kExecutionDomain] = execution.workflow_execution->domain;
  }
  if (line.newer_link_variables) add_newer_variables(execution, variables);
  variables[kPodUnixStartTime] = "0";
  variables[kPodUnixFinishTime] = "0";
  if (line.application_times) add_times(application, arena, variables);
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

// The groups, one after the other.
class GroupRenderer {
 public:
  GroupRenderer(const Task& task, const Application& application, Arena& arena, TaskLogs& logs)
      : task_template_(task.task_template()),
        line_(*task.plugin().config().line),
        of_driver_(variables_of(task.execution(), application, line_, arena)),
        of_application_(of_driver_),
        driver_(of_driver_, arena),
        application_(of_application_, arena),
        logs_(logs) {
    of_driver_[LinkVariable::kPodName] = application.driver_pod_name;
    of_application_[LinkVariable::kPodName] = application.name;
  }

  // The only group with dynamic links.
  Result<void> render_mixed(LogLinks block, bool has_vscode, Arena& arena) {
    constexpr std::string_view kVscode = "vscode";
    name_group(of_driver_, "(Driver Logs)");
    if (!line_.link_type_of_task) return render(block, {&kVscode, has_vscode ? 1U : 0U}, driver_);
    const Value* link_type = task_template_.config.find("link_type");
    if (link_type == nullptr) return render(block, {}, driver_);
    of_driver_.task_config = task_config(arena);
    FLYTESPARK_CHECK(
        render(block, wanted_dynamic_links(has_vscode, link_type->text(), line_), driver_));
    of_driver_.task_config = {};
    return {};
  }
  Result<void> render_user(LogLinks block) {
    name_group(of_driver_, "(User Logs)");
    return render(block, {}, driver_);
  }
  Result<void> render_system(LogLinks block) {
    name_group(of_application_, "(System Logs)");
    return render(block, {}, application_);
  }
  Result<void> render_all_user(LogLinks block) {
    name_group(of_application_, "(Spark-Submit/All User Logs)");
    const std::size_t first = logs_.size();
    FLYTESPARK_CHECK(render(block, {}, application_));
    for (std::size_t i = first; i < logs_.size(); ++i) logs_[i].show_while_pending = true;
    return {};
  }

 private:
  void name_group(LinkVariables& variables, std::string_view suffix) const {
    if (line_.suffixes_groups) variables[LinkVariable::kLogName] = suffix;
  }

  Result<void> render(LogLinks block, std::span<const std::string_view> wanted,
                      LinkRenderer& renderer) {
    if (line_.links_of_task) {
      FLYTESPARK_CHECK(render_log_links(task_template_.log_links, {}, renderer, logs_));
    }
    return render_log_links(block, wanted, renderer, logs_);
  }

  std::span<const ExtraLinkVariable> task_config(Arena& arena) const {
    auto members = task_template_.config.members();
    auto* config = arena.make_array<ExtraLinkVariable>(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      config[i] = {members[i].key, members[i].value.text()};
    }
    return {config, members.size()};
  }

  const TaskTemplate& task_template_;
  const FlyteLine& line_;
  LinkVariables of_driver_;
  LinkVariables of_application_;
  LinkRenderer driver_;
  LinkRenderer application_;
  TaskLogs& logs_;
};

}  // namespace

Result<void> render_task_links(const Task& task, const Application& application, Arena& arena,
                               TaskLinks& links) {
  const SparkConfig& config = task.plugin().config().spark;
  GroupRenderer groups(task, application, arena, links.logs);
  if (!application.driver_pod_name.empty()) {
    FLYTESPARK_CHECK(groups.render_mixed(config.links.mixed, application.has_vscode, arena));
  }
  FLYTESPARK_CHECK(groups.render_user(config.links.user));
  FLYTESPARK_CHECK(groups.render_system(config.links.system));
  FLYTESPARK_CHECK(groups.render_all_user(config.links.all_user));
  add_ui_link(application, config, arena, links);
  return {};
}

}  // namespace flytespark
