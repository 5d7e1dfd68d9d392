// What the line of Flyte 1.16 observes otherwise.
#include <string>
#include <string_view>

#include "flytespark/links.hpp"
#include "flytespark/manage.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

constexpr std::string_view kProfile = "  flytespark: {profile: flyte-v1}\n";

std::string at(Scene scene, std::string_view pointer) {
  scene.config += kProfile;
  return json_at(Observed(scene).status(), pointer);
}

Scene with_logs(const std::string& logs) {
  Scene scene;
  scene.logs = logs;
  return scene;
}

// The verdict's phase, code and message.
std::string told(std::string_view verdict) {
  return json_at(verdict, "/phase") + " " + json_at(verdict, "/error/code") + ": " +
         json_at(verdict, "/error/message");
}

std::string create_error(std::string_view config, std::string_view api_status) {
  auto plugin = plugin_of(config);
  Buffer verdict;
  REQUIRE(classify_create_error(*plugin, api_status, verdict).has_value());
  return told(verdict.view());
}

constexpr std::string_view kV1 = "plugins: {flytespark: {profile: flyte-v1}}";

}  // namespace

TEST_CASE("v1: PENDING_SUBMISSION counts as running", "[v1]") {
  CHECK(at(Scene().in_state("PENDING_SUBMISSION"), "/phase") == "Running");
  CHECK(at(Scene().in_state("PENDING_SUBMISSION"), "/reason").empty());
  CHECK(at(Scene().in_state("SUBMITTED"), "/phase") == "Initializing");
}

TEST_CASE("v1: the driver's pod is not looked at, even when it is no pod", "[v1]") {
  Scene scene = Scene().in_state("COMPLETED").with_pod(R"("phase":"Failed")");
  CHECK(at(scene, "/phase") == "Success");
  scene.driver_pod = "[]";
  CHECK(at(scene, "/phase") == "Success");
}

TEST_CASE("v1: the version of a running task is never raised", "[v1]") {
  Scene scene = Scene().in_state("RUNNING");
  scene.previous = R"({"phase":"Running","version":3,"reason":"x"})";
  CHECK(at(scene, "/version") == "0");
  scene.in_state("SUBMITTED");
  scene.previous = R"({"phase":"Initializing","version":3,"reason":"x"})";
  CHECK(at(scene, "/version") == "4");
}

TEST_CASE("v1: no log context, no end and no readiness are told", "[v1]") {
  Scene scene = Scene().in_state("RUNNING", R"(,"x":1)");
  scene.status = R"("applicationState":{"state":"RUNNING"},"driverInfo":{"podName":"driver",)"
                 R"("webUIIngressAddress":"ui"})";
  CHECK(at(scene, "/reason").empty());
  CHECK(at(scene, "/terminal") == "absent");
  CHECK(at(scene, "/completion_time") == "absent");
  CHECK(at(scene, "/info/log_context") == "absent");
  CHECK(at(scene, "/info/logs/0") ==
        R"({"uri":"https://ui","name":"Spark Driver UI","messageFormat":"JSON"})");
}

TEST_CASE("v1: each group has its suffix, which is the log's name too", "[v1]") {
  constexpr std::string_view kBlock =
      "{kubernetes-enabled: true, kubernetes-template-uri: '{{ .logName }}'}";
  for (const auto& [block, suffix] :
       {std::pair{"mixed", "(Driver Logs)"}, std::pair{"user", "(User Logs)"},
        std::pair{"system", "(System Logs)"},
        std::pair{"all-user", "(Spark-Submit/All User Logs)"}}) {
    Scene scene = with_logs("{mixed: {kubernetes-enabled: false}, " + std::string(block) + ": " +
                            std::string(kBlock) + "}");
    if (block == std::string_view("mixed")) scene.logs = "{mixed: " + std::string(kBlock) + "}";
    scene.in_state("RUNNING");
    CHECK(at(scene, "/info/logs/0/name") == "Kubernetes Logs" + std::string(suffix));
    CHECK(at(scene, "/info/logs/0/uri") == suffix);
    CHECK(at(scene, "/info/logs/1") == "absent");
  }
}

TEST_CASE("v1: links know the application's times, and an end only of what has ended", "[v1]") {
  Scene scene = with_logs(
      "{mixed: {kubernetes-enabled: true, kubernetes-template-uri: '{{ .podRFC3339StartTime }} "
      "{{ .podRFC3339FinishTime }} {{ .podUnixStartTime }} {{ .podUnixFinishTime }}'}}");
  constexpr std::string_view kEnd = R"(,"terminationTime":"2026-01-01T00:00:00.9Z")";
  constexpr std::string_view kStarted = "2025-12-31T23:00:00Z ";
  for (std::string_view state : {"COMPLETED", "FAILED"}) {
    CHECK(at(scene.in_state(state, kEnd), "/info/logs/0/uri") ==
          std::string(kStarted) + "2026-01-01T00:00:00Z 1767222000 1767225600");
  }
  for (std::string_view state : {"RUNNING", "SUCCEEDING", "SUBMISSION_FAILED"}) {
    CHECK(at(scene.in_state(state, kEnd), "/info/logs/0/uri") ==
          std::string(kStarted) + "1970-01-01T00:00:00Z 1767222000 0");
  }
  scene.metadata = R"("name":"app","namespace":"ns")";
  CHECK(at(scene.in_state("COMPLETED"), "/info/logs/0/uri") ==
        "0001-01-01T00:00:00Z 1970-01-01T00:00:00Z -62135596800 0");
}

TEST_CASE("v1: newer variables are unknown, and the generated name is as it was given", "[v1]") {
  Scene scene = with_logs(
      "{mixed: {kubernetes-enabled: true, kubernetes-template-uri: '{{.generatedName}} {{.nodeID}} "
      "{{.executionName}} {{.runName}} {{.actionName}} {{.taskOrg}} {{.executionOrg}}'}}");
  scene.execution = R"({"generated_name":"Run_X","namespace":"ns","id":{"taskId":{"org":"o"},)"
                    R"("nodeExecutionId":{"nodeId":"n","executionId":{"name":"e","org":"o"}}}})";
  CHECK(at(scene.in_state("RUNNING"), "/info/logs/0/uri") ==
        "Run_X Run_X e {{.runName}} {{.actionName}} {{.taskOrg}} {{.executionOrg}}");
}

TEST_CASE("v1: the older name of Stackdriver, no Azure and no links of the task", "[v1]") {
  Scene scene = with_logs(
      "{mixed: {kubernetes-enabled: false, stackdriver-enabled: true, stackdriver-template-uri: u, "
      "azure-log-templates: [{displayName: A, templateUris: [x]}]}}");
  scene.log_links = R"([{"name":"own","uri":"u"}])";
  scene.in_state("RUNNING");
  CHECK(at(scene, "/info/logs/0/name") == "Stackdriver Logs(Driver Logs)");
  CHECK(at(scene, "/info/logs/1") == "absent");
}

TEST_CASE("v1: the task's link_type chooses dynamic links in its order and as often as it says",
          "[v1]") {
  auto plugin = plugin_of(R"(
plugins:
  flytespark: {profile: flyte-v1}
  spark:
    logs:
      mixed:
        kubernetes-enabled: false
        dynamic-log-links:
          a: {displayName: A, templateUris: ['{{ .taskConfig.port }}']}
          b: {displayName: B, templateUris: [b]}
          vscode: {displayName: V, templateUris: [v]}
      user: {dynamic-log-links: {a: {displayName: A, templateUris: [u]}}}
)");
  auto task = Task::create(*plugin, TemplateFormat::kJson,
                           R"({"type":"spark","config":{"link_type":"b,a,a","port":"80"}})",
                           R"({"generated_name":"g"})");
  REQUIRE(task.has_value());
  HeardLog log;
  Buffer status;
  REQUIRE(observe(**task,
                  {R"({"spec":{"driver":{"env":[{"name":"_F_E_VS","value":"1"}]}},)"
                   R"("status":{"driverInfo":{"podName":"d"}}})",
                   "", "", kNewYear},
                  log.sink(), status)
              .has_value());
  // The blocks come in the order of their names; within one, the list counts.
  CHECK(json_at(status.view(), "/info/logs/0/uri") == "80");
  CHECK(json_at(status.view(), "/info/logs/1/uri") == "80");
  CHECK(json_at(status.view(), "/info/logs/2/uri") == "b");
  CHECK(json_at(status.view(), "/info/logs/2/name") == "B(Driver Logs)");
  CHECK(json_at(status.view(), "/info/logs/3") == "absent");
}

TEST_CASE("v1: an application that is deleted is told in other words", "[v1]") {
  auto plugin = plugin_of(kV1);
  auto task = task_of(*plugin, R"({"generated_name":"app","namespace":"ns"})");
  Buffer concluded;
  REQUIRE(conclude(*task, R"({"info":{},"phase":"Running","reason":"","version":0})",
                   R"({"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"}})", {}, concluded)
              .has_value());
  CHECK(json_at(concluded.view(), "/error/message") ==
        "object [ns/app] terminated in the background, manually");
}

TEST_CASE("v1: a refusal of the API server has other codes", "[v1]") {
  for (int code : {400, 422}) {
    std::string api_status = R"({"message":"no","code":)" + std::to_string(code) + "}";
    CHECK(create_error(kV1, api_status) == "PermanentFailure BadTaskFormat: no");
  }
}

TEST_CASE("v1: a quota that can never be met fails the task for good", "[v1]") {
  constexpr std::string_view kNever =
      R"({"code":403,"message":"exceeded quota: q, requested: limits.cpu=7,limits.memory=1Gi, )"
      R"(used: limits.cpu=1, limited: limits.cpu=7,limits.memory=2Gi"})";
  constexpr std::string_view kNotNow =
      R"({"code":403,"message":"exceeded quota: q, requested: limits.cpu=6, limited: limits.cpu=7"})";
  CHECK_THAT(create_error(kV1, kNever),
             Catch::StartsWith("PermanentFailure ResourceRequestsExceedLimits: requested resources "
                               "exceed limits: exceeded quota: q, "));
  CHECK_THAT(create_error(kV1, kNotNow), Catch::StartsWith("RetryableFailure RuntimeFailure: "));
  CHECK_THAT(create_error("", kNever), Catch::StartsWith("RetryableFailure RuntimeFailure: "));
}

TEST_CASE("a failed build is the task's fault where Flyte says so", "[v1]") {
  auto verdict_of = [](std::string_view config, Code code, bool before_build = false) {
    auto plugin = plugin_of(config);
    Buffer verdict;
    Error failure(code, "m");
    failure.before_build = before_build;
    classify_build_error(*plugin, failure, verdict);
    return told(verdict.view());
  };
  CHECK(verdict_of("", Code::kBadTask) == "PermanentFailure BadTaskSpecification: m");
  CHECK(verdict_of("", Code::kBuildFailed) == "Undefined : m");
  for (Code code : {Code::kBadTask, Code::kBuildFailed}) {
    CHECK(verdict_of(kV1, code) ==
          "PermanentFailure FailedToBuildResource: could not build resource for task: m");
  }
  CHECK(verdict_of(kV1, Code::kInvalidDocument) == "Undefined : m");
  // As of the task's secrets.
  CHECK(verdict_of(kV1, Code::kBuildFailed, true) == "Undefined : m");
}
