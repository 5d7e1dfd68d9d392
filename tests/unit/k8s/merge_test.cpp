#include "lib/k8s/merge.hpp"

#include "lib/base/json_reader.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/decode.hpp"
#include "lib/k8s/encode.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string merged(const k8s::Type& type, std::string_view below, std::string_view above) {
  Arena arena;
  auto decoded = [&](std::string_view json) {
    auto document = read_json(json, arena);
    REQUIRE(document.has_value());
    auto value = k8s::decode(type, *document, "", arena);
    REQUIRE(value.has_value());
    return *value;
  };
  Buffer out;
  JsonWriter writer(out);
  k8s::encode(type, k8s::merge(type, decoded(below), decoded(above), arena), writer);
  writer.finish();
  return std::string(out.view());
}

}  // namespace

TEST_CASE("merge goes by kind", "[merge]") {
  const struct {
    const char* below;
    const char* above;
    const char* result;
  } cases[] = {
      // Scalars: zero never overrides.
      {R"({"name":"b","stdin":true})", R"({"name":"a"})",
       R"({"name":"a","resources":{},"stdin":true})"},
      // Lists are appended, equal items and all.
      {R"({"name":"x","args":["1"]})", R"({"args":["1","2"]})",
       R"({"name":"x","args":["1","1","2"],"resources":{}})"},
      {R"({"name":"x","args":["1"]})", R"({"args":[]})",
       R"({"name":"x","args":["1"],"resources":{}})"},
      // Quantities override whole, zero too.
      {R"({"name":"x","resources":{"limits":{"cpu":"1","memory":"1Gi"}}})",
       R"({"resources":{"limits":{"cpu":"0"}}})",
       R"({"name":"x","resources":{"limits":{"cpu":"0","memory":"1Gi"}}})"},
      // A pointer to zero wins over nil, not over a value.
      {R"({"name":"x"})", R"({"securityContext":{"privileged":false}})",
       R"({"name":"x","resources":{},"securityContext":{"privileged":false}})"},
      {R"({"name":"x","securityContext":{"privileged":true,"runAsUser":5}})",
       R"({"securityContext":{"privileged":false,"runAsUser":0}})",
       R"({"name":"x","resources":{},"securityContext":{"privileged":true,"runAsUser":5}})"},
      // The parts of an int-or-string are merged one by one.
      {R"({"name":"x","livenessProbe":{"httpGet":{"port":"http"}}})",
       R"({"livenessProbe":{"httpGet":{"port":80}}})",
       R"({"name":"x","resources":{},"livenessProbe":{"httpGet":{"port":"http"}}})"},
      {R"({"name":"x","livenessProbe":{"httpGet":{"port":8080}}})",
       R"({"livenessProbe":{"httpGet":{"port":80}}})",
       R"({"name":"x","resources":{},"livenessProbe":{"httpGet":{"port":80}}})"},
      {R"({"name":"x","livenessProbe":{"httpGet":{"port":8080}}})",
       R"({"livenessProbe":{"httpGet":{"port":"h"}}})",
       R"({"name":"x","resources":{},"livenessProbe":{"httpGet":{"port":"h"}}})"},
      {R"({"name":"x","livenessProbe":{"httpGet":{"port":8080}}})",
       R"({"livenessProbe":{"httpGet":{}}})",
       R"({"name":"x","resources":{},"livenessProbe":{"httpGet":{"port":8080}}})"},
  };
  for (const auto& c : cases) {
    INFO(c.below << " + " << c.above);
    CHECK(merged(k8s::kContainerType, c.below, c.above) == c.result);
  }
}

TEST_CASE("maps of strings are joined, an empty string overriding too", "[merge]") {
  CHECK(merged(k8s::kPodSpecType, R"({"nodeSelector":{"a":"1","c":"3"}})",
               R"({"nodeSelector":{"b":"2","c":""}})") ==
        R"({"containers":null,"nodeSelector":{"a":"1","b":"2","c":""}})");
}

TEST_CASE("an empty list laid over none leaves none", "[merge]") {
  CHECK(merged(k8s::kNodeSelectorType, "{}", R"({"nodeSelectorTerms":[]})") ==
        R"({"nodeSelectorTerms":null})");
  CHECK(merged(k8s::kNodeSelectorType, R"({"nodeSelectorTerms":[]})", "{}") ==
        R"({"nodeSelectorTerms":[]})");
}
