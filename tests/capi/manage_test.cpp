#include <string>
#include <string_view>

#include "flytespark.h"
#include "flytespark.hpp"
#include "tests/capi/objects.hpp"
#include "tests/capi/verbs.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;
namespace abi = flytespark::abi;

namespace {

constexpr std::string_view kExecutionWithOutputs =
    R"({"generated_name":"app-1","namespace":"default","output_prefix":"s3://b/o"})";
// A status has white space and members of a later release here, which all stay.
constexpr std::string_view kRunning =
    R"( {"schema":"flytespark.status/v1", "later":[1], "info":{},"phase":"Running","reason":"r",)"
    R"("terminal":false,"version":2})";
constexpr std::string_view kSucceeded =
    R"({"schema":"flytespark.status/v1","info":{"logs":[]},"phase":"Success","reason":"r",)"
    R"("terminal":true,"version":2})";
constexpr std::string_view kDeleted =
    R"({"metadata":{"deletionTimestamp":"2026-08-01T10:00:00Z"}})";

// Protobuf fields of one byte for tag and size.
std::string field(int number, std::string_view bytes) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} +
         std::string(bytes);
}
std::string field(int number, int value) {
  return {static_cast<char>(number << 3), static_cast<char>(value)};
}

flytespark_code conclude(const OwnedTask& task, std::string_view status,
                         std::string_view application, Text error_document, OwnedBuffer& concluded,
                         OwnedError& error) {
  flytespark_buffer_release(&concluded.buffer);
  concluded.buffer = garbage_buffer();
  return flytespark_conclude(task.handle, status.data(), status.size(), application.data(),
                             application.size(), error_document.data, error_document.size,
                             &concluded.buffer, error.out());
}

std::string concluded(const OwnedTask& task, std::string_view status, std::string_view application,
                      Text error_document = {nullptr, 0}) {
  OwnedBuffer answer;
  OwnedError error;
  CHECK(conclude(task, status, application, error_document, answer, error) == FLYTESPARK_OK);
  return std::string(answer.view());
}

std::string concluded_from(const OwnedTask& task, const std::string& error_document) {
  return concluded(task, kSucceeded, "{}", {error_document.data(), error_document.size()});
}

std::string failed(std::string_view error, std::string_view phase) {
  return R"({"schema":"flytespark.status/v1","error":)" + std::string(error) +
         R"(,"info":{"logs":[]},"phase":")" + std::string(phase) +
         R"(","reason":"","terminal":true,"version":0})";
}

std::string ingress_url(std::string_view format, std::string_view application) {
  OwnedBuffer url;
  CHECK(flytespark_ingress_url(format.data(), format.size(), application.data(), application.size(),
                               url.out(), nullptr) == FLYTESPARK_OK);
  return std::string(url.view());
}

struct Verdict {
  const char* api_status;
  const char* verdict;
};

const Verdict kCreateVerdicts[] = {
    {R"({"kind":"Status","code":409,"reason":"AlreadyExists","message":"there"})",
     R"({"schema":"flytespark.verdict/v1","phase":"Queued","reason":"task submitted to K8s",)"
     R"("retryable":false})"},
    {R"({"code":403,"message":"quota"})",
     R"({"schema":"flytespark.verdict/v1","error":{"code":"RuntimeFailure","kind":"USER",)"
     R"("message":"quota"},"phase":"RetryableFailure","reason":"","retryable":true})"},
    {R"({"code":422,"reason":"Invalid","message":"bad"})",
     R"({"schema":"flytespark.verdict/v1","error":{"code":"InvalidResource","kind":"USER",)"
     R"("message":"bad"},"phase":"PermanentFailure","reason":"","retryable":false})"},
    {R"({"code":500,"reason":"InternalError","message":"oops"})",
     R"({"schema":"flytespark.verdict/v1","error":{"code":"InternalError","kind":"SYSTEM",)"
     R"("message":"[InternalError] failed to create resource, caused by: oops"},)"
     R"("phase":"Undefined","reason":"","retryable":true})"},
};

const Verdict kGetVerdicts[] = {
    {R"({"code":404,"message":"gone"})",
     R"({"schema":"flytespark.verdict/v1","error":{"code":"ResourceDeletedExternally",)"
     R"("kind":"SYSTEM","message":"resource not found, name [default/app-1]. reason: gone"},)"
     R"("phase":"RetryableFailure","reason":"","retryable":true})"},
    {R"({"code":403,"message":"no"})",
     R"({"schema":"flytespark.verdict/v1","error":{"code":"Forbidden","kind":"SYSTEM",)"
     R"("message":"no"},"phase":"Undefined","reason":"","retryable":true})"},
};

struct Fault {
  const char* document;
  const char* text;
  const char* path;
};

const Fault kApiStatusFaults[] = {
    {"api_status", R"({"code":"403"})", "/code"},
    {"api_status", R"({"reason":1})", "/reason"},
    {"api_status", R"({"message":{}})", "/message"},
};

const Fault kConcludeFaults[] = {
    {"status", R"({"phase":"Running","reason":"","version":0})", "/info"},
    {"status", R"({"info":{},"phase":"Done","reason":"","version":0})", "/phase"},
    {"status", R"({"info":{},"phase":null,"reason":"","version":0})", "/phase"},
    {"application", R"({"metadata":1})", "/metadata"},
    {"application", R"({"metadata":{"deletionTimestamp":1}})", "/metadata/deletionTimestamp"},
};

std::string details_of(const Fault& fault) {
  return R"({"schema":"flytespark.error/v1","document":")" + std::string(fault.document) +
         R"(","path":")" + fault.path + R"(","retryable":false})";
}

}  // namespace

TEST_CASE("what the API server says to a creation becomes a verdict", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verdict& expected : kCreateVerdicts) {
    const std::string_view given = expected.api_status;
    CAPTURE(given);
    OwnedBuffer verdict;
    CHECK(flytespark_classify_create_error(plugin.handle, given.data(), given.size(), verdict.out(),
                                           nullptr) == FLYTESPARK_OK);
    CHECK(verdict.view() == expected.verdict);
  }
}

TEST_CASE("a build that failed becomes a verdict, by the line of Flyte", "[capi]") {
  constexpr std::string_view kV1 = R"({"plugins":{"flytespark":{"profile":"flyte-v1"}}})";
  const abi::Plugin newer;
  const abi::Plugin older(kV1, FLYTESPARK_CONFIG_JSON);
  for (const abi::Plugin* plugin : {&newer, &older}) {
    const abi::Task task(*plugin, R"({"type":"spark"})", "{}", FLYTESPARK_TEMPLATE_JSON);
    try {
      task.build("{}", 0);
      FAIL("a task without custom document was built");
    } catch (const abi::Error& failure) {
      const std::string verdict = abi::classify_build_error(*plugin, failure).string();
      CHECK_THAT(verdict, Catch::Contains(plugin == &newer ? R"("code":"BadTaskSpecification")"
                                                           : R"("code":"FailedToBuildResource")"));
      CHECK_THAT(verdict, Catch::Contains(R"("phase":"PermanentFailure")"));
    }
  }
}

TEST_CASE("a verdict on a build needs the failure", "[capi]") {
  const OwnedPlugin plugin;
  OwnedBuffer verdict;
  OwnedError error;
  CHECK(flytespark_classify_build_error(plugin.handle, nullptr, verdict.out(), error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "failure is NULL");
}

TEST_CASE("what the API server says to a read becomes a verdict on the task", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verdict& expected : kGetVerdicts) {
    const std::string_view given = expected.api_status;
    CAPTURE(given);
    OwnedBuffer verdict;
    CHECK(flytespark_classify_get_error(task.handle, given.data(), given.size(), verdict.out(),
                                        nullptr) == FLYTESPARK_OK);
    CHECK(verdict.view() == expected.verdict);
  }
}

TEST_CASE("an API server's answer that is wrong is named with its place", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Fault& fault : kApiStatusFaults) {
    const std::string_view text = fault.text;
    CAPTURE(text);
    OwnedBuffer verdict;
    OwnedError error;
    CHECK(flytespark_classify_create_error(plugin.handle, text.data(), text.size(), verdict.out(),
                                           error.out()) == FLYTESPARK_INVALID_DOCUMENT);
    CHECK(verdict.is_empty());
    CHECK(error.details() == details_of(fault));
    CHECK(flytespark_classify_get_error(task.handle, text.data(), text.size(), verdict.out(),
                                        error.out()) == FLYTESPARK_INVALID_DOCUMENT);
    CHECK(verdict.is_empty());
    CHECK(error.details() == details_of(fault));
  }
}

TEST_CASE("a status that nothing speaks against stays as it is", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  CHECK(concluded(task, kRunning, kApplication) == kRunning);
  CHECK(concluded(task, kSucceeded, kApplication) == kSucceeded);
  // Neither a deletion after the end nor an error document before it counts.
  CHECK(concluded(task, kSucceeded, kDeleted) == kSucceeded);
  CHECK(concluded(task, kRunning, kApplication, {"garbage", 7}) == kRunning);
  CHECK(concluded(task, R"({"info":{},"phase":"RetryableFailure","reason":"","version":0})",
                  kDeleted) == R"({"info":{},"phase":"RetryableFailure","reason":"","version":0})");
}

TEST_CASE("the answer of an observation can be concluded", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  OwnedBuffer status;
  REQUIRE(flytespark_observe(task.handle, kApplication.data(), kApplication.size(), nullptr, 0,
                             nullptr, 0, kNow, status.out(), nullptr) == FLYTESPARK_OK);
  CHECK(concluded(task, status.view(), kApplication) == status.view());
  CHECK_THAT(concluded(task, status.view(), kDeleted),
             Catch::Contains(R"("code":"UnexpectedObjectDeletion")"));
}

TEST_CASE("no error document is not an empty one", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin, kTemplate, kExecutionWithOutputs);
  REQUIRE(task.code == FLYTESPARK_OK);
  CHECK(concluded(task, kSucceeded, "{}", {nullptr, 0}) == kSucceeded);
  const AtTheEdge empty("");
  for (const char* file : {"", "behind the end", empty.data()}) {
    CHECK(concluded(task, kSucceeded, "{}", {file, 0}) ==
          failed(R"({"code":"ErrorFileBadFormat","kind":"SYSTEM","message":)"
                 R"("error not formatted correctly, nil error @path [s3://b/o/error.pb]"})",
                 "RetryableFailure"));
  }
}

TEST_CASE("a task that succeeded but left an error has failed", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  const std::string text = field(1, "USER:x") + field(2, "it \"broke\"");
  CHECK(
      concluded_from(task, field(1, text)) ==
      failed(R"({"code":"USER:x","kind":"UNKNOWN","message":"it \"broke\""})", "PermanentFailure"));
  CHECK(
      concluded_from(task, field(1, text + field(3, 1) + field(4, 2)) + field(9, "later")) ==
      failed(R"({"code":"USER:x","kind":"SYSTEM","message":"it \"broke\""})", "RetryableFailure"));
}

TEST_CASE("an error document that is no protobuf is refused by name", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const std::string& document : {std::string("\x0a\x7f"), std::string("\xff\xff"),
                                      field(1, "\x0a\x05"), field(1, field(2, "\xff"))}) {
    CAPTURE(document);
    const AtTheEdge at_the_edge(document);
    OwnedBuffer answer;
    OwnedError error;
    CHECK(conclude(task, kSucceeded, "{}", {at_the_edge.data(), at_the_edge.size()}, answer,
                   error) == FLYTESPARK_INVALID_PROTOBUF);
    CHECK(answer.is_empty());
    CHECK(error.code() == FLYTESPARK_INVALID_PROTOBUF);
    CHECK_THAT(error.details(), Catch::Contains(R"("document":"error_document","path":"")"));
  }
}

TEST_CASE("an application that is deleted before its end is a failure of the system", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  CHECK(concluded(task, kRunning, kDeleted) ==
        R"({"schema":"flytespark.status/v1","later":[1],"error":{"code":)"
        R"("UnexpectedObjectDeletion","kind":"SYSTEM","message":)"
        R"("object [default/app-1] terminated unexpectedly in the background"},"info":{},)"
        R"("phase":"RetryableFailure","reason":"","terminal":false,"version":0})");
}

TEST_CASE("what a conclusion cannot be drawn from is named with its place", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Fault& fault : kConcludeFaults) {
    const std::string_view document = fault.document;
    CAPTURE(document, fault.text);
    OwnedBuffer answer;
    OwnedError error;
    CHECK(conclude(task, document == "status" ? fault.text : kRunning,
                   document == "application" ? fault.text : "{}", {nullptr, 0}, answer,
                   error) == FLYTESPARK_INVALID_DOCUMENT);
    CHECK(answer.is_empty());
    CHECK(error.details() == details_of(fault));
  }
}

TEST_CASE("the operator's format becomes an address", "[capi]") {
  const std::string_view application =
      R"({"metadata":{"name":"app-1","namespace":"ns"},"status":{"sparkApplicationId":"s-1"}})";
  const std::string_view all = "{{$appName}}-{{$appNamespace}}.example/{{ $appId }}";
  CHECK(ingress_url(all, application) == "http://app-1-ns.example/s-1");
  CHECK(ingress_url("https://h/{{$appName}}", application) == "https://h/app-1");
  CHECK(ingress_url("https://h/{{$appName}}", "{}") == "https://h/");
}

TEST_CASE("a format that does not become an address is refused by name", "[capi]") {
  for (const std::string_view format :
       {std::string_view("http://h:port"), std::string_view("http://h/%zz"),
        std::string_view("http://h/\0", 10), std::string_view("http://a b")}) {
    CAPTURE(format);
    OwnedBuffer url;
    OwnedError error;
    CHECK(flytespark_ingress_url(format.data(), format.size(), "{}", 2, url.out(), error.out()) ==
          FLYTESPARK_INVALID_DOCUMENT);
    CHECK(url.is_empty());
    CHECK(error.code() == FLYTESPARK_INVALID_DOCUMENT);
    CHECK_THAT(error.details(), Catch::Contains(R"("document":"format","path":"")"));
  }
}

TEST_CASE("an application without an address is named with its place", "[capi]") {
  const std::string_view pod = R"({"kind":"Pod"})";
  OwnedBuffer url;
  OwnedError error;
  CHECK(flytespark_ingress_url("h", 1, pod.data(), pod.size(), url.out(), error.out()) ==
        FLYTESPARK_INVALID_DOCUMENT);
  CHECK(url.is_empty());
  CHECK_THAT(error.details(), Catch::Contains(R"("document":"application","path":"/kind")"));
}

TEST_CASE("a plugin manager's texts need no NUL behind them", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : managing_verbs()) {
    check_texts_need_no_nul(verb, {plugin.handle, task.handle});
  }
}

TEST_CASE("managing needs a task, a place for the answer, and texts that are there", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : managing_verbs()) check_pointers(verb, {plugin.handle, task.handle});
}

TEST_CASE("a plugin manager's texts are refused by name when they are too large or too deep",
          "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : managing_verbs()) check_limits(verb, {plugin.handle, task.handle});
}

TEST_CASE("a plugin manager's texts are refused by name when they are no JSON object", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : managing_verbs()) check_json(verb, {plugin.handle, task.handle});
}

TEST_CASE("eight threads draw conclusions by one task at once", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : managing_verbs()) check_threads(verb, {plugin.handle, task.handle});
}
