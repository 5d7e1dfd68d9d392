// What holds for every observation, tried on many made by chance.
#include <array>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "lib/links/link_template.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// Scenes by chance, the same for each seed.
class SceneMaker {
 public:
  explicit SceneMaker(unsigned seed) : random_(seed) {}

  Scene make() {
    Scene scene;
    scene.logs = "{mixed: " + block() + ", user: " + block() + ", system: " + block() +
                 ", all-user: " + block() + "}";
    scene.log_links = chance(2) ? "[]"
                                : R"([{"name":")" + text() + R"(","uri":")" + text() +
                                      R"(","messageFormat":)" + std::to_string(below(4)) + "}]";
    scene.execution = R"({"generated_name":")" + name() + R"(","namespace":"ns")" +
                      (chance(2) ? "" : R"(,"id":{"taskId":{"name":")" + text() + R"("}})") + "}";
    scene.metadata = R"("name":")" + name() + R"(","namespace":"ns")";
    if (chance(2)) scene.driver = R"("env":[{"name":"_F_E_VS","value":"1"}])";
    scene.status = status();
    scene.with_pod(pod_status());
    if (chance(3)) scene.driver_pod = "";
    if (chance(2)) {
      scene.previous = R"({"phase":"Running","version":)" + std::to_string(below(9)) +
                       R"(,"reason":")" + text() + "\"}";
    }
    scene.now_unix_ms = kNewYear + below(10000000);
    return scene;
  }

 private:
  int below(int n) { return std::uniform_int_distribution(0, n - 1)(random_); }
  bool chance(int n) { return below(n) == 0; }
  std::string one_of(std::span<const std::string_view> texts) {
    return std::string(texts[static_cast<std::size_t>(below(static_cast<int>(texts.size())))]);
  }

  // Pieces that open, close, name and break placeholders.
  std::string text() {
    static constexpr std::array<std::string_view, 22> kPieces = {"{{.podName}}",
                                                                 "{{ $NAMESPACE }}",
                                                                 "{{.containerName}}",
                                                                 "{{.taskID}}",
                                                                 "{{.nodeID}}",
                                                                 "{{.unknown}}",
                                                                 "{{",
                                                                 "}}",
                                                                 "{",
                                                                 "}",
                                                                 ".podName",
                                                                 "{{ .taskConfig.port }}",
                                                                 "{{.runName",
                                                                 " ",
                                                                 "$",
                                                                 ".x",
                                                                 "a",
                                                                 "/",
                                                                 "{{podName}}",
                                                                 "{{.}}",
                                                                 "{{.generatedName}}",
                                                                 "Spark Driver UI"};
    std::string text;
    for (int pieces = below(7); pieces > 0; --pieces) text += one_of(kPieces);
    return text;
  }
  std::string name() {
    static constexpr std::array<std::string_view, 6> kNames = {
        "app", "a-B", "", "x{{y", "{{.podName}}", "{{.podUID}}"};
    return one_of(kNames);
  }

  std::string block() {
    std::string block = "{kubernetes-enabled: " + std::string(chance(2) ? "true" : "false");
    if (chance(3)) block += R"(, kubernetes-template-uri: ")" + text() + "\"";
    if (chance(3)) block += ", cloudwatch-enabled: true";
    if (chance(2)) {
      block += R"(, templates: [{displayName: ")" + text() + R"(", templateUris: [")" + text() +
               R"(", ")" + text() + R"("], linkType: dashboard}])";
    }
    if (chance(2)) {
      block += R"(, dynamic-log-links: {vscode: {displayName: ")" + text() +
               R"(", templateUris: [")" + text() + R"(", ")" + text() + "\"]}}";
    }
    if (chance(3)) {
      block += R"(, azure-log-templates: [{displayName: ")" + text() + R"(", templateUris: [")" +
               text() + R"("], queryFormat: "q"}])";
    }
    return block + "}";
  }

  std::string status() {
    static constexpr std::array<std::string_view, 8> kStates = {
        "", "SUBMITTED", "RUNNING", "COMPLETED", "FAILED", "FAILING", "SUBMISSION_FAILED", "x"};
    std::string status = R"("applicationState":{"state":")" + one_of(kStates) + "\"}";
    status += R"(,"driverInfo":{"podName":")" + (chance(3) ? name() : "driver") +
              R"(","webUIIngressAddress":"ui/{{.run}}"})";
    status += R"(,"executorState":{)";
    for (int i = below(4); i > 0; --i) {
      status += "\"e-exec-" + std::to_string(i) + R"(":"RUNNING",)";
    }
    return status + R"("z":"PENDING"})";
  }

  std::string pod_status() {
    static constexpr std::array<std::string_view, 4> kPhases = {"Pending", "Running", "Failed",
                                                                "Succeeded"};
    static constexpr std::array<std::string_view, 4> kReasons = {
        "InvalidImageName", "ImagePullBackOff", "OOMKilled", "ContainerCreating"};
    return R"("phase":")" + one_of(kPhases) +
           R"(","conditions":[{"type":"Ready","status":"False"}],
               "containerStatuses":[{"name":"c","state":{"waiting":{"reason":")" +
           one_of(kReasons) + R"("},"terminated":{"reason":")" + one_of(kReasons) +
           R"(","exitCode":)" + std::to_string(below(300)) + "}}}]";
  }

  std::mt19937 random_;
};

std::string status_of(const Task& task, const Scene& scene, const LogSink& log = {}) {
  const std::string application = scene.application();
  Buffer status;
  auto done = observe(task, {application, scene.driver_pod, scene.previous, scene.now_unix_ms}, log,
                      status);
  return done ? std::string(status.view()) : "error: " + done.error().message;
}

}  // namespace

TEST_CASE("an observation depends on nothing but its inputs") {
  SceneMaker maker(1);
  for (int i = 0; i < 150; ++i) {
    Scene scene = maker.make();
    auto plugin = plugin_of(scene.yaml());
    auto task = task_of(*plugin, scene.execution, scene.log_links);
    const std::string once = status_of(*task, scene);
    REQUIRE(once.starts_with("{"));
    std::string one, other;
    std::thread beside([&] { one = status_of(*task, scene); });
    other = status_of(*task, scene);
    beside.join();
    CHECK(one == once);
    CHECK(other == once);
  }
}

TEST_CASE("a link that keeps a placeholder is told of") {
  SceneMaker maker(2);
  std::size_t all_told = 0;
  for (int i = 0; i < 300; ++i) {
    Scene scene = maker.make();
    auto plugin = plugin_of(scene.yaml());
    auto task = task_of(*plugin, scene.execution, scene.log_links);
    HeardLog log;
    const std::string status = status_of(*task, scene, log.sink());
    std::size_t told = 0;
    for (int k = 0;; ++k) {
      std::string link = "/info/logs/" + std::to_string(k);
      if (json_at(status, link) == "absent") break;
      std::string uri = json_at(status, link + "/uri"), name = json_at(status, link + "/name");
      if (uri == "absent") uri = "";
      if (name == "absent") name = "";
      if (!holds_placeholder(uri) && !holds_placeholder(name)) continue;
      INFO(name << " -> " << uri << " of " << scene.yaml());
      REQUIRE(told < log.entries().size());
      const HeardLog::Entry& entry = log.entries()[told++];
      CHECK(entry.level == LogLevel::kDebug);
      CHECK(entry.message == "a log link keeps a placeholder");
      CHECK(json_at(entry.fields, "/name") == name);
      CHECK(json_at(entry.fields, "/uri") == uri);
    }
    CHECK(told == log.entries().size());
    all_told += told;
  }
  CHECK(all_told > 500);
}

TEST_CASE("an answer that is observed again keeps its version or begins anew") {
  SceneMaker maker(3);
  for (int i = 0; i < 150; ++i) {
    Scene scene = maker.make();
    auto plugin = plugin_of(scene.yaml());
    auto task = task_of(*plugin, scene.execution, scene.log_links);
    scene.previous = status_of(*task, scene);
    CHECK(json_at(status_of(*task, scene), "/version") == "0");
    CHECK(json_at(status_of(*task, scene), "/reason") == json_at(scene.previous, "/reason"));
  }
}
