// flytespark links: the log links of any pod, by the templates of Flyte's configuration.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"
#include "cli/story.hpp"
#include "cli/task_options.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_writer.hpp"

namespace flytespark::cli {
namespace {

struct Options {
  std::string config;
  std::string request;
  std::string block = "logs";
  std::vector<std::string> variables;
  bool vscode = false;
  std::string output = "text";
};

std::string request_of(const Options& options) {
  Buffer request;
  JsonWriter writer(request);
  writer.begin_object();
  writer.name("block");
  writer.string(options.block);
  writer.name("vscode");
  writer.boolean(options.vscode);
  writer.name("variables");
  writer.begin_object();
  for (std::string_view variable : options.variables) {
    std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos) {
      throw CLI::ValidationError("--var", "takes NAME=VALUE, not '" + std::string(variable) + "'");
    }
    writer.key(variable.substr(0, equals));
    writer.string(variable.substr(equals + 1));
  }
  writer.end_object();
  writer.end_object();
  writer.finish();
  return std::string(request.view());
}

int links(const Options& options) {
  Sources sources;
  return run_command(sources, [&] {
    std::string request;
    if (options.request.empty()) {
      request = request_of(options);
      sources["request"] = "the request made of the options";
    } else {
      request = read_document(options.request);
      sources["request"] = display_name(options.request);
    }
    abi::Plugin plugin = load_plugin(options.config, sources);
    abi::Buffer rendered = abi::render_links(plugin, request);
    write_out(options.output == "json" ? rendered.string() + "\n" : list_links(rendered.view()));
    return static_cast<int>(kDone);
  });
}

}  // namespace

void add_links(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("links", "Print log links made from the templates of the configuration");
  add_config_option(*command, options->config);
  CLI::Option* block =
      command
          ->add_option("--block", options->block, "plugins.logs, or a block of plugins.spark.logs")
          ->check(CLI::IsMember({"logs", "mixed", "user", "system", "all-user"}))
          ->capture_default_str();
  CLI::Option* variables =
      command
          ->add_option("--var", options->variables,
                       "What a placeholder stands for, such as podName=driver; may be repeated")
          ->type_name("NAME=VALUE")
          ->allow_extra_args(false);
  CLI::Option* vscode =
      command->add_flag("--vscode", options->vscode, "Also the dynamic link called vscode");
  command
      ->add_option("--request", options->request,
                   "All of it as one document, JSON or YAML, in place of the options above")
      ->type_name("FILE")
      ->excludes(block)
      ->excludes(variables)
      ->excludes(vscode);
  command->add_option("-o,--output", options->output, "For people or for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->footer(
      "Example:\n"
      "  flytespark links --config flyte.yaml --block mixed --var podName=pi-driver --var "
      "namespace=jobs");
  command->callback([options, &status] { status = links(*options); });
}

}  // namespace flytespark::cli
