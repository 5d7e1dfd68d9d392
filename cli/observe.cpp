// flytespark observe: what Flyte would say of a SparkApplication, now.
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"
#include "cli/story.hpp"
#include "cli/task_options.hpp"
#include "lib/base/rfc3339.hpp"

namespace flytespark::cli {
namespace {

struct Options {
  TaskOptions task;
  std::string application;
  std::string pod;
  std::string previous;
  std::string now;
  std::string output = "text";
};

std::string optional_document(const std::string& path, std::string_view name, Sources& sources) {
  if (path.empty()) return {};
  sources[std::string(name)] = display_name(path);
  return read_document(path);
}

std::string time_text(std::int64_t unix_ms) {
  Arena arena;
  return std::string(format_unix_seconds(unix_ms / 1000, arena));
}

int observe(const Options& options) {
  Sources sources;
  return run_command(sources, [&] {
    std::string application = optional_document(options.application, "application", sources);
    std::string pod = optional_document(options.pod, "driver_pod", sources);
    std::string previous = optional_document(options.previous, "previous", sources);
    std::int64_t now = unix_ms_or_now(options.now);
    abi::Plugin plugin = load_plugin(options.task.config, sources);
    abi::Task task = load_observed_task(options.task, plugin, application, sources);
    abi::Buffer status = task.observe({application, pod, previous}, now);
    if (options.output == "json") {
      write_out(status.string() + "\n");
    } else {
      write_out(Story(shows_colours()).tell(time_text(now), status.view()));
    }
    return static_cast<int>(kDone);
  });
}

}  // namespace

void add_observe(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "observe", "Print phase, reason and links of a SparkApplication, as Flyte shows them");
  command
      ->add_option(
          "--app", options->application,
          "The SparkApplication as read from Kubernetes, JSON or YAML; - is standard input")
      ->required()
      ->type_name("FILE");
  command->add_option("--pod", options->pod, "Its driver pod, JSON or YAML")->type_name("FILE");
  command
      ->add_option("--previous", options->previous,
                   "What observe printed the last time with -o json")
      ->type_name("FILE");
  add_task_options(*command, options->task);
  add_now_option(*command, options->now,
                 "The time of the observation, RFC 3339; the clock's by default");
  command->add_option("-o,--output", options->output, "For people or for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer(
      "Examples:\n"
      "  kubectl get sparkapplication pi -o json | flytespark observe --app -\n"
      "  flytespark observe --app app.json --pod driver.json --task task.pb --config flyte.yaml "
      "-o json");
  command->callback([options, &status] { status = observe(*options); });
}

}  // namespace flytespark::cli
