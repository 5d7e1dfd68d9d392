#include "lib/links/log_links.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_reader.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

class Rendered {
 public:
  explicit Rendered(const LogBlock& block, std::string_view log_name = "") {
    variables_[LinkVariable::kLogName] = log_name;
    variables_[LinkVariable::kPodName] = "p";
    variables_[LinkVariable::kNamespace] = "n";
    LinkRenderer renderer(variables_, arena_);
    REQUIRE(
        render_log_links(cut_log_block(block, kFlyteV2, arena_), {}, renderer, logs_).has_value());
  }

  const TaskLogs& logs() const { return logs_; }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const TaskLog& log : logs_) names.emplace_back(log.name);
    return names;
  }

 private:
  Arena arena_;
  LinkVariables variables_;
  TaskLogs logs_;
};

LogTemplate entry_of(std::string_view display_name, std::span<const Value> uris) {
  LogTemplate entry;
  entry.display_name = display_name;
  entry.template_uris = Value::list(uris);
  return entry;
}

std::string json_of_log(const TaskLog& log) {
  Buffer out;
  JsonWriter writer(out);
  write_task_logs(TaskLogs{log}, kFlyteV2, writer);
  writer.finish();
  return std::string(out.view().substr(1, out.size() - 2));
}

const Value kUri[] = {Value::string("u")};

}  // namespace

TEST_CASE("a block without anything enabled has no links") {
  CHECK(Rendered(LogBlock()).logs().empty());
  LogBlock block;
  block.kubernetes_template_uri = block.kubernetes_url = "x";
  block.cloudwatch_template_uri = block.cloudwatch_region = "x";
  block.stackdriver_template_uri = block.gcp_project = "x";
  CHECK(Rendered(block).logs().empty());
}

TEST_CASE("a backend that is enabled has the address of its older keys") {
  LogBlock block;
  block.kubernetes_enabled = block.cloudwatch_enabled = block.stackdriver_enabled = true;
  block.kubernetes_url = "k8s.com/%s";
  block.cloudwatch_region = "r%d";
  block.cloudwatch_log_group = "g";
  block.gcp_project = "p";
  block.stackdriver_log_resource_name = "aws";
  Rendered rendered(block);
  REQUIRE(rendered.logs().size() == 3);
  CHECK(rendered.logs()[0].uri == "k8s.com/%s/#!/log/n/p/pod?namespace=n");
  CHECK(rendered.logs()[1].uri ==
        "https://console.aws.amazon.com/cloudwatch/home?region=r%d#logEventViewer:group=g;"
        "stream=var.log.containers.p_n_{{ .containerName }}-{{ .containerId }}.log");
  CHECK(rendered.logs()[2].uri ==
        "https://console.cloud.google.com/logs/viewer?project=p&angularJsUrl="
        "%2Flogs%2Fviewer%3Fproject%3Dp&resource=aws&advancedFilter=resource.labels.pod_name%3Dp");
  CHECK(rendered.names() ==
        std::vector<std::string>{"Kubernetes Logs", "Cloudwatch Logs", "Google Cloud Logs"});
  for (const TaskLog& log : rendered.logs()) {
    CHECK(log.message_format == 2);
    CHECK(log.link_type == LinkType::kExternal);
    CHECK(log.ready);
    CHECK_FALSE(log.show_while_pending);
    CHECK_FALSE(log.hide_once_finished);
  }
  CHECK_FALSE(rendered.logs()[0].has_placeholder);
  CHECK(rendered.logs()[1].has_placeholder);
}

TEST_CASE("older keys are templates too, and count for nothing beside a template") {
  LogBlock block;
  block.kubernetes_enabled = block.cloudwatch_enabled = block.stackdriver_enabled = true;
  block.kubernetes_url = "{{.podName}}";
  block.cloudwatch_region = block.gcp_project = "x";
  block.cloudwatch_template_uri = "c/{{.namespace}}";
  block.stackdriver_template_uri = "s";
  Rendered rendered(block);
  REQUIRE(rendered.logs().size() == 3);
  CHECK(rendered.logs()[0].uri == "p/#!/log/n/p/pod?namespace=n");
  CHECK(rendered.logs()[1].uri == "c/n");
  CHECK(rendered.logs()[2].uri == "s");
}

TEST_CASE("links come in the order of their kinds") {
  const LogTemplate azure[] = {entry_of("az1", kUri), entry_of("az2", kUri)};
  const LogTemplate templates[] = {entry_of("t2", kUri), entry_of("t1", kUri)};
  LogBlock block;
  block.kubernetes_enabled = block.cloudwatch_enabled = block.stackdriver_enabled = true;
  block.azure_log_templates = azure;
  block.templates = templates;
  CHECK(Rendered(block).names() == std::vector<std::string>{"Kubernetes Logs", "Cloudwatch Logs",
                                                            "Google Cloud Logs", "az1", "az2", "t2",
                                                            "t1"});
}

TEST_CASE("an entry has a link for each of its templates, and none without") {
  const Value uris[] = {Value::string("{{.podName}}"), Value::string(""), Value::string("c")};
  const LogTemplate templates[] = {entry_of("D {{.namespace}}", uris), entry_of("no", {})};
  LogBlock block;
  block.templates = templates;
  Rendered rendered(block);
  REQUIRE(rendered.logs().size() == 3);
  CHECK(rendered.logs()[0].uri == "p");
  CHECK(rendered.logs()[1].uri.empty());
  CHECK(rendered.names() == std::vector<std::string>{"D n", "D n", "D n"});
  CHECK(rendered.logs()[2].message_format == 0);
}

TEST_CASE("the name of the log follows that of the link, both filled in") {
  const LogTemplate templates[] = {entry_of("{{.podName}}", kUri)};
  LogBlock block;
  block.kubernetes_enabled = true;
  block.templates = templates;
  CHECK(Rendered(block, "({{.namespace}})").names() ==
        std::vector<std::string>{"Kubernetes Logs(n)", "p(n)"});
}

TEST_CASE("a type of links is known in any case, and what is none is external") {
  struct {
    std::string_view text;
    LinkType type;
  } const rows[] = {
      {"", LinkType::kExternal},
      {"external", LinkType::kExternal},
      {"dashboard", LinkType::kDashboard},
      {"DASHBOARD", LinkType::kDashboard},
      {"DashBoard", LinkType::kDashboard},
      {"ide", LinkType::kIde},
      {"IDE", LinkType::kIde},
      {"iDe", LinkType::kIde},
      {"ides", LinkType::kExternal},
      {" ide", LinkType::kExternal},
      {"id", LinkType::kExternal},
      {"2", LinkType::kExternal},
      {"unknown", LinkType::kExternal},
  };
  for (const auto& row : rows) {
    LogTemplate entry = entry_of("", kUri);
    entry.link_type = row.text;
    LogBlock block;
    block.templates = {&entry, 1};
    INFO(row.text);
    CHECK(Rendered(block).logs()[0].link_type == row.type);
  }
}

TEST_CASE("what an entry says of its links is copied") {
  LogTemplate entry = entry_of("", kUri);
  entry.message_format = 7;
  entry.show_while_pending = entry.hide_once_finished = true;
  entry.icon_uri = "icon";
  LogBlock block;
  block.templates = {&entry, 1};
  Rendered rendered(block);
  CHECK(json_of_log(rendered.logs()[0]) ==
        R"({"uri":"u","messageFormat":7,"ShowWhilePending":true,"HideOnceFinished":true,)"
        R"("ready":true})");
}

TEST_CASE("a link of the task's own is a dashboard, filled in") {
  Arena arena;
  LinkVariables variables;
  variables[LinkVariable::kPodName] = "p";
  LinkRenderer renderer(variables, arena);
  const LinkSource own = task_link("n {{.podName}}", "u/{{.podName}}", 1, arena);
  TaskLogs logs;
  const std::string_view wanted[] = {"vscode", ""};
  REQUIRE(render_log_links({&own, 1}, wanted, renderer, logs).has_value());
  REQUIRE(logs.size() == 1);
  CHECK(json_of_log(logs[0]) ==
        R"({"uri":"u/p","name":"n p","messageFormat":"CSV","linkType":"DASHBOARD","ready":true})");
}

TEST_CASE("message formats are words as far as they have one") {
  struct {
    std::int64_t format;
    std::string_view json;
  } const rows[] = {
      {0, "{}"},
      {1, R"({"messageFormat":"CSV"})"},
      {2, R"({"messageFormat":"JSON"})"},
      {3, R"({"messageFormat":3})"},
      {-1, R"({"messageFormat":-1})"},
      {2147483647, R"({"messageFormat":2147483647})"},
  };
  for (const auto& row : rows) {
    TaskLog log;
    log.message_format = row.format;
    CHECK(json_of_log(log) == row.json);
    Arena arena;
    auto document = read_json_object(row.json, arena);
    REQUIRE(document.has_value());
    auto again = read_task_log(DocumentReader(*document, Place()));
    REQUIRE(again.has_value());
    CHECK(again->message_format == row.format);
  }
}
