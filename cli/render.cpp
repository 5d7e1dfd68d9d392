// flytespark render: one task -> its SparkApplication.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"
#include "cli/made_up_execution.hpp"
#include "cli/task_options.hpp"
#include "cli/yaml_writer.hpp"

namespace flytespark::cli {
namespace {

struct Options {
  TaskOptions task;
  std::string cluster;
  std::string output = "yaml";
  std::vector<std::string> settings;
  std::string now;
};

// KEY.KEY=VALUE on a document; VALUE is JSON when it reads as such, else a string.
void apply_setting(std::string_view path, std::string_view text, boost::json::value& document) {
  boost::json::value* at = &document;
  while (true) {
    std::size_t dot = path.find('.');
    boost::json::object& object = at->is_object() ? at->get_object() : at->emplace_object();
    at = &object[boost::json::string_view(path.data(), std::min(dot, path.size()))];
    if (dot == std::string_view::npos) break;
    path.remove_prefix(dot + 1);
  }
  boost::json::error_code ec;
  boost::json::value value =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), ec);
  *at = ec ? boost::json::value(boost::json::string_view(text.data(), text.size())) : value;
}

void apply_settings(const std::vector<std::string>& settings, std::string& execution,
                    std::string& cluster) {
  for (const std::string& setting : settings) {
    std::string_view text = setting;
    std::size_t equals = text.find('=');
    std::string_view path = text.substr(0, equals);
    bool for_execution = path.starts_with("execution.");
    if (equals == std::string_view::npos || (!for_execution && !path.starts_with("cluster."))) {
      throw CLI::ValidationError(
          "--set", "takes execution.KEY=VALUE or cluster.KEY=VALUE, not '" + setting + "'");
    }
    std::string& json = for_execution ? execution : cluster;
    boost::json::error_code ec;
    boost::json::value document = boost::json::parse(json.empty() ? "{}" : json, ec);
    if (ec) return;  // the library will say what is wrong with the document, and where
    apply_setting(path.substr(path.find('.') + 1), text.substr(equals + 1), document);
    json = boost::json::serialize(document);
  }
}

int render(const Options& options) {
  const TaskOptions& given = options.task;
  Sources sources{{"task_template", std::string(display_name(given.task))}};
  return run_command(sources, [&] {
    std::string task = read_file(given.task);
    std::string execution, cluster;
    if (given.execution.empty()) {
      execution = made_up_execution(given.task == "-" ? "task" : given.task);
      sources["execution"] = "made-up execution";
      fmt::print(stderr,
                 "flytespark: no --execution given: made one up (project flytesnacks, domain "
                 "development, resources from the template's container)\n");
    } else {
      execution = read_document(given.execution);
      sources["execution"] = display_name(given.execution);
    }
    if (!options.cluster.empty()) cluster = read_document(options.cluster);
    sources["cluster"] =
        options.cluster.empty() ? "default cluster" : display_name(options.cluster);
    apply_settings(options.settings, execution, cluster);

    abi::Plugin plugin = load_plugin(given.config, sources);
    abi::Task made(plugin, task, execution, template_format(given.task_format, task));
    abi::Buffer manifest = made.build(cluster, unix_ms_or_now(options.now));
    write_out(options.output == "json" ? manifest.string() + "\n" : yaml_of_json(manifest.view()));
    return static_cast<int>(kDone);
  });
}

}  // namespace

void add_render(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("render", "Print the SparkApplication of one task");
  add_task_options(*command, options->task)->required();
  command
      ->add_option("--cluster", options->cluster,
                   "What the cluster has, JSON or YAML; without it no pod templates")
      ->type_name("FILE");
  command->add_option("-o,--output", options->output, "How to print the manifest")
      ->check(CLI::IsMember({"yaml", "json"}))
      ->capture_default_str();
  command
      ->add_option("--set", options->settings,
                   "Change a member of the execution or cluster document; may be repeated. VALUE "
                   "is JSON or text")
      ->type_name("execution.KEY=VALUE")
      ->allow_extra_args(false);
  add_now_option(*command, options->now,
                 "The time that the manifest carries, RFC 3339; the clock's by default");
  command->footer(
      "Examples:\n"
      "  flytespark render --task task.pb\n"
      "  flytespark render --task - < task.json --set execution.namespace=jobs --set "
      "cluster.pod_template_supported=true\n"
      "  flytespark render --task task.pb --config flyte.yaml --execution execution.json | kubectl "
      "apply -f -");
  command->callback([options, &status] { status = render(*options); });
}

}  // namespace flytespark::cli
