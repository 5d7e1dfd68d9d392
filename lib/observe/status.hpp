// What an observation answers, and its document.
#pragma once

#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/phase.hpp"
#include "lib/observe/task_links.hpp"

namespace flytespark {

struct Status {
  const FlyteLine& line;
  const Application& application;
  UnixTime occurred_at;
  PhaseInfo phase = {};
  // Links, log context and custom information; none of them is told of a pod that never ran.
  bool has_info = true;
  TaskLinks links = {};
};

// Appends the document flytespark.status/v1.
//
// Source: flyteidl2 core/execution.proto LogContext
// Kept: the pods begin with one without a name as long as the driver has none.
void write_status(const Status& status, Arena& arena, Buffer& out);

}  // namespace flytespark
