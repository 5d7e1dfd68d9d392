// A driver's pod that does not come to run.
#include <string>
#include <string_view>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

constexpr std::string_view kAtNewYear = R"(,"lastTransitionTime":"2026-01-01T00:00:00Z")";

std::string condition(std::string_view type, std::string_view status,
                      std::string_view more = kAtNewYear) {
  return R"({"type":")" + std::string(type) + R"(","status":")" + std::string(status) +
         R"(","reason":"R","message":"M")" + std::string(more) + "}";
}

std::string waiting(std::string_view reason, std::string_view message = "why") {
  return R"({"name":"c","state":{"waiting":{"reason":")" + std::string(reason) +
         R"(","message":")" + std::string(message) + R"("}}})";
}

Scene pending(const std::string& conditions, const std::string& containers,
              const std::string& k8s = "{}") {
  Scene scene;
  scene.in_state("RUNNING").with_pod(R"("phase":"Pending","conditions":[)" + conditions +
                                     R"(],"containerStatuses":[)" + containers + "]");
  scene.config = "  k8s: " + k8s + "\n";
  return scene;
}

// What a pod says that is not ready for `reason`.
Scene not_ready(std::string_view reason, const std::string& k8s = "{}",
                std::string_view message = "why") {
  return pending(condition("Ready", "False"), waiting(reason, message), k8s);
}

// Phase and failure, of what fails; the phase alone of what does not.
std::string outcome(Scene scene, std::int64_t seconds_later = 0) {
  scene.now_unix_ms += seconds_later * 1000;
  Observed observed(scene);
  std::string phase = observed.at("/phase");
  return observed.at("/error") == "absent" ? phase : phase + " " + observed.failure();
}

}  // namespace

TEST_CASE("why a container waits decides what becomes of its pod") {
  struct {
    std::string_view reason, outcome;
  } const rows[] = {
      {"ErrImagePull", "Running"},
      {"ContainerCreating", "Running"},
      {"PodInitializing", "Running"},
      {"CreateContainerError",
       "PermanentFailure USER R|CreateContainerError: Grace period [3m0s] exceeded|M|why"},
      {"CreateContainerConfigError",
       "PermanentFailure USER R|CreateContainerConfigError: Grace period [0s] exceeded|M|why"},
      {"InvalidImageName", "PermanentFailure USER R|InvalidImageName: M|why"},
      {"ImagePullBackOff",
       "RetryableFailure USER R|ImagePullBackOff: Grace period [3m0s] exceeded|M|why"},
      {"Unschedulable", "RetryableFailure SYSTEM R|Unschedulable: M|why"},
      {"", "RetryableFailure SYSTEM R|: M|why"},
  };
  for (const auto& row : rows) {
    INFO(row.reason);
    CHECK(outcome(not_ready(row.reason), 180) == row.outcome);
  }
}

TEST_CASE("a registry that is asked too often is the system's fault") {
  const std::string message = "back-off: 429 Too Many Requests, later";
  CHECK(outcome(not_ready("ImagePullBackOff", "{}", message), 180) ==
        "RetryableFailure SYSTEM R|ImagePullBackOff: Grace period [3m0s] exceeded|M|" + message);
  CHECK(outcome(not_ready("ImagePullBackOff", "{}", message), 179) == "Running");
}

TEST_CASE("a grace period ends at its very end") {
  for (std::string_view reason : {"CreateContainerError", "ImagePullBackOff"}) {
    INFO(reason);
    Scene scene = not_ready(reason);
    scene.now_unix_ms += 179999;
    CHECK(outcome(scene) == "Running");
    scene.now_unix_ms += 1;
    CHECK(Observed(scene).at("/cleanup_on_failure") == "true");
  }
}

TEST_CASE("a grace period may count in fractions of a second or in hours") {
  const std::string k8s =
      "{create-container-error-grace-period: 1h, image-pull-backoff-grace-period: 500ms, "
      "create-container-config-error-grace-period: 1h30m1.5s}";
  CHECK(outcome(not_ready("CreateContainerError", k8s), 3599) == "Running");
  CHECK(outcome(not_ready("CreateContainerError", k8s), 3600) ==
        "PermanentFailure USER R|CreateContainerError: Grace period [1h0m0s] exceeded|M|why");
  Scene scene = not_ready("ImagePullBackOff", k8s);
  scene.now_unix_ms += 499;
  CHECK(outcome(scene) == "Running");
  scene.now_unix_ms += 1;
  CHECK(outcome(scene) ==
        "RetryableFailure USER R|ImagePullBackOff: Grace period [500ms] exceeded|M|why");
  CHECK(outcome(not_ready("CreateContainerConfigError", k8s), 5402) ==
        "PermanentFailure USER R|CreateContainerConfigError: "
        "Grace period [1h30m1.5s] exceeded|M|why");
}

TEST_CASE("what fails a pending pod has no links and the time of its condition") {
  Scene scene = not_ready("InvalidImageName");
  scene.logs = "{mixed: {kubernetes-enabled: true}}";
  scene.now_unix_ms += 5000;
  Observed observed(scene);
  CHECK(observed.at("/info") ==
        R"({"logs":[],"occurred_at":"2026-01-01T00:00:00Z","reported_at":null})");
  CHECK(observed.at("/cleanup_on_failure") == "true");
  CHECK(observed.phase() == "PermanentFailure/0/");
}

TEST_CASE("a condition without a time is older than any period") {
  Scene scene = pending(condition("Ready", "False", ""), waiting("CreateContainerError"),
                        "{create-container-error-grace-period: 2000000h}");
  Observed observed(scene);
  CHECK(observed.failure() ==
        "USER R|CreateContainerError: Grace period [2000000h0m0s] exceeded|M|why");
  CHECK(observed.at("/info/occurred_at") == "0001-01-01T00:00:00Z");
}

TEST_CASE("init containers are looked at first, whether ready or not") {
  Scene scene;
  scene.in_state("RUNNING").with_pod(
      R"("phase":"Pending","conditions":[)" + condition("Ready", "False") +
      R"(],"containerStatuses":[)" + waiting("InvalidImageName", "regular") +
      R"(],"initContainerStatuses":[{"ready":true,"state":{"running":{}}},
         {"ready":true,"state":{"waiting":{"reason":"Odd","message":"init"}}}])");
  CHECK(outcome(scene) == "RetryableFailure SYSTEM R|Odd: M|init");
}

TEST_CASE("a regular container that is ready is not waited for") {
  CHECK(outcome(pending(condition("Ready", "False"),
                        R"({"ready":true,"state":{"waiting":{"reason":"Odd"}}},)" +
                            waiting("InvalidImageName"))) ==
        "PermanentFailure USER R|InvalidImageName: M|why");
}

TEST_CASE("a container waits when it says so, even without a word") {
  CHECK(outcome(pending(condition("Ready", "False"), R"({"state":{"waiting":{}}})")) ==
        "RetryableFailure SYSTEM R|: M|");
  CHECK(outcome(pending(condition("Ready", "False"), R"({"state":{"waiting":null}})")) ==
        "Running");
}

TEST_CASE("the first condition that explains decides") {
  const std::string ready = condition("Ready", "False");
  const std::string bad = waiting("InvalidImageName");
  CHECK(outcome(pending(condition("PodScheduled", "False") + "," + ready, bad)) == "Running");
  CHECK(outcome(pending(condition("Unschedulable", "False") + "," + ready, bad)) == "Running");
  CHECK(outcome(pending(condition("Unschedulable", "True") + "," + ready, bad)) == "Running");
  CHECK(outcome(pending(ready + "," + condition("PodScheduled", "False"), bad)) ==
        "PermanentFailure USER R|InvalidImageName: M|why");
  CHECK(outcome(pending(condition("PodScheduled", "True") + "," + ready, bad)) ==
        "PermanentFailure USER R|InvalidImageName: M|why");
  CHECK(outcome(pending(condition("PodScheduled", "Unknown") + "," + ready, bad)) ==
        "PermanentFailure USER R|InvalidImageName: M|why");
  CHECK(outcome(pending(condition("Ready", "Unknown"), bad)) == "Running");
  CHECK(outcome(pending(condition("Ready", "True"), bad)) == "Running");
}

TEST_CASE("a pod that is pending for too long fails") {
  const std::string timeout = "{pod-pending-timeout: 1m}";
  const std::string unschedulable = condition("Unschedulable", "True");
  CHECK(outcome(pending(unschedulable, "", timeout), 59) == "Running");
  CHECK(outcome(pending(unschedulable, "", timeout), 60) ==
        "RetryableFailure SYSTEM PodPendingTimeout: R:M");
  CHECK(outcome(pending(condition("PodScheduled", "False"), "", timeout), 60) ==
        "RetryableFailure SYSTEM PodPendingTimeout: R:M");
  CHECK(outcome(pending(condition("Ready", "False"), waiting("ContainerCreating"), timeout), 60) ==
        "RetryableFailure SYSTEM PodPendingTimeout: [R|ContainerCreating]: M|why");
  CHECK(outcome(pending(condition("Ready", "False"), waiting("InvalidImageName"), timeout), 60) ==
        "PermanentFailure USER R|InvalidImageName: M|why");
  CHECK(outcome(pending(unschedulable, ""), 1000000) == "Running");
  CHECK(outcome(pending("", "", timeout), 1000000) == "Running");
}

TEST_CASE("a pod that is not ready and waits for nothing is as old as its last condition") {
  const std::string timeout = "{pod-pending-timeout: 1m}";
  const std::string earlier = R"(,"lastTransitionTime":"2025-12-31T23:00:00Z")";
  Scene scene =
      pending(condition("Ready", "False", earlier) + "," + condition("ContainersReady", "False"),
              "", timeout);
  CHECK(outcome(scene, 59) == "Running");
  CHECK(outcome(scene, 60) == "RetryableFailure SYSTEM PodPendingTimeout: Demistify Pending");
  scene.now_unix_ms += 60000;
  CHECK(Observed(scene).at("/info/occurred_at") == "2026-01-01T00:00:00Z");
}

TEST_CASE("a condition behind one that explains nothing may explain") {
  CHECK(outcome(pending(condition("Ready", "False") + "," + condition("PodScheduled", "False"), "",
                        "{pod-pending-timeout: 1s}"),
                1) == "RetryableFailure SYSTEM PodPendingTimeout: R:M");
}
