// In this order: links and log context; a verdict of the driver's pod, which ends it; the state of
// the application; what the reason says of links; the version.
//
// Source: flyteplugins spark.go GetTaskPhase, getEventInfoForSpark; k8s/plugin.go
// MaybeUpdatePhaseVersionFromPluginContext
// Kept: links of the task's own come in every group; the pod list begins with an unnamed pod as
// long as the driver has none; a failure's text is in its error, not in the reason.
// Differs: executors come in the order of their numbers, the reference walks a map.
#include "flytespark/observe.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/document.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/names.hpp"
#include "lib/links/link_renderer.hpp"
#include "lib/links/link_variables.hpp"
#include "lib/links/log_links.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/driver_pod.hpp"
#include "lib/observe/phase.hpp"
#include "lib/observe/placeholder_report.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {
namespace {

// Enough for a typical observation, so that it takes nothing from the heap but its answer.
constexpr std::size_t kCallBytes = 24 * 1024;

constexpr std::string_view kDriverUi = "Spark Driver UI";

struct Previous {
  Phase phase = Phase::kUndefined;
  std::uint32_t version = 0;
  std::string_view reason;
};

Result<Previous> read_previous(std::string_view text, Arena& arena) {
  Previous previous;
  if (text.empty()) return previous;
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  DocumentReader reader(document, Place());
  std::string_view phase = phase_name(previous.phase);
  FLYTESPARK_CHECK(reader.string("phase", phase));
  auto known = phase_named(phase);
  if (!known) return reader.expected("phase", "the name of a phase, such as \"Running\"");
  previous.phase = *known;
  std::int64_t version = 0;
  FLYTESPARK_CHECK(reader.integer("version", version));
  if (version < 0 || version > std::numeric_limits<std::uint32_t>::max()) {
    return reader.expected("version", "an integer of 32 bits without sign");
  }
  previous.version = static_cast<std::uint32_t>(version);
  FLYTESPARK_CHECK(reader.string("reason", previous.reason));
  return previous;
}

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

// The UI of the running application, or its history.
struct UiLink {
  std::string_view key;  // of the custom information; empty when there is no link
  TaskLog log;
};

UiLink ui_link_of(const Application& application, const SparkConfig& config, Arena& arena) {
  UiLink link;
  link.log.message_format = static_cast<std::int64_t>(MessageFormat::kJson);
  link.log.link_type = LinkType::kDashboard;
  link.log.ready = true;
  if (application.state == "FAILED" || application.state == "COMPLETED") {
    if (application.spark_application_id.empty() || config.history_server_url.empty()) return link;
    link.key = "sparkHistoryUI";
    link.log.name = "Spark History UI";
    link.log.uri =
        arena.concat({config.history_server_url, "/history/", application.spark_application_id});
  } else if (application.state == "RUNNING" && !application.web_ui_ingress_address.empty()) {
    std::string_view address = application.web_ui_ingress_address;
    bool has_scheme = address.starts_with("http://") || address.starts_with("https://");
    link.key = "sparkDriverUI";
    link.log.name = kDriverUi;
    link.log.uri = has_scheme ? address : arena.concat({"https://", address});
  }
  return link;
}

PhaseInfo phase_of(const Application& application, Arena& arena) {
  constexpr std::string_view kDownstream = "DownstreamSystemError";
  PhaseInfo info;
  std::string_view state = application.state;
  if (state.empty()) {
    info.phase = Phase::kQueued;
    info.reason = "job queued";
  } else if (state == "SUBMITTED" || state == "PENDING_SUBMISSION") {
    info.phase = Phase::kInitializing;
    info.reason = "job submitted";
  } else if (state == "SUBMISSION_FAILED") {
    return failure(
        Phase::kRetryableFailure, ErrorKind::kUser, kDownstream,
        arena.concat({"Spark Job  Submission Failed with Error: ", application.error_message}));
  } else if (state == "FAILED") {
    return failure(Phase::kRetryableFailure, ErrorKind::kUser, kDownstream,
                   arena.concat({"Spark Job Failed with Error: ", application.error_message}));
  } else if (state == "COMPLETED") {
    info.phase = Phase::kSuccess;
  } else {
    info.phase = Phase::kRunning;
  }
  return info;
}

// A reason gains a note for each link that leads into the running job.
void note_readiness(TaskLogs& logs, PhaseInfo& info, Arena& arena) {
  bool running = info.phase == Phase::kRunning;
  for (TaskLog& log : logs) {
    std::string_view note;
    if (log.link_type == LinkType::kDashboard &&
        log.name.find(kDriverUi) != std::string_view::npos) {
      log.ready = running;
      note = running ? "Spark driver UI is ready" : "Spark driver UI is not ready";
    } else if (log.link_type == LinkType::kIde) {
      note = running ? "Vscode server is ready" : "Vscode server is not ready";
    } else {
      continue;
    }
    info.reason = info.reason.empty() ? note : arena.concat({info.reason, ", ", note});
  }
}

class Observer {
 public:
  Observer(const Task& task, const Application& application, UnixTime now, Arena& arena)
      : task_(task),
        config_(task.plugin().config()),
        application_(application),
        now_(now),
        arena_(arena) {}

  Result<void> run(std::string_view driver_pod, std::string_view previous, const LogSink& log);
  void write(Buffer& out) const;

 private:
  Result<void> render_links();
  Result<void> render_group(LogLinks block, std::span<const std::string_view> wanted,
                            LinkRenderer& renderer);
  void write_log_context(JsonWriter& writer) const;
  void write_pod(std::string_view name, std::string_view container, JsonWriter& writer) const;

  const Task& task_;
  const PluginConfig& config_;
  const Application& application_;
  UnixTime now_;
  Arena& arena_;
  TaskLogs logs_;
  UiLink ui_link_;
  PhaseInfo info_;
  std::optional<UnixTime> pending_since_;
};

Result<void> Observer::run(std::string_view driver_pod, std::string_view previous_text,
                           const LogSink& log) {
  auto previous = read_previous(previous_text, arena_);
  if (!previous) return std::move(previous).error().in("previous");
  auto verdict = judge_driver_pod(driver_pod, application_, config_.k8s, now_, arena_);
  if (!verdict) return std::move(verdict).error().in("driver_pod");
  if (*verdict && (*verdict)->is_pending) {
    info_ = (*verdict)->phase;
    pending_since_ = (*verdict)->since;
    return {};
  }
  FLYTESPARK_CHECK(render_links());
  report_placeholders(logs_, log);
  if (*verdict) {
    info_ = (*verdict)->phase;
    return {};
  }
  info_ = phase_of(application_, arena_);
  note_readiness(logs_, info_, arena_);
  if (info_.phase == previous->phase && info_.reason != previous->reason) {
    info_.version = previous->version + 1;
  }
  return {};
}

Result<void> Observer::render_links() {
  constexpr std::string_view kVscode = "vscode";
  const SparkLinks& links = config_.spark.links;
  LinkVariables of_driver = variables_of(task_.execution(), application_, arena_);
  LinkVariables of_application = of_driver;
  of_driver[LinkVariable::kPodName] = application_.driver_pod_name;
  of_application[LinkVariable::kPodName] = application_.name;
  LinkRenderer driver(of_driver, arena_);
  LinkRenderer application(of_application, arena_);
  std::span<const std::string_view> none;
  if (!application_.driver_pod_name.empty()) {
    std::span<const std::string_view> wanted(&kVscode, application_.has_vscode ? 1 : 0);
    FLYTESPARK_CHECK(render_group(links.mixed, wanted, driver));
  }
  FLYTESPARK_CHECK(render_group(links.user, none, driver));
  FLYTESPARK_CHECK(render_group(links.system, none, application));
  const std::size_t first_of_all = logs_.size();
  FLYTESPARK_CHECK(render_group(links.all_user, none, application));
  for (std::size_t i = first_of_all; i < logs_.size(); ++i) logs_[i].show_while_pending = true;
  ui_link_ = ui_link_of(application_, config_.spark, arena_);
  if (!ui_link_.key.empty()) logs_.push_back(ui_link_.log);
  return {};
}

Result<void> Observer::render_group(LogLinks block, std::span<const std::string_view> wanted,
                                    LinkRenderer& renderer) {
  FLYTESPARK_CHECK(render_log_links(task_.task_template().log_links, {}, renderer, logs_));
  return render_log_links(block, wanted, renderer, logs_);
}

void Observer::write(Buffer& out) const {
  JsonWriter writer(out);
  writer.begin_object();
  writer.name("schema");
  writer.string("flytespark.status/v1");
  writer.name("cleanup_on_failure");
  writer.boolean(info_.cleanup_on_failure);
  writer.name("completion_time");
  writer.string(time_text(completion_time(application_), arena_));
  write_error(info_.error, writer);
  writer.name("info");
  writer.begin_object();
  if (!pending_since_) {
    writer.name("custom_info");
    writer.begin_object();
    if (!ui_link_.key.empty()) {
      writer.name(ui_link_.key);
      writer.string(ui_link_.log.uri);
    }
    writer.end_object();
    write_log_context(writer);
  }
  writer.name("logs");
  write_task_logs(logs_, writer);
  writer.name("occurred_at");
  writer.string(time_text(pending_since_.value_or(now_), arena_));
  writer.name("reported_at");
  writer.null();
  writer.end_object();
  writer.name("phase");
  writer.string(phase_name(info_.phase));
  writer.name("reason");
  writer.string(info_.reason);
  writer.name("terminal");
  writer.boolean(is_terminal(application_));
  writer.name("version");
  writer.integer(info_.version);
  writer.end_object();
  writer.finish();
}

void Observer::write_log_context(JsonWriter& writer) const {
  writer.name("log_context");
  writer.begin_object();
  writer.name("pods");
  writer.begin_array();
  write_pod(application_.driver_pod_name, "spark-kubernetes-driver", writer);
  for (const Executor& executor : application_.executors) {
    if (executor.state == "PENDING" || executor.state == "UNKNOWN") continue;
    write_pod(executor.pod_name, "spark-kubernetes-executor", writer);
  }
  writer.end_array();
  if (!application_.driver_pod_name.empty()) {
    writer.name("primaryPodName");
    writer.string(application_.driver_pod_name);
  }
  writer.end_object();
}

void Observer::write_pod(std::string_view name, std::string_view container,
                         JsonWriter& writer) const {
  writer.begin_object();
  if (!application_.namespace_name.empty()) {
    writer.name("namespace");
    writer.string(application_.namespace_name);
  }
  if (!name.empty()) {
    writer.name("podName");
    writer.string(name);
  }
  writer.name("containers");
  writer.begin_array();
  writer.begin_object();
  writer.name("containerName");
  writer.string(container);
  writer.end_object();
  writer.end_array();
  writer.name("primaryContainerName");
  writer.string(container);
  writer.end_object();
}

UnixTime unix_time(std::int64_t unix_ms) {
  std::int64_t seconds = unix_ms / 1000, rest = unix_ms % 1000;
  if (rest < 0) {
    seconds -= 1;
    rest += 1000;
  }
  return {seconds, static_cast<std::int32_t>(rest * 1'000'000)};
}

}  // namespace

Result<void> observe(const Task& task, const Observation& observation, const LogSink& log,
                     Buffer& status) {
  alignas(std::max_align_t) std::array<std::byte, kCallBytes> lent;
  Arena arena(lent);
  auto application = read_application(observation.application, arena);
  if (!application) return std::move(application).error().in("application");
  Observer observer(task, *application, unix_time(observation.now_unix_ms), arena);
  FLYTESPARK_CHECK(observer.run(observation.driver_pod, observation.previous, log));
  observer.write(status);
  return {};
}

Result<bool> is_terminal(std::string_view application_text) {
  Arena arena;
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  return is_terminal(*application);
}

Result<std::int64_t> completion_time(std::string_view application_text) {
  Arena arena;
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  UnixTime time = completion_time(*application).value_or(kGoZeroTime);
  return time.seconds * 1000 + time.nanos / 1'000'000;
}

}  // namespace flytespark
