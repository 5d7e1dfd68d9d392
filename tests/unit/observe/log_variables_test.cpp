// What the placeholders of a Spark task's links stand for, and in which group.
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// The address of one link of the group all-user.
std::string filled(std::string_view uri, const std::string& execution) {
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-enabled: false}, all-user: {templates: [{templateUris: [")" +
               std::string(uri) + R"("]}]}})";
  scene.execution = execution;
  return Observed(scene.in_state("RUNNING")).at("/info/logs/0/uri");
}

const std::string kExecution = R"({"generated_name":"run-a0-0","namespace":"ns","id":{
    "taskId":{"name":"task","version":"v1","org":"task-org","project":"task-project",
              "domain":"task-domain"},
    "nodeExecutionId":{"nodeId":"node","executionId":{"name":"run","project":"project",
                       "domain":"domain","org":"org"}},
    "retryAttempt":3}})";

}  // namespace

TEST_CASE("placeholders are filled in from the execution") {
  struct {
    std::string_view uri, filled;
  } const rows[] = {
      {"{{.podName}}", "app"},
      {"{{.namespace}}", "ns"},
      {"{{.nodeID}}", "run-a0-0"},
      {"{{.generatedName}}", "run-a0-0"},
      {"{{.taskRetryAttempt}}", "3"},
      {"{{.taskID}}", "task"},
      {"{{.taskVersion}}", "v1"},
      {"{{.taskOrg}}", "task-org"},
      {"{{.taskProject}}", "task-project"},
      {"{{.taskDomain}}", "task-domain"},
      {"{{.executionName}}", "run"},
      {"{{.runName}}", "run"},
      {"{{.actionName}}", "node"},
      {"{{.executionProject}}", "project"},
      {"{{.executionDomain}}", "domain"},
      {"{{.executionOrg}}", "org"},
      {"{{.podUnixStartTime}}", "0"},
      {"{{.podUnixFinishTime}}", "0"},
  };
  for (const auto& row : rows) CHECK(filled(row.uri, kExecution) == row.filled);
}

TEST_CASE("what Spark knows nothing of stays as it is") {
  for (std::string_view uri :
       {"{{.logName}}", "{{.podUID}}", "{{.containerName}}", "{{.containerID}}", "{{.hostname}}",
        "{{.agentID}}", "{{.connectorID}}", "{{.podRFC3339StartTime}}", "{{.podRFC3339FinishTime}}",
        "{{.nodeName}}", "{{.podUnixStartTimeMs}}"}) {
    CHECK(filled(uri, kExecution) == uri);
  }
}

TEST_CASE("an execution without identifiers leaves theirs open") {
  struct {
    std::string_view execution, filled;
  } const rows[] = {
      {"", "{{.taskID}} {{.runName}} {{.executionOrg}} 0 {{.nodeID}}"},
      {R"({"generated_name":"g"})", "{{.taskID}} {{.runName}} {{.executionOrg}} 0 g"},
      {R"({"generated_name":"g","id":{}})", "{{.taskID}} {{.runName}} {{.executionOrg}} 0 g"},
      {R"({"generated_name":"g","id":{"nodeExecutionId":{"nodeId":"n"},"retryAttempt":2}})",
       "{{.taskID}} {{.runName}} {{.executionOrg}} 2 g"},
      {R"({"generated_name":"g","id":{"taskId":{"name":"t"},
           "nodeExecutionId":{"nodeId":"n","executionId":{"name":"r"}}}})",
       "t r {{.executionOrg}} 0 g"},
      {R"({"generated_name":"g","unique_node_id":"Node 1"})",
       "{{.taskID}} {{.runName}} {{.executionOrg}} 0 Node 1"},
  };
  for (const auto& row : rows) {
    INFO(row.execution);
    CHECK(filled("{{.taskID}} {{.runName}} {{.executionOrg}} {{.taskRetryAttempt}} {{.nodeID}}",
                 std::string(row.execution)) == row.filled);
  }
}

TEST_CASE("a generated name becomes a DNS name, the node's does not") {
  const std::string too_long = std::string(200, 'A') + "_" + std::string(100, 'b');
  struct {
    std::string name, generated;
  } const rows[] = {
      {"aB", "a-b"},
      {"1B", "1-b"},
      {"aBC", "a-bc"},
      {"aBcD", "a-bc-d"},
      {"AB", "ab"},
      {"a_b/c", "abc"},
      {"-.a-.-b.-", "a-.-b"},
      {"a.b-c.0", "a.b-c.0"},
      {std::string(253, 'x'), std::string(253, 'x')},
      // The hash is that of the name in small letters.
      {too_long, std::string(200, 'a') + std::string(22, 'b') + "-fp4hgwli"},
  };
  for (const auto& row : rows) {
    const std::string execution = R"({"generated_name":")" + row.name + "\"}";
    CHECK(filled("{{.generatedName}}", execution) == row.generated);
    CHECK(filled("{{.nodeID}}", execution) == row.name);
  }
}

TEST_CASE("each group knows its own pod, and the task's links come first in each") {
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-template-uri: "m/{{.podName}}"},
                   user: {kubernetes-enabled: true, kubernetes-template-uri: "u/{{.podName}}"},
                   system: {kubernetes-enabled: true, kubernetes-template-uri: "s/{{.podName}}"},
                   all-user: {kubernetes-enabled: true, kubernetes-template-uri: "a/{{.podName}}",
                     azure-log-templates: [{displayName: Azure, templateUris: [z], queryFormat: q}],
                     templates: [{displayName: T, templateUris: [t], hideOnceFinished: true}]}})";
  scene.log_links = R"([{"name":"own {{.podName}}","uri":"{{.podName}}/{{.namespace}}"}])";
  Observed observed(scene.in_state("RUNNING"));
  auto links = observed.links();
  REQUIRE(links.size() == 10);
  links[8].resize(10);  // without the query
  CHECK(links == std::vector<std::string>{"own driver -> driver/ns", "Kubernetes Logs -> m/driver",
                                          "own driver -> driver/ns", "Kubernetes Logs -> u/driver",
                                          "own app -> app/ns", "Kubernetes Logs -> s/app",
                                          "own app -> app/ns", "Kubernetes Logs -> a/app",
                                          "Azure -> z", "T -> t"});
  for (int i = 0; i < 10; ++i) {
    CHECK(observed.at("/info/logs/" + std::to_string(i) + "/ShowWhilePending") ==
          (i < 6 ? "absent" : "true"));
  }
  CHECK(observed.at("/info/logs/9/HideOnceFinished") == "true");
}

TEST_CASE("without a driver the mixed group is absent, and the user's waits for the name") {
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-template-uri: "m/{{.podName}}"},
                   user: {kubernetes-enabled: true, kubernetes-template-uri: "u/{{.podName}}"}})";
  scene.log_links = R"([{"name":"own","uri":"{{.podName}}"}])";
  Observed observed(scene);
  CHECK(observed.links() == std::vector<std::string>{"own -> {{.podName}}",
                                                     "Kubernetes Logs -> u/{{.podName}}",
                                                     "own -> app", "own -> app"});
  REQUIRE(observed.log().entries().size() == 2);
  for (const HeardLog::Entry& entry : observed.log().entries()) {
    CHECK(entry.level == LogLevel::kDebug);
    CHECK(entry.message == "a log link keeps a placeholder");
  }
  CHECK(observed.log().entries()[0].fields == R"({"name":"own","uri":"{{.podName}}"})");
  CHECK(observed.log().entries()[1].fields ==
        R"({"name":"Kubernetes Logs","uri":"u/{{.podName}}"})");
}

TEST_CASE("the address of the UI gets a scheme unless it has one") {
  struct {
    std::string_view address, uri;
  } const rows[] = {
      {"h", "https://h"},
      {"http://h", "http://h"},
      {"https://h", "https://h"},
      {"HTTP://h", "https://HTTP://h"},
      {"example.com:8080/x", "https://example.com:8080/x"},
      {"http:/h", "https://http:/h"},
  };
  for (const auto& row : rows) {
    Scene scene;
    scene.status =
        R"("applicationState":{"state":"RUNNING"},"driverInfo":{"webUIIngressAddress":")" +
        std::string(row.address) + "\"}";
    CHECK(Observed(scene).at("/info/custom_info/sparkDriverUI") == row.uri);
    CHECK(Observed(scene).at("/info/logs/0/uri") == row.uri);
  }
}

TEST_CASE("only the states RUNNING, FAILED and COMPLETED have a UI") {
  for (const char* state : {"", "SUBMITTED", "SUCCEEDING", "FAILING", "SUBMISSION_FAILED",
                            "SUSPENDED", "RUNNING", "FAILED", "COMPLETED"}) {
    Scene scene;
    scene.config = "    spark-history-server-url: h\n";
    scene.status = std::string(R"("applicationState":{"state":")") + state +
                   R"("},"sparkApplicationId":"i","driverInfo":{"webUIIngressAddress":"u"})";
    std::string_view view(state);
    INFO(state);
    CHECK(Observed(scene).at("/info/custom_info") ==
          (view == "RUNNING"                         ? R"({"sparkDriverUI":"https://u"})"
           : view == "FAILED" || view == "COMPLETED" ? R"({"sparkHistoryUI":"h/history/i"})"
                                                     : "{}"));
  }
}

TEST_CASE("a finished application without history falls back on nothing") {
  Scene scene;
  scene.status = R"("applicationState":{"state":"COMPLETED"},"sparkApplicationId":"i",
                    "driverInfo":{"webUIIngressAddress":"u"})";
  CHECK(Observed(scene).links().empty());
  scene.config = "    spark-history-server-url: h\n";
  CHECK(Observed(scene).links() == std::vector<std::string>{"Spark History UI -> h/history/i"});
  scene.status = R"("applicationState":{"state":"COMPLETED"},"sparkApplicationId":"")";
  CHECK(Observed(scene).links().empty());
}
