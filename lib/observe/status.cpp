#include "lib/observe/status.hpp"

#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/phase.hpp"

namespace flytespark {
namespace {

void write_pod(std::string_view namespace_name, std::string_view name, std::string_view container,
               JsonWriter& writer) {
  writer.begin_object();
  if (!namespace_name.empty()) {
    writer.name("namespace");
    writer.string(namespace_name);
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

void write_log_context(const Application& application, JsonWriter& writer) {
  writer.name("log_context");
  writer.begin_object();
  writer.name("pods");
  writer.begin_array();
  write_pod(application.namespace_name, application.driver_pod_name, "spark-kubernetes-driver",
            writer);
  for (const Executor& executor : application.executors) {
    if (executor.state == "PENDING" || executor.state == "UNKNOWN") continue;
    write_pod(application.namespace_name, executor.pod_name, "spark-kubernetes-executor", writer);
  }
  writer.end_array();
  if (!application.driver_pod_name.empty()) {
    writer.name("primaryPodName");
    writer.string(application.driver_pod_name);
  }
  writer.end_object();
}

}  // namespace

void write_status(const Status& status, Arena& arena, Buffer& out) {
  JsonWriter writer(out);
  writer.begin_object();
  writer.name("schema");
  writer.string("flytespark.status/v1");
  writer.name("cleanup_on_failure");
  writer.boolean(status.phase.cleanup_on_failure);
  if (status.line.terminal) {
    writer.name("completion_time");
    writer.string(time_text(completion_time(status.application), arena));
  }
  write_error(status.phase.error, writer);
  writer.name("info");
  writer.begin_object();
  if (status.has_info) {
    writer.name("custom_info");
    writer.begin_object();
    if (!status.links.ui_key.empty()) {
      writer.name(status.links.ui_key);
      writer.string(status.links.ui_uri);
    }
    writer.end_object();
    if (status.line.log_context) write_log_context(status.application, writer);
  }
  writer.name("logs");
  write_task_logs(status.links.logs, status.line, writer);
  writer.name("occurred_at");
  writer.string(time_text(status.occurred_at, arena));
  writer.name("reported_at");
  writer.null();
  writer.end_object();
  writer.name("phase");
  writer.string(phase_name(status.phase.phase));
  writer.name("reason");
  writer.string(status.phase.reason);
  if (status.line.terminal) {
    writer.name("terminal");
    writer.boolean(is_terminal(status.application));
  }
  writer.name("version");
  writer.integer(status.phase.version);
  writer.end_object();
  writer.finish();
}

}  // namespace flytespark
