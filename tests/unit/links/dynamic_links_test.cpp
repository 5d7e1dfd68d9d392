// Links that a task asks for by name, which know its config.
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/links/log_links.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

using Texts = std::vector<std::string_view>;

// Renders one entry of `dynamic-log-links`, and keeps what its links point into.
class Dynamic {
 public:
  Dynamic(const Texts& uris, std::span<const ExtraLinkVariable> config,
          std::string_view name = "zeta", std::string_view display_name = "Z") {
    LogTemplate entry;
    entry.name = name;
    entry.display_name = display_name;
    entry.link_type = "dashboard";
    entry.message_format = 1;
    std::vector<Value> values;
    for (std::string_view uri : uris) values.push_back(Value::string(uri));
    entry.template_uris = Value::list(arena_.copy(std::span<const Value>(values)));
    LogBlock block;
    block.dynamic_log_links = {&entry, 1};
    variables_.task_config = config;
    variables_[LinkVariable::kPodName] = "p";
    variables_[LinkVariable::kNamespace] = "{{.taskConfig.port}}";
    LinkRenderer renderer(variables_, arena_);
    const std::array wanted = {name};
    REQUIRE(render_log_links(cut_log_block(block, kFlyteV2, arena_), wanted, renderer, logs_)
                .has_value());
  }

  const TaskLogs& logs() const { return logs_; }
  std::string uri(std::size_t index = 0) const { return std::string(logs_[index].uri); }

 private:
  Arena arena_;
  LinkVariables variables_;
  TaskLogs logs_;
};

constexpr ExtraLinkVariable kConfig[] = {{"Host", "h"}, {"a_b", "under"}, {"k", "kelvin"},
                                         {"none", ""},  {"port", "80"},   {"x1", "digit"}};

std::string filled(std::string_view uri) { return Dynamic({uri}, kConfig).uri(); }

}  // namespace

TEST_CASE("the config of the task is filled in") {
  struct {
    std::string_view uri, filled;
  } const rows[] = {
      {"{{ .taskConfig.port }}", "80"},
      {"{{$taskConfig$port}}", "80"},
      {"{{.TASKCONFIG.port}}", "80"},
      {"{{.ta\xc5\xbf\xe2\x84\xaa"
       "Config.port}}",
       "80"},
      {"{{ .taskConfig.a_b }}", "under"},
      {"{{ .taskConfig.Host }}", "h"},
      {"\t{{\t\n.taskConfig.port\r\f}}", "\t80"},
      // Names go by their exact case, and have no digits.
      {"{{ .taskConfig.Port }}", "{{ .taskConfig.Port }}"},
      {"{{ .taskConfig.host }}", "{{ .taskConfig.host }}"},
      {"{{ .taskConfig.x1 }}", "{{ .taskConfig.x1 }}"},
      {"{{ .taskConfig.other }}", "{{ .taskConfig.other }}"},
      {"{{ .taskConfig.none }}", "{{ .taskConfig.none }}"},
      {"{{ .taskConfig. }}", "{{ .taskConfig. }}"},
      {"{{ .taskConfig }}", "{{ .taskConfig }}"},
      {"{{ .taskConfig-port }}", "{{ .taskConfig-port }}"},
      {"{{ .taskConfig.po rt }}", "{{ .taskConfig.po rt }}"},
      {"{{ .taskConfig.port ", "{{ .taskConfig.port "},
  };
  for (const auto& row : rows) {
    INFO(row.uri);
    CHECK(filled(row.uri) == row.filled);
  }
}

TEST_CASE("any character but a line feed may stand before taskConfig") {
  for (std::string_view before :
       {".", "$", "x", "-", " ", "\t", "{", "}", "t", "\xc3\xa4", "\xe2\x84\xaa",
        "\xf0\x9f\x98\x80", "  ", "\n ", " \t.", "\n\n\r"}) {
    INFO(before);
    CHECK(filled("{{" + std::string(before) + "taskConfig.port}}") == "80");
  }
  for (std::string_view before : {"", "\n", " \n", "..", ". ", "ab", "\xc3\xa4."}) {
    const std::string uri = "{{" + std::string(before) + "taskConfig.port}}";
    INFO(before);
    CHECK(filled(uri) == uri);
  }
}

TEST_CASE("a name that was mentioned is known in any case from then on") {
  const Texts uris = {"{{.taskConfig.PORT}}", "{{.taskConfig.port}}{{.taskConfig.PORT}}",
                      "{{.taskConfig.Port}}", "{{.taskConfig.a_b}}"};
  Dynamic dynamic(uris, kConfig);
  REQUIRE(dynamic.logs().size() == 4);
  CHECK(dynamic.uri(0) == "{{.taskConfig.PORT}}");
  CHECK(dynamic.uri(1) == "8080");
  CHECK(dynamic.uri(2) == "80");
  CHECK(dynamic.uri(3) == "under");
}

TEST_CASE("of names that differ in their case alone the first mentioned is filled in") {
  constexpr ExtraLinkVariable config[] = {{"PORT", "upper"}, {"port", "lower"}};
  CHECK(Dynamic({"{{.taskConfig.port}} {{.taskConfig.PORT}}"}, config).uri() == "lower lower");
  CHECK(Dynamic({"{{.taskConfig.PORT}} {{.taskConfig.port}}"}, config).uri() == "upper upper");
}

TEST_CASE("the config comes behind the other variables") {
  // A value of the config brings no placeholder of a variable, but that of a later config.
  constexpr ExtraLinkVariable config[] = {
      {"a", "{{.taskConfig.b}}"}, {"b", "{{.taskConfig.a}}"}, {"port", "{{.podName}}"}};
  CHECK(Dynamic({"{{.taskConfig.port}}"}, config).uri() == "{{.podName}}");
  CHECK(Dynamic({"{{.taskConfig.a}} {{.taskConfig.b}}"}, config).uri() ==
        "{{.taskConfig.a}} {{.taskConfig.a}}");
  // The value of a variable brings one that the template mentions.
  CHECK(Dynamic({"{{.namespace}}"}, kConfig).uri() == "{{.taskConfig.port}}");
  CHECK(Dynamic({"{{.namespace}} {{.taskConfig.port}}"}, kConfig).uri() == "80 80");
}

TEST_CASE("a name that is mentioned twice is filled in twice") {
  constexpr ExtraLinkVariable config[] = {{"a", "x"}, {"b", "{{.taskConfig.a}}"}};
  CHECK(Dynamic({"{{.taskConfig.a}}{{.taskConfig.b}}{{.taskConfig.a}}"}, config).uri() == "xxx");
}

TEST_CASE("what one entry mentions another does not know") {
  LogTemplate entries[2];
  const Value first[] = {Value::string("{{.taskConfig.port}}")};
  const Value second[] = {Value::string("{{.taskConfig.PORT}}")};
  entries[0].name = "a";
  entries[0].template_uris = Value::list(first);
  entries[1].name = "b";
  entries[1].template_uris = Value::list(second);
  LogBlock block;
  block.dynamic_log_links = entries;
  LinkVariables variables;
  variables.task_config = kConfig;
  Arena arena;
  LinkRenderer renderer(variables, arena);
  TaskLogs logs;
  const std::string_view wanted[] = {"a", "b"};
  REQUIRE(
      render_log_links(cut_log_block(block, kFlyteV2, arena), wanted, renderer, logs).has_value());
  REQUIRE(logs.size() == 2);
  CHECK(logs[0].uri == "80");
  CHECK(logs[1].uri == "{{.taskConfig.PORT}}");
}

TEST_CASE("an ordinary link knows nothing of the config") {
  LogTemplate entry;
  const Value uris[] = {Value::string("{{.taskConfig.port}}")};
  entry.template_uris = Value::list(uris);
  LogBlock block;
  block.templates = {&entry, 1};
  LinkVariables variables;
  variables.task_config = kConfig;
  Arena arena;
  LinkRenderer renderer(variables, arena);
  TaskLogs logs;
  REQUIRE(render_log_links(cut_log_block(block, kFlyteV2, arena), {}, renderer, logs).has_value());
  REQUIRE(logs.size() == 1);
  CHECK(logs[0].uri == "{{.taskConfig.port}}");
}

TEST_CASE("the name of a dynamic link is no template, and its message format is JSON") {
  Dynamic dynamic({"u"}, kConfig, "zeta", "Z {{.podName}}");
  REQUIRE(dynamic.logs().size() == 1);
  CHECK(dynamic.logs()[0].name == "Z {{.podName}}");
  CHECK(dynamic.logs()[0].message_format == 2);
  CHECK(dynamic.logs()[0].ready);
  CHECK(dynamic.logs()[0].has_placeholder);
  CHECK(dynamic.logs()[0].link_type == LinkType::kDashboard);
}

TEST_CASE("an editor's links all lead to an IDE, whatever their type") {
  Dynamic dynamic({"u", "v", "w"}, {}, "vscode");
  REQUIRE(dynamic.logs().size() == 3);
  for (const TaskLog& log : dynamic.logs()) CHECK(log.link_type == LinkType::kIde);
  CHECK(Dynamic({"u"}, {}, "VSCODE").logs()[0].link_type == LinkType::kDashboard);
}

TEST_CASE("an entry of templates may have dynamic links besides") {
  LogTemplate entry;
  const Value plain[] = {Value::string("plain")};
  const Value dynamic[] = {Value::string("one"), Value::string("two")};
  entry.name = "vscode";
  entry.display_name = "{{.podName}}";
  entry.template_uris = Value::list(plain);
  entry.dynamic_template_uris = Value::list(dynamic);
  entry.message_format = 1;
  entry.hide_once_finished = true;
  LogBlock block;
  block.templates = {&entry, 1};
  LinkVariables variables;
  variables[LinkVariable::kPodName] = "p";
  Arena arena;
  LinkRenderer renderer(variables, arena);
  TaskLogs logs;
  const std::string_view wanted[] = {"a", "vscode"};
  REQUIRE(
      render_log_links(cut_log_block(block, kFlyteV2, arena), wanted, renderer, logs).has_value());
  REQUIRE(logs.size() == 3);
  CHECK(logs[0].name == "p");
  CHECK(logs[0].link_type == LinkType::kExternal);
  CHECK(logs[1].name == "{{.podName}}");
  CHECK(logs[1].link_type == LinkType::kIde);
  CHECK(logs[2].uri == "two");
  for (const TaskLog& log : logs) {
    CHECK(log.message_format == 1);
    CHECK(log.hide_once_finished);
  }
  logs.clear();
  REQUIRE(render_log_links(cut_log_block(block, kFlyteV2, arena), {}, renderer, logs).has_value());
  CHECK(logs.size() == 1);
}

TEST_CASE("wanted links are listed once each, in order of their bytes, blanks and all") {
  CHECK(wanted_dynamic_links(true, "vscode,zeta, vscode,zeta", kFlyteV2) ==
        Texts{" vscode", "vscode", "zeta"});
  CHECK(wanted_dynamic_links(false, "b,a,b,A", kFlyteV2) == Texts{"A", "a", "b"});
  CHECK(wanted_dynamic_links(false, "", kFlyteV2) == Texts{});
  CHECK(wanted_dynamic_links(true, "", kFlyteV2) == Texts{"vscode"});
  CHECK(wanted_dynamic_links(false, ",", kFlyteV2) == Texts{""});
  CHECK(wanted_dynamic_links(false, "a,", kFlyteV2) == Texts{"", "a"});
  CHECK(wanted_dynamic_links(true, "VSCODE", kFlyteV2) == Texts{"VSCODE", "vscode"});
}
