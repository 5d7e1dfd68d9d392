#include "lib/base/json_reader.hpp"

#include "lib/base/json_writer.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string rewritten(std::string_view text) {
  Arena arena;
  auto document = read_json(text, arena);
  REQUIRE(document.has_value());
  Buffer out;
  JsonWriter writer(out);
  writer.document(*document);
  writer.finish();
  return std::string(out.view());
}

Error error_of(std::string_view text) {
  Arena arena;
  auto document = read_json(text, arena);
  REQUIRE_FALSE(document.has_value());
  return document.error();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("a document keeps the order of its keys and the text of its numbers") {
  std::string text = R"({"b":1.50,"a":[1e3,-0,true,null,"x"],"":{}})";
  CHECK(rewritten(text) == text);
}

TEST_CASE("escapes are resolved, and written again as Go writes them") {
  CHECK(rewritten(R"(["a\u0041\/\u00e9\ud83d\ude00","<&>","\u2028\u0001\b\f\n\r\t\"\\"])") ==
        "[\"aA/"
        "\xc3\xa9\xf0\x9f\x98\x80\",\"\\u003c\\u0026\\u003e\","
        "\"\\u2028\\u0001\\b\\f\\n\\r\\t\\\"\\\\\"]");
}

TEST_CASE("a repeated key is refused, with its pointer") {
  Error error = error_of(R"({"x":{"k":1,"a~/b":[],"a~/b":2}})");
  CHECK(error.code == Code::kInvalidJson);
  CHECK(error.path == "/x/a~0~1b");
  CHECK(error.message.find("stands twice") != std::string::npos);
}

TEST_CASE("a repeated key is found among many keys") {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  CHECK(error_of(text + "\"k42\":2}").path == "/k42");
}

TEST_CASE("a JSON syntax error names line, column and pointer") {
  Error error = error_of("{\n \"a\": [1, {\"b\": tru}]}");
  CHECK(error.code == Code::kInvalidJson);
  CHECK(error.path == "/a/1/b");
  CHECK(error.message.find("line 2, column 1") != std::string::npos);
}

TEST_CASE("a text that ends early, has more behind it, or is not UTF-8 is refused") {
  CHECK(error_of("{\"a\":").code == Code::kInvalidJson);
  CHECK(error_of("").code == Code::kInvalidJson);
  CHECK(error_of("{} x").code == Code::kInvalidJson);
  CHECK(error_of("[\"\xff\"]").code == Code::kInvalidJson);
  CHECK(error_of("[\"\xed\xa0\x80\"]").code == Code::kInvalidJson);
}

TEST_CASE("depth and size have limits, tested at and above") {
  Arena arena;
  CHECK(read_json(nested(kMaxDepth), arena).has_value());
  CHECK(error_of(nested(kMaxDepth + 1)).code == Code::kLimit);
  std::string at_limit = "\"" + std::string(kMaxDocumentBytes - 2, 'x') + "\"";
  CHECK(read_json(at_limit, arena).has_value());
  CHECK(error_of(at_limit + " ").code == Code::kLimit);
}

TEST_CASE("only an object is an object") {
  Arena arena;
  CHECK(read_json_object("{}", arena).has_value());
  auto list = read_json_object("[]", arena);
  REQUIRE_FALSE(list.has_value());
  CHECK(list.error().code == Code::kInvalidJson);
}

TEST_CASE("strings without escapes are views into the text") {
  std::string text = R"({"key":"value"})";
  Arena arena;
  auto document = read_json(text, arena);
  REQUIRE(document.has_value());
  const Value* value = document->find("key");
  REQUIRE(value != nullptr);
  CHECK(value->text().data() == text.data() + 8);
}

TEST_CASE("bytes that are no UTF-8 are written as U+FFFD, one for each") {
  Buffer out;
  JsonWriter writer(out);
  writer.string("a\xff\xc3(\xe2\x82");
  writer.finish();
  CHECK(out.view() == "\"a\\ufffd\\ufffd(\\ufffd\\ufffd\"");
}
