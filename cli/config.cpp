// flytespark config check: what an operator's configuration says, before it is deployed.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"

namespace flytespark::cli {
namespace {

int check(const std::string& path, bool strict) {
  Sources sources{{"config", std::string(display_name(path))}};
  int warnings = 0;
  abi::Host host = warning_host(sources);
  host.log = [print = host.log, &warnings](std::int32_t level, std::string_view message,
                                           std::string_view fields) {
    if (level >= FLYTESPARK_LOG_WARNING) ++warnings;
    print(level, message, fields);
  };
  return run_command(sources, [&] {
    abi::validate_config(read_file(path), config_format(path), host);
    fmt::print("{}: {}\n", display_name(path),
               warnings == 0
                   ? "good"
                   : fmt::format("good, with {} warning{}", warnings, warnings == 1 ? "" : "s"));
    return static_cast<int>(strict && warnings > 0 ? kRefused : kDone);
  });
}

}  // namespace

void add_config(CLI::App& app, int& status) {
  struct Options {
    std::string file;
    bool strict = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* config = app.add_subcommand("config", "Work with an operator's configuration");
  config->require_subcommand(1);
  CLI::App* command =
      config->add_subcommand("check", "Say what is wrong or doubtful in a configuration");
  command
      ->add_option("FILE", options->file,
                   "Flyte's configuration, YAML or JSON; - is standard input")
      ->required();
  command->add_flag("--strict", options->strict, "Fail on warnings too");
  command->callback([options, &status] { status = check(options->file, options->strict); });
}

}  // namespace flytespark::cli
