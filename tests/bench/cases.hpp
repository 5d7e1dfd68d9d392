// Recorded cases as calls of the library, everything that a call needs read beforehand.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <string>
#include <vector>

#include "flytespark.hpp"

namespace flytespark::bench {

// One call: what it does, the JSON texts that it reads, and the document that it answers with.
struct Case {
  std::function<abi::Buffer()> call;
  std::vector<std::string> inputs;
  boost::json::value answer;
};

// By verb: `build` is task_new with a protobuf template, build and both frees; `build of a task` and
// `observe` are one call on a task that is there already.
using Cases = std::map<std::string, std::vector<Case>>;

// Those of the lines that end in an answer. The plugin must outlive them.
void add_cases(std::istream& lines, const abi::Plugin& plugin, Cases& cases);

// Also of a file that gzip packed.
std::string read_file(const std::filesystem::path& path);

}  // namespace flytespark::bench
