#include "lib/context/config_value.hpp"

#include <string>
#include <vector>

#include "lib/base/yaml_reader.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/quantity.hpp"
#include "tests/unit/context/loaded_config.hpp"

using namespace flytespark;

namespace {

struct Read {
  std::string json;
  Error error;
  std::vector<std::string> warnings;
};

Read read(const k8s::Type& type, std::string_view yaml) {
  INFO(yaml);
  Arena arena;
  auto document = read_yaml(yaml, arena);
  REQUIRE(document.has_value());
  Read read;
  LogSink log{
      [](void* user, LogLevel, std::string_view message, std::string_view fields) {
        static_cast<Read*>(user)->warnings.push_back(std::string(message) + std::string(fields));
      },
      &read};
  auto value = read_config_value(type, *document, Place(), ConfigScope{arena, log});
  if (value) {
    read.json = json_of(type, *value);
  } else {
    read.error = value.error();
  }
  return read;
}

std::string container(std::string_view yaml) { return read(k8s::kContainerType, yaml).json; }

struct Case {
  std::string_view yaml;
  std::string_view json;
};

}  // namespace

TEST_CASE("typed values are read weakly", "[config]") {
  constexpr Case kCases[] = {
      {"{name: 5}", R"({"name":"5","resources":{}})"},
      {"{name: 1e21}", R"({"name":"1000000000000000000000","resources":{}})"},
      {"{name: true}", R"({"name":"1","resources":{}})"},
      {"{NAME: c}", R"({"name":"c","resources":{}})"},
      {"{name: c, Name: d}", R"({"name":"d","resources":{}})"},
      {"{name: c, stdin: 'true', tty: 1}",
       R"({"name":"c","resources":{},"stdin":true,"tty":true})"},
      {"{name: c, args: 'a,b, c'}", R"({"name":"c","args":["a","b"," c"],"resources":{}})"},
      {"{name: c, args: 5}", R"({"name":"c","args":["5"],"resources":{}})"},
      {"{name: c, args: [1, ~, 'a,b']}", R"({"name":"c","args":["1","","a,b"],"resources":{}})"},
      {"{name: c, securityContext: {capabilities: {add: 'A,B', drop: ''}}}",
       R"({"name":"c","resources":{},"securityContext":{"capabilities":{"add":["A,B"],"drop":[""]}}})"},
      {"{name: c, args: ''}", R"({"name":"c","resources":{}})"},
      {"{name: c, env: {name: a, value: 1.50}}",
       R"({"name":"c","env":[{"name":"a","value":"1.5"}],"resources":{}})"},
      {"{name: c, env: [~]}", R"({"name":"c","env":[{"name":""}],"resources":{}})"},
      {"{name: c, ports: [{containerPort: '0x50'}, {containerPort: 8.9}]}",
       R"({"name":"c","ports":[{"containerPort":80},{"containerPort":8}],"resources":{}})"},
      {"{name: c, securityContext: {}}", R"({"name":"c","resources":{},"securityContext":{}})"},
      {"{name: c, securityContext: {runAsUser: 0, privileged: 'f'}}",
       R"({"name":"c","resources":{},"securityContext":{"privileged":false,"runAsUser":0}})"},
      {"{name: c, securityContext: ~, resources: ~}", R"({"name":"c","resources":{}})"},
      {"{name: c, lifecycle: {preStop: {httpGet: {port: 5}}, postStart: {httpGet: {port: '5'}}}}",
       R"({"name":"c","resources":{},"lifecycle":{"postStart":{"httpGet":{"port":"5"}},)"
       R"("preStop":{"httpGet":{"port":5}}}})"},
  };
  for (const Case& c : kCases) {
    INFO(c.yaml);
    CHECK(container(c.yaml) == c.json);
  }
}

TEST_CASE("quantities keep their text, and numbers go by their shortest decimal", "[config]") {
  auto limits = [](std::string_view yaml) {
    return read(k8s::kResourceRequirementsType, "{limits: " + std::string(yaml) + "}").json;
  };
  CHECK(limits("{cpu: 1e3}") == R"({"limits":{"cpu":"1k"}})");
  CHECK(limits("{cpu: '1e3'}") == R"({"limits":{"cpu":"1e3"}})");
  CHECK(limits("{cpu: '+5'}") == R"({"limits":{"cpu":"+5"}})");
  CHECK(limits("{cpu: +5}") == R"({"limits":{"cpu":"5"}})");
  CHECK(limits("{cpu: ' 1024Mi '}") == R"({"limits":{"cpu":"1Gi"}})");
  CHECK(limits("{cpu: 1e21}") == R"({"limits":{"cpu":"1e+21"}})");
  CHECK(limits("{cpu: 1e-7}") == R"({"limits":{"cpu":"100e-9"}})");
  CHECK(limits("{cpu: 0.5}") == R"({"limits":{"cpu":"500m"}})");
  CHECK(limits("{cpu: ~}") == R"({"limits":{"cpu":"0"}})");
  CHECK(limits("[{b: 1}, {a: 2}, {b: 3}]") == R"({"limits":{"a":"2","b":"3"}})");
  CHECK(limits("{}") == "{}");
}

TEST_CASE("times and raw JSON are read as in every document", "[config]") {
  Read meta = read(k8s::kObjectMetaType,
                   "{creationTimestamp: 2020-01-02T03:04:05+01:00, managedFields: [{fieldsV1: {f: "
                   "{}}}]}");
  CHECK(meta.json ==
        R"({"creationTimestamp":"2020-01-02T02:04:05Z","managedFields":[{"fieldsV1":{"f":{}}}]})");
}

TEST_CASE("fields of embedded structs are not read, and warned of", "[config]") {
  Read volume = read(k8s::kVolumeType, "{name: v, emptyDir: {medium: Memory}}");
  CHECK(volume.json == R"({"name":"v"})");
  REQUIRE(volume.warnings.size() == 1);
  CHECK(volume.warnings[0] ==
        "key ignored: Flyte's configuration does not read fields that a type embeds"
        R"({"document":"config","path":"/emptyDir"})");
  CHECK(read(k8s::kVolumeType, "{nope: 1}").warnings[0] ==
        R"(unknown key, ignored{"document":"config","path":"/nope"})");

  CHECK(read(k8s::kConfigMapEnvSourceType, "{name: x, optional: true}").json ==
        R"({"optional":true})");
  CHECK(read(k8s::kProbeType, "{httpGet: {port: 5}, periodSeconds: 3}").json ==
        R"({"periodSeconds":3})");
  CHECK(read(k8s::kEphemeralContainerType, "{name: e, targetContainerName: t}").json ==
        R"({"name":"","resources":{},"targetContainerName":"t"})");
  CHECK(read(k8s::kPodTemplateType, "{kind: K, apiVersion: V}").json ==
        R"({"metadata":{},"template":{"metadata":{},"spec":{"containers":null}}})");
}

TEST_CASE("a typed value that cannot be read is an error with its pointer", "[config]") {
  struct Fault {
    const k8s::Type& type;
    std::string_view yaml;
    std::string_view path;
    std::string_view message;
  };
  const Fault kFaults[] = {
      {k8s::kContainerType, "x", "", "expected a map (v1.Container), found the text \"x\""},
      {k8s::kContainerType, "[{}]", "", "expected a map (v1.Container), found a list"},
      {k8s::kContainerType, "{image: [a]}", "/image", "expected a text, found a list"},
      {k8s::kContainerType, "{stdin: yes}", "/stdin",
       "expected true or false, found the text \"yes\""},
      {k8s::kContainerType, "{args: [[a]]}", "/args/0", "expected a text, found a list"},
      {k8s::kContainerType, "{env: a}", "/env", "expected a map (v1.EnvVar), found the text \"a\""},
      {k8s::kContainerType, "{ports: [{}, {containerPort: x}]}", "/ports/1/containerPort",
       "expected an integer of 32 bits, found the text \"x\""},
      {k8s::kContainerType, "{ports: {containerPort: 3000000000}}", "/ports/containerPort",
       "expected an integer of 32 bits, found the number 3000000000"},
      {k8s::kContainerType, "{securityContext: {runAsUser: []}}", "/securityContext/runAsUser",
       "expected an integer, found a list"},
      {k8s::kContainerType, "{resources: {limits: {a/b: x}}}", "/resources/limits/a~1b",
       "expected a quantity such as 500m or 2Gi, found the text \"x\""},
      {k8s::kContainerType, "{resources: {limits: {a: true}}}", "/resources/limits/a",
       "expected a quantity such as 500m or 2Gi, found true"},
      {k8s::kContainerType, "{resources: {limits: {a: .inf}}}", "/resources/limits/a",
       "expected a quantity such as 500m or 2Gi, found the number +Inf"},
      {k8s::kContainerType, "{resources: {limits: 5}}", "/resources/limits",
       "expected a map or a list of maps, found the number 5"},
      {k8s::kHTTPGetActionType, "{port: 5.5}", "/port",
       "expected an integer of 32 bits or a text, found the number 5.5"},
      {k8s::kHTTPGetActionType, "{port: true}", "/port",
       "expected an integer of 32 bits or a text, found true"},
      {k8s::kObjectMetaType, "{creationTimestamp: x}", "/creationTimestamp",
       "expected a time such as 2024-01-02T03:04:05Z, found the text \"x\""},
  };
  for (const Fault& fault : kFaults) {
    INFO(fault.yaml);
    Error error = read(fault.type, fault.yaml).error;
    CHECK(error.code == Code::kInvalidConfig);
    CHECK(error.path == fault.path);
    CHECK(error.message == fault.message);
  }
}
