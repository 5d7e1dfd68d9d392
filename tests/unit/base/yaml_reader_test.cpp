#include "lib/base/yaml_reader.hpp"

#include <string>

#include "lib/base/json_reader.hpp"
#include "tests/unit/context/loaded_config.hpp"

using namespace flytespark;

namespace {

std::string json_from(std::string_view yaml) {
  Arena arena;
  auto document = read_yaml(yaml, arena);
  INFO(yaml);
  if (!document) INFO(document.error().message);
  REQUIRE(document.has_value());
  return json_of(*document);
}

Error error_from(std::string_view yaml) {
  Arena arena;
  auto document = read_yaml(yaml, arena);
  INFO(yaml);
  REQUIRE_FALSE(document.has_value());
  return document.error();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Scalar {
  std::string_view yaml;
  std::string_view json;
};

// What gopkg.in/yaml.v3 makes of a plain scalar, and what its number prints where a text is wanted.
constexpr Scalar kScalars[] = {
    {"~", "null"},
    {"null", "null"},
    {"Null", "null"},
    {"NULL", "null"},
    {"nULL", "\"nULL\""},
    {"", "null"},
    {"true", "true"},
    {"True", "true"},
    {"TRUE", "true"},
    {"tRUE", "\"tRUE\""},
    {"false", "false"},
    {"False", "false"},
    {"FALSE", "false"},
    {"yes", "\"yes\""},
    {"on", "\"on\""},
    {"y", "\"y\""},
    {"0", "0"},
    {"-0", "0"},
    {"+5", "5"},
    {"1_000", "1000"},
    {"1_", "1"},
    {"_1", "\"_1\""},
    {"0x10", "16"},
    {"0X1f", "31"},
    {"-0x10", "-16"},
    {"0x_1", "1"},
    {"0o17", "15"},
    {"017", "15"},
    {"0b11", "3"},
    {"08", "8"},
    {"0128", "128"},
    {"0b2", "\"0b2\""},
    {"0x", "\"0x\""},
    {"--1", "\"--1\""},
    {"18446744073709551615", "18446744073709551615"},
    {"18446744073709551616", "18446744073709552000"},
    {"+18446744073709551615", "18446744073709552000"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"-9223372036854775809", "-9223372036854776000"},
    {"0xFFFFFFFFFFFFFFFFF", "\"0xFFFFFFFFFFFFFFFFF\""},
    {"1.50", "1.5"},
    {"1.", "1"},
    {".5", "0.5"},
    {"-.5", "-0.5"},
    {"-0.0", "-0"},
    {"1e3", "1000"},
    {"1E+5", "100000"},
    {"1e21", "1000000000000000000000"},
    {"1e-7", "0.0000001"},
    {"1_0.5_0", "10.5"},
    {"1e400", "\"1e400\""},
    {"1e-400", "0"},
    {"-1e-400", "-0"},
    {".e5", "\".e5\""},
    {"1e", "\"1e\""},
    {".", "\".\""},
    {"+", "\"+\""},
    {"0x1p4", "\"0x1p4\""},
    {"190:20:30", "\"190:20:30\""},
    {"1.2.3", "\"1.2.3\""},
    {".inf", "+Inf"},
    {"+.INF", "+Inf"},
    {"-.Inf", "-Inf"},
    {".nan", "NaN"},
    {".Nan", "\".Nan\""},
    {"inf", "\"inf\""},
    {"NaN", "\"NaN\""},
    {"2024-01-02", "\"2024-01-02\""},
    {"\"5\"", "\"5\""},
    {"'true'", "\"true\""},
    {"!!str 5", "\"5\""},
    {"!!int \"0x10\"", "16"},
    {"!!float 5", "5"},
    {"!!bool \"true\"", "true"},
    {"!!null ''", "null"},
    {"!!timestamp 2024-01-02", "\"2024-01-02\""},
    {"!own 5", "\"5\""},
    {"! 5", "5"},
};

}  // namespace

TEST_CASE("plain scalars are resolved as yaml.v3 resolves them", "[config][yaml]") {
  for (const Scalar& scalar : kScalars) {
    INFO(scalar.yaml);
    CHECK(json_from("a: " + std::string(scalar.yaml) + "\n") ==
          "{\"a\":" + std::string(scalar.json) + "}");
  }
}

TEST_CASE("a text whose tag says something else is refused", "[config][yaml]") {
  for (std::string_view text : {"!!int x", "!!int 1.5", "!!bool yes", "!!null x", "!!float x",
                                "!!binary aGVsbG8=", "!!bool ~"}) {
    Error error = error_from("a: " + std::string(text));
    CHECK(error.code == Code::kInvalidYaml);
    CHECK(error.path == "/a");
  }
}

TEST_CASE("block and flow styles give the same document", "[config][yaml]") {
  CHECK(json_from("a:\n- x\n- {b: 1}\nc: |\n  t\n  u\nd: >-\n  v\n  w\n") ==
        R"({"a":["x",{"b":1}],"c":"t\nu\n","d":"v w"})");
  CHECK(json_from(R"({"a": [x, {b: 1}], "c": "t\nu\n", 'd': v w})") ==
        R"({"a":["x",{"b":1}],"c":"t\nu\n","d":"v w"})");
}

TEST_CASE("keys keep the text they are written with", "[config][yaml]") {
  CHECK(json_from("{1: a, true: b, ~: c, 1.50: d, 0x10: e, '2': f}") ==
        R"({"1":"a","true":"b","~":"c","1.50":"d","0x10":"e","2":"f"})");
}

TEST_CASE("a text without a document is null", "[config][yaml]") {
  for (std::string_view text : {"", "\n", "# only a comment\n", "---\n", "%YAML 1.1\n---\n"}) {
    CHECK(json_from(text) == "null");
  }
  CHECK(json_from("\xef\xbb\xbf{a: 1}\n...\n") == R"({"a":1})");
}

TEST_CASE("aliases stand for what their anchors name", "[config][yaml]") {
  CHECK(json_from("{a: &x [1, &y z], b: *x, c: *y, d: {*y : 2}}") ==
        R"({"a":[1,"z"],"b":[1,"z"],"c":"z","d":{"z":2}})");
  CHECK(json_from("[&x 1, *x, &x 2, *x]") == "[1,1,2,2]");
}

TEST_CASE("merged maps fill in what a map does not say itself", "[config][yaml]") {
  CHECK(json_from("{a: &x {b: 1, d: 3}, c: {<<: *x, b: 2}}") ==
        R"({"a":{"b":1,"d":3},"c":{"b":2,"d":3}})");
  CHECK(json_from("{c: {b: 0, <<: [{b: 1, e: 2}, {e: 3, f: 4}]}}") ==
        R"({"c":{"b":0,"e":2,"f":4}})");
  CHECK(json_from("{c: {'<<': {a: 1}}}") == R"({"c":{"\u003c\u003c":{"a":1}}})");
}

TEST_CASE("what cannot be merged is refused", "[config][yaml]") {
  for (std::string_view text : {"{c: {<<: 5}}", "{c: {<<: ~}}", "{c: {<<: [5]}}"}) {
    Error error = error_from(text);
    CHECK(error.code == Code::kInvalidYaml);
    CHECK(error.path == "/c/<<");
  }
  CHECK(has(error_from("{c: {<<: {a: 1}, <<: {b: 1}}}").message, "stands twice"));
}

TEST_CASE("a repeated key is refused with its place", "[config][yaml]") {
  Error error = error_from("a:\n  k~: 1\n  'k~': 2\n");
  CHECK(error.code == Code::kInvalidYaml);
  CHECK(error.path == "/a/k~0");
  CHECK(has(error.message, "line 3, column 3: a key stands twice"));
}

TEST_CASE("a YAML syntax error names line, column and pointer", "[config][yaml]") {
  Error error = error_from("a:\n- x\n- b: c: d\n");
  CHECK(error.code == Code::kInvalidYaml);
  CHECK(error.path == "/a/1");
  CHECK(has(error.message, "line 3, column 7: "));
  CHECK(has(error.message, "mapping values are not allowed"));
}

TEST_CASE("bytes that are no UTF-8 are refused with their place", "[config][yaml]") {
  Error error = error_from("a: 1\nb: \xff\n");
  CHECK(error.code == Code::kInvalidYaml);
  CHECK(has(error.message, "line 2, column 4: "));
}

TEST_CASE("other texts that are no YAML are refused", "[config][yaml]") {
  for (std::string_view text :
       {"[1, 2", "\ta: 1", "a: @x", "a: \"\\ud800\"", "%YAML 3.0\n---\na: 1", "a: 'x",
        "{? [1] : 2}", "{? {a: 1} : 2}", "[&x [1], {*x : 2}]", "a: *none", "&x [*x]"}) {
    INFO(text);
    CHECK(error_from(text).code == Code::kInvalidYaml);
  }
}

TEST_CASE("only one document is taken", "[config][yaml]") {
  CHECK(has(error_from("a: 1\n---\nb: 2\n").message, "more than one document"));
}

TEST_CASE("a YAML document has limits of depth and size, tested at and above", "[config][yaml]") {
  auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  Arena arena;
  CHECK(read_yaml(nested(kMaxDepth), arena).has_value());
  CHECK(error_from(nested(kMaxDepth + 1)).code == Code::kLimit);
  std::string at_limit = "'" + std::string(kMaxDocumentBytes - 2, 'x') + "'";
  CHECK(read_yaml(at_limit, arena).has_value());
  CHECK(error_from(at_limit + " ").code == Code::kLimit);
}

TEST_CASE("aliases count towards the depth", "[config][yaml]") {
  std::string half(kMaxDepth / 2, '[');
  std::string end(kMaxDepth / 2, ']');
  // Within one list: the anchored lists may be one level lower than half.
  std::string text = "[&x " + half + end + ", ";
  Arena arena;
  CHECK(read_yaml(text + half.substr(1) + "*x" + end.substr(1) + "]", arena).has_value());
  CHECK(error_from(text + half + "*x" + end + "]").code == Code::kLimit);
}

TEST_CASE("aliases of aliases do not unfold without bound", "[config][yaml]") {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    std::string from = "*a" + std::to_string(i - 1);
    std::string name = "a" + std::to_string(i);
    text += name + ": &" + name + " [" + from;
    for (int j = 0; j < 9; ++j) text += ", " + from;
    text += "]\n";
  }
  Error error = error_from(text);
  CHECK(error.code == Code::kLimit);
  CHECK(has(error.message, "aliases"));
}
