#include <cstddef>
#include <stdexcept>
#include <string>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

const std::string kDoubtful = "plugins:\n  k8s:\n    no-such-key: 1\n";

// What the callbacks of one host were asked, and what they answer.
struct Calls {
  int freed = 0;
  int logged = 0;
  int asked_for_time = 0;
  std::int32_t level = -1;
  std::string message;
  std::string fields;
  std::int64_t time = kNow;
  bool log_throws = false;
  bool now_throws = false;
  bool free_throws = false;
};

void on_free(void* user) {
  auto* calls = static_cast<Calls*>(user);
  ++calls->freed;
  if (calls->free_throws) throw 1;
}

void on_log(void* user, std::int32_t level, const char* message, std::size_t message_size,
            const char* fields, std::size_t fields_size) {
  auto* calls = static_cast<Calls*>(user);
  ++calls->logged;
  if (calls->log_throws) throw std::runtime_error("log is broken");
  calls->level = level;
  calls->message.assign(message, message_size);
  calls->fields.assign(fields, fields_size);
}

std::int64_t on_now(void* user) {
  auto* calls = static_cast<Calls*>(user);
  ++calls->asked_for_time;
  if (calls->now_throws) throw 1;
  return calls->time;
}

flytespark_host host_of(Calls& calls) {
  return {sizeof(flytespark_host), &calls, &on_free, &on_log, &on_now};
}

flytespark_code build_now(const OwnedTask& task, OwnedBuffer& manifest, OwnedError& error) {
  return flytespark_build(task.handle, nullptr, 0, FLYTESPARK_NOW, manifest.out(), error.out());
}

}  // namespace

TEST_CASE("user_free runs once, when the plugin is freed", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  {
    const OwnedPlugin plugin(&host);
    REQUIRE(plugin.code == FLYTESPARK_OK);
    CHECK(calls.freed == 0);
  }
  CHECK(calls.freed == 1);
}

TEST_CASE("user_free runs once, when there is to be no plugin", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  {
    const OwnedPlugin refused(&host, "a: [unclosed");
  }
  CHECK(calls.freed == 1);
  CHECK(flytespark_plugin_new(nullptr, 0, FLYTESPARK_CONFIG_YAML, &host, nullptr, nullptr) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(calls.freed == 2);
  flytespark_plugin* plugin = nullptr;
  CHECK(flytespark_plugin_new(nullptr, 9, 77, &host, &plugin, nullptr) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(calls.freed == 3);
}

TEST_CASE("the host is copied, and its user kept", "[capi]") {
  Calls calls;
  flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host);
  host = {};
  const OwnedTask task(plugin);
  OwnedBuffer manifest;
  OwnedError error;
  CHECK(build_now(task, manifest, error) == FLYTESPARK_OK);
  CHECK(calls.asked_for_time == 1);
}

TEST_CASE("a host without callbacks is enough", "[capi]") {
  flytespark_host host = {};
  host.struct_size = sizeof host;
  const OwnedPlugin plugin(&host, kDoubtful);
  CHECK(plugin.code == FLYTESPARK_OK);
}

TEST_CASE("of a host that is too short only what it covers is used", "[capi]") {
  for (std::size_t size = 0; size < sizeof(flytespark_host); ++size) {
    CAPTURE(size);
    Calls calls;
    flytespark_host host = host_of(calls);
    host.struct_size = size;
    const OwnedPlugin plugin(&host, kDoubtful);
    CHECK(plugin.code == FLYTESPARK_INVALID_ARGUMENT);
    CHECK(plugin.handle == nullptr);
    CHECK(calls.freed == (size >= offsetof(flytespark_host, log) ? 1 : 0));
    CHECK(calls.logged == 0);

    OwnedBuffer report;
    CHECK(flytespark_validate_config(nullptr, 0, FLYTESPARK_CONFIG_YAML, &host, report.out(),
                                     nullptr) == FLYTESPARK_INVALID_ARGUMENT);
  }
}

TEST_CASE("a host that is longer than the library knows is taken", "[capi]") {
  struct {
    flytespark_host known;
    void* later;
  } host = {};
  Calls calls;
  host.known = host_of(calls);
  host.known.struct_size = sizeof host;
  const OwnedPlugin plugin(&host.known);
  CHECK(plugin.code == FLYTESPARK_OK);
}

TEST_CASE("a warning reaches the host's log with its place", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host, kDoubtful);
  REQUIRE(plugin.code == FLYTESPARK_OK);
  CHECK(calls.logged == 1);
  CHECK(calls.level == FLYTESPARK_LOG_WARNING);
  CHECK(!calls.message.empty());
  CHECK_THAT(calls.fields, Catch::Contains(R"("path":"/plugins/k8s/no-such-key")"));
}

TEST_CASE("a check of a configuration logs too, and leaves the user alone", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  OwnedBuffer report;
  CHECK(flytespark_validate_config(kDoubtful.data(), kDoubtful.size(), FLYTESPARK_CONFIG_YAML,
                                   &host, report.out(), nullptr) == FLYTESPARK_OK);
  CHECK(calls.logged == 1);
  CHECK(calls.freed == 0);
}

TEST_CASE("a member of the execution that nobody reads is a warning", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host);
  const OwnedTask task(plugin, kTemplate, R"({"no-such-member":1})");
  REQUIRE(task.code == FLYTESPARK_OK);
  CHECK(calls.logged == 1);
  CHECK(calls.level == FLYTESPARK_LOG_WARNING);
  CHECK_THAT(calls.fields, Catch::Contains(R"("document":"execution")"));
  CHECK_THAT(calls.fields, Catch::Contains(R"("path":"/no-such-member")"));
}

TEST_CASE("an exception from the log becomes a code", "[capi]") {
  Calls calls;
  calls.log_throws = true;
  const flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host, kDoubtful);
  CHECK(plugin.code == FLYTESPARK_INTERNAL);
  CHECK(plugin.handle == nullptr);
  CHECK(plugin.error.code() == FLYTESPARK_INTERNAL);
  CHECK_THAT(plugin.error.message(), Catch::Contains("log is broken"));
  CHECK(calls.freed == 1);

  OwnedBuffer report;
  CHECK(flytespark_validate_config(kDoubtful.data(), kDoubtful.size(), FLYTESPARK_CONFIG_YAML,
                                   &host, report.out(), nullptr) == FLYTESPARK_INTERNAL);
  CHECK(report.is_empty());
}

TEST_CASE("an exception from user_free is dropped", "[capi]") {
  Calls calls;
  calls.free_throws = true;
  const flytespark_host host = host_of(calls);
  {
    const OwnedPlugin plugin(&host);
  }
  CHECK(calls.freed == 1);
}

TEST_CASE("an exception from the clock becomes a code, and the task stays usable", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host);
  const OwnedTask task(plugin);
  OwnedBuffer manifest;
  OwnedError error;
  calls.now_throws = true;
  CHECK(build_now(task, manifest, error) == FLYTESPARK_INTERNAL);
  CHECK(manifest.is_empty());
  calls.now_throws = false;
  CHECK(build_now(task, manifest, error) == FLYTESPARK_OK);
}

TEST_CASE("the host's clock is asked only when no time is given", "[capi]") {
  Calls calls;
  const flytespark_host host = host_of(calls);
  const OwnedPlugin plugin(&host);
  const OwnedTask task(plugin);
  OwnedBuffer given;
  OwnedBuffer asked;
  OwnedError error;
  REQUIRE(flytespark_build(task.handle, nullptr, 0, kNow, given.out(), nullptr) == FLYTESPARK_OK);
  CHECK(calls.asked_for_time == 0);
  REQUIRE(build_now(task, asked, error) == FLYTESPARK_OK);
  CHECK(calls.asked_for_time == 1);
  CHECK(given.view() == asked.view());
}

TEST_CASE("without a time and without a clock nothing is built", "[capi]") {
  Calls calls;
  calls.time = -5;
  const flytespark_host with_broken_clock = host_of(calls);
  for (const flytespark_host* host :
       {static_cast<const flytespark_host*>(nullptr), &with_broken_clock}) {
    const OwnedPlugin plugin(host);
    const OwnedTask task(plugin);
    OwnedBuffer manifest;
    OwnedError error;
    CHECK(build_now(task, manifest, error) == FLYTESPARK_INVALID_ARGUMENT);
    CHECK(manifest.is_empty());
    CHECK_THAT(error.message(), Catch::Contains("clock"));
  }
}
