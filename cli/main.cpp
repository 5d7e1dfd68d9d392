// flytespark: what the library does, for people and scripts.
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "cli/commands.hpp"
#include "flytespark.h"

int main(int argc, char** argv) {
  using namespace flytespark::cli;
  CLI::App app(
      "Flyte's Spark tasks outside Flyte: task template in, SparkApplication out; phases and "
      "links back.",
      "flytespark");
  app.set_version_flag("--version", std::string(flytespark_version()));
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  flytespark render --task task.pb | kubectl apply -f -\n"
      "  flytespark render --task task.json --config flyte.yaml --execution execution.json -o "
      "json\n"
      "  kubectl get sparkapplication pi -o json | flytespark observe --app -\n"
      "  flytespark config check flyte.yaml\n"
      "\n"
      "Exit codes: 0 done; 1 an input was refused; 2 wrong usage; 3 a file could not be read or "
      "written.");
  int status = kDone;
  add_render(app, status);
  add_observe(app, status);
  add_replay(app, status);
  add_links(app, status);
  add_batch(app, status);
  add_config(app, status);
  add_completion(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flytespark: %s\n", error.what());
    return kRefused;
  }
  return status;
}
