// The editor that a task may run beside its driver: the switch in the driver's environment, and the
// dynamic links that it turns on.
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

Scene with_env(const std::string& env) {
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-enabled: false, dynamic-log-links: {
      vscode: {displayName: VS, templateUris: [u]}, other: {templateUris: [x]}}}})";
  scene.in_state("RUNNING").driver = R"("env":[)" + env + "]";
  return scene;
}

bool is_on(const std::string& env) { return !Observed(with_env(env)).links().empty(); }

}  // namespace

TEST_CASE("the switch of the editor takes Go's spellings of a boolean") {
  for (const char* text : {"1", "t", "T", "TRUE", "true", "True"}) {
    INFO(text);
    CHECK(is_on(std::string(R"({"name":"_F_E_VS","value":")") + text + "\"}"));
  }
  for (const char* text : {"0", "f", "F", "FALSE", "false", "False", "", "x", "tRUE", "yes", "on",
                           " true", "true ", "2"}) {
    INFO(text);
    CHECK_FALSE(is_on(std::string(R"({"name":"_F_E_VS","value":")") + text + "\"}"));
  }
}

TEST_CASE("a switch without a value of its own is off") {
  CHECK_FALSE(is_on(R"({"name":"_F_E_VS"})"));
  CHECK_FALSE(is_on(R"({"name":"_F_E_VS","value":null})"));
  CHECK_FALSE(is_on(R"({"name":"_F_E_VS","valueFrom":{"configMapKeyRef":{"key":"true"}}})"));
}

TEST_CASE("the first switch decides") {
  const std::string on = R"({"name":"_F_E_VS","value":"true"})";
  const std::string off = R"({"name":"_F_E_VS","value":"false"})";
  const std::string from = R"({"name":"_F_E_VS","valueFrom":{}})";
  const std::string other = R"({"name":"_f_e_vs","value":"false"})";
  CHECK(is_on(on + "," + off));
  CHECK_FALSE(is_on(off + "," + on));
  CHECK_FALSE(is_on(from + "," + on));
  CHECK(is_on(other + "," + on));
  CHECK_FALSE(is_on(""));
}

TEST_CASE("the editor's link stands in the mixed group alone, and only with a driver") {
  Scene scene = with_env(R"({"name":"_F_E_VS","value":"1"})");
  scene.logs = R"({mixed: {kubernetes-enabled: false, dynamic-log-links: {
      vscode: {displayName: mixed, templateUris: [u]}}},
    user: {dynamic-log-links: {vscode: {displayName: user, templateUris: [u]}}},
    system: {dynamic-log-links: {vscode: {displayName: system, templateUris: [u]}}},
    all-user: {dynamic-log-links: {vscode: {displayName: all, templateUris: [u]}}}})";
  CHECK(Observed(scene).links() == std::vector<std::string>{"mixed -> u"});
  CHECK(Observed(scene).at("/reason") == "Vscode server is ready");
  scene.status = R"("applicationState":{"state":"SUBMITTED"})";
  CHECK(Observed(scene).links().empty());
  CHECK(Observed(scene).at("/reason") == "job submitted");
}

TEST_CASE("each of an editor's links is told of, on a failure too") {
  Scene scene = with_env(R"({"name":"_F_E_VS","value":"1"})");
  scene.logs = R"({mixed: {kubernetes-enabled: false, dynamic-log-links: {
      vscode: {templateUris: [u, v]}}}})";
  CHECK(Observed(scene).at("/reason") == "Vscode server is ready, Vscode server is ready");
  scene.in_state("FAILED");
  Observed failed(scene);
  CHECK(failed.phase() ==
        "RetryableFailure/0/Vscode server is not ready, Vscode server is not ready");
  CHECK(failed.at("/info/logs/0/ready") == "true");
  scene.with_pod(R"("phase":"Failed")");
  CHECK(Observed(scene).phase() == "RetryableFailure/0/");
}

TEST_CASE("the config of the task chooses no dynamic links, and fills in none") {
  Scene scene = with_env("");
  scene.logs = R"({mixed: {kubernetes-enabled: false, dynamic-log-links: {
      vscode: {displayName: VS, templateUris: ["vs://{{.taskConfig.port}}"]}}}})";
  auto plugin = plugin_of(scene.yaml());
  const std::string task_template =
      R"({"type":"spark","config":{"link_type":"vscode","port":"80"}})";
  auto task = Task::create(*plugin, TemplateFormat::kJson, task_template, "{}");
  REQUIRE(task.has_value());
  Buffer off, on;
  REQUIRE(observe(**task, {scene.application(), {}, {}, 0}, {}, off).has_value());
  CHECK(json_at(off.view(), "/info/logs") == "[]");
  scene.driver = R"("env":[{"name":"_F_E_VS","value":"1"}])";
  REQUIRE(observe(**task, {scene.application(), {}, {}, 0}, {}, on).has_value());
  CHECK(json_at(on.view(), "/info/logs/0/uri") == "vs://{{.taskConfig.port}}");
}

TEST_CASE("a switch that is no text is an error") {
  struct {
    std::string env;
    std::string_view path;
  } const rows[] = {
      {R"({"name":"_F_E_VS","value":1})", "/spec/driver/env/0/value"},
      {R"({"name":"_F_E_VS","value":true})", "/spec/driver/env/0/value"},
      {R"({"name":"A"},{"name":"_F_E_VS","value":{}})", "/spec/driver/env/1/value"},
      {R"({"name":5})", "/spec/driver/env/0/name"},
      {R"("x")", "/spec/driver/env/0"},
  };
  for (const auto& row : rows) {
    INFO(row.env);
    Observed observed(with_env(row.env));
    CHECK(observed.has_failed());
    if (!observed.has_failed()) continue;
    CHECK(observed.error().code == Code::kInvalidDocument);
    CHECK(observed.error().path == row.path);
  }
}
