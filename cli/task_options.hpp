// The options that say which task is meant, shared by all commands that look at one.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/library.hpp"
#include "flytespark.hpp"

namespace flytespark::cli {

struct TaskOptions {
  std::string task;
  std::string task_format = "auto";
  std::string execution;
  std::string config;
};

// --config.
void add_config_option(CLI::App& command, std::string& config);
// --task, --task-format, --execution, --config. Returns --task.
CLI::Option* add_task_options(CLI::App& command, TaskOptions& options);
// --now, a time in RFC 3339.
void add_now_option(CLI::App& command, std::string& now, const std::string& help);

// FLYTESPARK_TEMPLATE_*, by --task-format or by the text.
std::int32_t template_format(std::string_view task_format, std::string_view text);

// Unix milliseconds of an RFC 3339 time; the clock's when that is none.
std::int64_t unix_ms_or_now(std::string_view time);

// The plugin of --config; warnings go to standard error.
abi::Plugin load_plugin(const std::string& config, Sources& sources);

// The task that runs as `application`. Without --task it is any Spark task; without --execution one
// is made up from the application's name and namespace, and said so.
abi::Task load_observed_task(const TaskOptions& options, const abi::Plugin& plugin,
                             std::string_view application, Sources& sources);

}  // namespace flytespark::cli
