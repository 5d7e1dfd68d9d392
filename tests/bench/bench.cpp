// How long a call takes beside the least that any implementation with this interface must do:
// Boost.JSON parsing the same inputs and printing the same answer, and nothing between.
//
//   bench [FOLDER]    a folder of cases-NN.jsonl[.gz] and config-NN.yaml; tests/vectors by default
//
// Library and floor take turns on the same cases in one run; the ratio is the median over the
// rounds.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "flytespark.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/cases.hpp"

namespace flytespark::bench {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

// A sum that depends on every answer, so that no work can be left out.
std::size_t run_library(const std::vector<Case>& cases) {
  std::size_t bytes = 0;
  for (const Case& c : cases) bytes += c.call().view().size();
  return bytes;
}

std::size_t run_floor(const std::vector<Case>& cases) {
  static thread_local unsigned char lent[256 * 1024];
  json::parse_options options;
  options.max_depth = 64;
  std::size_t bytes = 0;
  for (const Case& c : cases) {
    json::monotonic_resource memory(lent);
    for (const std::string& input : c.inputs) {
      if (!input.empty())
        bytes += json::parse(json::string_view(input), &memory, options).as_object().size();
    }
    bytes += json::serialize(c.answer).size();
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

struct Goals {
  double goal;
  double bound;
};

void report(const std::string& verb, const std::vector<Case>& cases, Goals goals) {
  constexpr int kRounds = 41;
  double count = static_cast<double>(cases.size());
  std::size_t in = 0, out = 0;
  for (const Case& c : cases) {
    for (const std::string& input : c.inputs) in += input.size();
    out += json::serialize(c.answer).size();
  }
  fmt::print("{}: {} cases, mean input {:.0f} bytes of JSON, mean answer {:.0f} bytes\n", verb,
             cases.size(), static_cast<double>(in) / count, static_cast<double>(out) / count);
  run_library(cases);
  run_floor(cases);
  std::vector<double> library, floor, ratio;
  for (int round = 0; round < kRounds; ++round) {
    library.push_back(seconds([&] { run_library(cases); }) / count * 1e9);
    floor.push_back(seconds([&] { run_floor(cases); }) / count * 1e9);
    ratio.push_back(library.back() / floor.back());
  }
  fmt::print("{}: library {:.0f} ns, floor {:.0f} ns, ratio {:.2f} (goal {}, bound {})\n", verb,
             median(library), median(floor), median(ratio), goals.goal, goals.bound);

  Allocations before = allocations();
  run_library(cases);
  Allocations after = allocations();
  fmt::print("{}: {:.1f} allocations and {:.0f} bytes a call\n", verb,
             static_cast<double>(after.count - before.count) / count,
             static_cast<double>(after.bytes - before.bytes) / count);

  // The floor shares nothing, so its growth is what this machine gives to two threads at all.
  std::vector<double> one, two, growth, floor_growth;
  auto once = [&] { run_library(cases); };
  auto floor_once = [&] { run_floor(cases); };
  for (int round = 0; round < kRounds / 2; ++round) {
    one.push_back(throughput(once, 1) * count);
    two.push_back(throughput(once, 2) * count);
    growth.push_back(two.back() / one.back());
    double floor_one = throughput(floor_once, 1);
    floor_growth.push_back(throughput(floor_once, 2) / floor_one);
  }
  fmt::print(
      "{}: one thread {:.0f} a second, two threads {:.0f}, growth {:.2f} (bound 1.9; floor "
      "{:.2f})\n",
      verb, median(one), median(two), median(growth), median(floor_growth));
}

// What a host that follows many tasks pays for each.
void report_handles(const std::filesystem::path& tests) {
  constexpr std::size_t kHandles = 100'000;
  std::string task_template = read_file(tests / "templates/v1/basic__estimate_pi.pb");
  std::string execution = read_file(tests / "../examples/documents/execution.json");
  abi::Plugin plugin;
  std::vector<abi::Task> tasks;
  tasks.reserve(kHandles);
  auto heap_bytes = [] {
    auto heap = mallinfo2();
    return static_cast<double>(heap.uordblks + heap.hblkhd);
  };
  double before = heap_bytes();
  for (std::size_t i = 0; i < kHandles; ++i) tasks.emplace_back(plugin, task_template, execution);
  double inputs = static_cast<double>(task_template.size() + execution.size());
  double held = (heap_bytes() - before) / kHandles;
  fmt::print("task: {} handles, {:.0f} bytes each beyond their inputs' {:.0f} (bound 4096)\n",
             kHandles, held - inputs, inputs);
}

int run(const std::filesystem::path& folder) {
  std::vector<std::unique_ptr<abi::Plugin>> plugins;
  Cases cases;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("cases-")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::string number = path.filename().string().substr(std::string("cases-").size(), 2);
    plugins.push_back(
        std::make_unique<abi::Plugin>(read_file(folder / ("config-" + number + ".yaml"))));
    std::istringstream lines(read_file(path));
    add_cases(lines, *plugins.back(), cases);
  }
  if (cases.empty()) {
    fmt::print(stderr, "bench: no cases in {}\n", folder.string());
    return 1;
  }
  report("build", cases["build"], {1.25, 2});
  report("observe", cases["observe"], {1.5, 2.5});
  report_handles(FLYTESPARK_TESTS_DIR);
  return 0;
}

}  // namespace
}  // namespace flytespark::bench

int main(int argc, char** argv) {
  return flytespark::bench::run(argc > 1 ? argv[1] : FLYTESPARK_TESTS_DIR "/vectors");
}
