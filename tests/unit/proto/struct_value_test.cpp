#include "lib/proto/struct_value.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/proto/protojson.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string json_of(const Value& value) {
  Buffer out;
  JsonWriter writer(out);
  writer.document(value);
  writer.finish();
  return std::string(out.view());
}

// The Struct as JSON, or the error as `!code path: message`.
std::string read(std::string_view protobuf, std::string_view path = "") {
  Arena arena;
  auto document = read_struct(protobuf, arena, path);
  if (document) return json_of(*document);
  return fmt::format("!{} {}: {}", static_cast<int>(document.error().code), document.error().path,
                     document.error().message);
}

// A field with a length; shorter than 128 bytes.
std::string field(int number, std::string_view body) {
  REQUIRE(body.size() < 128);
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(body.size())}.append(
      body);
}
std::string entry(std::string_view key, std::string_view value) {
  return field(1, field(1, key) + field(2, value));
}
std::string number(double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  std::string bytes = "\x11";
  for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
  return bytes;
}
const std::string kTrue("\x20\x01");
const std::string kFalse("\x20\x00", 2);
const std::string kNull("\x08\x00", 2);

std::string struct_bytes(std::string_view json) {
  Arena arena;
  auto document = read_json(json, arena);
  REQUIRE(document.has_value());
  auto protobuf = proto::protojson_to_protobuf(proto::kStruct, *document, arena);
  REQUIRE(protobuf.has_value());
  return std::string(*protobuf);
}

std::string debug_text(std::string_view json) {
  Arena arena;
  std::string bytes = struct_bytes(json);
  auto document = read_struct(bytes, arena);
  REQUIRE(document.has_value());
  std::string text;
  append_struct_text(*document, text);
  return text;
}

}  // namespace

TEST_CASE("a Struct becomes a document with its keys in ascending order", "[proto]") {
  CHECK(
      read(struct_bytes(
          R"({"b":[1,"x",null,{"d":true,"c":false}],"a":{},"":[],"\u00e9":"","B":0})")) ==
      "{\"\":[],\"B\":0,\"a\":{},\"b\":[1,\"x\",null,{\"c\":false,\"d\":true}],\"\xc3\xa9\":\"\"}");
  CHECK(read("") == "{}");
}

TEST_CASE("of entries with one key the last wins, also when the key is left out", "[proto]") {
  CHECK(read(entry("b", kTrue) + entry("a", kTrue) + entry("b", kFalse)) ==
        R"({"a":true,"b":false})");
  CHECK(read(entry("a", field(5, entry("x", kTrue))) + entry("a", field(5, entry("y", kTrue)))) ==
        R"({"a":{"y":true}})");
  CHECK(read(field(1, field(2, kTrue)) + entry("", kFalse)) == R"({"":false})");
}

TEST_CASE("numbers are printed as protojson prints them", "[proto]") {
  const struct {
    double value;
    std::string_view text;
  } cases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {-1.5, "-1.5"},
      {1e-5, "0.00001"},
      {1e-6, "0.000001"},
      {9.99e-7, "9.99e-7"},
      {1.25e-10, "1.25e-10"},
      {1e-100, "1e-100"},
      {1e20, "100000000000000000000"},
      {123456789012345683968.0, "123456789012345680000"},
      {1e21, "1e+21"},
      {1e23, "1e+23"},
      {9007199254740993.0, "9007199254740992"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
  };
  for (const auto& c : cases)
    CHECK(read(entry("a", number(c.value))) == fmt::format(R"({{"a":{}}})", c.text));
}

TEST_CASE("what JSON cannot say is refused, with the pointer", "[proto]") {
  const std::string_view not_a_number =
      "!5 /a: invalid google.protobuf.Struct: JSON has no such number";
  CHECK(read(entry("a", number(std::numeric_limits<double>::quiet_NaN()))) == not_a_number);
  CHECK(read(entry("a", number(std::numeric_limits<double>::infinity()))) == not_a_number);
  CHECK(read(entry("a", number(-std::numeric_limits<double>::infinity()))) == not_a_number);
  CHECK(read(entry("a", "")) == "!5 /a: invalid google.protobuf.Struct: a value of no kind");
  CHECK(read(field(1, field(1, "a"))) ==
        "!5 /a: invalid google.protobuf.Struct: a value of no kind");
  CHECK(read(entry("a", field(6, field(1, kTrue) + field(1, "")))) ==
        "!5 /a/1: invalid google.protobuf.Struct: a value of no kind");
}

TEST_CASE(
    "a value of several kinds is of the last one, and a nested message that comes twice is merged",
    "[proto]") {
  CHECK(read(entry("a", kTrue + field(3, "x"))) == R"({"a":"x"})");
  CHECK(read(entry("a", number(std::numeric_limits<double>::quiet_NaN()) + kNull)) ==
        R"({"a":null})");
  CHECK(read(entry("a", field(5, entry("x", kTrue)) + field(5, entry("y", kTrue)))) ==
        R"({"a":{"x":true,"y":true}})");
  CHECK(read(entry("a", field(6, field(1, kTrue)) + field(6, field(1, kFalse)))) ==
        R"({"a":[true,false]})");
  CHECK(read(entry("a", field(6, field(1, kTrue)) + kNull + field(6, field(1, kFalse)))) ==
        R"({"a":[false]})");
  CHECK(read(entry("a", field(5, entry("x", kTrue)) + field(6, ""))) == R"({"a":[]})");
  CHECK(read(field(1, field(1, "a") + field(2, field(5, entry("x", kTrue))) +
                          field(2, field(5, entry("y", kTrue))))) ==
        R"({"a":{"x":true,"y":true}})");
}

TEST_CASE("unknown fields, and known ones of another wire type, are skipped", "[proto]") {
  const std::string varint_1("\x08\x05");
  const std::string fixed32_2("\x15\x00\x00\x00\x00", 5);
  CHECK(read(varint_1 + field(9, "x") + entry("a", kTrue + field(15, "") + fixed32_2)) ==
        R"({"a":true})");
}

TEST_CASE("malformed bytes are refused, with the pointer to where they lie", "[proto]") {
  auto refused = [](const std::string& bytes, std::string_view path) {
    Arena arena;
    auto document = read_struct(bytes, arena);
    REQUIRE_FALSE(document.has_value());
    CHECK(document.error().code == Code::kInvalidProtobuf);
    CHECK(document.error().path == path);
  };
  refused("\x0a", "");
  refused("\x0a\x05\x0a", "");
  refused("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "");
  refused(std::string("\x00\x00", 2), "");
  refused(entry("a", "\x1a\x05x"), "/a");
  refused(entry("a", field(6, field(1, "\x11\x01"))), "/a/0");
  refused(entry("a", field(5, "\x0a\x7f")), "/a");
  refused(entry("a/b", field(3, "\xff")), "/a~1b");
  refused(entry("\xc3", kTrue), "");
  // A part must be whole by itself, though the next one could end it.
  refused(entry("a", field(5, "\x0a") + field(5, std::string("\x00", 1))), "/a");
}

TEST_CASE("the pointer starts with the path of the Struct", "[proto]") {
  CHECK(read(entry("a", ""), "/custom") ==
        "!5 /custom/a: invalid google.protobuf.Struct: a value of no kind");
  CHECK(read("\x0a", "/custom").substr(0, 11) == "!5 /custom:");
}

TEST_CASE("maps and lists may lie in one another up to the limit", "[proto]") {
  auto nested = [](std::size_t depth) {
    std::string lists(depth - 1, '[');
    return R"({"a":)" + lists + std::string(depth - 1, ']') + "}";
  };
  std::string at_limit = struct_bytes(nested(kMaxDepth));
  CHECK(read(at_limit) == nested(kMaxDepth));
  // One more map around it.
  auto varint = [](std::size_t size) {
    return std::string{static_cast<char>((size & 0x7f) | 0x80), static_cast<char>(size >> 7)};
  };
  auto wrap = [&](char tag, const std::string& body) { return tag + varint(body.size()) + body; };
  std::string beyond = wrap('\x0a', field(1, "b") + wrap('\x12', wrap('\x2a', at_limit)));
  CHECK(read(beyond).substr(0, 7) == "!3 /b/a");
}

TEST_CASE("bytes cut short or changed at random never crash", "[proto]") {
  std::string whole =
      struct_bytes(R"({"a":[1,"x",null,{"d":true}],"b":{"c":{"d":[[],{}]}},"e":1e30})");
  for (std::size_t size = 0; size < whole.size(); ++size) read(whole.substr(0, size));
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string changed = whole;
    for (int j = 0; j < 3; ++j) changed[random() % changed.size()] = static_cast<char>(random());
    read(changed);
  }
  CHECK(read(whole).front() == '{');
}

TEST_CASE("the debug text names the kind of every value", "[proto]") {
  CHECK(debug_text("{}") == "");
  CHECK(
      debug_text(R"({"b":null,"a":true,"c":false})") ==
      R"(fields:{key:"a" value:{bool_value:true}} fields:{key:"b" value:{null_value:NULL_VALUE}} fields:{key:"c" value:{bool_value:false}})");
  CHECK(
      debug_text(R"({"l":[1,"x"],"m":{}})") ==
      R"(fields:{key:"l" value:{list_value:{values:{number_value:1} values:{string_value:"x"}}}} fields:{key:"m" value:{struct_value:{}}})");
  CHECK(
      debug_text(R"({"m":{"a":1,"b":[]}})") ==
      R"(fields:{key:"m" value:{struct_value:{fields:{key:"a" value:{number_value:1}} fields:{key:"b" value:{list_value:{}}}}}})");
}

TEST_CASE("numbers of the debug text turn to an exponent early", "[proto]") {
  const struct {
    std::string_view json;
    std::string_view text;
  } cases[] = {{"0", "0"},
               {"-0", "-0"},
               {"8090", "8090"},
               {"999999", "999999"},
               {"1000000", "1e+06"},
               {"1234567", "1.234567e+06"},
               {"3e9", "3e+09"},
               {"1e20", "1e+20"},
               {"0.0001", "0.0001"},
               {"0.00001", "1e-05"},
               {"9007199254740993", "9.007199254740992e+15"},
               {"1e-7", "1e-07"}};
  for (const auto& c : cases) {
    CHECK(debug_text(fmt::format(R"({{"a":{}}})", c.json)) ==
          fmt::format(R"(fields:{{key:"a" value:{{number_value:{}}}}})", c.text));
  }
}

TEST_CASE("strings of the debug text are escaped", "[proto]") {
  CHECK(debug_text(R"({"a\n\r\t\"\\\b\u0001\u007f\u0085\u009f\u00a0'":""})") ==
        "fields:{key:\"a\\n\\r\\t\\\"\\\\\\x08\\x01\\x7f\\u0085\\u009f\xc2\xa0'\" "
        "value:{string_value:\"\"}}");
}
