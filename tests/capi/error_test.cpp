#include "flytespark/error.hpp"

#include <string>

#include "flytespark.h"
#include "flytespark/log_sink.hpp"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;
using flytespark::Code;
using flytespark::LogLevel;

TEST_CASE("the numbers of the header are those of the core", "[capi]") {
  const std::pair<flytespark_code, Code> codes[] = {
      {FLYTESPARK_INVALID_ARGUMENT, Code::kInvalidArgument},
      {FLYTESPARK_UNSUPPORTED_ABI, Code::kUnsupportedAbi},
      {FLYTESPARK_LIMIT, Code::kLimit},
      {FLYTESPARK_INVALID_JSON, Code::kInvalidJson},
      {FLYTESPARK_INVALID_PROTOBUF, Code::kInvalidProtobuf},
      {FLYTESPARK_INVALID_YAML, Code::kInvalidYaml},
      {FLYTESPARK_INVALID_CONFIG, Code::kInvalidConfig},
      {FLYTESPARK_INVALID_DOCUMENT, Code::kInvalidDocument},
      {FLYTESPARK_BAD_TASK, Code::kBadTask},
      {FLYTESPARK_BUILD_FAILED, Code::kBuildFailed},
      {FLYTESPARK_OUT_OF_MEMORY, Code::kOutOfMemory},
      {FLYTESPARK_INTERNAL, Code::kInternal},
  };
  for (const auto& [number, code] : codes) CHECK(number == static_cast<flytespark_code>(code));

  const std::pair<std::int32_t, LogLevel> levels[] = {
      {FLYTESPARK_LOG_DEBUG, LogLevel::kDebug},
      {FLYTESPARK_LOG_INFO, LogLevel::kInfo},
      {FLYTESPARK_LOG_WARNING, LogLevel::kWarning},
      {FLYTESPARK_LOG_ERROR, LogLevel::kError},
  };
  for (const auto& [number, level] : levels) CHECK(number == static_cast<std::int32_t>(level));
}

TEST_CASE("no error is no error", "[capi]") {
  CHECK(flytespark_error_code(nullptr) == FLYTESPARK_OK);
  std::size_t size = 77;
  CHECK(std::string(flytespark_error_message(nullptr, &size)).empty());
  CHECK(size == 0);
  size = 77;
  CHECK(std::string(flytespark_error_details(nullptr, &size)).empty());
  CHECK(size == 0);
  CHECK(flytespark_error_message(nullptr, nullptr) != nullptr);
  CHECK(flytespark_error_details(nullptr, nullptr) != nullptr);
  flytespark_error_free(nullptr);
}

TEST_CASE("an error's texts end in a NUL that is not counted", "[capi]") {
  const OwnedPlugin refused(nullptr, "a: [unclosed");
  std::size_t size = 0;
  const char* message = flytespark_error_message(refused.error.error, &size);
  CHECK(size > 0);
  CHECK(message[size] == '\0');
  CHECK(message == flytespark_error_message(refused.error.error, nullptr));
  const char* details = flytespark_error_details(refused.error.error, &size);
  CHECK(details[size] == '\0');
}

TEST_CASE("an error in a document says which, where, and Flyte's own code", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin, R"({"type":"spark","custom":{},"container":{"image":"i"}})");
  REQUIRE(task.code == FLYTESPARK_OK);
  OwnedBuffer manifest;
  OwnedError error;
  CHECK(flytespark_build(task.handle, nullptr, 0, kNow, manifest.out(), error.out()) ==
        FLYTESPARK_BAD_TASK);
  CHECK(error.code() == FLYTESPARK_BAD_TASK);
  CHECK_THAT(error.message(), Catch::Contains("either MainApplicationFile or MainClass"));
  CHECK(error.details() ==
        R"({"schema":"flytespark.error/v1","document":"task_template","path":"/custom",)"
        R"("code":"BadTaskSpecification","retryable":false})");
}

TEST_CASE("an error of the call itself names no document", "[capi]") {
  OwnedError error;
  CHECK(flytespark_identity(nullptr, nullptr, error.out()) == FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.details() == R"({"schema":"flytespark.error/v1","retryable":false})");
}

TEST_CASE("a message that quotes bytes of the input is UTF-8 all the same", "[capi]") {
  const auto throwing_log = [](void*, std::int32_t, const char*, std::size_t, const char*,
                               std::size_t) { throw std::runtime_error("a\xff\xc3\xa9"); };
  flytespark_host host = {};
  host.struct_size = sizeof host;
  host.log = throwing_log;
  const OwnedPlugin plugin(&host, "plugins:\n  k8s:\n    no-such-key: 1\n");
  CHECK(plugin.code == FLYTESPARK_INTERNAL);
  CHECK_THAT(plugin.error.message(), Catch::EndsWith("a\xEF\xBF\xBD\xc3\xa9"));
}
