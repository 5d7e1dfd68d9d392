// Templates and values that are large, or that grow: an answer or an error, in time.
#include <string>
#include <string_view>
#include <vector>

#include "lib/links/log_links.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += text;
  return all;
}

Result<std::string> filled(std::string_view text, const LinkVariables& variables) {
  Arena arena;
  LinkTemplate link = cut_link_template(text, arena);
  FLYTESPARK_TRY(filled, LinkRenderer(variables, arena).fill(link));
  return std::string(filled);
}

LinkVariables with_pod_name(std::string_view name) {
  LinkVariables variables;
  variables[LinkVariable::kPodName] = name;
  return variables;
}

}  // namespace

TEST_CASE("a template of a mebibyte is filled in") {
  const std::string text = repeated("{{.podName}}-", kMebibyte);
  CHECK(*filled(text, with_pod_name("a pod name.")) ==
        repeated("a pod name.-", text.size() / 13 * 12));
  CHECK(*filled(text, LinkVariables()) == text);
}

TEST_CASE("a template that opens and never closes stays, in time") {
  constexpr std::string_view kPieces[] = {
      "{{",          "{{.",           "{{ ",           "{", "}}", "{{{ .", "{{\n",
      "{{.podName}", "{{ .podName  ", "{{.taskConfig."};
  for (std::string_view piece : kPieces) {
    const std::string text = repeated(piece, kMebibyte / 8);
    INFO(piece);
    CHECK(*filled(text, with_pod_name("p")) == text);
  }
  const std::string text = repeated("{{.podName", kMebibyte);
  CHECK(*filled(text, with_pod_name("p")) == text);
  const std::string blanks = "{{" + std::string(kMebibyte, ' ');
  CHECK(*filled(blanks, with_pod_name("p")) == blanks);
  CHECK(*filled(blanks + ".podName" + std::string(kMebibyte, '\t') + "}}", with_pod_name("p")) ==
        "p");
}

TEST_CASE("links that grow too large are an error") {
  const std::string text = repeated("{{.podName}}", kMebibyte);
  const std::string name(1024, 'x');
  for (std::string_view tail : {"", "{{"}) {
    auto result = filled(text + std::string(tail), with_pod_name(name));
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == Code::kLimit);
    CHECK(result.error().message ==
          "the log links become too large: filling in their placeholders may produce 67108864 "
          "bytes");
  }
}

TEST_CASE("values that bring each other's placeholders may not grow without end") {
  const std::string bring = repeated("{{.containerName}}", 10000);
  LinkVariables variables = with_pod_name(bring);
  const std::string name = repeated("{{.taskID}}", 10000);
  variables[LinkVariable::kContainerName] = name;
  const std::string id(1000, 'x');
  variables[LinkVariable::kTaskId] = id;
  auto result = filled("{{.podName}}", variables);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().code == Code::kLimit);
}

TEST_CASE("all links of a set share one limit") {
  const std::string text = repeated("{{.podName}}", kMebibyte / 2);
  const std::string name(256, 'x');
  Arena arena;
  LinkVariables variables = with_pod_name(name);
  LinkRenderer renderer(variables, arena);
  LinkTemplate link = cut_link_template(text, arena);
  int fit = 0;
  while (fit < 100 && renderer.fill(link).has_value()) ++fit;
  CHECK(fit == static_cast<int>(kMaxRenderedBytes / (text.size() / 12 * 256)));
  // What needs no memory of its own has no limit.
  CHECK(renderer.fill(cut_link_template("plain", arena)).has_value());
}

TEST_CASE("names and queries count for the limit as well") {
  const std::string text = repeated("{{.podName}}", kMebibyte);
  const std::string name(1024, 'x');
  const Value uris[] = {Value::string("u")};
  LogTemplate entry;
  entry.template_uris = Value::list(uris);
  LinkVariables variables = with_pod_name(name);
  for (bool azure : {false, true}) {
    entry.display_name = azure ? "" : std::string_view(text);
    entry.query_format = text;
    LogBlock block;
    (azure ? block.azure_log_templates : block.templates) = {&entry, 1};
    Arena arena;
    LinkRenderer renderer(variables, arena);
    TaskLogs logs;
    auto done = render_log_links(cut_log_block(block, kFlyteV2, arena), {}, renderer, logs);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == Code::kLimit);
  }
}

TEST_CASE("a dynamic link that mentions hundreds of names again and again is filled in, in time") {
  std::vector<std::string> names;
  for (int i = 0; i < 26 * 26; ++i) {
    names.push_back({static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)});
  }
  std::vector<ExtraLinkVariable> config;
  for (const std::string& name : names) config.push_back({name, "v"});
  std::string uri, expected;
  for (int times = 0; times < 5; ++times) {
    for (const std::string& name : names) uri += "{{.taskConfig." + name + "}}";
    expected += std::string(names.size(), 'v');
  }
  LinkVariables variables;
  variables.task_config = config;
  Arena arena;
  LinkRenderer renderer(variables, arena);
  auto result = renderer.fill_dynamic(cut_link_template(uri, arena));
  REQUIRE(result.has_value());
  CHECK(*result == expected);
}
