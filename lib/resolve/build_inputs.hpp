// Everything one build reads, and the arena it works in.
#pragma once

#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/context/cluster.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {

struct BuildInputs {
  const PluginConfig& config;
  const TaskTemplate& task_template;
  const Execution& execution;
  const Cluster& cluster;
  Arena& arena;
};

}  // namespace flytespark
