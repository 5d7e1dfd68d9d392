// A driver's pod that failed, and pods that are not the driver's.
#include <string>
#include <string_view>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

std::string outcome(const std::string& pod_status, std::string_view state = "RUNNING") {
  Scene scene;
  scene.in_state(state).with_pod(R"("phase":"Failed")" + pod_status);
  Observed observed(scene);
  CHECK(observed.at("/phase") == "RetryableFailure");
  CHECK(observed.at("/reason").empty());
  CHECK(observed.at("/cleanup_on_failure") == "false");
  return observed.failure();
}

std::string ended(std::string_view name, int exit_code, std::string_view reason = "Error") {
  return R"({"name":")" + std::string(name) + R"(","state":{"terminated":{"exitCode":)" +
         std::to_string(exit_code) + R"(,"reason":")" + std::string(reason) + R"("}}})";
}

std::string containers(const std::string& statuses) {
  return R"(,"containerStatuses":[)" + statuses + "]";
}

constexpr std::string_view kDriver = "spark-kubernetes-driver";
const std::string kNoMessage = "Pod failed. No message received from kubernetes.";

std::string told(std::string_view name, int exit_code, std::string_view reason = "Error",
                 std::string_view message = "") {
  return "\r\n[" + std::string(name) + "] terminated with exit code (" + std::to_string(exit_code) +
         "). Reason [" + std::string(reason) + "]. Message: \n" + std::string(message) + ".";
}

}  // namespace

TEST_CASE("an ordinary crash of the driver counts as an interruption by the system") {
  for (std::string_view state : {"RUNNING", "FAILED", "COMPLETED", ""}) {
    CHECK(outcome(containers(ended(kDriver, 1)), state) ==
          "SYSTEM Interrupted: " + kNoMessage + told(kDriver, 1));
  }
}

TEST_CASE("a container beside the driver can fail what was completed") {
  CHECK(outcome(containers(ended(kDriver, 0) + "," + ended("side", 1)), "COMPLETED") ==
        "SYSTEM Interrupted: " + kNoMessage +
            "\r\n[spark-kubernetes-driver] terminated with ExitCode 0." + told("side", 1));
}

TEST_CASE("running out of memory is the user's fault") {
  CHECK(outcome(containers(ended(kDriver, 137, "OOMKilled")), "FAILED") ==
        "USER OOMKilled: " + kNoMessage + told(kDriver, 137, "OOMKilled"));
  CHECK(outcome(containers(ended(kDriver, 1, "was OOMKilled by the kernel"))) ==
        "USER OOMKilled: " + kNoMessage + told(kDriver, 1, "was OOMKilled by the kernel"));
  CHECK(outcome(containers(ended(kDriver, 1, "oomkilled"))) ==
        "SYSTEM Interrupted: " + kNoMessage + told(kDriver, 1, "oomkilled"));
}

TEST_CASE("a driver that was killed was interrupted by the system, another container by the user") {
  for (int code : {137, 247}) {
    INFO(code);
    CHECK(outcome(containers(ended(kDriver, code))) ==
          "SYSTEM Interrupted: " + kNoMessage + told(kDriver, code));
    CHECK(outcome(containers(ended("side", code))) ==
          "USER Interrupted: " + kNoMessage + told("side", code));
  }
  CHECK(outcome(R"(,"reason":"Evicted")" + containers(ended("side", 143))) ==
        "USER Evicted: " + kNoMessage + told("side", 143));
}

TEST_CASE("the pod's own reason and message are told") {
  CHECK(outcome(R"(,"reason":"Evicted","message":"low disk")") == "USER Evicted: low disk");
  for (const char* reason : {"Shutdown", "Terminated", "NodeShutdown", "NodeAffinity"}) {
    INFO(reason);
    CHECK(outcome(std::string(R"(,"message":"m","reason":")") + reason + "\"") ==
          "SYSTEM Interrupted: m");
  }
  CHECK(outcome(R"(,"reason":"nodeaffinity")") == "USER nodeaffinity: " + kNoMessage);
  CHECK(outcome("") == "SYSTEM Interrupted: " + kNoMessage);
  CHECK(outcome(R"(,"reason":"UnknownError","message":"m")") == "SYSTEM Interrupted: m");
}

TEST_CASE("what the system did stays its fault, and the last container names the code") {
  CHECK(outcome(containers(ended(kDriver, 137) + "," + ended("side", 1, "OOMKilled"))) ==
        "SYSTEM Interrupted: " + kNoMessage + told(kDriver, 137) + told("side", 1, "OOMKilled"));
  CHECK(outcome(containers(ended(kDriver, 137) + "," + ended("side", 137))) ==
        "SYSTEM Interrupted: " + kNoMessage + told(kDriver, 137) + told("side", 137));
  CHECK(outcome(R"(,"reason":"NodeAffinity")" + containers(ended("side", 1, "OOMKilled"))) ==
        "SYSTEM Interrupted: " + kNoMessage + told("side", 1, "OOMKilled"));
  CHECK(outcome(containers(ended("a", 137) + "," + ended("b", 1, "OOMKilled"))) ==
        "USER OOMKilled: " + kNoMessage + told("a", 137) + told("b", 1, "OOMKilled"));
  CHECK(outcome(containers(ended("a", 1, "OOMKilled") + "," + ended("b", 137))) ==
        "USER Interrupted: " + kNoMessage + told("a", 1, "OOMKilled") + told("b", 137));
}

TEST_CASE("init, regular and ephemeral containers are told of in this order") {
  CHECK(outcome(R"(,"ephemeralContainerStatuses":[)" + ended("debug", 137) + "]" +
                containers(ended("main", 2)) + R"(,"initContainerStatuses":[)" + ended("init", 3) +
                "]") ==
        "USER Interrupted: " + kNoMessage + told("init", 3) + told("main", 2) + told("debug", 137));
}

TEST_CASE("how a container ended before goes before how it ended now") {
  CHECK(outcome(containers(
            R"({"name":"c","lastState":{"terminated":{"exitCode":137,"reason":"A","message":"x"}},
                "state":{"terminated":{"exitCode":1,"reason":"OOMKilled","message":"y"}}},
               {"name":"d","lastState":{"terminated":null,"running":{}},
                "state":{"terminated":{"exitCode":4}}},
               {"name":"e","lastState":{},"state":{"running":{}}},
               {"name":"f"})")) ==
        "USER Interrupted: " + kNoMessage + told("c", 137, "A", "x") + told("d", 4, ""));
}

TEST_CASE("a failed pod keeps links and log context, and the UI as it was made") {
  Scene scene;
  scene.logs = "{mixed: {kubernetes-enabled: false}, user: {templates: [{templateUris: [u]}]}}";
  scene.in_state("RUNNING").with_pod(R"("phase":"Failed","reason":"Evicted")");
  scene.status = R"("applicationState":{"state":"RUNNING"},
                    "driverInfo":{"podName":"driver","webUIIngressAddress":"http://ui"})";
  Observed observed(scene);
  CHECK(observed.at("/info/logs/1") ==
        R"({"uri":"http://ui","name":"Spark Driver UI","messageFormat":"JSON",)"
        R"("linkType":"DASHBOARD","ready":true})");
  CHECK(observed.at("/info/custom_info/sparkDriverUI") == "http://ui");
  CHECK(observed.at("/info/log_context/primaryPodName") == "driver");
  CHECK(observed.at("/info/occurred_at") == "2026-01-01T00:00:00Z");
}

TEST_CASE("a pod that is neither pending nor failed says nothing") {
  for (const char* phase : {"Running", "Succeeded", "Unknown", "", "failed"}) {
    Scene scene;
    scene.in_state("RUNNING").with_pod(std::string(R"("reason":"Evicted","phase":")") + phase +
                                       "\"");
    CHECK(Observed(scene).phase() == "Running/0/");
  }
}

TEST_CASE("a pod of another name or namespace is not the driver's") {
  struct {
    std::string_view metadata;
    bool is_driver;
  } const rows[] = {
      {R"("name":"driver","namespace":"ns")", true},
      {R"("name":"driver","namespace":"other")", false},
      {R"("name":"driver")", false},
      {R"("name":"Driver","namespace":"ns")", false},
      {R"("name":"driver-2","namespace":"ns")", false},
      {R"("namespace":"ns")", false},
  };
  for (const auto& row : rows) {
    Scene scene;
    scene.in_state("RUNNING").driver_pod =
        R"({"metadata":{)" + std::string(row.metadata) + R"(},"status":{"phase":"Failed"}})";
    INFO(row.metadata);
    CHECK((Observed(scene).at("/phase") == "RetryableFailure") == row.is_driver);
  }
}

TEST_CASE("no pod is the driver's while the application names none") {
  Scene scene;
  scene.status = R"("applicationState":{"state":"RUNNING"})";
  for (const char* name : {R"("name":"",)", ""}) {
    scene.driver_pod = std::string(R"({"metadata":{)") + name +
                       R"("namespace":"ns"},"status":{"phase":"Failed"}})";
    CHECK(Observed(scene).phase() == "Running/0/");
  }
}
