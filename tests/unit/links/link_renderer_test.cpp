#include "lib/links/link_renderer.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

using enum LinkVariable;

std::string filled(std::string_view text, const LinkVariables& variables) {
  Arena arena;
  LinkTemplate link = cut_link_template(text, arena);
  auto result = LinkRenderer(variables, arena).fill(link);
  REQUIRE(result.has_value());
  return std::string(*result);
}

// With a pod of the name `p` in the namespace `n`.
std::string filled(std::string_view text) {
  LinkVariables variables;
  variables[kPodName] = "p";
  variables[kNamespace] = "n";
  return filled(text, variables);
}

struct Row {
  std::string_view text, filled;
};

}  // namespace

TEST_CASE("variables are replaced one after the other") {
  LinkVariables variables;
  variables[kPodName] = "P$1";
  variables[kNamespace] = "{{.podName}}{{.containerName}}";
  variables[kContainerName] = "C";
  variables[kContainerId] = container_id_in("docker://a://b");
  const Row rows[] = {
      {"{{.namespace}}", "{{.podName}}C"},
      {"{{.containerId}}", "a"},
      {"{{$PODNAME}}", "P$1"},
      {"{{\t$podname\n}}", "P$1"},
      {"{{podName}}", "{{podName}}"},
      {"{{ . podName}}", "{{ . podName}}"},
      {"{{.name\xc5\xbfpace}}", "{{.podName}}C"},
      {"{{.podName}}/{{.namespace}}", "P$1/{{.podName}}C"},
  };
  for (const Row& row : rows) CHECK(filled(row.text, variables) == row.filled);
}

TEST_CASE("a value brings placeholders of later variables alone") {
  for (std::size_t i = 0; i < kLinkVariableNames.size(); ++i) {
    for (std::size_t k = 0; k < kLinkVariableNames.size(); ++k) {
      if (i == k) continue;
      LinkVariables variables;
      const std::string open = "{{ ." + std::string(kLinkVariableNames[k]) + " }}";
      variables.values[i] = open;
      variables.values[k] = "v";
      INFO(kLinkVariableNames[i] << " and " << kLinkVariableNames[k]);
      CHECK(filled("{{." + std::string(kLinkVariableNames[i]) + "}}", variables) ==
            (k > i ? "v" : open));
    }
  }
}

TEST_CASE("a value that holds its own placeholder is not replaced again") {
  LinkVariables variables;
  variables[kPodName] = "{{.podName}}!";
  CHECK(filled("{{.podName}}", variables) == "{{.podName}}!");
}

TEST_CASE("a placeholder may come together from several values") {
  LinkVariables variables;
  variables[kLogName] = "{{.pod";
  variables[kPodName] = "p";
  CHECK(filled("{{.logName}}Name}}", variables) == "p");
  variables = {};
  variables[kPodName] = "{";
  variables[kNamespace] = "n";
  CHECK(filled("{{.podName}}{.namespace}}", variables) == "n");
  CHECK(filled("{{.{{.podName}}namespace}}", variables) == "{{.{namespace}}");
  variables[kPodName] = "name";
  CHECK(filled("{{.{{.podName}}space}}", variables) == "n");
  // The name of the pod had its turn before.
  variables[kPodName] = "p";
  CHECK(filled("{{.pod{{.namespace}}ame}}", variables) == "{{.podname}}");
}

TEST_CASE("a variable without a value stays as it is written") {
  CHECK(filled("{{ .podUID }}{{$containerId}}{{.podName}}{{.HOSTNAME}}") ==
        "{{ .podUID }}{{$containerId}}p{{.HOSTNAME}}");
  CHECK(filled("") == "");
  CHECK(filled("no placeholder") == "no placeholder");
}

TEST_CASE("names are taken in any case, that of Unicode too") {
  const Row rows[] = {
      {"{{.PODNAME}}", "p"},
      {"{{.name\xc5\xbf"
       "pace}}",
       "n"},
      {"{{.NAME\xc5\xbf"
       "PACE}}",
       "n"},
      {"{{.ta\xc5\xbf\xe2\x84\xaaID}}", "t"},
      {"{{.tas\xe2\x84\xaa"
       "Id}}",
       "t"},
      {"{{.tas\xe2\x84\xa9Id}}", "{{.tas\xe2\x84\xa9Id}}"},
      {"{{.p\xc3\xb6"
       "dName}}",
       "{{.p\xc3\xb6"
       "dName}}"},
  };
  LinkVariables variables;
  variables[kPodName] = "p";
  variables[kNamespace] = "n";
  variables[kTaskId] = "t";
  for (const Row& row : rows) CHECK(filled(row.text, variables) == row.filled);
}

TEST_CASE("white space is tab, line feed, form feed, carriage return and blank") {
  CHECK(filled("{{ \t\n\f\r.podName\r\f\n\t }}") == "p");
  for (std::string_view other : {"\v", "\xc2\xa0", "\xe2\x80\xa8", "\x1c"}) {
    const std::string text = "{{" + std::string(other) + ".podName}}";
    CHECK(filled(text) == text);
  }
  for (std::string_view none : {"{{. podName}}", "{{.pod Name}}", "{ {.podName}}", "{{.podName} }"})
    CHECK(filled(none) == none);
}

TEST_CASE("what is not quite a placeholder stays") {
  const Row rows[] = {
      {"{{podName}}", "{{podName}}"},
      {"{{.podNames}}", "{{.podNames}}"},
      {"{{.podNam}}", "{{.podNam}}"},
      {"{{..podName}}", "{{..podName}}"},
      {"{{.$podName}}", "{{.$podName}}"},
      {"{{-podName}}", "{{-podName}}"},
      {"{.podName}", "{.podName}"},
      {"{{.podName", "{{.podName"},
      {"{{.podName}", "{{.podName}"},
      {".podName}}", ".podName}}"},
      {"{{.podUnixStartTimeMs}}", "{{.podUnixStartTimeMs}}"},
      {"{{.nodeName}}", "{{.nodeName}}"},
      {"{{", "{{"},
      {"}}", "}}"},
  };
  for (const Row& row : rows) CHECK(filled(row.text) == row.filled);
}

TEST_CASE("braces around a placeholder stay") {
  const Row rows[] = {
      {"{{{.podName}}}", "{p}"},
      {"{{{{.podName}}}}", "{{p}}"},
      {"{{ {{.podName}} }}", "{{ p }}"},
      {"{{.podName}}{{.podName}}", "pp"},
      {"{{{{{.podName}}", "{{{p"},
      {"{{.pod{{.podName}}", "{{.podp"},
      {"{{.podName {{.podName}}", "{{.podName p"},
  };
  for (const Row& row : rows) CHECK(filled(row.text) == row.filled);
}

TEST_CASE("the caller's own variables are replaced behind the first, in their order") {
  const ExtraLinkVariable extra[] = {{"a", "{{.b}}"}, {"b", "{{.a}}{{.podName}}"}, {"c", ""}};
  LinkVariables variables;
  variables[kLogName] = "{{.a}}";
  variables[kPodName] = "{{.b}}";
  variables.extra = extra;
  CHECK(filled("{{.a}}", variables) == "{{.a}}{{.b}}");
  CHECK(filled("{{$B}}", variables) == "{{.a}}{{.b}}");
  CHECK(filled("{{.logName}}", variables) == "{{.a}}{{.b}}");
  CHECK(filled("{{.podName}}", variables) == "{{.b}}");
  CHECK(filled("{{.c}}", variables) == "{{.c}}");
}

TEST_CASE("a renderer says whether anything was left open since it was asked") {
  LinkVariables variables;
  variables[kPodName] = "p";
  variables[kNamespace] = "{{.podUID}}";
  Arena arena;
  LinkRenderer renderer(variables, arena);
  struct {
    std::string_view text;
    bool left_open;
  } const rows[] = {
      {"", false},
      {"x", false},
      {"{{.podName}}", false},
      {"{{.podUID}}", true},
      {"{{.podName}} {{.podUID}} {{.podName}}", true},
      {"{{.unknown}}", true},
      {"{{.namespace}}", true},
      {"{{podName}}", false},
      {"{{ . }}", false},
      {"{{.podName", false},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    REQUIRE(renderer.fill(cut_link_template(row.text, arena)).has_value());
    CHECK(renderer.take_left_open() == row.left_open);
    CHECK_FALSE(renderer.take_left_open());
  }
}

TEST_CASE("a container's id stands between its runtime and what follows a second separator") {
  const Row rows[] = {
      {"docker://abc", "abc"},
      {"abc", "abc"},
      {"", ""},
      {"docker://a://b", "a"},
      {"containerd://", ""},
      {"://a", "a"},
      {"a:/b", "a:/b"},
      {"docker:///a/b", "/a/b"},
      {"://", ""},
      {"a://b://c://d", "b"},
      {"x://://y", ""},
  };
  for (const Row& row : rows) CHECK(container_id_in(row.text) == row.filled);
}
