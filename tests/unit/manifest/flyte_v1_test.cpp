// What the line of Flyte 1.16 builds otherwise: each difference on both lines.
#include <string>
#include <string_view>

#include "tests/unit/manifest/built.hpp"

using namespace flytespark;

namespace {

// `k8s` are keys of plugins.k8s, as flow YAML.
Inputs with_k8s(std::string_view k8s) {
  Inputs inputs;
  inputs.config = "plugins: {k8s: {" + std::string(k8s) + "}}";
  return inputs;
}

std::string of_line(std::string_view line, Inputs inputs, std::string_view pointer) {
  std::string profile = "flytespark: {profile: " + std::string(line) + "}";
  if (inputs.config.empty()) {
    inputs.config = "plugins: {" + profile + "}";
  } else {
    REQUIRE(inputs.config.starts_with("plugins: {"));
    inputs.config.insert(10, profile + ", ");
  }
  Built built(inputs);
  return built.has_manifest() ? built.at(pointer) : built.error().message;
}

std::string v1(const Inputs& inputs, std::string_view pointer) {
  return of_line("flyte-v1", inputs, pointer);
}

std::string v2(const Inputs& inputs, std::string_view pointer) {
  return of_line("flyte-v2", inputs, pointer);
}

struct Difference {
  std::string_view pointer;
  std::string_view newer;
  std::string_view older;
};

void check(const Inputs& inputs, const Difference& difference) {
  INFO(difference.pointer);
  CHECK(v2(inputs, difference.pointer) == difference.newer);
  CHECK(v1(inputs, difference.pointer) == difference.older);
}

Inputs accelerated(std::string_view k8s, std::string_view device = "A100") {
  Inputs inputs = with_k8s(k8s);
  inputs.task_template =
      R"("container":{"image":"i","resources":{"limits":[{"name":"GPU","value":"1"}]}},)"
      R"("extendedResources":{"gpuAccelerator":{"device":")" +
      std::string(device) + R"("}})";
  return inputs;
}

}  // namespace

TEST_CASE("v1: the application names its mode and has no pod templates", "[v1]") {
  check({}, {"/spec/mode", "absent", "\"cluster\""});
  check({}, {"/spec/sparkVersion", "\"3.0.0\"", "\"\""});
  CHECK(v1({}, "/spec/driver/template") == "absent");
  CHECK(v1({}, "/spec/sparkConf/spark.kubernetes.driver.podTemplateContainerName") == "absent");
}

TEST_CASE("v1: both roles have the service account, also without a pod template", "[v1]") {
  Inputs inputs;
  inputs.cluster = "";
  check(inputs, {"/spec/executor/serviceAccount", "absent", "\"spark\""});
}

TEST_CASE("v1: the primary container's security context and the pod's priority reach the roles",
          "[v1]") {
  Inputs inputs = with_k8s("default-security-context: {runAsUser: 7}");
  inputs.task_template = R"("k8sPod":{"podSpec":{"priorityClassName":"high",)"
                         R"("containers":[{"name":"c","image":"i"}]}},)"
                         R"("config":{"primary_container_name":"c"})";
  for (std::string_view role : {"driver", "executor"}) {
    std::string at = "/spec/" + std::string(role);
    check(inputs, {at + "/securityContext", "absent", R"({"runAsUser":7})"});
    check(inputs, {at + "/priorityClassName", "absent", "\"high\""});
  }
}

TEST_CASE("v1: the environment has neither the pod's name nor the older names of the task",
          "[v1]") {
  Inputs inputs;
  inputs.cluster = "";
  inputs.execution =
      R"("id":{"taskId":{"name":"t"},"nodeExecutionId":{"executionId":{"name":"e"}}})";
  CHECK_THAT(v2(inputs, "/spec/driver/env"), Catch::Contains("\"_F_PN\""));
  CHECK_THAT(v2(inputs, "/spec/driver/env"), Catch::Contains("\"FLYTE_INTERNAL_NAME\""));
  std::string older = v1(inputs, "/spec/driver/env");
  CHECK_THAT(older, !Catch::Contains("_F_PN"));
  CHECK_THAT(older, !Catch::Contains("\"FLYTE_INTERNAL_NAME\""));
  CHECK_THAT(older, Catch::Contains(R"({"name":"FLYTE_INTERNAL_TASK_NAME","value":"t"})"));
}

TEST_CASE("v1: the limits of literal offloading stand before the execution's variables", "[v1]") {
  Inputs inputs;
  inputs.execution = R"("environment":{"A":"1"})";
  auto first_two = [&](std::string_view offloading) {
    Inputs with = inputs;
    with.config =
        "plugins: {}\npropeller: {literal-offloading-config: {" + std::string(offloading) + "}}";
    return v1(with, "/spec/driver/env/0/name") + v1(with, "/spec/driver/env/1/name") +
           v2(with, "/spec/driver/env/0/name");
  };
  CHECK(first_two("enabled: false") == R"("A""FLYTE_MAX_ATTEMPTS""A")");
  CHECK(first_two("enabled: true") == R"("_F_L_MIN_SIZE_MB""_F_L_MAX_SIZE_MB""A")");
  CHECK(first_two("enabled: true, min-size-in-mb-for-offloading: 0") ==
        R"("_F_L_MAX_SIZE_MB""A""A")");
  CHECK(first_two("enabled: true, max-size-in-mb-for-offloading: -1") ==
        R"("_F_L_MIN_SIZE_MB""A""A")");
}

TEST_CASE("v1: driverPod is laid over the driver's pod", "[v1]") {
  Inputs inputs = with_k8s("default-node-selector: {a: d, b: d}");
  inputs.task_template = R"("k8sPod":{"podSpec":{"containers":[{"name":"c","image":"i"},)"
                         R"({"name":"side","image":"s"}]}},)"
                         R"("config":{"primary_container_name":"c"})";
  inputs.custom = R"({"mainClass":"M","driverPod":{"primaryContainerName":"side","podSpec":{)"
                  R"("nodeSelector":{"b":"own"},"containers":[{"name":"side","image":"mine"},)"
                  R"({"name":"stranger","image":"x"}]}}})";
  check(inputs, {"/spec/driver/image", "\"i\"", "\"mine\""});
  check(inputs, {"/spec/driver/nodeSelector", R"({"a":"d","b":"d"})", R"({"a":"d","b":"own"})"});
  check(inputs, {"/spec/executor/image", "\"i\"", "\"i\""});
}

TEST_CASE("v1: a primary container that no pod has is an error", "[v1]") {
  for (std::string_view role : {"driverPod", "executorPod"}) {
    Inputs inputs;
    inputs.config = "plugins: {flytespark: {profile: flyte-v1}}";
    inputs.custom =
        R"({"mainClass":"M",")" + std::string(role) + R"(":{"primaryContainerName":"elsewhere"}})";
    Error error = Built(inputs).error();
    CHECK(error.message ==
          "[BadTaskSpecification] invalid TaskSpecification, container [elsewhere] not defined");
    CHECK(error.path == "/custom/" + std::string(role) + "/primaryContainerName");
  }
}

TEST_CASE("v1: labels and annotations of pod, template and role reach the role", "[v1]") {
  Inputs inputs =
      with_k8s("default-labels: {l: default, d: default}, default-pod-template-name: t");
  inputs.task_template =
      R"("k8sPod":{"metadata":{"labels":{"l":"pod","p":"pod"},"annotations":{"an":"pod"}},)"
      R"("podSpec":{"containers":[{"name":"c","image":"i"}]}},)"
      R"("config":{"primary_container_name":"c"},)"
      R"("metadata":{"metadata":{"labels":{"l":"task","t":"task"}}})";
  inputs.execution = R"("labels":{"e":"execution","p":"execution"})";
  inputs.cluster = R"({"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},"template":{)"
                   R"("metadata":{"labels":{"l":"template","m":"template","n":""}}}}]})";
  inputs.custom = R"({"mainClass":"M","driverPod":{"metadata":{"labels":{"e":"own"}}}})";
  check(inputs,
        {"/spec/driver/labels", R"({"d":"default","e":"execution","l":"default","p":"execution"})",
         R"({"d":"default","e":"own","l":"pod","m":"template","n":"","p":"execution"})"});
  check(
      inputs,
      {"/spec/executor/labels", R"({"d":"default","e":"execution","l":"default","p":"execution"})",
       R"({"d":"default","e":"execution","l":"pod","m":"template","n":"","p":"execution"})"});
  check(inputs,
        {"/metadata/labels", R"({"d":"default","e":"execution","l":"default","p":"execution"})",
         R"({"d":"default","e":"execution","l":"task","p":"execution","t":"task"})"});
  CHECK_THAT(v1(inputs, "/spec/driver/annotations"), Catch::Contains(R"("an":"pod")"));
}

TEST_CASE("v1: an override's pod brings its own labels along", "[v1]") {
  Inputs inputs;
  inputs.overrides =
      R"({"resources":{},"pod_template":{"metadata":{"labels":{"o":"1"}},"primaryContainerName":"c",)"
      R"("podSpec":{"containers":[{"name":"c","image":"i"}]}}})";
  inputs.execution = R"("labels":{})";
  check(inputs, {"/spec/driver/labels", "absent", R"({"o":"1"})"});
}

TEST_CASE("v1: the task's secrets and who runs it are written here", "[v1]") {
  Inputs inputs;
  inputs.execution = R"("security_context":{"runAs":{"executionIdentity":"U@@x.io-"}})";
  inputs.task_template += R"(,"securityContext":{"secrets":[{"group":"g","key":"k"},)"
                          R"({"group":"g\"\u00e9","groupVersion":"v","key":"k",)"
                          R"("mountRequirement":"FILE","envVar":"X"},{}]})";
  check(inputs, {"/metadata/labels", "absent",
                 R"({"execution-identity":"u-x-io","inject-flyte-secrets":"true"})"});
  CHECK(v1(inputs, "/spec/driver/labels") == v1(inputs, "/metadata/labels"));
  check(inputs, {"/spec/driver/annotations/flyte.secrets~1s0", "absent",
                 "\"m4zg54lqhiqcezzcbjvwk5j1eargwiqk\""});
  check(
      inputs,
      {"/metadata/annotations/flyte.secrets~1s1", "absent",
       "\"m4zg54lqhiqcez13ejodgmbtlqzdkmjcbjtxe22vobpxmzlsonuw52r1earhmiqknnsxsoraejvsectnn41w34c6"
       "ojsxc4ljojsw1zlooq4carsjjrcquzloozpxmylshiqcewbcbi\""});
  CHECK(v1(inputs, "/metadata/annotations/flyte.secrets~1s2") == "\"\"");
}

TEST_CASE("v1: a secret that cannot be told is an error of the template", "[v1]") {
  Inputs inputs;
  inputs.config = "plugins: {flytespark: {profile: flyte-v1}}";
  inputs.task_template += R"(,"securityContext":{"secrets":[{"mountRequirement":7}]})";
  Error error = Built(inputs).error();
  CHECK(error.message == "invalid mount requirement [7]");
  CHECK(error.path == "/securityContext/secrets/0");
  inputs.task_template.replace(inputs.task_template.find(R"("mountRequirement":7)"), 20,
                               R"("key":")" + std::string(170'000, 'k') + "\"");
  CHECK(Built(inputs).error().message == "secret descriptor cannot exceed [262144]");
}

TEST_CASE("v1: the owner stays, the finalizer is called otherwise, long names keep more", "[v1]") {
  Inputs inputs = with_k8s("disable-inject-owner-references: true, inject-finalizer: true");
  inputs.execution = R"("owner_reference":{"apiVersion":"v1","kind":"K","name":"n","uid":"u"})";
  check(inputs, {"/metadata/ownerReferences/0/name", "absent", "\"n\""});
  check(inputs,
        {"/metadata/finalizers", R"(["flyte/flytek8s"])", R"(["flyte.org/finalizer-k8s"])"});
  inputs.generated_name = std::string(300, 'a');
  CHECK(v2(inputs, "/metadata/name").size() == 222 + 9 + 2);
  CHECK(v1(inputs, "/metadata/name").size() == 232 + 9 + 2);
}

TEST_CASE("v1: scheduling is applied once, and nothing is left out as a repetition", "[v1]") {
  Inputs inputs = with_k8s(
      "default-affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
      "{nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}, "
      "{matchExpressions: [{key: b, operator: Exists}]}]}}}, "
      "non-interruptible-node-selector-requirement: {key: a, operator: Exists}");
  const std::string terms =
      "/spec/driver/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/"
      "nodeSelectorTerms";
  const std::string a = R"({"key":"a","operator":"Exists"})";
  const std::string b = R"({"key":"b","operator":"Exists"})";
  auto term = [](const std::string& x, const std::string& y) {
    return R"({"matchExpressions":[)" + x + "," + y + "]}";
  };
  CHECK(v2(inputs, terms) == "[" + term(a, b) + "," + term(b, a) + "]");
  CHECK(v1(inputs, terms) == "[" + term(a, a) + "," + term(b, a) + "]");
}

TEST_CASE("v1: devices keep their names and classes do not exist", "[v1]") {
  check(accelerated("default-labels: {}"),
        {"/spec/driver/tolerations/0/value", "\"nvidia-tesla-a100\"", "\"A100\""});
  const std::string repeated =
      "default-tolerations: [{key: k8s.amazonaws.com/accelerator, operator: Equal, value: X1, "
      "effect: NoSchedule}]";
  check(accelerated(repeated, "X1"),
        {"/spec/driver/tolerations/1", "absent",
         R"({"key":"k8s.amazonaws.com/accelerator","operator":"Equal",)"
         R"("value":"X1","effect":"NoSchedule"})"});
  // The IDL's GPU is NVIDIA's, whatever the configuration calls its own.
  Inputs other = accelerated("gpu-resource-name: xpu.com/gpu", "X1");
  CHECK(v2(other, "/spec/driver/tolerations/0/value") == "\"X1\"");
  CHECK(v1(other, "/spec/driver/tolerations") == "absent");
}

TEST_CASE("v1: a pod template's resources count before the defaults, and for tolerations", "[v1]") {
  Inputs inputs =
      with_k8s("default-pod-template-name: t, resource-tolerations: {x.io/y: [{key: wanted}]}");
  auto with_container = [&](std::string_view name) {
    Inputs with = inputs;
    with.cluster = R"({"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},"template":)"
                   R"({"spec":{"containers":[{"name":")" +
                   std::string(name) + R"(","resources":{"limits":{"x.io/y":"1"}}}]}}}]})";
    return with;
  };
  for (std::string_view name : {"default", "primary", "gen-name-0"}) {
    INFO(name);
    check(with_container(name), {"/spec/driver/tolerations", "absent", R"([{"key":"wanted"}])"});
  }
  check(with_container("other"), {"/spec/driver/tolerations", "absent", "absent"});
}

TEST_CASE("v1: a template's container named as the primary one is not merged into it", "[v1]") {
  Inputs inputs = with_k8s("default-pod-template-name: t");
  inputs.cluster = R"({"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},"template":)"
                   R"({"spec":{"containers":[{"name":"gen-name-0","env":[{"name":"X"}]}]}}}]})";
  check(inputs, {"/spec/driver/env/0/name", "\"X\"", "\"FLYTE_MAX_ATTEMPTS\""});
}

TEST_CASE("v1: a pod template that does not exist is told before any other fault", "[v1]") {
  Inputs inputs;
  inputs.task_template = R"("k8sPod":{"podSpec":{}},"config":{"primary_container_name":"c"},)"
                         R"("metadata":{"podTemplateName":"none"})";
  CHECK_THAT(v1(inputs, ""), Catch::Contains("PodTemplate 'none' does not exist"));
  CHECK_THAT(v2(inputs, ""), !Catch::Contains("PodTemplate"));
}

TEST_CASE("v1: a custom document that cannot be read is told in other words", "[v1]") {
  Inputs inputs;
  inputs.custom = "";
  CHECK_THAT(v1(inputs, ""), Catch::EndsWith("caused by: nil Struct object passed"));
  CHECK_THAT(v2(inputs, ""), Catch::EndsWith("caused by: nil Struct Object passed"));
  inputs.custom = R"({"applicationType":"PERL"})";
  CHECK_THAT(v1(inputs, ""),
             Catch::EndsWith("caused by: Failed to unmarshal json obj into proto: unknown value "
                             "\"\\\"PERL\\\"\" for enum flyteidl.plugins.SparkApplication.Type"));
  inputs.custom = R"({"mainClass":"M","driverPod":{"dataConfig":{"format":"XML"}}})";
  CHECK_THAT(v2(inputs, ""),
             Catch::EndsWith("for enum flyteidl2.core.DataLoadingConfig.LiteralMapFormat"));
}

TEST_CASE("v1: a co-pilot without stow is no error", "[v1]") {
  Inputs inputs;
  inputs.config = "plugins: {}\nstorage: {stow: {kind: \"\"}}";
  inputs.task_template =
      R"("container":{"image":"i","dataConfig":{"enabled":true}},)"
      R"("interface":{"inputs":{"variables":{"x":{"type":{"simple":"STRING"}}}}})";
  check(inputs, {"/kind", "no stow.config or stow.kind specified", "\"SparkApplication\""});
}
