#include "lib/links/link_template.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> found;
  std::size_t at = 0;
  for (;;) {
    std::string_view next = next_placeholder(text, at);
    if (next.empty()) return found;
    found.emplace_back(next);
  }
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a template is cut at the placeholders of its variables") {
  Arena arena;
  LinkTemplate link = cut_link_template("a{{.podName}}{{ $HOSTNAME }}b{{.x}}c", arena);
  REQUIRE(link.pieces.size() == 2);
  CHECK(link.pieces[0].before == "a");
  CHECK(link.pieces[0].placeholder == "{{.podName}}");
  CHECK(link.pieces[0].variable == LinkVariable::kPodName);
  CHECK(link.pieces[1].before.empty());
  CHECK(link.pieces[1].placeholder == "{{ $HOSTNAME }}");
  CHECK(link.pieces[1].variable == LinkVariable::kHostname);
  CHECK(link.rest == "b{{.x}}c");
  CHECK(link.has_other_opening);
}

TEST_CASE("a template without placeholders is one piece") {
  Arena arena;
  for (std::string_view text : {"", "plain", "{ .podName }", "}}"}) {
    LinkTemplate link = cut_link_template(text, arena);
    CHECK(link.pieces.empty());
    CHECK(link.rest == text);
    CHECK_FALSE(link.has_other_opening);
  }
}

TEST_CASE("every variable of links has its own placeholder") {
  Arena arena;
  for (std::size_t i = 0; i < kLinkVariableNames.size(); ++i) {
    const std::string text = "{{." + std::string(kLinkVariableNames[i]) + "}}";
    LinkTemplate link = cut_link_template(text, arena);
    REQUIRE(link.pieces.size() == 1);
    CHECK(link.pieces[0].variable == static_cast<LinkVariable>(i));
    CHECK(is_link_variable(text));
  }
}

TEST_CASE("what looks like a placeholder is found, whatever its name") {
  CHECK(placeholders_in("{{.a}} {{ $b-c }} {{.taskConfig.x}} {{.1}}") ==
        Texts{"{{.a}}", "{{ $b-c }}", "{{.taskConfig.x}}", "{{.1}}"});
  CHECK(placeholders_in("{{a}} {{.}} {{. a}} {{.a b}} {{.a} } {.a}} {{.a").empty());
  CHECK(placeholders_in("{{.a{{.b}}c}}") == Texts{"{{.b}}"});
  CHECK(placeholders_in("{{{.a}}}") == Texts{"{{.a}}"});
  CHECK(placeholders_in("").empty());
}

TEST_CASE("only variables of links are known") {
  CHECK(is_link_variable("{{ $PODNAME }}"));
  CHECK_FALSE(is_link_variable("{{.nodeName}}"));
  CHECK_FALSE(is_link_variable("{{.taskConfig.x}}"));
  CHECK_FALSE(is_link_variable("{{podName}}"));
}
