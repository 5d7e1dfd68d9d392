// The subcommands. Each adds itself to the application; when chosen it runs and leaves its exit
// code in `status`.
#pragma once

#include <CLI/App.hpp>

namespace flytespark::cli {

// Exit codes, for scripts.
enum Exit : int {
  kDone = 0,
  kRefused = 1,  // the library refused an input; the message says which and where
  kUsage = 2,    // the command line itself is wrong
  kNoInput = 3,  // a file cannot be read, or the answer cannot be written
};

void add_render(CLI::App& app, int& status);
void add_observe(CLI::App& app, int& status);
void add_replay(CLI::App& app, int& status);
void add_links(CLI::App& app, int& status);
void add_batch(CLI::App& app, int& status);
void add_config(CLI::App& app, int& status);
void add_completion(CLI::App& app, int& status);

}  // namespace flytespark::cli
