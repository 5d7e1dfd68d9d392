#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/capi/verbs.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

// How many allocations of this thread succeed before one fails; negative: none fails.
thread_local int allocations_until_failure = -1;

// Lets one allocation fail, at most, as long as this lives.
struct Scarcity {
  explicit Scarcity(int allocations) { allocations_until_failure = allocations; }
  ~Scarcity() { allocations_until_failure = -1; }
};

// More links than find room on the stack of an observation.
std::string many_links() {
  std::string yaml = "plugins: {spark: {logs: {user: {templates: [";
  for (int i = 0; i < 40; ++i) yaml += "{templateUris: [\"http://h/{{ .namespace }}\"]},";
  return yaml + "]}}}}";
}

// As many executors as an observation has no room for on its stack.
std::string large_application() {
  std::string executors;
  for (int i = 0; i < 1000; ++i) {
    executors += (i == 0 ? "\"e-exec-" : ",\"e-exec-") + std::to_string(i) + "\":\"RUNNING\"";
  }
  return R"({"metadata":{"namespace":"ns"},"status":{"executorState":{)" + executors + "}}}";
}

// How often the function had to be called until it had all the memory it asks for.
int calls_until_enough(const Verb& verb, const Handles& handles, const std::vector<Text>& texts) {
  int failures = 0;
  for (flytespark_code code = FLYTESPARK_OUT_OF_MEMORY; code != FLYTESPARK_OK; ++failures) {
    CAPTURE(failures);
    REQUIRE(failures < 10000);
    Answer answer;
    OwnedError error;
    {
      const Scarcity scarcity(failures);
      code = verb.call(handles, texts.data(), &answer, error.out());
    }
    CHECK(error.code() == code);
    if (code == FLYTESPARK_OK) continue;
    REQUIRE(code == FLYTESPARK_OUT_OF_MEMORY);
    CHECK(error.message() == "out of memory");
    CHECK(error.details() == R"({"schema":"flytespark.error/v1","retryable":true})");
    CHECK(answer.is_empty());
  }
  return failures;
}

}  // namespace

// The program's operators are those that the library uses too.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (allocations_until_failure >= 0 && allocations_until_failure-- == 0) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
  if (void* memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("each allocation that fails gives the code, and an error that was there before",
          "[capi]") {
  const std::string_view yaml = "plugins:\n  spark:\n    spark-history-server-url: http://h\n";
  int failures = 0;
  for (flytespark_code code = FLYTESPARK_OUT_OF_MEMORY; code != FLYTESPARK_OK; ++failures) {
    CAPTURE(failures);
    REQUIRE(failures < 10000);
    flytespark_plugin* plugin = nullptr;
    flytespark_task* task = nullptr;
    OwnedBuffer manifest;
    OwnedError error;
    {
      const Scarcity scarcity(failures);
      code = flytespark_plugin_new(yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, nullptr,
                                   &plugin, error.out());
      if (code == FLYTESPARK_OK) {
        code = flytespark_task_new(plugin, FLYTESPARK_TEMPLATE_JSON, kTemplate.data(),
                                   kTemplate.size(), kExecution.data(), kExecution.size(), &task,
                                   error.out());
      }
      if (code == FLYTESPARK_OK) {
        code = flytespark_build(task, nullptr, 0, kNow, manifest.out(), error.out());
      }
    }
    if (code != FLYTESPARK_OK) {
      CHECK(code == FLYTESPARK_OUT_OF_MEMORY);
      CHECK(error.code() == FLYTESPARK_OUT_OF_MEMORY);
      CHECK(error.message() == "out of memory");
      CHECK(error.details() == R"({"schema":"flytespark.error/v1","retryable":true})");
      CHECK(manifest.is_empty());
    }
    flytespark_task_free(task);
    flytespark_plugin_free(plugin);
  }
  CHECK(failures > 1);
}

TEST_CASE("each allocation of an observation or a question about it may fail", "[capi]") {
  const OwnedPlugin plugin(nullptr, many_links());
  const OwnedTask task(plugin);
  REQUIRE(task.code == FLYTESPARK_OK);
  const std::string application = large_application();
  for (const auto& verbs : {observing_verbs(), link_verbs(), managing_verbs()}) {
    for (const Verb& verb : verbs) {
      CAPTURE(verb.name);
      std::vector<Text> texts = verb.good_texts();
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool is_application = std::string_view(verb.inputs[i].name) == "application";
        if (is_application) texts[i] = {application.data(), application.size()};
      }
      // A verdict on a build takes nothing but its answer.
      const int least = verb.name == std::string_view("classify_build_error") ? 1 : 2;
      CHECK(calls_until_enough(verb, {plugin.handle, task.handle}, texts) >= least);
    }
  }
}

TEST_CASE("a small observation needs no memory but that of its answer", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  const Verb observe = observing_verbs().front();
  CHECK(calls_until_enough(observe, {plugin.handle, task.handle}, observe.good_texts()) == 1);
}

TEST_CASE("an exception that cannot be described for want of memory is out of memory", "[capi]") {
  flytespark_host host = {};
  host.struct_size = sizeof host;
  host.log = [](void*, std::int32_t, const char*, std::size_t, const char*, std::size_t) {
    allocations_until_failure = 0;
    throw 1;
  };
  const std::string_view yaml = "plugins:\n  k8s:\n    no-such-key: 1\n";
  flytespark_plugin* plugin = nullptr;
  OwnedError error;
  const flytespark_code code = flytespark_plugin_new(
      yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, &host, &plugin, error.out());
  allocations_until_failure = -1;
  CHECK(code == FLYTESPARK_OUT_OF_MEMORY);
  CHECK(error.code() == FLYTESPARK_OUT_OF_MEMORY);
  CHECK(plugin == nullptr);
}

TEST_CASE("the error of out of memory may be freed as often as it was given", "[capi]") {
  flytespark_error* errors[2] = {};
  for (flytespark_error*& error : errors) {
    flytespark_plugin* plugin = nullptr;
    const Scarcity scarcity(0);
    flytespark_plugin_new(nullptr, 0, FLYTESPARK_CONFIG_YAML, nullptr, &plugin, &error);
  }
  CHECK(errors[0] == errors[1]);
  for (flytespark_error* error : errors) {
    CHECK(flytespark_error_code(error) == FLYTESPARK_OUT_OF_MEMORY);
    flytespark_error_free(error);
  }
}
