// The clock, and the times of an application.
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

std::string completed_at(std::string_view application) {
  Buffer status;
  auto plugin = plugin_of("");
  auto task = task_of(*plugin, "{}");
  REQUIRE(observe(*task, {application, {}, {}, kNewYear}, {}, status).has_value());
  return json_at(status.view(), "/completion_time");
}

}  // namespace

TEST_CASE("the time of an observation keeps its milliseconds") {
  struct {
    std::int64_t unix_ms;
    std::string_view text;
  } const rows[] = {
      {kNewYear, "2026-01-01T00:00:00Z"},         {kNewYear + 1, "2026-01-01T00:00:00.001Z"},
      {kNewYear + 500, "2026-01-01T00:00:00.5Z"}, {kNewYear + 120, "2026-01-01T00:00:00.12Z"},
      {kNewYear - 1, "2025-12-31T23:59:59.999Z"}, {0, "1970-01-01T00:00:00Z"},
      {-1, "1969-12-31T23:59:59.999Z"},           {-1000, "1969-12-31T23:59:59Z"},
  };
  for (const auto& row : rows) {
    Scene scene;
    scene.now_unix_ms = row.unix_ms;
    Observed observed(scene);
    CHECK(observed.at("/info/occurred_at") == row.text);
    CHECK(observed.at("/info/reported_at") == "null");
  }
}

TEST_CASE("any time of an observation has an answer") {
  for (std::int64_t unix_ms :
       {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    Scene scene;
    scene.in_state("RUNNING").with_pod(
        R"("phase":"Pending","conditions":[{"type":"Ready","status":"False",
           "lastTransitionTime":"2026-01-01T00:00:00Z"}],
           "containerStatuses":[{"state":{"waiting":{"reason":"CreateContainerError"}}}])");
    scene.now_unix_ms = unix_ms;
    CHECK(Observed(scene).at("/phase") == (unix_ms > 0 ? "PermanentFailure" : "Running"));
  }
}

TEST_CASE("the first time that is set of termination, last submission and creation completes") {
  struct {
    std::string_view application, text;
    std::int64_t unix_ms;
  } const rows[] = {
      {R"({"metadata":{"creationTimestamp":"2025-12-31T23:00:00Z"},"status":{
           "lastSubmissionAttemptTime":"2025-12-31T23:10:00Z",
           "terminationTime":"2025-12-31T23:20:00Z"}})",
       "2025-12-31T23:20:00Z", kNewYear - 2400000},
      {R"({"metadata":{"creationTimestamp":"2025-12-31T23:00:00Z"},"status":{
           "lastSubmissionAttemptTime":"2025-12-31T23:10:00Z","terminationTime":null}})",
       "2025-12-31T23:10:00Z", kNewYear - 3000000},
      {R"({"metadata":{"creationTimestamp":"2025-12-31T23:00:00Z"},"status":{
           "lastSubmissionAttemptTime":"0001-01-01T00:00:00Z"}})",
       "2025-12-31T23:00:00Z", kNewYear - 3600000},
      {R"({"status":{"terminationTime":"2026-01-01T01:00:00.2500+01:00"}})",
       "2026-01-01T00:00:00.25Z", kNewYear + 250},
      {"{}", "0001-01-01T00:00:00Z", -62135596800000},
      {R"({"metadata":{"creationTimestamp":null}})", "0001-01-01T00:00:00Z", -62135596800000},
  };
  for (const auto& row : rows) {
    INFO(row.application);
    CHECK(completed_at(row.application) == row.text);
    auto unix_ms = completion_time(row.application);
    REQUIRE(unix_ms.has_value());
    CHECK(*unix_ms == row.unix_ms);
  }
}

TEST_CASE("a time that cannot be read is an error") {
  struct {
    std::string_view application, path;
  } const rows[] = {
      {R"({"metadata":{"creationTimestamp":"yesterday"}})", "/metadata/creationTimestamp"},
      {R"({"metadata":{"creationTimestamp":""}})", "/metadata/creationTimestamp"},
      {R"({"metadata":{"creationTimestamp":1767225600}})", "/metadata/creationTimestamp"},
      {R"({"status":{"terminationTime":"2025-02-30T00:00:00Z"}})", "/status/terminationTime"},
      {R"({"status":{"terminationTime":{}}})", "/status/terminationTime"},
      {R"({"status":{"lastSubmissionAttemptTime":"2025-01-01 00:00:00Z"}})",
       "/status/lastSubmissionAttemptTime"},
  };
  for (const auto& row : rows) {
    INFO(row.application);
    auto unix_ms = completion_time(row.application);
    REQUIRE_FALSE(unix_ms.has_value());
    CHECK(unix_ms.error().code == Code::kInvalidDocument);
    CHECK(unix_ms.error().document == "application");
    CHECK(unix_ms.error().path == row.path);
  }
}

TEST_CASE("an application is terminal when the operator is done with it") {
  for (std::string_view state : {"COMPLETED", "FAILED", "SUBMISSION_FAILED"}) {
    auto terminal = is_terminal(Scene().in_state(state).application());
    REQUIRE(terminal.has_value());
    CHECK(*terminal);
  }
  for (std::string_view state : {"", "RUNNING", "SUCCEEDING", "FAILING", "PENDING_RERUN", "x"}) {
    auto terminal = is_terminal(Scene().in_state(state).application());
    REQUIRE(terminal.has_value());
    CHECK_FALSE(*terminal);
  }
}

TEST_CASE("an application that its pod fails is not terminal while it runs") {
  Scene scene;
  scene.in_state("RUNNING").with_pod(R"("phase":"Failed")");
  Observed observed(scene);
  CHECK(observed.at("/phase") == "RetryableFailure");
  CHECK(observed.at("/terminal") == "false");
  CHECK(observed.at("/completion_time") == "2025-12-31T23:00:00Z");
}

TEST_CASE("another kind of object is no application") {
  std::string_view pod = R"({"kind":"Pod","metadata":{"name":"p"}})";
  auto terminal = is_terminal(pod);
  REQUIRE_FALSE(terminal.has_value());
  CHECK(terminal.error().code == Code::kInvalidDocument);
  CHECK(terminal.error().document == "application");
  CHECK(terminal.error().path == "/kind");
  CHECK(terminal.error().message ==
        "unexpected resource type: expected *SparkApplication, got Pod");
  CHECK_FALSE(completion_time(pod).has_value());
}
