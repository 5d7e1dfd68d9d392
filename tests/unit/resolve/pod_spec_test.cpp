#include "tests/unit/manifest/built.hpp"

using namespace flytespark;

namespace {

Inputs with_config(std::string config) {
  Inputs inputs;
  inputs.config = std::move(config);
  return inputs;
}

// A pod target whose containers are called main and side.
Inputs with_pod(std::string main = "", std::string side = "") {
  Inputs inputs;
  inputs.task_template =
      R"("config":{"primary_container_name":"main"},"k8sPod":{"podSpec":{"containers":[{"name":"main")" +
      main + R"(},{"name":"side")" + side + "}]}}";
  return inputs;
}

constexpr const char* kRequired =
    "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";

}  // namespace

TEST_CASE("every container gets Flyte's environment in order, repeats and all", "[environment]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {default-env-vars: [{B: 2}, {A: ''}], default-env-vars-from-env: [{H: HOST}, "
      "{G: GONE}]}}");
  inputs.cluster = R"({"pod_template_supported":true,"host_environment":{"HOST":"h"}})";
  inputs.task_template =
      R"("config":{"link_type":""},"container":{"env":[{"key":"E1","value":"v1"},{"key":"E0"}]})";
  inputs.execution =
      R"("environment":{"Z":"1","E1":"again"},"console_url":"http://c//","workflow_id":"wf",
      "unique_node_id":"un","id":{"taskId":{"project":"tp","domain":"td","name":"tn","version":"tv"},
      "nodeExecutionId":{"executionId":{"project":"p","domain":"d","name":"e"}},"retryAttempt":2})";
  CHECK(
      Built(inputs).container("/env") ==
      R"([{"name":"E1","value":"v1"},{"name":"E0"},{"name":"FLYTE_INTERNAL_EXECUTION_WORKFLOW","value":"wf"},)"
      R"({"name":"FLYTE_INTERNAL_EXECUTION_ID","value":"e"},{"name":"FLYTE_INTERNAL_EXECUTION_PROJECT","value":"p"},)"
      R"({"name":"FLYTE_INTERNAL_EXECUTION_DOMAIN","value":"d"},)"
      R"({"name":"_F_PN","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}},{"name":"FLYTE_ATTEMPT_NUMBER","value":"2"},)"
      R"({"name":"FLYTE_EXECUTION_URL","value":"http://c/projects/p/domains/d/executions/e/nodeId/un/nodes"},)"
      R"({"name":"FLYTE_INTERNAL_TASK_PROJECT","value":"tp"},{"name":"FLYTE_INTERNAL_TASK_DOMAIN","value":"td"},)"
      R"({"name":"FLYTE_INTERNAL_TASK_NAME","value":"tn"},{"name":"FLYTE_INTERNAL_TASK_VERSION","value":"tv"},)"
      R"({"name":"FLYTE_INTERNAL_PROJECT","value":"tp"},{"name":"FLYTE_INTERNAL_DOMAIN","value":"td"},)"
      R"({"name":"FLYTE_INTERNAL_NAME","value":"tn"},{"name":"FLYTE_INTERNAL_VERSION","value":"tv"},)"
      R"({"name":"E1","value":"again"},{"name":"Z","value":"1"},{"name":"A"},{"name":"B","value":"2"},{"name":"G"},{"name":"H","value":"h"}])");
}

TEST_CASE("without a known execution only the configured variables are added", "[environment]") {
  Inputs inputs;
  inputs.execution =
      R"("id":{"taskId":{"name":"t"},"nodeExecutionId":{"nodeId":"n"}},"environment":{"A":"1"})";
  CHECK(Built(inputs).container("/env") == R"([{"name":"A","value":"1"}])");
  CHECK(Built(inputs).driver("/env") ==
        R"([{"name":"A","value":"1"},{"name":"FLYTE_MAX_ATTEMPTS","value":"3"}])");
}

TEST_CASE("secrets come before config maps in envFrom, all optional", "[environment]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {default-env-from-configmaps: [c], default-env-from-secrets: s}}");
  CHECK(
      Built(inputs).container("/envFrom") ==
      R"([{"secretRef":{"name":"s","optional":true}},{"configMapRef":{"name":"c","optional":true}}])");
}

TEST_CASE("the primary container's amounts are overridden, filled and clamped", "[resources]") {
  const struct {
    const char* own;
    const char* overrides;
    const char* platform;
    const char* result;
  } cases[] = {
      {"{}", "{}", "{}",
       R"({"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1","memory":"1Gi"}})"},
      // A request without a limit is the limit, and the other way about.
      {R"({"requests":{"cpu":"2"},"limits":{"memory":"3Gi"}})", "{}", "{}",
       R"({"limits":{"cpu":"2","memory":"3Gi"},"requests":{"cpu":"2","memory":"3Gi"}})"},
      {R"({"requests":{"cpu":"2"}})", R"({"requests":{"cpu":"4"}})", "{}",
       R"({"limits":{"cpu":"4","memory":"1Gi"},"requests":{"cpu":"4","memory":"1Gi"}})"},
      {R"({"requests":{"cpu":"5"},"limits":{"cpu":"4"}})", "{}", "{}",
       R"({"limits":{"cpu":"4","memory":"1Gi"},"requests":{"cpu":"4","memory":"1Gi"}})"},
      {R"({"limits":{"cpu":"8"}})", "{}",
       R"({"limits":{"cpu":"2000m"},"requests":{"cpu":"1","memory":"2Gi"}})",
       R"({"limits":{"cpu":"2","memory":"2Gi"},"requests":{"cpu":"2","memory":"2Gi"}})"},
      // A platform limit of zero bounds nothing.
      {R"({"limits":{"cpu":"8"}})", "{}", R"({"limits":{"cpu":"0"}})",
       R"({"limits":{"cpu":"8","memory":"1Gi"},"requests":{"cpu":"8","memory":"1Gi"}})"},
      {R"({"limits":{"ephemeral-storage":"1Gi","x.com/y":"3"}})", "{}", "{}",
       R"({"limits":{"cpu":"1","ephemeral-storage":"1Gi","memory":"1Gi","x.com/y":"3"},)"
       R"("requests":{"cpu":"1","ephemeral-storage":"1Gi","memory":"1Gi"}})"},
      // `gpu` is what an accelerator is called before its name on the node is known.
      {R"({"limits":{"gpu":"2","nvidia.com/gpu":"1"}})", R"({"requests":{"gpu":"1"}})", "{}",
       R"({"limits":{"cpu":"1","memory":"1Gi","nvidia.com/gpu":"2"},"requests":{"cpu":"1","memory":"1Gi","nvidia.com/gpu":"1"}})"},
      {R"({"claims":[{"name":"c"}]})", "{}", "{}",
       R"({"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1","memory":"1Gi"},"claims":[{"name":"c"}]})"},
  };
  for (const auto& c : cases) {
    INFO(c.own << " " << c.overrides << " " << c.platform);
    Inputs inputs = with_pod(R"(,"resources":)" + std::string(c.own));
    inputs.overrides = R"({"resources":)" + std::string(c.overrides) + "}";
    inputs.execution = R"("platform_resources":)" + std::string(c.platform);
    CHECK(Built(inputs).container("/resources") == c.result);
  }
}

TEST_CASE("other containers are only kept in range, and get explicit zeros", "[resources]") {
  Inputs inputs = with_pod("", R"(,"resources":{"requests":{"cpu":"5"}})");
  inputs.execution = R"("platform_resources":{"limits":{"cpu":"2"}})";
  CHECK(Built(inputs).pod("/containers/1/resources") ==
        R"({"limits":{"cpu":"0","memory":"0"},"requests":{"cpu":"2","memory":"0"}})");
}

TEST_CASE("tolerations: resources ascending, interruptible, default, the pod's own",
          "[scheduling]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {resource-tolerations: {memory: {key: m}, cpu: [{key: c}], x: [{key: x}]}, "
      "interruptible-tolerations: [{key: i}], default-tolerations: [{key: d}]}}");
  inputs.task_template =
      R"("config":{"primary_container_name":"m"},"k8sPod":{"podSpec":{"containers":[{"name":"m"}],"tolerations":[{"key":"own"}]}})";
  inputs.execution = R"("interruptible":true)";
  Built built(inputs);
  CHECK(built.driver("/tolerations") == R"([{"key":"c"},{"key":"m"},{"key":"d"},{"key":"own"}])");
  CHECK(built.executor("/tolerations") ==
        R"([{"key":"c"},{"key":"m"},{"key":"i"},{"key":"d"},{"key":"own"}])");
}

TEST_CASE("the interruptible node selector wins over everything, on executors only",
          "[scheduling]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {default-node-selector: {a: d, b: d}, interruptible-node-selector: {a: i, c: "
      "i}}}");
  inputs.task_template =
      R"("config":{"primary_container_name":"m"},"k8sPod":{"podSpec":{"containers":[{"name":"m"}],"nodeSelector":{"a":"own","c":"own"}}})";
  inputs.execution = R"("interruptible":true)";
  Built built(inputs);
  CHECK(built.driver("/nodeSelector") == R"({"a":"own","b":"d","c":"own"})");
  CHECK(built.executor("/nodeSelector") == R"({"a":"i","b":"d","c":"i"})");
}

TEST_CASE("alternative terms of default-affinity are all required at once", "[scheduling]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {default-affinity: {nodeAffinity: "
      "{requiredDuringSchedulingIgnoredDuringExecution: "
      "{nodeSelectorTerms: [{matchExpressions: [{key: t1, operator: Exists}]}, {matchExpressions: "
      "[{key: t2, operator: Exists}]}]}}}, "
      "non-interruptible-node-selector-requirement: {key: n, operator: In, values: [x]}}}");
  CHECK(
      Built(inputs).driver(kRequired) ==
      R"([{"matchExpressions":[{"key":"t1","operator":"Exists"},{"key":"n","operator":"In","values":["x"]},{"key":"t2","operator":"Exists"}]},)"
      R"({"matchExpressions":[{"key":"t2","operator":"Exists"},{"key":"n","operator":"In","values":["x"]},{"key":"t1","operator":"Exists"}]}])");
}

TEST_CASE(
    "a default-affinity term with only match fields leaves an empty term in a pod of its own "
    "affinity",
    "[scheduling]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {default-affinity: {nodeAffinity: "
      "{requiredDuringSchedulingIgnoredDuringExecution: "
      "{nodeSelectorTerms: [{matchFields: [{key: f, operator: Exists}]}]}}}}}");
  inputs.task_template =
      R"("config":{"primary_container_name":"m"},"k8sPod":{"podSpec":{"containers":[{"name":"m"}],"affinity":{"podAffinity":{}}}})";
  CHECK(Built(inputs).driver(kRequired) == "[{}]");
}

TEST_CASE("pod defaults fill what the pod leaves open", "[pod_spec]") {
  Inputs inputs = with_config(
      "plugins: {k8s: {scheduler-name: s, default-pod-security-context: {runAsUser: 1}, "
      "default-pod-dns-config: "
      "{nameservers: [n]}, default-security-context: {privileged: false}, "
      "enable-host-networking-pod: true, image-pull-policy: Always}}");
  Built built(inputs);
  CHECK(built.driver("/schedulerName") == "\"s\"");
  CHECK(built.driver("/podSecurityContext") == R"({"runAsUser":1})");
  CHECK(built.driver("/dnsConfig") == R"({"nameservers":["n"]})");
  CHECK(built.driver("/hostNetwork") == "true");
  CHECK(built.container("/securityContext") == R"({"privileged":false})");
  CHECK(built.container("/imagePullPolicy") == "\"Always\"");
  CHECK(built.pod("/restartPolicy") == "\"Never\"");
  CHECK(built.pod("/enableServiceLinks") == "false");
}

TEST_CASE("host networking can be forced off", "[pod_spec]") {
  Inputs inputs = with_config("plugins: {k8s: {enable-host-networking-pod: false}}");
  inputs.task_template =
      R"("config":{"primary_container_name":"m"},"k8sPod":{"podSpec":{"hostNetwork":true,"containers":[{"name":"m"}]}})";
  CHECK(Built(inputs).driver("/hostNetwork") == "false");
}

TEST_CASE("a container override replaces the image, also the one of a pod template", "[pod_spec]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{},"container_image":"other"})";
  CHECK(Built(inputs).driver("/image") == "\"other\"");
}

TEST_CASE("an override pod template replaces the task's own pod", "[pod_spec]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{},"pod_template":{"primaryContainerName":"p",
      "podSpec":{"containers":[{"name":"p","image":"o"}],"enableServiceLinks":true}}})";
  Built built(inputs);
  CHECK(built.driver("/image") == "\"o\"");
  CHECK(built.at("/spec/arguments") == "absent");
  CHECK(built.pod("/enableServiceLinks") == "false");
  inputs.overrides = R"({"resources":{},"pod_template":{"metadata":{"labels":{"a":"b"}}}})";
  CHECK(Built(inputs).driver("/image") == "\"img:1\"");
  inputs.overrides =
      R"({"resources":{},"pod_template":{"podSpec":{"containers":[{"env":[{"value":5}]}]}}})";
  Error error = Built(inputs).error();
  CHECK(error.message ==
        "json: cannot unmarshal number into Go struct field EnvVar.containers.env.value of type "
        "string");
  CHECK(error.path == "/overrides/pod_template/podSpec/containers/0/env/0/value");
  CHECK(error.document == "execution");
  CHECK(error.reference_code.empty());
}

TEST_CASE("a pod template is found by name in the execution's namespace only", "[pod_template]") {
  Inputs inputs;
  inputs.cluster = R"({"pod_template_supported":true,"pod_templates":[
      {"metadata":{"name":"t","namespace":"other"},"template":{"spec":{"containers":[],"hostname":"no"}}},
      {"metadata":{"name":"t","namespace":"ns"},"template":{"spec":{"containers":[],"hostname":"yes"}}},
      {"metadata":{"name":"bare","namespace":"ns"}}, {}]})";
  inputs.task_template += R"(,"metadata":{"podTemplateName":"t"})";
  CHECK(Built(inputs).pod("/hostname") == "\"yes\"");
  inputs.task_template = R"("container":{},"metadata":{"podTemplateName":"bare"})";
  CHECK(Built(inputs).has_manifest());
  inputs.task_template = R"("container":{},"metadata":{"pod_template_name":"gone"})";
  Error error = Built(inputs).error();
  CHECK(error.message == "[BadTaskSpecification] PodTemplate 'gone' does not exist");
  CHECK(error.path == "/metadata/podTemplateName");
  inputs.task_template = R"("container":{})";
  inputs.config = "plugins: {k8s: {default-pod-template-name: gone}}";
  CHECK(Built(inputs).pod("/hostname") == "absent");
}

TEST_CASE("template containers go under the task's by default, primary and name",
          "[pod_template]") {
  Inputs inputs = with_pod(R"(,"args":["m"])", R"(,"args":["s"])");
  inputs.task_template += R"(,"metadata":{"podTemplateName":"t"})";
  inputs.cluster =
      R"({"pod_template_supported":true,"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},
      "template":{"spec":{"enableServiceLinks":true,"containers":[{"name":"default","args":["unused"]},
        {"name":"default","args":["d"],"image":"di"},{"name":"primary","args":["p"]},
        {"name":"side","args":["n1"]},{"name":"side","args":["n2"]},{"name":"stranger","args":["x"]}],
        "initContainers":[{"name":"default-init"}]}}}]})";
  Built built(inputs);
  CHECK(built.at("/spec/arguments") == R"(["d","p","m"])");
  CHECK(built.driver("/image") == "\"di\"");
  CHECK(built.pod("/containers/1/args") == R"(["d","n1","n2","s"])");
  CHECK(built.pod("/containers/2") == "absent");
  CHECK(built.pod("/initContainers") == "absent");
  CHECK(built.pod("/enableServiceLinks") == "true");
  // The stored template is untouched by the first build.
  CHECK(Built(inputs).manifest() == built.manifest());
}

TEST_CASE("a faulty pod template is an error of the cluster document", "[pod_template]") {
  Inputs inputs;
  inputs.task_template += R"(,"metadata":{"podTemplateName":"t"})";
  inputs.cluster =
      R"({"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},"template":{"spec":{"hostname":1}}}]})";
  Error error = Built(inputs).error();
  CHECK(error.document == "cluster");
  CHECK(error.path == "/pod_templates/0/template/spec/hostname");
}

TEST_CASE("an accelerator selects nodes by device and partition", "[accelerator]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{"limits":{"gpu":"1"}}})";
  inputs.task_template +=
      R"(,"extendedResources":{"gpuAccelerator":{"device":"a100","partitionSize":"1g.5gb"}})";
  Built built(inputs);
  CHECK(
      built.driver(kRequired) ==
      R"([{"matchExpressions":[{"key":"k8s.amazonaws.com/accelerator","operator":"In","values":["nvidia-tesla-a100"]},)"
      R"({"key":"k8s.amazonaws.com/gpu-partition-size","operator":"In","values":["1g.5gb"]}]}])");
  CHECK(
      built.driver("/tolerations") ==
      R"([{"key":"k8s.amazonaws.com/accelerator","operator":"Equal","value":"nvidia-tesla-a100","effect":"NoSchedule"},)"
      R"({"key":"k8s.amazonaws.com/gpu-partition-size","operator":"Equal","value":"1g.5gb","effect":"NoSchedule"}])");
  CHECK(built.container("/resources/limits/nvidia.com~1gpu") == "\"1\"");
}

TEST_CASE("an unpartitioned accelerator asks for the absence of the label, or what is configured",
          "[accelerator]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{"limits":{"gpu":"1"}}})";
  inputs.task_template += R"(,"extendedResources":{"gpuAccelerator":{"unpartitioned":true}})";
  CHECK(
      Built(inputs).driver(kRequired) ==
      R"([{"matchExpressions":[{"key":"k8s.amazonaws.com/gpu-partition-size","operator":"DoesNotExist"}]}])");
  CHECK(Built(inputs).driver("/tolerations") == "absent");
  inputs.config =
      "plugins: {k8s: {gpu-unpartitioned-node-selector-requirement: {key: u, operator: Exists}, "
      "gpu-unpartitioned-toleration: {key: t}}}";
  CHECK(Built(inputs).driver(kRequired) ==
        R"([{"matchExpressions":[{"key":"u","operator":"Exists"}]}])");
  CHECK(Built(inputs).driver("/tolerations") == R"([{"key":"t"}])");
}

TEST_CASE(
    "the device class names the resource and the labels; its pod template lies under the task's",
    "[accelerator]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{"limits":{"gpu":"1"}},
      "extended_resources":{"gpuAccelerator":{"device":"V5E","deviceClass":"GOOGLE_TPU"}}})";
  CHECK(Built(inputs).container("/resources/limits/google.com~1tpu") == "\"1\"");
  CHECK(
      Built(inputs).driver(kRequired) ==
      R"([{"matchExpressions":[{"key":"cloud.google.com/gke-tpu-accelerator","operator":"In","values":["tpu-v5-lite-podslice"]}]}])");
  inputs.config =
      "plugins: {k8s: {accelerator-device-classes: {google_tpu: {unpartitioned-toleration: {key: "
      "u}, pod-template: {template: {spec: {hostname: h}}}}}}}";
  CHECK(Built(inputs).pod("/hostname") == "\"h\"");
}

TEST_CASE("a device without a limit on an accelerator changes nothing", "[accelerator]") {
  Inputs inputs;
  inputs.task_template += R"(,"extendedResources":{"gpuAccelerator":{"device":"A100"}})";
  CHECK(Built(inputs).driver("/affinity") == "{}");
}

TEST_CASE("an unknown device is its own label value", "[accelerator]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{"limits":{"gpu":"1"}}})";
  inputs.task_template +=
      R"(,"extendedResources":{"gpuAccelerator":{"device":"L40s","deviceClass":77}})";
  CHECK(Built(inputs).driver("/tolerations/0/value") == "\"L40s\"");
}

TEST_CASE("requested extended resources are tolerated, each once, ascending", "[accelerator]") {
  Inputs inputs =
      with_pod(R"(,"resources":{"requests":{"z/z":"1","a/a":"1"},"limits":{"only/limit":"1"}})");
  inputs.config =
      "plugins: {k8s: {add-tolerations-for-extended-resources: [z/z, a/a, only/limit, z/z]}}";
  CHECK(
      Built(inputs).driver("/tolerations") ==
      R"([{"key":"a/a","operator":"Exists","effect":"NoSchedule"},{"key":"z/z","operator":"Exists","effect":"NoSchedule"}])");
}

TEST_CASE("shared memory is a volume in memory, mounted into the primary container",
          "[shared_memory]") {
  Inputs inputs;
  inputs.task_template +=
      R"(,"extendedResources":{"sharedMemory":{"mountName":"shm","mountPath":"/dev/shm"}})";
  Built built(inputs);
  CHECK(built.container("/volumeMounts") == R"([{"name":"shm","mountPath":"/dev/shm"}])");
  CHECK(built.pod("/volumes") ==
        R"([{"name":"shm","emptyDir":{"medium":"Memory","sizeLimit":"0"}}])");
}

TEST_CASE("shared memory that cannot be mounted is an error at the member at fault",
          "[shared_memory]") {
  const struct {
    const char* memory;
    const char* message;
    const char* path;
  } cases[] = {
      {R"({"mountPath":"/x"})", "mount name is not set", "/mountName"},
      {R"({"mountName":"x"})", "mount path is not set", "/mountPath"},
      {R"({"mountName":"v","mountPath":"/x"})", "A volume is already named v in pod spec",
       "/mountName"},
      {R"({"mountName":"m","mountPath":"/x"})", "A volume is already named m in container",
       "/mountName"},
      {R"({"mountName":"x","mountPath":"/m"})", "/m is already mounted in container", "/mountPath"},
      {R"({"mountName":"x","mountPath":"/x","sizeLimit":"1 Gi"})",
       "Unable to parse size limit: quantities must match the regular expression", "/sizeLimit"},
  };
  for (const auto& c : cases) {
    INFO(c.memory);
    Inputs inputs;
    inputs.task_template =
        R"("config":{"primary_container_name":"m"},"k8sPod":{"podSpec":{"volumes":[{"name":"v"}],
        "containers":[{"name":"m","volumeMounts":[{"name":"m","mountPath":"/m"}]}]}},"extendedResources":{"sharedMemory":)" +
        std::string(c.memory) + "}";
    Error error = Built(inputs).error();
    CHECK(error.message.starts_with("[BadTaskSpecification] " + std::string(c.message)));
    CHECK(error.path == "/extendedResources/sharedMemory" + std::string(c.path));
  }
}

TEST_CASE("co-pilot containers carry data in and out", "[copilot]") {
  Inputs inputs;
  inputs.task_template =
      R"("container":{"dataConfig":{"enabled":true,"inputPath":"/in","format":"YAML","fileInputLayout":"NAMED_DIR"}},
      "interface":{"inputs":{"variables":{"x":{"type":{"simple":"STRING"}}}},
                   "outputs":{"variables":[{"key":"o0","value":{"type":{"simple":3}}}]}})";
  inputs.overrides = R"({"resources":{"limits":{"storage":"1Gi"},"requests":{"storage":"2Gi"}}})";
  inputs.config =
      "plugins: {k8s: {co-pilot: {name: cp-, image: i, timeout: 90s, default-output-path: /out}}}";
  Built built(inputs);
  CHECK(built.pod("/initContainers/0/name") == "\"cp-uploader\"");
  CHECK(built.pod("/initContainers/0/restartPolicy") == "\"Always\"");
  CHECK(built.pod("/initContainers/1/name") == "\"cp-downloader\"");
  CHECK(
      built.pod("/initContainers/1/args") ==
      R"(["download","--from-remote","s3://b/in/inputs.pb","--to-output-prefix","s3://b/out","--to-local-dir","/in",)"
      R"("--format","YAML","--file-input-layout","NAMED_DIR","--input-interface","CgkKAXgSBAoCCAM="])");
  CHECK(built.pod("/initContainers/0/args/2") == "\"1m30s\"");
  CHECK(built.pod("/terminationGracePeriodSeconds") == "90");
  CHECK(
      built.pod("/volumes") ==
      R"([{"name":"flyte-inputs","emptyDir":{"sizeLimit":"1Gi"}},{"name":"flyte-outputs","emptyDir":{"sizeLimit":"1Gi"}}])");
  CHECK(
      built.container("/volumeMounts") ==
      R"([{"name":"flyte-inputs","mountPath":"/in"},{"name":"flyte-outputs","mountPath":"/out"}])");
  CHECK(built.container("/securityContext") == R"({"capabilities":{}})");
  CHECK(
      built.pod("/initContainers/0/command") ==
      R"(["/bin/flyte-copilot","--storage.limits.maxDownloadMBs=0","--logger.level=0","--storage.type=stow",)"
      R"("--storage.stow.config","region=us-east-1","--storage.stow.kind=s3"])");
}

TEST_CASE("a co-pilot with a secret reads its storage from there", "[copilot]") {
  Inputs inputs;
  inputs.task_template = R"("container":{"dataConfig":{"enabled":true,"format":2}},
      "interface":{"outputs":{"variables":{"x":{"type":{"simple":"STRING"}}}}})";
  inputs.config =
      "storage: {container: c, type: t, enable-multicontainer: true}\nlogger: {level: 4}\n"
      "plugins: {k8s: {co-pilot: {storage-config-secret-name: sec}}}";
  Built built(inputs);
  CHECK(
      built.pod("/initContainers/0/command") ==
      R"(["/bin/flyte-copilot","--storage.limits.maxDownloadMBs=0","--logger.level=4","--storage.enable-multicontainer",)"
      R"("--storage.container=c","--storage.type=t","--config","/etc/flyte/copilot/*.yaml"])");
  CHECK(
      built.pod("/volumes/0") ==
      R"({"name":"flyte-copilot-storage-config","projected":{"sources":[{"secret":{"name":"sec"}}],"defaultMode":292}})");
  CHECK(
      built.pod("/initContainers/0/volumeMounts/1") ==
      R"({"name":"flyte-copilot-storage-config","readOnly":true,"mountPath":"/etc/flyte/copilot"})");
}

TEST_CASE("a co-pilot whose amounts are no quantities is an error of the configuration",
          "[copilot]") {
  Inputs inputs;
  inputs.task_template = R"("container":{"dataConfig":{"enabled":true}},
      "interface":{"outputs":{"variables":{"x":{"type":{"simple":"STRING"}}}}})";
  inputs.config = "plugins: {k8s: {co-pilot: {cpu: lots}}}";
  Error error = Built(inputs).error();
  CHECK(error.document == "config");
  CHECK(error.path == "/plugins/k8s/co-pilot/cpu");
}

TEST_CASE("a co-pilot that is off, or has nothing to carry, leaves the pod alone", "[copilot]") {
  Inputs inputs;
  inputs.task_template = R"("container":{"dataConfig":{"enabled":false}})";
  CHECK(Built(inputs).container("/securityContext") == "absent");
  inputs.task_template = R"("container":{"dataConfig":{"enabled":true}})";
  CHECK(Built(inputs).container("/securityContext") == R"({"capabilities":{}})");
  CHECK(Built(inputs).pod("/initContainers") == "absent");
}

TEST_CASE("arguments are rendered in init containers before the primary container is looked for",
          "[pod_spec]") {
  Inputs inputs;
  inputs.task_template = R"("config":{"primary_container_name":"none"},"k8sPod":{"podSpec":{
      "initContainers":[{"name":"i","args":["{{.inputs.nope}}"]}],"containers":[{"name":"m"}]}})";
  inputs.execution = R"("inputs":{"literals":{}})";
  Error error = Built(inputs).error();
  CHECK(error.message.find("requested input is not found [nope]") != std::string::npos);
  CHECK(error.path == "/k8sPod/podSpec/initContainers/0/args/0");
  CHECK(error.document == "task_template");
}

TEST_CASE("an argument that cannot be rendered is pointed at where it stands", "[pod_spec]") {
  Inputs inputs;
  inputs.execution = R"("inputs":{"literals":{}})";
  inputs.task_template = R"("container":{"args":["a","{{.inputs.x}}"]})";
  CHECK(Built(inputs).error().path == "/container/args/1");
  inputs.overrides = R"({"resources":{},"pod_template":{"primaryContainerName":"p","podSpec":{
      "containers":[{"name":"p"},{"name":"q","command":["{{.inputs.x}}"]}]}}})";
  inputs.task_template = R"("container":{})";
  CHECK(Built(inputs).error().path == "/overrides/pod_template/podSpec/containers/1/command/0");
  CHECK(Built(inputs).error().document == "execution");
}

TEST_CASE("a primary container that is not there is pointed at by its name", "[pod_spec]") {
  Inputs inputs;
  inputs.overrides = R"({"resources":{},"pod_template":{"podSpec":{"containers":[{"name":"p"}]}}})";
  Error error = Built(inputs).error();
  CHECK(error.document == "execution");
  CHECK(error.path == "/overrides/pod_template/primaryContainerName");
}

TEST_CASE("an argument that is empty stays one", "[build]") {
  Inputs inputs;
  inputs.task_template = R"("k8sPod":{"podSpec":{"containers":[{"name":"c","args":["","a"]}]}},)"
                         R"("config":{"primary_container_name":"c"})";
  CHECK(Built(inputs).at("/spec/arguments") == R"(["","a"])");
}

TEST_CASE("of several containers with the primary's name the last is changed", "[build]") {
  Inputs inputs;
  inputs.config = "plugins: {k8s: {default-security-context: {runAsUser: 7}}}";
  inputs.task_template =
      R"("k8sPod":{"podSpec":{"containers":[{"name":"c"},{"name":"c"}]}},)"
      R"("config":{"primary_container_name":"c"},)"
      R"("extendedResources":{"sharedMemory":{"mountName":"m","mountPath":"/m"}})";
  Built built(inputs);
  CHECK(built.pod("/containers/0/securityContext") == "absent");
  CHECK(built.pod("/containers/0/volumeMounts") == "absent");
  CHECK(built.pod("/containers/1/securityContext") == R"({"runAsUser":7})");
  CHECK(built.pod("/containers/1/volumeMounts/0/name") == "\"m\"");
}

TEST_CASE("an accelerator that the configuration calls gpu is lost", "[build]") {
  Inputs inputs;
  inputs.config = "plugins: {k8s: {gpu-resource-name: gpu}}";
  inputs.task_template =
      R"("container":{"image":"i","resources":{"limits":[{"name":"GPU","value":"1"}]}})";
  CHECK(Built(inputs).container("/resources/limits") == R"({"cpu":"1","memory":"1Gi"})");
}

TEST_CASE("a primary container without a name that a template gives one is not found", "[build]") {
  Inputs inputs = with_config("plugins: {k8s: {default-pod-template-name: t}}");
  inputs.task_template = R"("k8sPod":{"podSpec":{"containers":[{}]}},)"
                         R"("config":{"primary_container_name":""})";
  inputs.overrides = R"({"container_image":"i"})";
  inputs.cluster = R"({"pod_templates":[{"metadata":{"name":"t","namespace":"ns"},"template":)"
                   R"({"spec":{"containers":[{"name":"default"}]}}}]})";
  Error error = Built(inputs).error();
  CHECK(error.message ==
        "[BadTaskSpecification] invalid TaskSpecification, container [] not defined");
  CHECK(error.document == "task_template");
  CHECK(error.path == "/config/primary_container_name");
}
