#include "lib/k8s/decode.hpp"

#include "lib/base/json_reader.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/encode.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

struct Case {
  const char* in;
  const char* out;
};

std::string round_trip(const k8s::Type& type, std::string_view json) {
  Arena arena;
  auto document = read_json(json, arena);
  REQUIRE(document.has_value());
  auto value = k8s::decode(type, *document, "", arena);
  if (!value) return value.error().path + ": " + value.error().message;
  Buffer out;
  JsonWriter writer(out);
  k8s::encode(type, *value, writer);
  writer.finish();
  return std::string(out.view());
}

std::string pod_spec(std::string_view json) { return round_trip(k8s::kPodSpecType, json); }

}  // namespace

TEST_CASE("a pod spec comes back with Go's omissions and additions", "[decode]") {
  const Case cases[] = {
      {R"({})", R"({"containers":null})"},
      {R"({"containers":[]})", R"({"containers":[]})"},
      {R"({"containers":null})", R"({"containers":null})"},
      {R"({"containers":[{}]})", R"({"containers":[{"name":"","resources":{}}]})"},
      {R"({"containers":[null]})", R"({"containers":[{"name":"","resources":{}}]})"},
      // Zero values go, zero pointers stay.
      {R"({"hostNetwork":false,"nodeName":"","tolerations":[],"nodeSelector":{}})",
       R"({"containers":null})"},
      {R"({"priority":0,"enableServiceLinks":false,"securityContext":{}})",
       R"({"containers":null,"securityContext":{},"priority":0,"enableServiceLinks":false})"},
      {R"({"priority":null,"enableServiceLinks":null,"securityContext":null})",
       R"({"containers":null})"},
      // Unknown fields go; names match without regard to case, the Kelvin sign and long s included.
      {R"({"bogus":1,"HOSTNETWORK":true,"hostAlia\u017fes":[{"ip":"1"}]})",
       R"({"containers":null,"hostNetwork":true,"hostAliases":[{"ip":"1"}]})"},
      {R"({"to\u212aen":1,"imagePullSecrets":[{"name":"x"}]})",
       R"({"containers":null,"imagePullSecrets":[{"name":"x"}]})"},
      // Fields come in declaration order, map keys sorted.
      {R"({"nodeSelector":{"b":"1","a":"2"},"volumes":[{"emptyDir":{},"name":"v"}]})",
       R"({"volumes":[{"name":"v","emptyDir":{}}],"containers":null,"nodeSelector":{"a":"2","b":"1"}})"},
      {R"({"nodeSelector":{"a":null}})", R"({"containers":null,"nodeSelector":{"a":""}})"},
      {R"({"overhead":{"cpu":null,"memory":1024,"x":"1.5"}})",
       R"({"containers":null,"overhead":{"cpu":"0","memory":"1024","x":"1500m"}})"},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(pod_spec(c.in) == c.out);
  }
}

TEST_CASE("a second spelling of a name is decoded into what the first left", "[decode]") {
  CHECK(
      pod_spec(
          R"({"SecurityContext":{"runAsUser":1,"fsGroup":2},"securityContext":{"runAsUser":3}})") ==
      R"({"containers":null,"securityContext":{"runAsUser":3,"fsGroup":2}})");
  CHECK(pod_spec(R"({"NodeSelector":{"a":"1","b":"2"},"nodeSelector":{"b":"3"}})") ==
        R"({"containers":null,"nodeSelector":{"a":"1","b":"3"}})");
  CHECK(
      pod_spec(
          R"({"Containers":[{"name":"a","image":"i"},{"name":"b"}],"containers":[{"name":"c"}]})") ==
      R"({"containers":[{"name":"c","image":"i","resources":{}}]})");
}

TEST_CASE("int-or-string takes an int32 or a string", "[decode]") {
  auto port = [](std::string_view json) {
    return round_trip(k8s::kHTTPGetActionType, "{\"port\":" + std::string(json) + "}");
  };
  CHECK(port("80") == R"({"port":80})");
  CHECK(port("\"http\"") == R"({"port":"http"})");
  CHECK(port("null") == R"({"port":0})");
  CHECK(round_trip(k8s::kHTTPGetActionType, "{}") == R"({"port":0})");
  CHECK(port("3000000000") ==
        "/port: json: cannot unmarshal number 3000000000 into Go struct field HTTPGetAction.port "
        "of type int32");
  CHECK(
      port("[1]") ==
      "/port: json: cannot unmarshal array into Go struct field HTTPGetAction.port of type int32");
}

TEST_CASE("times are printed in UTC, to the second", "[decode]") {
  auto created = [](std::string_view json) {
    return round_trip(k8s::kObjectMetaType, "{\"creationTimestamp\":" + std::string(json) + "}");
  };
  CHECK(created("\"2024-02-29T01:02:03.5+01:00\"") ==
        R"({"creationTimestamp":"2024-02-29T00:02:03Z"})");
  CHECK(created("null") == "{}");
  CHECK(created("\"yesterday\"").starts_with("/creationTimestamp: parsing time \"yesterday\""));
  CHECK(created("1") ==
        "/creationTimestamp: json: cannot unmarshal number into Go struct field "
        "ObjectMeta.creationTimestamp of type string");
}

TEST_CASE("managed fields keep their JSON as it is", "[decode]") {
  CHECK(round_trip(k8s::kObjectMetaType,
                   R"({"managedFields":[{"fieldsV1":{"f:b":{},"f:a":1.50}}]})") ==
        R"({"managedFields":[{"fieldsV1":{"f:b":{},"f:a":1.50}}]})");
}

TEST_CASE("a wrong kind is Go's error, at its place", "[decode]") {
  const Case cases[] = {
      {R"({"containers":"x"})",
       "/containers: json: cannot unmarshal string into Go struct field PodSpec.containers of type "
       "[]v1.Container"},
      {R"({"containers":[{"env":[{"name":"A","value":5}]}]})",
       "/containers/0/env/0/value: json: cannot unmarshal number into Go struct field "
       "EnvVar.containers.env.value of "
       "type string"},
      {R"({"containers":[{"livenessProbe":{"httpGet":{"port":true}}}]})",
       "/containers/0/livenessProbe/httpGet/port: json: cannot unmarshal bool into Go struct field "
       "HTTPGetAction.containers.livenessProbe.ProbeHandler.httpGet.port of type int32"},
      {R"({"nodeSelector":{"a":1}})",
       "/nodeSelector/a: json: cannot unmarshal number into Go struct field PodSpec.nodeSelector "
       "of type string"},
      {R"({"nodeSelector":[]})",
       "/nodeSelector: json: cannot unmarshal array into Go struct field PodSpec.nodeSelector of "
       "type "
       "map[string]string"},
      {R"({"priority":3000000000})",
       "/priority: json: cannot unmarshal number 3000000000 into Go struct field PodSpec.priority "
       "of type int32"},
      {R"({"terminationGracePeriodSeconds":1.5})",
       "/terminationGracePeriodSeconds: json: cannot unmarshal number 1.5 into Go struct field "
       "PodSpec.terminationGracePeriodSeconds of type int64"},
      {R"({"hostNetwork":"true"})",
       "/hostNetwork: json: cannot unmarshal string into Go struct field PodSpec.hostNetwork of "
       "type bool"},
      {R"({"securityContext":{"runAsUser":"x"}})",
       "/securityContext/runAsUser: json: cannot unmarshal string into Go struct field "
       "PodSecurityContext.securityContext.runAsUser of type int64"},
      {R"({"securityContext":5})",
       "/securityContext: json: cannot unmarshal number into Go struct field "
       "PodSpec.securityContext of type "
       "v1.PodSecurityContext"},
      {R"("x")", ": json: cannot unmarshal string into Go value of type v1.PodSpec"},
  };
  for (const Case& c : cases) {
    INFO(c.in);
    CHECK(pod_spec(c.in) == c.out);
  }
}

TEST_CASE("the first fault is the result, but a bad quantity ends decoding at once", "[decode]") {
  CHECK(pod_spec(R"({"nodeName":1,"hostname":2})").starts_with("/nodeName: "));
  CHECK(pod_spec(R"({"nodeName":1,"overhead":{"cpu":"x"},"hostname":2})") ==
        "/overhead/cpu: quantities must match the regular expression "
        "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}
