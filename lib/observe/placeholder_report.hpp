// Links that keep a placeholder, told to the host: at level kDebug, since a pod that does not exist
// yet has no name to fill in.
#pragma once

#include "flytespark/log_sink.hpp"
#include "lib/links/task_log.hpp"

namespace flytespark {

void report_placeholders(const TaskLogs& logs, const LogSink& log);

}  // namespace flytespark
