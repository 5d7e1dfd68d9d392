// The executors in the log context.
#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// The names of the executors' pods, in their order.
std::vector<std::string> executors_of(const std::string& executor_state) {
  Observed observed(Scene().in_state("RUNNING", R"(,"executorState":{)" + executor_state + "}"));
  Arena arena;
  auto document = read_json_object(observed.status(), arena);
  REQUIRE(document.has_value());
  std::vector<std::string> names;
  const Value* pods = document->find("info")->find("log_context")->find("pods");
  for (const Value& pod : pods->items().subspan(1)) names.emplace_back(pod.find("podName")->text());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("executors come in the order of their numbers, then the others by name") {
  CHECK(executors_of(R"("b":"R","app-exec-10":"R","a":"R","app-exec-9":"R","app-exec-":"R",
                        "app-exec-1x":"R","app-exec-2":"R","-exec-3":"R","app-exec":"R",
                        "1-exec-2-exec-11":"R","app-exec--4":"R")") ==
        Names{"app-exec-2", "-exec-3", "app-exec-9", "app-exec-10", "1-exec-2-exec-11", "a",
              "app-exec", "app-exec-", "app-exec--4", "app-exec-1x", "b"});
}

TEST_CASE("numbers of executors are compared by value, and equal ones by name") {
  CHECK(executors_of(R"("z-exec-7":"R","a-exec-007":"R","m-exec-7":"R","a-exec-07":"R",
                        "y-exec-0":"R","x-exec-00":"R","a-exec-8":"R","b-exec-6":"R")") ==
        Names{"x-exec-00", "y-exec-0", "b-exec-6", "a-exec-007", "a-exec-07", "m-exec-7",
              "z-exec-7", "a-exec-8"});
}

TEST_CASE("numbers of executors may be larger than any integer") {
  CHECK(executors_of(R"("a-exec-99999999999999999999999":"R","a-exec-100000000000000000000000":"R",
                        "a-exec-18446744073709551616":"R","a-exec-1":"R")") ==
        Names{"a-exec-1", "a-exec-18446744073709551616", "a-exec-99999999999999999999999",
              "a-exec-100000000000000000000000"});
}

TEST_CASE("executors that have not started or are lost have no logs") {
  CHECK(executors_of(R"("e-exec-1":"PENDING","e-exec-2":"UNKNOWN","e-exec-3":"RUNNING",
                        "e-exec-4":"COMPLETED","e-exec-5":"FAILED","e-exec-6":"pending",
                        "e-exec-7":"","e-exec-8":null,"e-exec-9":"other")") ==
        Names{"e-exec-3", "e-exec-4", "e-exec-5", "e-exec-6", "e-exec-7", "e-exec-8", "e-exec-9"});
}

TEST_CASE("ten thousand executors in any order come in the order of their numbers") {
  std::vector<int> numbers(10000);
  std::iota(numbers.begin(), numbers.end(), 1);
  Names expected;
  for (int number : numbers) expected.push_back("app-exec-" + std::to_string(number));
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937(20260101));
  std::string states;
  for (int number : numbers) {
    if (!states.empty()) states += ',';
    states += "\"app-exec-" + std::to_string(number) + R"(":"RUNNING")";
  }
  CHECK(executors_of(states) == expected);
}

TEST_CASE("an executor's state that is no text is an error") {
  Observed observed(Scene().in_state("RUNNING", R"(,"executorState":{"a/b~":1})"));
  CHECK(observed.error().code == Code::kInvalidDocument);
  CHECK(observed.error().document == "application");
  CHECK(observed.error().path == "/status/executorState/a~1b~0");
}
