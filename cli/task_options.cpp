#include "cli/task_options.hpp"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cstdio>

#include "cli/files.hpp"
#include "cli/made_up_execution.hpp"
#include "lib/base/rfc3339.hpp"

namespace flytespark::cli {

void add_config_option(CLI::App& command, std::string& config) {
  command
      .add_option("--config", config,
                  "Flyte's configuration, YAML or JSON; without it Flyte's defaults")
      ->type_name("FILE");
}

CLI::Option* add_task_options(CLI::App& command, TaskOptions& options) {
  CLI::Option* task =
      command
          .add_option("--task", options.task,
                      "Flyte task template: binary protobuf or protojson; - is standard input")
          ->type_name("FILE");
  command.add_option("--task-format", options.task_format, "What --task holds")
      ->check(CLI::IsMember({"auto", "protobuf", "json"}))
      ->capture_default_str();
  command
      .add_option("--execution", options.execution,
                  "Who runs it, JSON or YAML; without it one is made up")
      ->type_name("FILE");
  add_config_option(command, options.config);
  return task;
}

void add_now_option(CLI::App& command, std::string& now, const std::string& help) {
  command.add_option("--now", now, help)->type_name("TIME")->check([](const std::string& text) {
    return parse_rfc3339(text) ? std::string() : "'" + text + "' is no RFC 3339 time";
  });
}

std::int32_t template_format(std::string_view task_format, std::string_view text) {
  if (task_format == "protobuf") return FLYTESPARK_TEMPLATE_PROTOBUF;
  if (task_format == "json") return FLYTESPARK_TEMPLATE_JSON;
  std::size_t first = text.find_first_not_of(" \t\r\n");
  // A serialised template begins with the tag of its first field, 0x0a as a rule: white space, too.
  bool is_json = first != std::string_view::npos && text[first] == '{' &&
                 (first == 0 || text[first + 1] != '\0');
  return is_json ? FLYTESPARK_TEMPLATE_JSON : FLYTESPARK_TEMPLATE_PROTOBUF;
}

std::int64_t unix_ms_or_now(std::string_view time) {
  using namespace std::chrono;
  if (auto given = parse_rfc3339(time)) return given->seconds * 1000 + given->nanos / 1'000'000;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

abi::Plugin load_plugin(const std::string& config, Sources& sources) {
  sources["config"] = config.empty() ? "default configuration" : display_name(config);
  std::string text = config.empty() ? std::string() : read_file(config);
  return abi::Plugin(text, config_format(config), warning_host(sources));
}

abi::Task load_observed_task(const TaskOptions& options, const abi::Plugin& plugin,
                             std::string_view application, Sources& sources) {
  std::string task = options.task.empty() ? R"({"type":"spark"})" : read_file(options.task);
  sources["task_template"] = options.task.empty() ? "any Spark task" : display_name(options.task);
  std::string execution;
  if (options.execution.empty()) {
    execution = made_up_execution_of(application);
    sources["execution"] = "made-up execution";
  } else {
    execution = read_document(options.execution);
    sources["execution"] = display_name(options.execution);
  }
  return abi::Task(plugin, task, execution, template_format(options.task_format, task));
}

}  // namespace flytespark::cli
