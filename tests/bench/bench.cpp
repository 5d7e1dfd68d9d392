// How long a build takes beside the least that any implementation with this interface must do:
// Boost.JSON parsing the same inputs and printing the same answer, and nothing between.
//
//   bench [FOLDER]    a folder of cases-NN.jsonl and config-NN.yaml; tests/vectors by default
//
// Library and floor take turns on the same cases in one run; the ratio is the median over the
// rounds. A build is task_new with a protobuf template, build and both frees.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "flytespark.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/proto/protojson.hpp"
#include "tests/bench/allocations.hpp"

namespace flytespark::bench {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

struct Case {
  const abi::Plugin* plugin;
  std::string template_protobuf;
  std::string template_json;
  std::string execution;
  std::string cluster;
  std::int64_t now_unix_ms;
  json::value manifest;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(const Value* value) {
  if (value == nullptr) return {};
  Buffer out;
  JsonWriter writer(out);
  writer.document(*value);
  writer.finish();
  return std::string(out.view());
}

abi::Buffer build(const Case& c) {
  return abi::Task(*c.plugin, c.template_protobuf, c.execution).build(c.cluster, c.now_unix_ms);
}

// Those of a file that are manifests and end in one.
void add_cases(const std::filesystem::path& path, const abi::Plugin& plugin,
               std::vector<Case>& cases) {
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    Arena arena;
    auto request = read_json_object(line, arena);
    if (!request || request->find("kind")->text() != "manifest") continue;
    Case c;
    c.plugin = &plugin;
    auto protobuf =
        proto::protojson_to_protobuf(proto::kTaskTemplate, *request->find("task_template"), arena);
    if (!protobuf) continue;
    c.template_protobuf = *protobuf;
    c.template_json = text_of(request->find("task_template"));
    c.execution = text_of(request->find("execution"));
    c.cluster = text_of(request->find("cluster"));
    c.now_unix_ms = parse_rfc3339(request->find("now")->text())->seconds * 1000;
    try {
      c.manifest = json::parse(json::string_view(build(c).string()));
      cases.push_back(std::move(c));
    } catch (const abi::Error&) {
    }
  }
}

// A sum that depends on every answer, so that no work can be left out.
std::size_t run_library(const std::vector<Case>& cases) {
  std::size_t bytes = 0;
  for (const Case& c : cases) bytes += build(c).view().size();
  return bytes;
}

std::size_t run_floor(const std::vector<Case>& cases) {
  static thread_local unsigned char lent[256 * 1024];
  json::parse_options options;
  options.max_depth = 64;
  std::size_t bytes = 0;
  for (const Case& c : cases) {
    json::monotonic_resource memory(lent);
    for (const std::string* input : {&c.template_json, &c.execution, &c.cluster}) {
      bytes += json::parse(json::string_view(*input), &memory, options).as_object().size();
    }
    bytes += json::serialize(c.manifest).size();
  }
  return bytes;
}

template <typename Run>
double seconds(const Run& run) {
  auto begin = Clock::now();
  run();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// Passes over the cases a second, by `threads` threads on the same handles.
template <typename Run>
double throughput(const Run& run, int threads) {
  double spent = seconds([&] {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t) running.emplace_back([&] { run(); });
  });
  return threads / spent;
}

void report(const std::vector<Case>& cases) {
  constexpr int kRounds = 41;
  double count = static_cast<double>(cases.size());
  std::size_t in = 0, out = 0;
  for (const Case& c : cases) {
    in += c.template_protobuf.size() + c.execution.size() + c.cluster.size();
    out += json::serialize(c.manifest).size();
  }
  fmt::print("build: {} cases, mean input {:.0f} bytes, mean manifest {:.0f} bytes\n", cases.size(),
             static_cast<double>(in) / count, static_cast<double>(out) / count);
  run_library(cases);
  run_floor(cases);
  std::vector<double> library, floor, ratio;
  for (int round = 0; round < kRounds; ++round) {
    library.push_back(seconds([&] { run_library(cases); }) / count * 1e9);
    floor.push_back(seconds([&] { run_floor(cases); }) / count * 1e9);
    ratio.push_back(library.back() / floor.back());
  }
  fmt::print("build: library {:.0f} ns, floor {:.0f} ns, ratio {:.2f} (goal 1.25, bound 2)\n",
             median(library), median(floor), median(ratio));

  Allocations before = allocations();
  run_library(cases);
  Allocations after = allocations();
  fmt::print("build: {:.1f} allocations and {:.0f} bytes a call\n",
             static_cast<double>(after.count - before.count) / count,
             static_cast<double>(after.bytes - before.bytes) / count);

  // The floor shares nothing, so its growth is what this machine gives to two threads at all.
  std::vector<double> one, two, growth, floor_growth;
  auto once = [&] { run_library(cases); };
  auto floor_once = [&] { run_floor(cases); };
  for (int round = 0; round < 2 * kRounds; ++round) {
    one.push_back(throughput(once, 1) * count);
    two.push_back(throughput(once, 2) * count);
    growth.push_back(two.back() / one.back());
    double floor_one = throughput(floor_once, 1);
    floor_growth.push_back(throughput(floor_once, 2) / floor_one);
  }
  fmt::print(
      "build: one thread {:.0f} a second, two threads {:.0f}, growth {:.2f} (bound 1.9; floor "
      "{:.2f})\n",
      median(one), median(two), median(growth), median(floor_growth));
}

int run(const std::filesystem::path& folder) {
  std::vector<std::unique_ptr<abi::Plugin>> plugins;
  std::vector<Case> cases;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("cases-") &&
        entry.path().extension() == ".jsonl") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::string number = path.stem().string().substr(std::string("cases-").size());
    plugins.push_back(
        std::make_unique<abi::Plugin>(read_file(folder / ("config-" + number + ".yaml"))));
    add_cases(path, *plugins.back(), cases);
  }
  if (cases.empty()) {
    fmt::print(stderr, "bench: no cases in {}\n", folder.string());
    return 1;
  }
  report(cases);
  return 0;
}

}  // namespace
}  // namespace flytespark::bench

int main(int argc, char** argv) {
  return flytespark::bench::run(argc > 1 ? argv[1] : FLYTESPARK_TESTS_DIR "/vectors");
}
