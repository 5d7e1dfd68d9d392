#include "lib/observe/placeholder_report.hpp"

#include "flytespark/log_sink.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/links/task_log.hpp"

namespace flytespark {

void report_placeholders(const TaskLogs& logs, const LogSink& log) {
  if (log.write == nullptr) return;
  for (const TaskLog& link : logs) {
    if (!link.has_placeholder) continue;
    Buffer fields;
    JsonWriter writer(fields);
    writer.begin_object();
    writer.name("name");
    writer.string(link.name);
    writer.name("uri");
    writer.string(link.uri);
    writer.end_object();
    writer.finish();
    log(LogLevel::kDebug, "a log link keeps a placeholder", fields.view());
  }
}

}  // namespace flytespark
