// What stands behind the opaque handles.
#pragma once

#include <memory>
#include <utility>

#include "capi/host.hpp"
#include "flytespark.h"
#include "flytespark/plugin.hpp"
#include "flytespark/task.hpp"

struct flytespark_plugin {
  explicit flytespark_plugin(flytespark::capi::Host host_in) noexcept : host(std::move(host_in)) {}

  // Before the core, which may log until its end.
  flytespark::capi::Host host;
  std::unique_ptr<const flytespark::Plugin> core;
};

struct flytespark_task {
  const flytespark_plugin& plugin;
  std::unique_ptr<const flytespark::Task> core;
};
