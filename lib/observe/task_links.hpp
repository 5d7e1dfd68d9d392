// The links of a Spark task: four groups of log links, and Spark's own UI.
//
// In this order: mixed, once the driver has a name; user; system; all-user, shown also while the
// task is pending; the UI of the running application, or the history of the one that ended. System
// and all-user have the application's name for that of a pod, as the prefix of all its executors.
//
// Source: flyteplugins spark.go getEventInfoForSpark
// Kept: links of the task's own come first in every group.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/application.hpp"

namespace flytespark {

inline constexpr std::string_view kDriverUiName = "Spark Driver UI";

struct TaskLinks {
  TaskLogs logs;
  // The member of the custom information that holds the address of the UI; empty when it has none.
  std::string_view ui_key;
  std::string_view ui_uri;
};

// Code::kLimit when the links become too large.
Result<void> render_task_links(const Task& task, const Application& application, Arena& arena,
                               TaskLinks& links);

}  // namespace flytespark
