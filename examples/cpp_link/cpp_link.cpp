// A host in C++ that links the library: renders one task, prints its SparkApplication.
//
//   cpp_link TASK EXECUTION [CONFIG [CLUSTER]]
//
// TASK is a task template as binary protobuf; EXECUTION and CLUSTER are JSON documents, CONFIG is
// YAML: see examples/documents.
#include <chrono>
#include <cstdint>
#include <exception>
#include <flytespark.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "flytespark.h"

namespace {

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

flytespark::abi::Host host() {
  flytespark::abi::Host host;
  host.log = [](std::int32_t, std::string_view message, std::string_view fields) {
    std::cerr << "cpp_link: " << message << ' ' << fields << '\n';
  };
  host.now_unix_ms = [] {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
  };
  return host;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 5) {
    std::cerr << "usage: cpp_link TASK EXECUTION [CONFIG [CLUSTER]]\n";
    return 2;
  }
  try {
    const std::string config = argc > 3 ? read_file(argv[3]) : "";
    const std::string cluster = argc > 4 ? read_file(argv[4]) : "";
    const flytespark::abi::Plugin plugin(config, FLYTESPARK_CONFIG_YAML, host());
    const flytespark::abi::Task task(plugin, read_file(argv[1]), read_file(argv[2]));
    std::cout << task.build(cluster).view() << '\n';
  } catch (const flytespark::abi::Error& error) {
    std::cerr << "cpp_link: error " << error.code() << ": " << error.what() << '\n'
              << error.details() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "cpp_link: " << error.what() << '\n';
    return 2;
  }
}
