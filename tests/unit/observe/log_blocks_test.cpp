// Blocks of the configuration as operators write them, by the links that come of them.
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// A task with the editor on, whose only links are those of this block as mixed.
Observed with_mixed(const std::string& block) {
  Scene scene;
  scene.logs = "\n      mixed: " + block;
  scene.in_state("FAILING").driver = R"("env":[{"name":"_F_E_VS","value":"1"}])";
  return Observed(scene);
}

using Links = std::vector<std::string>;

const std::string kLocal =
    "Kubernetes Logs -> http://localhost:30082/#!/log/ns/driver/pod?namespace=ns";

}  // namespace

TEST_CASE("a block of mixed keeps the link of a local cluster until it is turned off") {
  CHECK(with_mixed("{}").links() == Links{kLocal});
  CHECK(with_mixed("{cloudwatch-enabled: true, cloudwatch-template-uri: c}").links() ==
        Links{kLocal, "Cloudwatch Logs -> c"});
  CHECK(with_mixed("{kubernetes-url: k}").links() == Links{kLocal});
  CHECK(with_mixed(R"({kubernetes-url: k, kubernetes-template-uri: ""})").links() ==
        Links{"Kubernetes Logs -> k/#!/log/ns/driver/pod?namespace=ns"});
  CHECK(with_mixed("{kubernetes-enabled: false}").links().empty());
}

TEST_CASE("plugins.logs says nothing of a Spark task's links") {
  Scene scene;
  scene.config = "  logs: {kubernetes-enabled: true, kubernetes-template-uri: x}\n";
  CHECK(Observed(scene.in_state("RUNNING")).links().empty());
}

TEST_CASE("keys are known in any case") {
  CHECK(with_mixed("{KUBERNETES-Enabled: true, Kubernetes-Template-URI: k,"
                   " Templates: [{DISPLAYNAME: D, templateuris: [t]}]}")
            .links() == Links{"Kubernetes Logs -> k", "D -> t"});
}

TEST_CASE("a text for a list is split on commas, and blanks stay") {
  CHECK(with_mixed(R"({kubernetes-enabled: false,
                       templates: [{displayName: D, templateUris: "a,b , c"}]})")
            .links() == Links{"D -> a", "D -> b ", "D ->  c"});
}

TEST_CASE("names of dynamic links are in small letters, but as written within a list") {
  const std::string off = "{kubernetes-enabled: false, dynamic-log-links: ";
  const std::string entry = "{displayName: VS, templateUris: [u]}";
  CHECK(with_mixed(off + "{VSCode: " + entry + "}}").links() == Links{"VS -> u"});
  CHECK(with_mixed(off + "[{vscode: " + entry + "}]}").links() == Links{"VS -> u"});
  CHECK(with_mixed(off + "[{VSCode: " + entry + "}]}").links().empty());
  CHECK(with_mixed(off + "[{other: " + entry + "}, {vscode: " + entry + "}]}").links() ==
        Links{"VS -> u"});
}

TEST_CASE("a dynamic link is named by its key, and is JSON") {
  Observed observed = with_mixed(R"({kubernetes-enabled: false, dynamic-log-links: {
      other: {name: vscode, templateUris: [wrong]},
      vscode: {name: other, displayName: "{{.podName}}", templateUris: [u], linkType: dashboard,
               messageFormat: 1, showWhilePending: true, hideOnceFinished: true, iconUri: i}}})");
  CHECK(observed.at("/info/logs") ==
        R"([{"uri":"u","name":"{{.podName}}","messageFormat":"JSON","ShowWhilePending":true,)"
        R"("HideOnceFinished":true,"linkType":"IDE","ready":true}])");
}

TEST_CASE("an entry of templates is dynamic under its own name, in the same case") {
  CHECK(with_mixed(R"({kubernetes-enabled: false, templates: [
      {name: VSCode, dynamicTemplateUris: [wrong]},
      {name: vscode, displayName: D, templateUris: [t], dynamicTemplateUris: [d, e]}]})")
            .links() == Links{"D -> t", "D -> d", "D -> e"});
}

TEST_CASE("a number is a message format, and a scheme is one of two words") {
  Observed observed = with_mixed(R"({kubernetes-enabled: false, templates: [
      {templateUris: [a], messageFormat: 2}, {templateUris: [b], messageFormat: "1"},
      {templateUris: [c], messageFormat: 9}, {templateUris: [d], scheme: Pod},
      {templateUris: [e], scheme: TaskExecution}]})");
  CHECK(observed.at("/info/logs/0/messageFormat") == "JSON");
  CHECK(observed.at("/info/logs/1/messageFormat") == "CSV");
  CHECK(observed.at("/info/logs/2/messageFormat") == "9");
  CHECK(observed.at("/info/logs/3/messageFormat") == "absent");
  CHECK(observed.at("/info/logs/4/uri") == "e");
}

TEST_CASE("a query that is empty is not the same as none") {
  const std::string with =
      "{kubernetes-enabled: false, azure-log-templates: [{templateUris: [\"\"]";
  const std::string none = with_mixed(with + "}]}").at("/info/logs/0/uri");
  const std::string empty = with_mixed(with + R"(, queryFormat: ""}]})").at("/info/logs/0/uri");
  CHECK(none.size() > 200);
  CHECK(empty.size() < 50);
}

TEST_CASE("a value that is none of its kind is an error of the configuration") {
  struct {
    std::string_view block, path;
  } const rows[] = {
      {"{kubernetes-enabled: maybe}", "/kubernetes-enabled"},
      {"{kubernetes-url: [a]}", "/kubernetes-url"},
      {"{templates: [{messageFormat: json}]}", "/templates/0/messageFormat"},
      {"{templates: [{scheme: pod}]}", "/templates/0/scheme"},
      {"{templates: [{templateUris: [{a: b}]}]}", "/templates/0/templateUris/0"},
      {"{templates: [{showWhilePending: often}]}", "/templates/0/showWhilePending"},
      {"{dynamic-log-links: x}", "/dynamic-log-links"},
      {"{dynamic-log-links: {vscode: x}}", "/dynamic-log-links/vscode"},
      {"{azure-log-templates: [{queryFormat: {}}]}", "/azure-log-templates/0/queryFormat"},
  };
  for (const auto& row : rows) {
    INFO(row.block);
    auto plugin = Plugin::create("plugins: {spark: {logs: {user: " + std::string(row.block) + "}}}",
                                 ConfigFormat::kYaml);
    REQUIRE_FALSE(plugin.has_value());
    CHECK(plugin.error().code == Code::kInvalidConfig);
    CHECK(plugin.error().path == "/plugins/spark/logs/user" + std::string(row.path));
  }
}
