#include <string>
#include <string_view>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// Links of the task's own, in all groups, so named that the reason speaks of them.
Scene with_driver_ui_link(std::string_view state) {
  Scene scene;
  scene.log_links = R"([{"name":"a Spark Driver UI here","uri":"u"}])";
  scene.status = R"("applicationState":{"state":")" + std::string(state) + "\"}";
  return scene;
}

Scene previously(std::string_view state, const std::string& previous) {
  Scene scene;
  scene.in_state(state).previous = previous;
  return scene;
}

}  // namespace

TEST_CASE("each state of an application has its phase and reason") {
  struct {
    std::string_view state, phase;
  } const rows[] = {
      {"", "Queued/0/job queued"},
      {"SUBMITTED", "Initializing/0/job submitted"},
      {"PENDING_SUBMISSION", "Initializing/0/job submitted"},
      {"SUBMISSION_FAILED", "RetryableFailure/0/"},
      {"FAILED", "RetryableFailure/0/"},
      {"COMPLETED", "Success/0/"},
      {"RUNNING", "Running/0/"},
      {"PENDING_RERUN", "Running/0/"},
      {"INVALIDATING", "Running/0/"},
      {"SUCCEEDING", "Running/0/"},
      {"FAILING", "Running/0/"},
      {"UNKNOWN", "Running/0/"},
      {"SUSPENDING", "Running/0/"},
      {"SUSPENDED", "Running/0/"},
      {"RESUMING", "Running/0/"},
      {"completed", "Running/0/"},
      {"COMPLETED ", "Running/0/"},
      {"anything", "Running/0/"},
  };
  for (const auto& row : rows) {
    INFO(row.state);
    CHECK(Observed(Scene().in_state(row.state)).phase() == row.phase);
  }
}

TEST_CASE("an application without a status is queued") {
  for (std::string_view application :
       {R"({})", R"({"metadata":{"name":"app"}})", R"({"status":null})",
        R"({"status":{"applicationState":null,"driverInfo":null,"executorState":null}})"}) {
    auto plugin = plugin_of("plugins: {spark: {logs: {mixed: {kubernetes-enabled: true}}}}");
    auto task = task_of(*plugin, "{}");
    Buffer status;
    INFO(application);
    REQUIRE(observe(*task, {application, {}, {}, kNewYear}, {}, status).has_value());
    CHECK(json_at(status.view(), "/phase") == "Queued");
    CHECK(json_at(status.view(), "/reason") == "job queued");
    CHECK(json_at(status.view(), "/info/logs") == "[]");
  }
}

TEST_CASE("a failed submission has two blanks in its message") {
  Scene scene;
  scene.status = R"("applicationState":{"state":"SUBMISSION_FAILED","errorMessage":"no"})";
  Observed observed(scene);
  CHECK(observed.failure() ==
        "USER DownstreamSystemError: Spark Job  Submission Failed with Error: no");
  CHECK(observed.at("/reason").empty());
}

TEST_CASE("a failure without a message is told all the same") {
  CHECK(Observed(Scene().in_state("FAILED")).at("/error/message") ==
        "Spark Job Failed with Error: ");
}

TEST_CASE("a link of the task's own named like the driver's UI is ready while the task runs") {
  Observed running(with_driver_ui_link("FAILING"));
  CHECK(running.at("/reason") ==
        "Spark driver UI is ready, Spark driver UI is ready, Spark driver UI is ready");
  CHECK(running.at("/info/logs/0/ready") == "true");
  Observed failed(with_driver_ui_link("FAILED"));
  CHECK(failed.at("/reason") ==
        "Spark driver UI is not ready, Spark driver UI is not ready, Spark driver UI is not ready");
  CHECK(failed.at("/info/logs/0/ready") == "absent");
  CHECK(failed.at("/info/logs/2/ready") == "absent");
}

TEST_CASE("only dashboards named like the driver's UI are, and in the same case") {
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-enabled: false}, user: {templates: [
      {displayName: Spark Driver UI, templateUris: [u], linkType: external},
      {displayName: spark driver ui, templateUris: [u], linkType: dashboard},
      {displayName: My Spark Driver UI!, templateUris: [u], linkType: dashboard},
      {displayName: Editor, templateUris: [u], linkType: ide}]}})";
  Observed observed(scene.in_state("SUBMITTED"));
  CHECK(observed.at("/reason") ==
        "job submitted, Spark driver UI is not ready, Vscode server is not ready");
  CHECK(observed.at("/info/logs/0/ready") == "true");
  CHECK(observed.at("/info/logs/1/ready") == "true");
  CHECK(observed.at("/info/logs/2/ready") == "absent");
  CHECK(observed.at("/info/logs/3/ready") == "true");
}

TEST_CASE("a new reason within a phase is a new version") {
  struct {
    std::string_view state;
    std::string previous;
    std::string version;
  } const rows[] = {
      {"SUBMITTED", "", "0"},
      {"SUBMITTED", "{}", "0"},
      {"SUBMITTED", R"({"phase":"Initializing","version":0,"reason":"task submitted to K8s"})",
       "1"},
      {"SUBMITTED", R"({"phase":"Initializing","version":41})", "42"},
      {"SUBMITTED", R"({"phase":"Initializing","version":7,"reason":"job submitted"})", "0"},
      {"SUBMITTED", R"({"phase":"Queued","version":7,"reason":"job queued"})", "0"},
      {"RUNNING", R"({"phase":"Running","version":3,"reason":"other"})", "4"},
      {"RUNNING", R"({"phase":"Running","version":3})", "0"},
      {"FAILED", R"({"phase":"RetryableFailure","version":2,"reason":"other"})", "3"},
      {"COMPLETED", R"({"phase":"Success","version":2,"reason":"other"})", "3"},
      {"", R"({"phase":"Undefined","version":2,"reason":"other"})", "0"},
      {"", R"({"phase":"Queued","version":4294967294,"reason":"other"})", "4294967295"},
  };
  for (const auto& row : rows) {
    INFO(row.state << " after " << row.previous);
    CHECK(Observed(previously(row.state, row.previous)).at("/version") == row.version);
  }
}

TEST_CASE("an answer is the previous state of the next observation") {
  Scene scene = with_driver_ui_link("SUBMITTED");
  Observed first(scene);
  scene.previous = first.status();
  Observed second(scene);
  CHECK(second.at("/version") == "0");
  scene.log_links = "[]";
  scene.previous = second.status();
  CHECK(Observed(scene).phase() == "Initializing/1/job submitted");
}

TEST_CASE("a verdict of the pod has version 0 whatever was before") {
  Scene scene =
      previously("RUNNING", R"({"phase":"RetryableFailure","version":5,"reason":"other"})");
  scene.with_pod(R"("phase":"Failed","reason":"Evicted")");
  CHECK(Observed(scene).phase() == "RetryableFailure/0/");
}

TEST_CASE("a previous state that cannot be is an error") {
  struct {
    std::string_view previous, path;
    Code code = Code::kInvalidDocument;
  } const rows[] = {
      {R"({"phase":"Runing"})", "/phase"},
      {R"({"phase":"PhaseRunning"})", "/phase"},
      {R"({"phase":"running"})", "/phase"},
      {R"({"phase":""})", "/phase"},
      {R"({"phase":5})", "/phase"},
      {R"({"version":-1})", "/version"},
      {R"({"version":4294967296})", "/version"},
      {R"({"version":1.5})", "/version"},
      {R"({"version":"1"})", "/version"},
      {R"({"version":99999999999999999999})", "/version"},
      {R"({"reason":["x"]})", "/reason"},
      {"[]", "", Code::kInvalidJson},
      {"Running", "", Code::kInvalidJson},
  };
  for (const auto& row : rows) {
    INFO(row.previous);
    Observed observed(previously("RUNNING", std::string(row.previous)));
    CHECK(observed.error().code == row.code);
    CHECK(observed.error().document == "previous");
    CHECK(observed.error().path == row.path);
    CHECK_FALSE(observed.error().message.empty());
  }
}
