#include <cstdlib>
#include <new>
#include <string>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
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
