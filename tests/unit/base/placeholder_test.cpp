#include "lib/base/placeholder.hpp"

#include <string>
#include <string_view>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

constexpr std::string_view kNames[] = {"name", "names", "task"};

// Which name is found where: `1@3-12`.
std::string found_in(std::string_view text, std::size_t from = 0) {
  Placeholder found;
  if (!find_placeholder(text, from, kNames, found)) return "none";
  return std::to_string(found.name) + "@" + std::to_string(found.begin) + "-" +
         std::to_string(found.end);
}

}  // namespace

TEST_CASE("a placeholder is two braces, a sigil, a name and two braces") {
  CHECK(found_in("{{.name}}") == "0@0-9");
  CHECK(found_in("{{$names}}") == "1@0-10");
  CHECK(found_in("x{{ \t\n\f\r.NAME \t\n\f\r}}") == "0@1-20");
  CHECK(found_in("{{{.name}}}") == "0@1-10");
  CHECK(found_in("{{.x}}{{.task}}") == "2@6-15");
  for (std::string_view text :
       {"{{name}}", "{{. name}}", "{{.nam}}", "{{.namess}}", "{{.name}", "{.name}}", "{{\v.name}}",
        "{{.name\v}}", "{{..name}}", "{{.", "{{", "", "{{ ", "{{.name"}) {
    INFO(text);
    CHECK(found_in(text) == "none");
  }
}

TEST_CASE("a search goes on from where it is told") {
  CHECK(found_in("{{.name}}{{.names}}", 0) == "0@0-9");
  CHECK(found_in("{{.name}}{{.names}}", 1) == "1@9-19");
  CHECK(found_in("{{.name}}", 1) == "none");
  CHECK(found_in("{{.name}}", 9) == "none");
  CHECK(found_in("{{.name}}", 100) == "none");
}

TEST_CASE("the long s and the Kelvin sign are letters of a name") {
  CHECK(found_in("{{.name\xc5\xbf}}") == "1@0-11");
  CHECK(found_in("{{.ta\xc5\xbf\xe2\x84\xaa}}") == "2@0-12");
  CHECK(found_in("{{.ta\xc5\xbe\xe2\x84\xaa}}") == "none");
  CHECK(found_in("{{.tas\xe2\x84") == "none");
}

TEST_CASE("the parts of a placeholder end behind themselves") {
  CHECK(behind_placeholder_opening("x{{ .a", 1) == 5);
  CHECK(behind_placeholder_opening("x{{ .a", 0) == 0);
  CHECK(behind_placeholder_opening("{{", 0) == 0);
  CHECK(behind_placeholder_opening("{{.", 7) == 0);
  CHECK(behind_placeholder_name("xNaMe", 1, "name") == 5);
  CHECK(behind_placeholder_name("nam", 0, "name") == 0);
  CHECK(behind_placeholder_end("a \n}}b", 1) == 5);
  CHECK(behind_placeholder_end("a }", 1) == 0);
  CHECK(behind_placeholder_end("", 0) == 0);
}
