// What a call takes, as JSON: the best of the rounds, as the mean over the cases that end in an
// answer. Another implementation that counts the same way can be held beside it.
//
//   bench_times CONFIG < CASES    prints {"build": {"cases", "nanoseconds"}, ...}
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "flytespark.hpp"
#include "tests/bench/cases.hpp"

namespace flytespark::bench {
namespace {

constexpr int kRounds = 20;

std::int64_t best_mean(const std::vector<Case>& cases) {
  using Clock = std::chrono::steady_clock;
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  std::size_t bytes = 0;
  for (int round = 0; round < kRounds; ++round) {
    auto begin = Clock::now();
    for (const Case& c : cases) bytes += c.call().view().size();
    std::int64_t spent = std::chrono::nanoseconds(Clock::now() - begin).count();
    best = std::min(best, spent / static_cast<std::int64_t>(cases.size()));
  }
  return bytes == 0 ? 0 : best;
}

int run(const char* config) {
  abi::Plugin plugin(read_file(config));
  Cases cases;
  add_cases(std::cin, plugin, cases);
  boost::json::object times;
  for (const auto& [verb, of_verb] : cases) {
    times[verb] = {{"cases", of_verb.size()}, {"nanoseconds", best_mean(of_verb)}};
  }
  fmt::print("{}\n", boost::json::serialize(times));
  return 0;
}

}  // namespace
}  // namespace flytespark::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_times CONFIG < CASES\n");
    return 2;
  }
  return flytespark::bench::run(argv[1]);
}
