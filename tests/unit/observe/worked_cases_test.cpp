// Whole answers for one setting, as the reference gave them.
#include <string>
#include <vector>

#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

const std::string kKubernetes =
    "Kubernetes Logs -> k8s.com/#!/log/spark-namespace/spark-pod/pod?namespace=spark-namespace";
const std::string kCloudwatchStart =
    "Cloudwatch Logs -> https://console.aws.amazon.com/cloudwatch/home?region=r#logEventViewer:"
    "group=g;stream=var.log.containers.";
const std::string kCloudwatchEnd = "_spark-namespace_{{ .containerName }}-{{ .containerId }}.log";
const std::string kCloudwatch = kCloudwatchStart + "spark-pod" + kCloudwatchEnd;
const std::string kGoogle =
    "Google Cloud Logs -> https://console.cloud.google.com/logs/viewer?project=p&angularJsUrl="
    "%2Flogs%2Fviewer%3Fproject%3Dp&resource=aws&advancedFilter=resource.labels.pod_name%3D"
    "spark-app-name";
const std::string kHistory = "Spark History UI -> http://h//history/app-id";
const std::string kDriverUi = "Spark Driver UI -> https://spark-ui.flyte";

Scene scene_in(const std::string& state, const std::string& driver_pod = "spark-pod",
               const std::string& message = "") {
  Scene scene;
  scene.logs = R"(
      mixed: {kubernetes-template-uri: "", kubernetes-url: k8s.com}
      user: {cloudwatch-enabled: true, cloudwatch-region: r, cloudwatch-log-group: g}
      system: {stackdriver-enabled: true, gcp-project: p, stackdriver-logresourcename: aws})";
  scene.config = "    spark-history-server-url: http://h/\n";
  scene.metadata = R"("name":"spark-app-name","namespace":"spark-namespace")";
  scene.status = R"("applicationState":{"state":")" + state + R"(","errorMessage":")" + message +
                 R"("},"sparkApplicationId":"app-id","driverInfo":{"podName":")" + driver_pod +
                 R"(","webUIIngressAddress":"spark-ui.flyte"},)"
                 R"("executorState":{"exec-pod-1":"PENDING","exec-pod-2":"RUNNING"})";
  return scene;
}

using Links = std::vector<std::string>;

}  // namespace

TEST_CASE("a running application has its links and its UI") {
  Observed observed(scene_in("RUNNING"));
  CHECK(observed.phase() == "Running/0/Spark driver UI is ready");
  CHECK(observed.links() == Links{kKubernetes, kCloudwatch, kGoogle, kDriverUi});
  CHECK(observed.at("/info/custom_info") == R"({"sparkDriverUI":"https://spark-ui.flyte"})");
  CHECK(observed.at("/info/logs/3") ==
        R"({"uri":"https://spark-ui.flyte","name":"Spark Driver UI","messageFormat":"JSON",)"
        R"("linkType":"DASHBOARD","ready":true})");
  CHECK(observed.at("/error") == "absent");
  CHECK(observed.at("/terminal") == "false");
}

TEST_CASE("a running application's log context has its driver and the executors that started") {
  Observed observed(scene_in("RUNNING"));
  CHECK(observed.at("/info/log_context/primaryPodName") == "spark-pod");
  CHECK(observed.at("/info/log_context/pods/0") ==
        R"({"namespace":"spark-namespace","podName":"spark-pod",)"
        R"("containers":[{"containerName":"spark-kubernetes-driver"}],)"
        R"("primaryContainerName":"spark-kubernetes-driver"})");
  CHECK(observed.at("/info/log_context/pods/1") ==
        R"({"namespace":"spark-namespace","podName":"exec-pod-2",)"
        R"("containers":[{"containerName":"spark-kubernetes-executor"}],)"
        R"("primaryContainerName":"spark-kubernetes-executor"})");
  CHECK(observed.at("/info/log_context/pods/2") == "absent");
}

TEST_CASE("a completed application has its history") {
  Observed observed(scene_in("COMPLETED"));
  CHECK(observed.phase() == "Success/0/");
  CHECK(observed.links() == Links{kKubernetes, kCloudwatch, kGoogle, kHistory});
  CHECK(observed.at("/info/custom_info") == R"({"sparkHistoryUI":"http://h//history/app-id"})");
  CHECK(observed.at("/terminal") == "true");
}

TEST_CASE("an application without a driver has links that wait for its name") {
  Observed observed(scene_in("SUBMITTED", ""));
  CHECK(observed.phase() == "Initializing/0/job submitted");
  CHECK(observed.links() == Links{kCloudwatchStart + "{{ .podName }}" + kCloudwatchEnd, kGoogle});
  CHECK(observed.at("/info/custom_info") == "{}");
  CHECK(observed.at("/info/log_context/primaryPodName") == "absent");
  CHECK(observed.at("/info/log_context/pods/0/podName") == "absent");
  CHECK(observed.at("/info/log_context/pods/0/namespace") == "spark-namespace");
}

TEST_CASE("an editor beside the driver has a link, and its readiness gives a new version") {
  Scene scene = scene_in("RUNNING");
  scene.logs = R"(
      mixed:
        kubernetes-template-uri: ""
        kubernetes-url: k8s.com
        dynamic-log-links:
          vscode:
            displayName: VS
            templateUris: ["vs://{{.podName}}/{{ .taskConfig.port }}"]
      user: {cloudwatch-enabled: true, cloudwatch-region: r, cloudwatch-log-group: g}
      system: {stackdriver-enabled: true, gcp-project: p, stackdriver-logresourcename: aws})";
  scene.driver = R"("env":[{"name":"_F_E_VS","value":"true"}])";
  scene.previous = R"({"phase":"Running","version":3,"reason":"zz"})";
  Observed observed(scene);
  CHECK(observed.phase() == "Running/4/Vscode server is ready, Spark driver UI is ready");
  CHECK(observed.links() == Links{kKubernetes, "VS -> vs://spark-pod/{{ .taskConfig.port }}",
                                  kCloudwatch, kGoogle, kDriverUi});
  CHECK(observed.at("/info/logs/1/linkType") == "IDE");
}

TEST_CASE("a link of the task's own named like the driver's UI is told of once in every group") {
  Scene scene;
  scene.log_links = R"([{"name":"My Spark Driver UI {{.podName}}","uri":"u","messageFormat":"CSV",
                         "linkType":"IDE","ready":true,"HideOnceFinished":true}])";
  scene.metadata = R"("name":"spark-app-name","namespace":"n")";
  scene.status = R"("applicationState":{"state":"SUBMITTED"},"driverInfo":{"podName":"spark-pod"})";
  Observed observed(scene);
  const std::string note = ", Spark driver UI is not ready";
  CHECK(observed.phase() == "Initializing/0/job submitted" + note + note + note + note);
  const std::string of_driver =
      R"({"uri":"u","name":"My Spark Driver UI spark-pod","messageFormat":"CSV",)"
      R"("linkType":"DASHBOARD"})";
  const std::string of_application =
      R"("name":"My Spark Driver UI spark-app-name","messageFormat":"CSV",)";
  CHECK(observed.at("/info/logs") == "[" + of_driver + "," + of_driver + R"(,{"uri":"u",)" +
                                         of_application + R"("linkType":"DASHBOARD"},{"uri":"u",)" +
                                         of_application +
                                         R"("ShowWhilePending":true,"linkType":"DASHBOARD"}])");
}

TEST_CASE("a failed application fails the task with its own words") {
  Observed observed(scene_in("FAILED", "spark-pod", "boom"));
  CHECK(observed.phase() == "RetryableFailure/0/");
  CHECK(observed.failure() == "USER DownstreamSystemError: Spark Job Failed with Error: boom");
  CHECK(observed.links() == Links{kKubernetes, kCloudwatch, kGoogle, kHistory});
  CHECK(observed.at("/cleanup_on_failure") == "false");
}

TEST_CASE("a suspended application counts as running, without a UI") {
  Observed observed(scene_in("SUSPENDED"));
  CHECK(observed.phase() == "Running/0/");
  CHECK(observed.links() == Links{kKubernetes, kCloudwatch, kGoogle});
}
