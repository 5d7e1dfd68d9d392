#include "tests/unit/manifest/built.hpp"

using namespace flytespark;

TEST_CASE("a build is the same bytes each time", "[build]") {
  Inputs inputs;
  CHECK(Built(inputs).manifest() == Built(inputs).manifest());
}

TEST_CASE("without pod templates the roles carry flat fields only", "[build]") {
  Inputs inputs;
  inputs.cluster = "";
  Built built(inputs);
  CHECK(built.at("/spec/sparkVersion") == "\"\"");
  CHECK(built.driver("/template") == "absent");
  CHECK(built.driver("/serviceAccount") == "\"spark\"");
  CHECK(built.executor("/serviceAccount") == "absent");
  CHECK(built.driver("/cores") == "1");
  CHECK(built.driver("/affinity") == "{}");
  CHECK(built.driver("/schedulerName") == "\"\"");
  CHECK(built.driver("/hostNetwork") == "false");
}

TEST_CASE("with pod templates each role has one, its container renamed and without arguments",
          "[build]") {
  Built built(Inputs{});
  CHECK(built.at("/spec/sparkVersion") == "\"3.0.0\"");
  CHECK(built.container("/name") == "\"spark-kubernetes-driver\"");
  CHECK(built.executor("/template/spec/containers/0/name") == "\"spark-kubernetes-executor\"");
  CHECK(built.container("/args") == "absent");
  CHECK(built.at("/spec/arguments") == R"(["a"])");
  CHECK(built.container("/resources") ==
        R"({"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1","memory":"1Gi"}})");
  CHECK(built.at("/spec/sparkConf/spark.kubernetes.driver.podTemplateContainerName") ==
        "\"spark-kubernetes-driver\"");
}

TEST_CASE("the switch enable-pod-template turns templates off", "[build]") {
  Inputs inputs;
  inputs.config = "plugins: {spark: {enable-pod-template: false}}";
  CHECK(Built(inputs).driver("/template") == "absent");
}

TEST_CASE("a pod spec of the task's own becomes the template as it is", "[build]") {
  Inputs inputs;
  inputs.custom = R"({"mainClass":"M","driverPod":{"podSpec":{"containers":[{"name":"d","Image":"X",
      "resources":{"limits":{"cpu":1.5,"memory":"1024Mi"}}}],"tolerations":[{"key":"a"}],"unknown":1}},
      "executorPod":{"podSpec":{}}})";
  Built built(inputs);
  CHECK(
      built.driver("/template") ==
      R"({"metadata":{},"spec":{"containers":[{"name":"d","image":"X","resources":{"limits":{"cpu":"1500m","memory":"1Gi"}}}],"tolerations":[{"key":"a"}],"enableServiceLinks":false}})");
  CHECK(built.executor("/template") ==
        R"({"metadata":{},"spec":{"containers":null,"enableServiceLinks":false}})");
  CHECK(built.at("/spec/mainApplicationFile") == "null");
}

TEST_CASE("a faulty pod spec of the task's own is an error with or without templates", "[build]") {
  for (const char* cluster : {"{}", R"({"pod_template_supported":true})"}) {
    Inputs inputs;
    inputs.cluster = cluster;
    inputs.custom = R"({"mainClass":"M","executorPod":{"podSpec":{"containers":[{"name":5}]}}})";
    Error error = Built(inputs).error();
    CHECK(error.path == "/custom/executorPod/podSpec/containers/0/name");
    CHECK(error.reference_code == "BadTaskSpecification");
    CHECK(error.message.find("Unable to unmarshal executor pod spec [") != std::string::npos);
  }
}

TEST_CASE("cores, memory and instances come from the final spark conf", "[build]") {
  const struct {
    const char* text;
    const char* cores;
  } cases[] = {{"2", "2"},       {"+2", "2"},     {"007", "7"},
               {"-1", "-1"},     {"0", "absent"}, {"2.5", "absent"},
               {" 2", "absent"}, {"", "absent"},  {"2147483648", "absent"},
               {"+-2", "absent"}};
  for (const auto& c : cases) {
    INFO(c.text);
    Inputs inputs;
    inputs.custom = R"({"mainClass":"M","sparkConf":{"spark.driver.cores":")" +
                    std::string(c.text) + R"(","spark.executor.instances":")" + c.text +
                    R"(","spark.executor.memory":"2g"}})";
    Built built(inputs);
    CHECK(built.driver("/cores") == c.cores);
    CHECK(built.executor("/instances") == c.cores);
    CHECK(built.executor("/memory") == "\"2g\"");
    CHECK(built.driver("/memory") == "absent");
  }
}

TEST_CASE("the application type falls back to Python", "[build]") {
  const struct {
    const char* type;
    const char* printed;
  } cases[] = {
      {"\"JAVA\"", "\"Java\""}, {"2", "\"Scala\""}, {"\"R\"", "\"R\""}, {"9", "\"Python\""}};
  for (const auto& c : cases) {
    Inputs inputs;
    inputs.custom = R"({"mainClass":"M","applicationType":)" + std::string(c.type) + "}";
    CHECK(Built(inputs).at("/spec/type") == c.printed);
  }
}

TEST_CASE("the batch scheduler follows its key, empty or not", "[build]") {
  Inputs inputs;
  inputs.custom = R"({"mainClass":"M","sparkConf":{"spark.batchScheduler":""}})";
  CHECK(Built(inputs).at("/spec/batchScheduler") == "\"\"");
  CHECK(Built(Inputs{}).at("/spec/batchScheduler") == "absent");
}

TEST_CASE("only the object's name is made a DNS name", "[build]") {
  Inputs inputs;
  inputs.generated_name = "Bad_Name";
  Built built(inputs);
  CHECK(built.at("/metadata/name") == "\"badname\"");
  CHECK(built.at("/spec/sparkConf/spark.kubernetes.executor.podNamePrefix") == "\"Bad_Name\"");
  inputs.generated_name = "___";
  CHECK(Built(inputs).at("/metadata/name") == "absent");
}

TEST_CASE("object metadata carries owner, finalizer and the union of labels and annotations",
          "[build]") {
  Inputs inputs;
  inputs.config = R"(plugins: {k8s: {inject-finalizer: true, default-labels: {l: '0', d: '1'}}})";
  inputs.execution = R"("labels":{"l":"1"},"annotations":{"a":"<"},
      "owner_reference":{"apiVersion":"v","kind":"K","name":"n","uid":"u","controller":true,"blockOwnerDeletion":false})";
  Built built(inputs);
  CHECK(
      built.at("/metadata") ==
      R"({"name":"gen-name-0","namespace":"ns","labels":{"d":"1","l":"1"},)"
      R"("annotations":{"a":"\u003c","cluster-autoscaler.kubernetes.io/safe-to-evict":"false"},)"
      R"("ownerReferences":[{"apiVersion":"v","kind":"K","name":"n","uid":"u","controller":true,"blockOwnerDeletion":false}],)"
      R"("finalizers":["flyte/flytek8s"]})");
  inputs.config = "plugins: {k8s: {disable-inject-owner-references: true}}";
  CHECK(Built(inputs).at("/metadata/ownerReferences") == "absent");
}

TEST_CASE("the service account is the security context's, the execution's, or spark", "[build]") {
  Inputs inputs;
  inputs.execution = R"("service_account":"sa")";
  CHECK(Built(inputs).driver("/serviceAccount") == "\"sa\"");
  CHECK(Built(inputs).pod("/serviceAccountName") == "\"sa\"");
  inputs.execution =
      R"("service_account":"sa","security_context":{"runAs":{"k8sServiceAccount":"ra"}})";
  CHECK(Built(inputs).driver("/serviceAccount") == "\"ra\"");
  CHECK(Built(inputs).pod("/serviceAccountName") == "\"sa\"");
  inputs.execution = R"("security_context":{"run_as":{"k8s_service_account":"ra"}})";
  CHECK(Built(inputs).driver("/serviceAccount") == "\"ra\"");
}

TEST_CASE("targets that are no pod are refused", "[build]") {
  Inputs inputs;
  inputs.task_template = R"("sql":{"statement":"select 1"})";
  CHECK(Built(inputs).error().message ==
        "[BadTaskSpecification] invalid TaskSpecification, unable to determine Pod configuration");
  inputs.task_template = R"("k8sPod":{})";
  CHECK(Built(inputs).error().path == "/k8sPod/podSpec");
  inputs.task_template =
      R"("k8sPod":{"podSpec":{"containers":[{"name":"x"}]}},"config":{"b":"2","a":"1"})";
  CHECK(Built(inputs).error().message ==
        "[BadTaskSpecification] invalid TaskSpecification, config missing [primary_container_name] "
        "key in [map[a:1 b:2]]");
  inputs.task_template =
      R"("k8sPod":{"podSpec":{"containers":[{"name":"x"}]}},"config":{"primary_container_name":"y"})";
  CHECK(Built(inputs).error().message ==
        "[BadTaskSpecification] invalid TaskSpecification, primary container [y] not defined");
}

TEST_CASE("a container needs override resources, before its own amounts are looked at", "[build]") {
  Inputs inputs;
  inputs.task_template = R"("container":{"resources":{"requests":[{"name":"CPU","value":"x"}]}})";
  inputs.overrides = "{}";
  Error error = Built(inputs).error();
  CHECK(error.path == "/overrides/resources");
  CHECK(error.document == "execution");
  inputs.overrides = R"({"resources":{}})";
  error = Built(inputs).error();
  CHECK(error.path == "/container/resources/requests/0/value");
  CHECK(error.reference_code.empty());
  CHECK(error.code == Code::kBuildFailed);
}

TEST_CASE("override resources can be taken from the template, as Flyte's executor does",
          "[build]") {
  Inputs inputs;
  inputs.overrides = R"({"resources_from_template":true})";
  inputs.task_template = R"("container":{"resources":{"limits":[{"name":"CPU","value":"2"}]}})";
  CHECK(Built(inputs).container("/resources/limits/cpu") == "\"2\"");
  inputs.task_template = R"("container":{"resources":{"limits":[{"name":"CPU","value":"x"}]}})";
  CHECK(Built(inputs).error().path == "/overrides/resources");
}

TEST_CASE("amounts of zero, unknown names and earlier repeats are dropped, bad ones are not",
          "[build]") {
  Inputs inputs;
  inputs.task_template =
      R"("container":{"resources":{"limits":[{"name":"CPU","value":"1"},{"name":"CPU","value":"3"},
      {"name":"CPU","value":"0"},{"name":"STORAGE","value":"5"},{"name":"EPHEMERAL_STORAGE","value":"1Gi"}]}})";
  CHECK(Built(inputs).container("/resources/limits") ==
        R"({"cpu":"3","ephemeral-storage":"1Gi","memory":"1Gi"})");
  inputs.task_template = R"("container":{"resources":{"limits":[{"name":"STORAGE","value":"x"}]}})";
  CHECK_FALSE(Built(inputs).has_manifest());
}
