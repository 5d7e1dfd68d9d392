#include "lib/proto/protojson.hpp"

#include <fmt/format.h>

#include <string>

#include "lib/base/json_reader.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;
using namespace flytespark::proto;

namespace {

// The bytes in hex, or the error as `!path: message`.
std::string transcoded(const MessageType& type, std::string_view text) {
  Arena arena;
  auto json = read_json(text, arena);
  REQUIRE(json.has_value());
  auto protobuf = protojson_to_protobuf(type, *json, arena);
  if (!protobuf) {
    CHECK(protobuf.error().code == Code::kInvalidDocument);
    return "!" + protobuf.error().path + ": " + protobuf.error().message;
  }
  std::string hex;
  for (char c : *protobuf) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return hex;
}

struct Case {
  const MessageType& type;
  std::string_view json;
  std::string_view bytes;
};

template <std::size_t N>
void check(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    INFO(c.json);
    CHECK(transcoded(c.type, c.json) == c.bytes);
  }
}

}  // namespace

TEST_CASE("both name styles are read, and members come out in their order", "[proto]") {
  check({
      {kContainerPort, R"({"containerPort":1,"name":"a"})",
       "08011201"
       "61"},
      {kContainerPort, R"({"container_port":1,"name":"a"})", "0801120161"},
      {kContainerPort, R"({"name":"a","containerPort":1})", "1201610801"},
      {kTaskLog, R"({"ShowWhilePending":true})", "2801"},
  });
}

TEST_CASE("a field under both of its names is set twice, even when one of them is null",
          "[proto]") {
  check({
      {kContainerPort, R"({"containerPort":1,"container_port":1})",
       "!/container_port: 'container_port' is set twice, under both of its names"},
      {kContainerPort, R"({"container_port":null,"containerPort":1})",
       "!/containerPort: 'container_port' is set twice, under both of its names"},
  });
}

TEST_CASE("null is unset, for every shape of field", "[proto]") {
  check({
      {kContainer, R"({"image":null,"args":null,"resources":null,"env":null,"architecture":null})",
       ""},
      {kTaskTemplate, R"({"config":null,"custom":null,"container":null,"sql":{}})", "920100"},
      {kTaskMetadata, R"({"generatesDeck":null,"timeout":null,"interruptible":null})", ""},
  });
}

TEST_CASE("zero values without presence are left out, those with presence are written", "[proto]") {
  check({
      {kContainerPort, R"({"containerPort":0,"name":""})", ""},
      {kTaskMetadata, R"({"discoverable":false,"interruptible":false})", "4000"},
      {kGPUAccelerator, R"({"device":"","unpartitioned":false,"deviceClass":0})", "1000"},
      {kGPUAccelerator, R"({"partitionSize":""})", "1a00"},
      {kPrimitive, R"({"integer":0})", "0800"},
      {kPrimitive, R"({"floatValue":0})", "110000000000000000"},
      {kBackoff, R"({"factor":0})", "110000000000000000"},
      {kBinary, R"({"value":""})", ""},
      {kContainer, R"({"args":["",""]})", "1a001a00"},
      {kLiteralType, R"({"simple":"NONE"})", "0800"},
  });
}

TEST_CASE("an empty message is set", "[proto]") {
  check({
      {kTaskTemplate, R"({"custom":{}})", "2a00"},
      {kTaskTemplate, R"({"container":{"resources":{}}})", "32022200"},
      {kScalar, R"({"noneType":{}})", "2a00"},
      {kTaskMetadata, R"({"timeout":"0s"})", "2200"},
      {kTaskMetadata, R"({"generatesDeck":false})", "7a00"},
      {kResources, R"({"limits":[{},{}]})", "12001200"},
      {kTaskTemplate, "{}", ""},
  });
}

TEST_CASE("unknown members are skipped, whatever they hold", "[proto]") {
  check({{kKeyValuePair, R"({"x":{"key":1},"key":"a","KEY":[null]})", "0a0161"}});
}

TEST_CASE("integers are numbers or strings of integral numbers within range", "[proto]") {
  check({
      {kTaskTemplate, R"({"taskTypeVersion":7})", "3807"},
      {kTaskTemplate, R"({"taskTypeVersion":"7"})", "3807"},
      {kTaskTemplate, R"({"taskTypeVersion":1.0})", "3801"},
      {kTaskTemplate, R"({"taskTypeVersion":"1e2"})", "3864"},
      {kTaskTemplate, R"({"taskTypeVersion":-1})", "38ffffffffffffffffff01"},
      {kTaskTemplate, R"({"taskTypeVersion":-0})", ""},
      {kTaskTemplate, R"({"taskTypeVersion":2147483647})", "38ffffffff07"},
      {kTaskTemplate, R"({"taskTypeVersion":-2147483648})", "3880808080f8ffffffff01"},
      {kContainerPort, R"({"containerPort":4294967295})", "08ffffffff0f"},
      {kContainerPort, R"({"containerPort":"-0"})", ""},
      {kPrimitive, R"({"integer":"9223372036854775807"})", "08ffffffffffffffff7f"},
      {kPrimitive, R"({"integer":-9223372036854775808})", "0880808080808080808001"},
      {kLiteralOffloadedMetadata, R"({"sizeBytes":"18446744073709551615"})",
       "10ffffffffffffffffff01"},
  });
}

TEST_CASE("an integer out of range or of another kind is refused", "[proto]") {
  const std::string_view int32 =
      "!/taskTypeVersion: 'task_type_version' must be an integer from -2147483648 to 2147483647, "
      "but is ";
  const struct {
    std::string_view json;
    std::string_view found;
  } cases[] = {{"2147483648", "2147483648"},
               {"-2147483649", "-2147483649"},
               {"1.5", "1.5"},
               {"1e10", "1e10"},
               {R"("x")", "a string"},
               {R"("")", "a string"},
               {R"(" 1")", "a string"},
               {"true", "a boolean"},
               {"[1]", "a list"},
               {"{}", "an object"}};
  for (const auto& c : cases) {
    INFO(c.json);
    CHECK(transcoded(kTaskTemplate, fmt::format(R"({{"taskTypeVersion":{}}})", c.json)) ==
          fmt::format("{}{}", int32, c.found));
  }
  check({
      {kContainerPort, R"({"containerPort":-1})",
       "!/containerPort: 'container_port' must be an integer from 0 to 4294967295, but is -1"},
      {kPrimitive, R"({"integer":"9223372036854775808"})",
       "!/integer: 'integer' must be an integer from -9223372036854775808 to 9223372036854775807, "
       "but is a string"},
      {kLiteralOffloadedMetadata, R"({"sizeBytes":18446744073709551616})",
       "!/sizeBytes: 'size_bytes' must be an integer from 0 to 18446744073709551615, but is "
       "18446744073709551616"},
  });
}

TEST_CASE("doubles are numbers, their strings, and three names", "[proto]") {
  check({
      {kPrimitive, R"({"floatValue":1.5})", "11000000000000f83f"},
      {kPrimitive, R"({"float_value":"1.5"})", "11000000000000f83f"},
      {kPrimitive, R"({"floatValue":-0})", "110000000000000080"},
      {kPrimitive, R"({"floatValue":1e-400})", "110000000000000000"},
      {kPrimitive, R"({"floatValue":"NaN"})", "11000000000000f87f"},
      {kPrimitive, R"({"floatValue":"Infinity"})", "11000000000000f07f"},
      {kPrimitive, R"({"floatValue":"-Infinity"})", "11000000000000f0ff"},
      {kPrimitive, R"({"floatValue":1e400})",
       "!/floatValue: 'float_value' must be a number that fits a double, but is 1e400"},
      {kPrimitive, R"({"floatValue":"inf"})",
       "!/floatValue: 'float_value' must be a number that fits a double, but is a string"},
      {kPrimitive, R"({"floatValue":false})",
       "!/floatValue: 'float_value' must be a number that fits a double, but is a boolean"},
  });
}

TEST_CASE("booleans and strings are of their own kind only", "[proto]") {
  check({
      {kTaskMetadata, R"({"discoverable":true})", "0801"},
      {kTaskMetadata, R"({"discoverable":"true"})",
       "!/discoverable: 'discoverable' must be a boolean, but is a string"},
      {kTaskMetadata, R"({"discoverable":1})",
       "!/discoverable: 'discoverable' must be a boolean, but is 1"},
      {kTaskMetadata, R"({"generatesDeck":1})",
       "!/generatesDeck: 'generates_deck' must be a boolean, but is 1"},
      {kTaskMetadata, R"({"generatesDeck":true})", "7a020801"},
      {kContainer, R"({"image":"\u00e9"})", "0a02c3a9"},
      {kContainer, R"({"image":1})", "!/image: 'image' must be a string, but is 1"},
      {kContainer, R"({"image":{}})", "!/image: 'image' must be a string, but is an object"},
  });
}

TEST_CASE("enums are names or numbers, also unknown numbers but no unknown names", "[proto]") {
  check({
      {kResourceEntry, R"({"name":"MEMORY"})", "0803"},
      {kResourceEntry, R"({"name":3})", "0803"},
      {kResourceEntry, R"({"name":3.0})", "0803"},
      {kResourceEntry, R"({"name":99})", "0863"},
      {kResourceEntry, R"({"name":-1})", "08ffffffffffffffffff01"},
      {kResourceEntry, R"({"name":"UNKNOWN"})", ""},
      {kResourceEntry, R"({"name":"memory"})",
       "!/name: 'name' must be a name or number of Resources.ResourceName, but is \"memory\""},
      {kResourceEntry, R"({"name":"3"})",
       "!/name: 'name' must be a name or number of Resources.ResourceName, but is \"3\""},
      {kResourceEntry, R"({"name":2147483648})",
       "!/name: 'name' must be a name or number of Resources.ResourceName, but is 2147483648"},
      {kResourceEntry, R"({"name":true})",
       "!/name: 'name' must be a name or number of Resources.ResourceName, but is a boolean"},
  });
}

TEST_CASE("bytes are base64", "[proto]") {
  check({
      {kBinary, R"({"value":"YWI=","tag":"t"})",
       "0a0261621201"
       "74"},
      {kBinary, R"({"value":"-_8"})", "0a02fbff"},
      {kBinary, R"({"value":"Y"})", "!/value: 'value' must be base64, but is a string"},
      {kBinary, R"({"value":1})", "!/value: 'value' must be base64, but is 1"},
  });
}

TEST_CASE("timestamps and durations are strings", "[proto]") {
  check({
      {kPrimitive, R"({"datetime":"1970-01-01T01:00:01.5+01:00"})",
       "2a08"
       "08011080cab5ee01"},
      {kPrimitive, R"({"duration":"-3.5s"})", "321608fdffffffffffffffff011080b6ca91feffffffff01"},
      {kPrimitive, R"({"datetime":"1970-01-01"})",
       "!/datetime: 'datetime' must be a time such as \"2024-05-06T07:08:09.5Z\", but is a string"},
      {kPrimitive, R"({"datetime":1})",
       "!/datetime: 'datetime' must be a time such as \"2024-05-06T07:08:09.5Z\", but is 1"},
      {kPrimitive, R"({"duration":"3"})",
       "!/duration: 'duration' must be a duration such as \"3.5s\", but is a string"},
      {kPrimitive, R"({"duration":{"seconds":3}})",
       "!/duration: 'duration' must be a duration such as \"3.5s\", but is an object"},
  });
}

TEST_CASE("lists and maps hold no null, and are of their own kind", "[proto]") {
  check({
      {kContainer, R"({"args":["a","b"]})", "1a01611a0162"},
      {kContainer, R"({"args":[]})", ""},
      {kContainer, R"({"args":["a",null]})", "!/args/1: 'args' must be a string, but is null"},
      {kContainer, R"({"args":"a"})", "!/args: 'args' must be a list, but is a string"},
      {kContainer, R"({"env":[{"key":"a"},1]})", "!/env/1: 'env' must be an object, but is 1"},
      {kContainer, R"({"env":[null]})", "!/env/0: 'env' must be an object, but is null"},
      {kTaskTemplate, R"({"config":{"b":"1","a":""}})",
       "8201060a016212013182010"
       "50a01611200"},
      {kTaskTemplate, R"({"config":{"a/b":null}})",
       "!/config/a~1b: 'config' must be a string, but is null"},
      {kTaskTemplate, R"({"config":{"a":1}})", "!/config/a: 'config' must be a string, but is 1"},
      {kTaskTemplate, R"({"config":[]})", "!/config: 'config' must be an object, but is a list"},
      {kTypeStructure, R"({"dataclassType":{"a":{"simple":1}}})",
       "12070a0161120208"
       "01"},
  });
}

TEST_CASE("a message is an object, at the root too", "[proto]") {
  check({
      {kTaskTemplate, "[]", "!: 'TaskTemplate' must be an object, but is a list"},
      {kTaskTemplate, "null", "!: 'TaskTemplate' must be an object, but is null"},
      {kTaskTemplate, R"({"container":"x"})",
       "!/container: 'container' must be an object, but is a string"},
      {kTaskTemplate, R"({"custom":[]})", "!/custom: 'custom' must be an object, but is a list"},
      {kTaskTemplate, R"({"container":{"resources":{"limits":[{"value":1}]}}})",
       "!/container/resources/limits/0/value: 'value' must be a string, but is 1"},
  });
}

TEST_CASE("a second member of a oneof is refused, unless it is null", "[proto]") {
  check({
      {kTaskTemplate, R"({"container":{},"k8sPod":null})", "3200"},
      {kTaskTemplate, R"({"container":{},"k8sPod":{}})",
       "!/k8sPod: 'container' and 'k8s_pod' exclude each other"},
      {kGPUAccelerator, R"({"partitionSize":"x","unpartitioned":false})",
       "!/unpartitioned: 'partition_size' and 'unpartitioned' exclude each other"},
  });
}

TEST_CASE("the variables of an interface are an object or a list, with the same bytes", "[proto]") {
  check({
      {kVariableMap, R"({"variables":{"x":{"type":{"simple":"STRING"}}}})",
       "0a090a017812040a020803"},
      {kVariableMap, R"({"variables":[{"key":"x","value":{"type":{"simple":"STRING"}}}]})",
       "0a090a017812040a020803"},
      {kVariableMap, R"({"variables":{"x":{}}})", "0a050a01781200"},
      {kVariableMap, R"({"variables":[]})", ""},
      {kVariableMap, R"({"variables":1})",
       "!/variables: 'variables' must be an object, or a list of keys and values, but is 1"},
      {kVariableMap, R"({"variables":{"x":null}})",
       "!/variables/x: 'value' must be an object, but is null"},
      {kVariableMap, R"({"variables":[{"key":1}]})",
       "!/variables/0/key: 'key' must be a string, but is 1"},
  });
}

TEST_CASE("a Struct takes any object", "[proto]") {
  check({
      {kStruct, R"({"a":1})", "0a0e0a0161120911000000000000f03f"},
      {kStruct, R"({"":null})", "0a060a0012020800"},
      {kStruct, R"({"a":[true,"",{}]})", "0a130a0161120e320c0a0220010a021a000a022a00"},
      {kStruct, R"({"a":[]})", "0a070a016112023200"},
      {kStruct, R"({"a":"NaN"})", "0a0a0a016112051a034e614e"},
      {kStruct, R"({"a":[0,1e400]})",
       "!/a/1: 'a' must be a number that fits a double, but is 1e400"},
      {kStruct, "1", "!: 'Struct' must be an object, but is 1"},
  });
}

TEST_CASE("identifiers and literals are read", "[proto]") {
  check({
      {kTaskExecutionIdentifier,
       R"({"taskId":{"resourceType":"TASK","project":"p"},"nodeExecutionId":{"nodeId":"n","executionId":{"name":"e"}},"retryAttempt":2})",
       "0a0508011201"
       "7012080a016e120322016518"
       "02"},
      {kLiteralMap, R"({"literals":{"x":{"scalar":{"primitive":{"integer":"7"}}}}})",
       "0a0b0a017812060a040a020807"},
      {kLiteralMap,
       R"({"literals":{"x":{"collection":{"literals":[{"scalar":{"noneType":{}}}]}}}})",
       "0a0d0a0178120812060a040a022a00"},
  });
}

TEST_CASE("long messages within messages keep their lengths", "[proto]") {
  std::string text(200, 'x');
  std::string hex;
  for (int i = 0; i < 200; ++i) hex += "78";
  CHECK(transcoded(kTaskTemplate,
                   fmt::format(R"({{"container":{{"image":"{}"}},"type":"t"}})", text)) ==
        "32cb01"
        "0ac801" +
            hex + "120174");
}
