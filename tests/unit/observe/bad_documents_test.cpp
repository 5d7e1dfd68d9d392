// Documents that are not what they should be: an error that points at the fault, or an answer that
// is whole all the same.
#include <string>
#include <string_view>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

Error error_of(const Observation& observation) {
  auto plugin = plugin_of("");
  auto task = task_of(*plugin, "{}");
  Buffer status;
  status.append("before");
  auto done = observe(*task, observation, {}, status);
  REQUIRE_FALSE(done.has_value());
  CHECK(status.view() == "before");
  CHECK_FALSE(done.error().message.empty());
  return done.error();
}

const std::string kApplication = R"({"metadata":{"name":"app","namespace":"ns"},
    "status":{"applicationState":{"state":"RUNNING"},"driverInfo":{"podName":"driver"}}})";

std::string pod_with(std::string_view phase, std::string_view status) {
  return R"({"metadata":{"name":"driver","namespace":"ns"},"status":{"phase":")" +
         std::string(phase) + R"(",)" + std::string(status) + "}}";
}

}  // namespace

TEST_CASE("a member of the application of the wrong type is an error") {
  struct {
    std::string_view application, path;
  } const rows[] = {
      {R"({"kind":"Pod"})", "/kind"},
      {R"({"kind":7})", "/kind"},
      {R"({"metadata":[]})", "/metadata"},
      {R"({"metadata":{"name":1}})", "/metadata/name"},
      {R"({"metadata":{"namespace":{}}})", "/metadata/namespace"},
      {R"({"metadata":{"creationTimestamp":"x"}})", "/metadata/creationTimestamp"},
      {R"({"spec":"x"})", "/spec"},
      {R"({"spec":{"driver":[]}})", "/spec/driver"},
      {R"({"spec":{"driver":{"env":{}}}})", "/spec/driver/env"},
      {R"({"status":true})", "/status"},
      {R"({"status":{"applicationState":"RUNNING"}})", "/status/applicationState"},
      {R"({"status":{"applicationState":{"state":0}}})", "/status/applicationState/state"},
      {R"({"status":{"applicationState":{"errorMessage":[]}}})",
       "/status/applicationState/errorMessage"},
      {R"({"status":{"sparkApplicationId":1}})", "/status/sparkApplicationId"},
      {R"({"status":{"driverInfo":"x"}})", "/status/driverInfo"},
      {R"({"status":{"driverInfo":{"podName":false}}})", "/status/driverInfo/podName"},
      {R"({"status":{"driverInfo":{"webUIIngressAddress":1}}})",
       "/status/driverInfo/webUIIngressAddress"},
      {R"({"status":{"terminationTime":"x"}})", "/status/terminationTime"},
      {R"({"status":{"lastSubmissionAttemptTime":"x"}})", "/status/lastSubmissionAttemptTime"},
      {R"({"status":{"executorState":[]}})", "/status/executorState"},
      {R"({"status":{"executorState":{"e":{}}}})", "/status/executorState/e"},
  };
  for (const auto& row : rows) {
    INFO(row.application);
    Error error = error_of({row.application, {}, {}, 0});
    CHECK(error.code == Code::kInvalidDocument);
    CHECK(error.document == "application");
    CHECK(error.path == row.path);
  }
}

TEST_CASE("a member of a pod of the wrong type is an error") {
  struct {
    std::string pod;
    std::string_view path;
  } const rows[] = {
      {R"({"metadata":5})", "/metadata"},
      {R"({"metadata":{"name":5}})", "/metadata/name"},
      {R"({"metadata":{"namespace":[]}})", "/metadata/namespace"},
      {R"({"status":[]})", "/status"},
      {R"({"status":{"phase":1}})", "/status/phase"},
      {pod_with("Pending", R"("conditions":{})"), "/status/conditions"},
      {pod_with("Pending", R"("conditions":[null,"x"])"), "/status/conditions/1"},
      {pod_with("Pending", R"("conditions":[{"type":1}])"), "/status/conditions/0/type"},
      {pod_with("Pending", R"("conditions":[{"status":false}])"), "/status/conditions/0/status"},
      {pod_with("Pending", R"("conditions":[{"reason":1}])"), "/status/conditions/0/reason"},
      {pod_with("Pending", R"("conditions":[{"message":1}])"), "/status/conditions/0/message"},
      {pod_with("Pending", R"("conditions":[{"lastTransitionTime":"x"}])"),
       "/status/conditions/0/lastTransitionTime"},
      {pod_with("Pending", R"("conditions":[{"type":"Ready","status":"False"}],
                              "initContainerStatuses":"x")"),
       "/status/initContainerStatuses"},
      {pod_with("Pending", R"("conditions":[{"type":"Ready","status":"False"}],
                              "containerStatuses":[1])"),
       "/status/containerStatuses/0"},
      {pod_with("Pending", R"("conditions":[{"type":"Ready","status":"False"}],
                              "containerStatuses":[{"ready":"false"}])"),
       "/status/containerStatuses/0/ready"},
      {pod_with("Pending", R"("conditions":[{"type":"Ready","status":"False"}],
                              "containerStatuses":[{"state":{"waiting":"x"}}])"),
       "/status/containerStatuses/0/state/waiting"},
      {pod_with("Pending", R"("conditions":[{"type":"Ready","status":"False"}],
                              "containerStatuses":[{"state":{"waiting":{"reason":1}}}])"),
       "/status/containerStatuses/0/state/waiting/reason"},
      {pod_with("Failed", R"("reason":1)"), "/status/reason"},
      {pod_with("Failed", R"("message":{})"), "/status/message"},
      {pod_with("Failed", R"("containerStatuses":[{"name":1,"state":{"terminated":{}}}])"),
       "/status/containerStatuses/0/name"},
      {pod_with("Failed", R"("containerStatuses":[{"state":1}])"),
       "/status/containerStatuses/0/state"},
      {pod_with("Failed", R"("containerStatuses":[{"lastState":{"terminated":[]}}])"),
       "/status/containerStatuses/0/lastState/terminated"},
      {pod_with("Failed", R"("containerStatuses":[{"state":{"terminated":{"exitCode":"1"}}}])"),
       "/status/containerStatuses/0/state/terminated/exitCode"},
      {pod_with("Failed", R"("containerStatuses":[{"lastState":{"terminated":{"exitCode":1.5}}}])"),
       "/status/containerStatuses/0/lastState/terminated/exitCode"},
      {pod_with("Failed",
                R"("ephemeralContainerStatuses":[{"state":{"terminated":{"reason":1}}}])"),
       "/status/ephemeralContainerStatuses/0/state/terminated/reason"},
      {pod_with("Failed", R"("containerStatuses":[{"state":{"terminated":{"message":1}}}])"),
       "/status/containerStatuses/0/state/terminated/message"},
  };
  for (const auto& row : rows) {
    INFO(row.pod);
    Error error = error_of({kApplication, row.pod, {}, 0});
    CHECK(error.code == Code::kInvalidDocument);
    CHECK(error.document == "driver_pod");
    CHECK(error.path == row.path);
  }
}

TEST_CASE("text that is no object is an error") {
  for (std::string_view text : {"", " ", "null", "[]", "\"x\"", "{", "{}{}", "{'a':1}", "x",
                                "{\"a\":\"\xff\"}", "{\"a\":1,\"a\":2}"}) {
    INFO(text);
    Error error = error_of({text, {}, {}, 0});
    CHECK(error.code == Code::kInvalidJson);
    CHECK(error.document == "application");
    if (text.empty()) continue;
    CHECK(error_of({kApplication, text, {}, 0}).document == "driver_pod");
    CHECK(error_of({kApplication, {}, text, 0}).document == "previous");
  }
}

TEST_CASE("a document that is too deep or too large is an error") {
  const std::string deep = R"({"status":)" + std::string(100, '[') + std::string(100, ']') + "}";
  const std::string large = R"({"x":")" + std::string(std::size_t{8} << 20, 'x') + "\"}";
  for (const std::string& text : {deep, large}) {
    CHECK(error_of({text, {}, {}, 0}).code == Code::kLimit);
    CHECK(error_of({kApplication, text, {}, 0}).code == Code::kLimit);
    CHECK(error_of({kApplication, {}, text, 0}).code == Code::kLimit);
  }
}

TEST_CASE("names may hold any character, and the answer is a document all the same") {
  const std::string name = R"(a\"\\\u0000\u0001\n\r\t\u007f<&>\u2028\ud83d\ude00{{.podName}})";
  Scene scene;
  scene.logs = R"({mixed: {kubernetes-enabled: true}, user: {kubernetes-enabled: true},
                   all-user: {templates: [{displayName: "{{.generatedName}}",
                                           templateUris: ["{{.nodeID}}"]}]}})";
  scene.metadata = R"("name":")" + name + R"(","namespace":")" + name + "\"";
  scene.execution = R"({"generated_name":")" + name + "\"}";
  scene.status = R"("applicationState":{"state":"FAILED","errorMessage":")" + name +
                 R"("},"sparkApplicationId":")" + name + R"(","driverInfo":{"podName":")" + name +
                 R"(","webUIIngressAddress":")" + name + R"("},"executorState":{")" + name +
                 R"(":")" + name + "\"}";
  scene.previous = R"({"phase":"RetryableFailure","version":1,"reason":")" + name + "\"}";
  Observed observed(scene);
  const std::string text = json_at("\"" + name + "\"", "");
  CHECK(observed.at("/info/log_context/pods/0/podName") == text);
  CHECK(observed.at("/info/log_context/pods/1/podName") == text);
  CHECK(observed.at("/error/message") == "Spark Job Failed with Error: " + text);
  CHECK(observed.at("/version") == "2");
  for (const HeardLog::Entry& entry : observed.log().entries()) {
    CHECK(json_at(entry.fields, "/uri") != "absent");
  }
}
