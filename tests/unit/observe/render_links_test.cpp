// Links by request, for the pods of any task.
#include <string>
#include <string_view>

#include "flytespark/links.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

Result<std::string> rendered(std::string_view request, std::string_view yaml = "",
                             const LogSink& log = {}) {
  auto plugin = plugin_of(yaml);
  Buffer links;
  auto done = render_links(*plugin, request, log, links);
  if (done) return std::string(links.view());
  CHECK(links.size() == 0);
  return done.error();
}

// The addresses, each followed by a blank.
std::string uris(std::string_view request, std::string_view yaml = "") {
  auto links = rendered(request, yaml);
  if (!links) FAIL(links.error().path << ": " << links.error().message);
  std::string uris;
  for (int i = 0;; ++i) {
    std::string link = "/logs/" + std::to_string(i);
    if (json_at(*links, link) == "absent") return uris;
    uris += json_at(*links, link + "/uri") + " ";
  }
}

constexpr std::string_view kBlocks = R"(
plugins:
  logs: {kubernetes-template-uri: "logs/{{.podName}}"}
  spark:
    logs:
      mixed: {kubernetes-template-uri: "mixed/{{.podName}}"}
      user: {kubernetes-enabled: true, kubernetes-template-uri: "user/{{.podName}}"}
      system: {kubernetes-enabled: true, kubernetes-template-uri: "system/{{.podName}}"}
      all-user: {kubernetes-enabled: true, kubernetes-template-uri: "all-user/{{.podName}}"}
)";

}  // namespace

TEST_CASE("a request without members has the links of plugins.logs") {
  CHECK(*rendered(R"({"variables":{"podName":"p","namespace":"n"}})") ==
        R"({"schema":"flytespark.links/v1","logs":[{)"
        R"("uri":"http://localhost:30082/#!/log/n/p/pod?namespace=n","name":"Kubernetes Logs",)"
        R"("messageFormat":"JSON","ready":true}]})");
}

TEST_CASE("a request names its block") {
  for (const char* block : {"logs", "mixed", "user", "system", "all-user"}) {
    CHECK(uris(std::string(R"({"variables":{"podName":"p"},"block":")") + block + "\"}", kBlocks) ==
          std::string(block) + "/p ");
  }
  CHECK(uris(R"({"block":null,"variables":{"podName":"p"}})", kBlocks) == "logs/p ");
}

TEST_CASE("links of all-user are shown while the task is pending, the task's own too") {
  auto links = rendered(R"({"block":"all-user","log_links":[{"uri":"own"}]})", kBlocks);
  REQUIRE(links.has_value());
  CHECK(json_at(*links, "/logs/0/ShowWhilePending") == "true");
  CHECK(json_at(*links, "/logs/1/ShowWhilePending") == "true");
  CHECK(json_at(*rendered(R"({"block":"system","log_links":[{"uri":"own"}]})", kBlocks),
                "/logs/0/ShowWhilePending") == "absent");
}

TEST_CASE("a request may bring its own block, which has the defaults of none") {
  CHECK(uris(R"({"block":{}})") == "");
  CHECK(uris(R"({"block":{"templates":[{"templateUris":["a/{{.podName}}","b"]}],
                 "kubernetes-enabled":true,"kubernetes-url":"k"},"variables":{"podName":"p"}})") ==
        "k/#!/log/{{ .namespace }}/p/pod?namespace={{ .namespace }} a/p b ");
}

TEST_CASE("links of the task's own come first, and are dashboards") {
  auto links = rendered(R"({"variables":{"podName":"p"},"log_links":[
      {"name":"n {{.podName}}","uri":"own/{{.podName}}","messageFormat":"CSV","ready":false,
       "ShowWhilePending":true,"HideOnceFinished":true,"linkType":"IDE"},
      {"uri":"x","messageFormat":5},null]})",
                        kBlocks);
  REQUIRE(links.has_value());
  CHECK(json_at(*links, "/logs/0") ==
        R"({"uri":"own/p","name":"n p","messageFormat":"CSV","linkType":"DASHBOARD",)"
        R"("ready":true})");
  CHECK(json_at(*links, "/logs/1") ==
        R"({"uri":"x","messageFormat":5,"linkType":"DASHBOARD","ready":true})");
  CHECK(json_at(*links, "/logs/2") == R"({"linkType":"DASHBOARD","ready":true})");
  CHECK(json_at(*links, "/logs/3/uri") == "logs/p");
}

TEST_CASE("a variable that links do not know is the caller's own") {
  const std::string block = R"("block":{"templates":[{"templateUris":["{{.shard}}"]}]})";
  CHECK(uris("{" + block + R"(,"variables":{"shard":"7"}})") == "7 ");
  CHECK(uris("{" + block + R"(,"variables":{"SHARD":7.50}})") == "7.50 ");
  CHECK(uris("{" + block + R"(,"variables":{"shards":7}})") == "{{.shard}} ");
  CHECK(uris("{" + block + R"(,"variables":{"shard":""}})") == "{{.shard}} ");
}

TEST_CASE("a known variable may be named in any case") {
  CHECK(uris(R"({"block":{"templates":[{"templateUris":["{{.podName}}-{{.podUID}}"]}]},
                 "variables":{"PODNAME":"p","podUid":"u"}})") == "p-u ");
}

TEST_CASE("a variable without a name is none that links know") {
  CHECK(uris(R"({"block":{"templates":[{"templateUris":["{{.logName}}{{.podName}}"]}]},
                 "variables":{"":"x"}})") == "{{.logName}}{{.podName}} ");
}

TEST_CASE("a container's id is that without its runtime") {
  CHECK(uris(R"({"block":{"templates":[{"templateUris":["{{.containerId}}"]}]},
                 "variables":{"containerID":"docker://a://b"}})") == "a ");
}

TEST_CASE("the task's config chooses dynamic links and fills them in") {
  const std::string block = R"("block":{"dynamic-log-links":{
      "vscode":{"displayName":"VS","templateUris":["vs://{{ .taskConfig.port }}"]},
      "zeta":{"displayName":"Z","templateUris":["zeta"]},
      "omega":{"displayName":"O","templateUris":["omega"]}}})";
  CHECK(uris("{" + block + "}") == "");
  CHECK(uris("{" + block + R"(,"vscode":true})") == "vs://{{ .taskConfig.port }} ");
  CHECK(uris("{" + block + R"(,"task_config":{"link_type":"zeta,vscode","port":80}})") ==
        "vs://80 zeta ");
  CHECK(uris("{" + block + R"(,"vscode":true,"task_config":{"link_type":"zeta, omega"}})") ==
        "vs://{{ .taskConfig.port }} zeta ");
}

TEST_CASE("a link that keeps a placeholder, and an unknown member, are told of") {
  HeardLog log;
  REQUIRE(rendered(R"({"block":"user","blok":1})", kBlocks, log.sink()).has_value());
  REQUIRE(log.entries().size() == 2);
  CHECK(log.entries()[0].level == LogLevel::kWarning);
  CHECK(log.entries()[0].fields == R"({"document":"request","path":"/blok"})");
  CHECK(log.entries()[1].level == LogLevel::kDebug);
  CHECK(log.entries()[1].message == "a log link keeps a placeholder");
  CHECK(log.entries()[1].fields == R"({"name":"Kubernetes Logs","uri":"user/{{.podName}}"})");
}

TEST_CASE("a request that cannot be read is an error") {
  struct {
    std::string_view request, path;
    Code code;
  } const rows[] = {
      {"", "", Code::kInvalidJson},
      {"[]", "", Code::kInvalidJson},
      {R"({"block":"all"})", "/block", Code::kInvalidDocument},
      {R"({"block":""})", "/block", Code::kInvalidDocument},
      {R"({"block":5})", "/block", Code::kInvalidDocument},
      {R"({"block":[]})", "/block", Code::kInvalidDocument},
      {R"({"block":{"kubernetes-enabled":"maybe"}})", "/block/kubernetes-enabled",
       Code::kInvalidConfig},
      {R"({"block":{"templates":[{"messageFormat":"json"}]}})", "/block/templates/0/messageFormat",
       Code::kInvalidConfig},
      {R"({"block":{"templates":[{"scheme":"pod"}]}})", "/block/templates/0/scheme",
       Code::kInvalidConfig},
      {R"({"variables":[]})", "/variables", Code::kInvalidDocument},
      {R"({"variables":{"podName":true}})", "/variables/podName", Code::kInvalidDocument},
      {R"({"variables":{"podName":null}})", "/variables/podName", Code::kInvalidDocument},
      {R"({"task_config":"x"})", "/task_config", Code::kInvalidDocument},
      {R"({"task_config":{"a":{}}})", "/task_config/a", Code::kInvalidDocument},
      {R"({"vscode":"true"})", "/vscode", Code::kInvalidDocument},
      {R"({"log_links":{}})", "/log_links", Code::kInvalidDocument},
      {R"({"log_links":[{},"x"]})", "/log_links/1", Code::kInvalidDocument},
      {R"({"log_links":[{"uri":1}]})", "/log_links/0/uri", Code::kInvalidDocument},
      {R"({"log_links":[{"messageFormat":"XML"}]})", "/log_links/0/messageFormat",
       Code::kInvalidDocument},
  };
  for (const auto& row : rows) {
    INFO(row.request);
    auto links = rendered(row.request);
    REQUIRE_FALSE(links.has_value());
    CHECK(links.error().code == row.code);
    CHECK(links.error().document == "request");
    CHECK(links.error().path == row.path);
  }
}
