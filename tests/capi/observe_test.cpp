#include <string>
#include <string_view>
#include <vector>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/capi/verbs.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

// The driver's link keeps a placeholder, that of all executors keeps none.
constexpr std::string_view kLinks = R"(plugins:
  spark:
    logs:
      mixed: {kubernetes-enabled: false}
      user: {templates: [{displayName: D, templateUris: ["http://d/{{ .podUID }}"]}]}
      all-user: {templates: [{displayName: E, templateUris: ["http://e/{{ .namespace }}"]}]}
)";

std::string in_state(std::string_view state, std::string_view rest = {}) {
  return R"({"metadata":{"name":"app-1","namespace":"ns"},)"
         R"("status":{"applicationState":{"state":")" +
         std::string(state) + "\"}" + std::string(rest) + "}}";
}

flytespark_code observe(const OwnedTask& task, std::string_view application,
                        std::string_view driver_pod, std::string_view previous,
                        std::int64_t now_unix_ms, OwnedBuffer& status, OwnedError& error) {
  flytespark_buffer_release(&status.buffer);
  status.buffer = garbage_buffer();
  return flytespark_observe(task.handle, application.data(), application.size(), driver_pod.data(),
                            driver_pod.size(), previous.data(), previous.size(), now_unix_ms,
                            &status.buffer, error.out());
}

std::string observed(const OwnedTask& task, std::string_view application,
                     std::string_view previous = {}, std::string_view driver_pod = {}) {
  OwnedBuffer status;
  OwnedError error;
  CHECK(observe(task, application, driver_pod, previous, kNow, status, error) == FLYTESPARK_OK);
  return std::string(status.view());
}

std::int32_t terminal(std::string_view application) {
  std::int32_t answer = 77;
  CHECK(flytespark_is_terminal(application.data(), application.size(), &answer, nullptr) ==
        FLYTESPARK_OK);
  return answer;
}

std::int64_t completion_time(std::string_view application) {
  std::int64_t answer = 77;
  CHECK(flytespark_completion_time(application.data(), application.size(), &answer, nullptr) ==
        FLYTESPARK_OK);
  return answer;
}

struct Fault {
  const char* document;
  const char* text;
  const char* path;
};

const Fault kFaults[] = {
    {"application", R"({"kind":"Pod"})", "/kind"},
    {"application", R"({"metadata":[]})", "/metadata"},
    {"application", R"({"metadata":{"creationTimestamp":"today"}})", "/metadata/creationTimestamp"},
    {"application", R"({"status":{"applicationState":{"state":1}}})",
     "/status/applicationState/state"},
    {"application", R"({"status":{"terminationTime":5}})", "/status/terminationTime"},
    {"application", R"({"status":{"executorState":{"a/b~c":[]}}})",
     "/status/executorState/a~1b~0c"},
    {"driver_pod", R"({"metadata":{"name":1}})", "/metadata/name"},
    {"driver_pod", R"({"status":{"phase":{}}})", "/status/phase"},
    {"previous", R"({"phase":"Runing"})", "/phase"},
    {"previous", R"({"phase":""})", "/phase"},
    {"previous", R"({"version":-1})", "/version"},
    {"previous", R"({"version":4294967296})", "/version"},
    {"previous", R"({"reason":false})", "/reason"},
};

}  // namespace

TEST_CASE("an observed application becomes a status", "[capi]") {
  const OwnedPlugin plugin(nullptr, kLinks);
  const OwnedTask task(plugin);
  REQUIRE(task.code == FLYTESPARK_OK);
  CHECK(observed(task, kApplication) ==
        R"({"schema":"flytespark.status/v1","cleanup_on_failure":false,)"
        R"("completion_time":"2026-08-01T10:00:00Z","info":{"custom_info":{},"log_context":)"
        R"({"pods":[{"namespace":"ns","podName":"app-1-driver","containers":)"
        R"([{"containerName":"spark-kubernetes-driver"}],)"
        R"("primaryContainerName":"spark-kubernetes-driver"},)"
        R"({"namespace":"ns","podName":"app-1-exec-1","containers":)"
        R"([{"containerName":"spark-kubernetes-executor"}],)"
        R"("primaryContainerName":"spark-kubernetes-executor"}],"primaryPodName":"app-1-driver"},)"
        R"("logs":[{"uri":"http://d/{{ .podUID }}","name":"D","ready":true},)"
        R"({"uri":"http://e/ns","name":"E","ShowWhilePending":true,"ready":true}],)"
        R"("occurred_at":"2023-11-14T22:13:20Z","reported_at":null},"phase":"Running",)"
        R"("reason":"","terminal":false,"version":0})");
}

TEST_CASE("each failure of an application or its driver is told in the status", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  const std::string failed = observed(task, in_state("FAILED"));
  CHECK_THAT(failed, Catch::Contains(R"("code":"DownstreamSystemError","kind":"USER")"));
  CHECK_THAT(failed, Catch::Contains(R"("phase":"RetryableFailure")"));
  CHECK_THAT(failed, Catch::Contains(R"("terminal":true)"));

  const std::string_view evicted =
      R"({"metadata":{"name":"app-1-driver","namespace":"ns"},)"
      R"("status":{"phase":"Failed","reason":"Evicted","message":"no disk"}})";
  CHECK_THAT(observed(task, kApplication, {}, evicted),
             Catch::Contains(R"("error":{"code":"Evicted","kind":"USER","message":"no disk"})"));
}

TEST_CASE("the status of one observation is the previous one of the next", "[capi]") {
  const OwnedPlugin plugin(nullptr, kLinks);
  const OwnedTask task(plugin);
  const std::string with_ui = in_state("RUNNING", R"(,"driverInfo":{"podName":"d",)"
                                                  R"("webUIIngressAddress":"ui.example"})");
  const std::string first = observed(task, in_state("RUNNING"));
  CHECK_THAT(first, Catch::EndsWith(R"("reason":"","terminal":false,"version":0})"));
  const std::string second = observed(task, with_ui, first);
  CHECK_THAT(second, Catch::EndsWith(R"("terminal":false,"version":1})"));
  CHECK_THAT(observed(task, in_state("RUNNING"), second),
             Catch::EndsWith(R"("reason":"","terminal":false,"version":2})"));
  // A new phase begins anew.
  CHECK_THAT(observed(task, in_state("COMPLETED"), second),
             Catch::EndsWith(R"("terminal":true,"version":0})"));
}

TEST_CASE("of what was observed before, only phase, version and reason are read", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  const std::string expected =
      observed(task, kApplication, R"({"phase":"Running","reason":"r","version":41})");
  CHECK_THAT(expected, Catch::EndsWith(R"("version":42})"));
  CHECK(observed(task, kApplication,
                 R"({"schema":"flytespark.status/v9","terminal":7,"info":"?","later":[null],)"
                 R"("phase":"Running","reason":"r","version":41})") == expected);
}

TEST_CASE("a member that is wrong is named with its document and its place", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Fault& fault : kFaults) {
    const std::string_view document = fault.document;
    CAPTURE(document, fault.text);
    const bool is_application = document == "application";
    const std::string details = R"({"schema":"flytespark.error/v1","document":")" +
                                std::string(document) + R"(","path":")" + fault.path +
                                R"(","retryable":false})";
    OwnedBuffer status;
    OwnedError error;
    CHECK(observe(task, is_application ? fault.text : kApplication,
                  document == "driver_pod" ? fault.text : "",
                  document == "previous" ? fault.text : "", kNow, status,
                  error) == FLYTESPARK_INVALID_DOCUMENT);
    CHECK(status.is_empty());
    CHECK(error.code() == FLYTESPARK_INVALID_DOCUMENT);
    CHECK(error.details() == details);
    if (!is_application) continue;

    const std::size_t size = std::string_view(fault.text).size();
    std::int32_t flag = 77;
    CHECK(flytespark_is_terminal(fault.text, size, &flag, error.out()) ==
          FLYTESPARK_INVALID_DOCUMENT);
    CHECK(flag == 0);
    CHECK(error.details() == details);
    std::int64_t unix_ms = 77;
    CHECK(flytespark_completion_time(fault.text, size, &unix_ms, error.out()) ==
          FLYTESPARK_INVALID_DOCUMENT);
    CHECK(unix_ms == 0);
    CHECK(error.details() == details);
  }
}

TEST_CASE("the host's clock is asked for the time of an observation when none is given", "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host);
  const OwnedTask task(plugin);
  OwnedBuffer status;
  OwnedError error;
  CHECK(observe(task, kApplication, {}, {}, 0, status, error) == FLYTESPARK_OK);
  CHECK_THAT(std::string(status.view()),
             Catch::Contains(R"("occurred_at":"1970-01-01T00:00:00Z")"));
  CHECK(record.asked_for_time == 0);
  for (const std::int64_t now : {std::int64_t{FLYTESPARK_NOW}, INT64_MIN}) {
    record.asked_for_time = 0;
    CHECK(observe(task, kApplication, {}, {}, now, status, error) == FLYTESPARK_OK);
    CHECK(record.asked_for_time == 1);
    CHECK(status.view() == observed(task, kApplication));
  }
}

TEST_CASE("without a time and without a clock nothing is observed", "[capi]") {
  HostRecord record;
  record.time = -5;
  const flytespark_host with_broken_clock = record.host();
  for (const flytespark_host* host :
       {static_cast<const flytespark_host*>(nullptr), &with_broken_clock}) {
    const OwnedPlugin plugin(host);
    const OwnedTask task(plugin);
    OwnedBuffer status;
    OwnedError error;
    CHECK(observe(task, kApplication, {}, {}, FLYTESPARK_NOW, status, error) ==
          FLYTESPARK_INVALID_ARGUMENT);
    CHECK(status.is_empty());
    CHECK_THAT(error.message(), Catch::Contains("clock"));
  }
}

TEST_CASE("the log hears of each observed link that keeps a placeholder", "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host, kLinks);
  const OwnedTask task(plugin);
  REQUIRE(record.logged.empty());
  observed(task, kApplication);
  CHECK(record.logged == std::vector<std::string>{std::to_string(FLYTESPARK_LOG_DEBUG) +
                                                  R"( a log link keeps a placeholder {"name":"D",)"
                                                  R"("uri":"http://d/{{ .podUID }}"})"});
}

TEST_CASE("an exception from a callback ends the observation, and the task stays usable",
          "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host, kLinks);
  const OwnedTask task(plugin);
  OwnedBuffer status;
  OwnedError error;
  record.log_throws = true;
  CHECK(observe(task, kApplication, {}, {}, kNow, status, error) == FLYTESPARK_INTERNAL);
  CHECK(status.is_empty());
  CHECK(error.code() == FLYTESPARK_INTERNAL);
  CHECK_THAT(error.message(), Catch::Contains("log is broken"));
  record.log_throws = false;
  record.now_throws = true;
  CHECK(observe(task, kApplication, {}, {}, FLYTESPARK_NOW, status, error) == FLYTESPARK_INTERNAL);
  CHECK(status.is_empty());
  record.now_throws = false;
  CHECK(observe(task, kApplication, {}, {}, FLYTESPARK_NOW, status, error) == FLYTESPARK_OK);
}

TEST_CASE("links that become too large are refused", "[capi]") {
  const OwnedPlugin plugin(
      nullptr,
      "plugins: {spark: {logs: {user: {templates: [{templateUris: "
      "[\"{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}"
      "{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}{{.namespace}}\"]}]}}}"
      "}");
  const OwnedTask task(plugin);
  REQUIRE(task.code == FLYTESPARK_OK);
  const std::string application =
      R"({"metadata":{"namespace":")" + std::string(7 << 20, 'n') + "\"}}";
  OwnedBuffer status;
  OwnedError error;
  CHECK(observe(task, application, {}, {}, kNow, status, error) == FLYTESPARK_LIMIT);
  CHECK(status.is_empty());
}

TEST_CASE("the operator is done in three states", "[capi]") {
  for (const char* state : {"COMPLETED", "FAILED", "SUBMISSION_FAILED"}) {
    CAPTURE(state);
    CHECK(terminal(in_state(state)) == 1);
  }
  for (const char* state : {"", "RUNNING", "SUCCEEDING", "FAILING", "completed", "UNKNOWN"}) {
    CAPTURE(state);
    CHECK(terminal(in_state(state)) == 0);
  }
  CHECK(terminal("{}") == 0);
}

TEST_CASE("an application ended at the first of three times that is set", "[capi]") {
  const std::string termination = R"("terminationTime":"2026-08-01T10:00:00.25Z")";
  const std::string submission = R"("lastSubmissionAttemptTime":"1969-12-31T23:59:59.999Z")";
  const std::string creation = R"({"metadata":{"creationTimestamp":"2024-02-29T12:00:00+02:00"})";
  CHECK(completion_time(creation + R"(,"status":{)" + submission + "," + termination + "}}") ==
        1785578400250);
  CHECK(completion_time(creation + R"(,"status":{"terminationTime":null,)" + submission + "}}") ==
        -1);
  CHECK(completion_time(creation + "}") == 1709200800000);
  CHECK(completion_time("{}") == -62135596800000);
}

TEST_CASE("what is observed needs no NUL behind it", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : observing_verbs()) {
    check_texts_need_no_nul(verb, {plugin.handle, task.handle});
  }
}

TEST_CASE("observing needs a task, a place for the answer, and texts that are there", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : observing_verbs()) check_pointers(verb, {plugin.handle, task.handle});
}

TEST_CASE("what is observed is refused by name when it is too large or too deep", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : observing_verbs()) check_limits(verb, {plugin.handle, task.handle});
}

TEST_CASE("what is observed is refused by name when it is no JSON object", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : observing_verbs()) check_json(verb, {plugin.handle, task.handle});
}

TEST_CASE("eight threads observe by one task at once", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Verb& verb : observing_verbs()) check_threads(verb, {plugin.handle, task.handle});
}
