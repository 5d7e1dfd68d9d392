#include "lib/context/spark_config.hpp"

#include <string>

#include "tests/unit/context/loaded_config.hpp"

using namespace flytespark;

namespace {

constexpr std::string_view kLocalhost =
    "http://localhost:30082/#!/log/{{ .namespace }}/{{ .podName }}/pod?namespace={{ .namespace }}";

}  // namespace

TEST_CASE("the section of Spark has its defaults", "[config]") {
  LoadedConfig config("");
  const SparkConfig& spark = config->spark;
  CHECK(spark.spark_config_default.members().empty());
  CHECK(spark.history_server_url.empty());
  CHECK(spark.features.empty());
  CHECK(spark.enable_pod_template);
  CHECK(spark.pod_template_detection_timeout_ns == 30'000'000'000);
  CHECK(spark.logs.mixed.kubernetes_enabled);
  CHECK(spark.logs.mixed.kubernetes_template_uri == kLocalhost);
  for (const LogBlock& block : {spark.logs.user, spark.logs.system, spark.logs.all_user}) {
    CHECK_FALSE(block.kubernetes_enabled);
    CHECK(block.kubernetes_template_uri.empty());
  }
}

TEST_CASE("each key of the section of Spark is read", "[config]") {
  LoadedConfig config = spark_section(R"({
    spark-config-default: [{spark.b: 2}, {spark.A: true}, {spark.b: 1.50}],
    spark-history-server-url: http://h/,
    features: [{name: f, spark-config: {K: v, a: ~}}, {name: g, spark-config: [{X: 1}]}, ~],
    enable-pod-template: 'f',
    pod-template-detection-timeout: 1m30s,
    logs: {user: {kubernetes-enabled: true}, system: {kubernetes-url: s}, all-user: {gcp-project: p}}})");
  const SparkConfig& spark = config->spark;
  CHECK(json_of(spark.spark_config_default) == R"({"spark.A":"1","spark.b":"1.5"})");
  CHECK(spark.history_server_url == "http://h/");
  REQUIRE(spark.features.size() == 3);
  CHECK(spark.features[0].name == "f");
  CHECK(json_of(spark.features[0].spark_config) == R"({"K":"v","a":""})");
  CHECK(json_of(spark.features[1].spark_config) == R"({"X":"1"})");
  CHECK(spark.features[2].name.empty());
  CHECK_FALSE(spark.enable_pod_template);
  CHECK(spark.pod_template_detection_timeout_ns == 90'000'000'000);
  CHECK(spark.logs.user.kubernetes_enabled);
  CHECK(spark.logs.system.kubernetes_url == "s");
  CHECK(spark.logs.all_user.gcp_project == "p");
  CHECK(config.warnings().empty());
}

TEST_CASE("a single map is a list of one feature", "[config]") {
  LoadedConfig config = spark_section("{features: {name: f}}");
  REQUIRE(config->spark.features.size() == 1);
  CHECK(config->spark.features[0].name == "f");
  CHECK(spark_section("{features: {}}")->spark.features.empty());
}

TEST_CASE("a log block that is mentioned keeps its other defaults", "[config]") {
  LoadedConfig config = spark_section("{logs: {mixed: {cloudwatch-enabled: true}}}");
  const LogBlock& mixed = config->spark.logs.mixed;
  CHECK(mixed.cloudwatch_enabled);
  CHECK(mixed.kubernetes_enabled);
  CHECK(mixed.kubernetes_template_uri == kLocalhost);
}

TEST_CASE("each key of a log block is read", "[config]") {
  LoadedConfig config = spark_section(R"({logs: {mixed: {
    cloudwatch-enabled: true, cloudwatch-region: r, cloudwatch-log-group: g, cloudwatch-template-uri: ct,
    kubernetes-enabled: false, kubernetes-url: ku, kubernetes-template-uri: kt,
    stackdriver-enabled: 1, gcp-project: p, stackdriver-logresourcename: ln, stackdriver-template-uri: st,
    dynamic-log-links: [{vscode: {displayName: V}}, {A: {name: ignored, templateUris: [u]}}],
    templates: [{name: n, displayName: d, templateUris: 'a,b', dynamicTemplateUris: [c], messageFormat: '2',
                 scheme: Pod, showWhilePending: true, hideOnceFinished: true, linkType: IDE, iconUri: i},
                {scheme: ""}],
    azure-log-templates: [{displayName: z, queryFormat: ''}, {}]}}})");
  const LogBlock& block = config->spark.logs.mixed;
  CHECK(config.warnings().empty());
  CHECK(block.cloudwatch_enabled);
  CHECK(block.cloudwatch_region == "r");
  CHECK(block.cloudwatch_log_group == "g");
  CHECK(block.cloudwatch_template_uri == "ct");
  CHECK_FALSE(block.kubernetes_enabled);
  CHECK(block.kubernetes_url == "ku");
  CHECK(block.kubernetes_template_uri == "kt");
  CHECK(block.stackdriver_enabled);
  CHECK(block.gcp_project == "p");
  CHECK(block.stackdriver_log_resource_name == "ln");
  CHECK(block.stackdriver_template_uri == "st");
  REQUIRE(block.dynamic_log_links.size() == 2);
  CHECK(block.dynamic_log_links[0].name == "A");
  CHECK(json_of(block.dynamic_log_links[0].template_uris) == R"(["u"])");
  CHECK(block.dynamic_log_links[1].name == "vscode");
  CHECK(block.dynamic_log_links[1].display_name == "V");
  REQUIRE(block.templates.size() == 2);
  const LogTemplate& first = block.templates[0];
  CHECK(first.name == "n");
  CHECK(first.display_name == "d");
  CHECK(json_of(first.template_uris) == R"(["a","b"])");
  CHECK(json_of(first.dynamic_template_uris) == R"(["c"])");
  CHECK(first.message_format == 2);
  CHECK(first.show_while_pending);
  CHECK(first.hide_once_finished);
  CHECK(first.link_type == "IDE");
  CHECK(first.icon_uri == "i");
  CHECK_FALSE(first.query_format.has_value());
  REQUIRE(block.azure_log_templates.size() == 2);
  CHECK(block.azure_log_templates[0].query_format == "");
  CHECK_FALSE(block.azure_log_templates[1].query_format.has_value());
}

TEST_CASE("only an Azure template has a query", "[config]") {
  LoadedConfig config = spark_section("{logs: {user: {templates: [{queryFormat: q}]}}}");
  CHECK_FALSE(config->spark.logs.user.templates[0].query_format.has_value());
  REQUIRE(config.warnings().size() == 1);
  CHECK(config.warnings()[0] == "/plugins/spark/logs/user/templates/0/queryFormat");
}

TEST_CASE("a value of the section of Spark that cannot be read has its pointer", "[config]") {
  struct Fault {
    std::string_view yaml;
    std::string_view path;
    std::string_view message;
  };
  constexpr Fault kFaults[] = {
      {"{spark-config-default: x}", "/spark-config-default",
       "expected a map or a list of maps, found the text \"x\""},
      {"{spark-config-default: [{a: 1}, {b: {c: 1}}]}", "/spark-config-default/1/b",
       "expected a text, found a map"},
      {"{spark-config-default: [a]}", "/spark-config-default/0",
       "expected a map or a list of maps, found the text \"a\""},
      {"{enable-pod-template: yes}", "/enable-pod-template",
       "expected true or false, found the text \"yes\""},
      {"{pod-template-detection-timeout: 5 m}", "/pod-template-detection-timeout",
       "expected a duration such as 30s or 1h30m, or a number of nanoseconds, found the text \"5 "
       "m\""},
      {"{features: x}", "/features", "expected a map, found the text \"x\""},
      {"{features: [{}, [{name: a}]]}", "/features/1", "expected a map, found a list"},
      {"{features: [{spark-config: {a: []}}]}", "/features/0/spark-config/a",
       "expected a text, found a list"},
      {"{logs: {user: {templates: [{messageFormat: json}]}}}",
       "/logs/user/templates/0/messageFormat", "expected an integer, found the text \"json\""},
      {"{logs: {user: {templates: [{scheme: pod}]}}}", "/logs/user/templates/0/scheme",
       "expected Pod or TaskExecution, found the text \"pod\""},
      {"{logs: {user: {dynamic-log-links: {a: x}}}}", "/logs/user/dynamic-log-links/a",
       "expected a map, found the text \"x\""},
      {"{logs: {user: {templates: [{templateUris: {a: b}}]}}}",
       "/logs/user/templates/0/templateUris", "expected a text, found a map"},
  };
  for (const Fault& fault : kFaults) {
    INFO(fault.yaml);
    LoadedConfig config = spark_section(fault.yaml);
    CHECK(config.error().code == Code::kInvalidConfig);
    CHECK(config.error().path == "/plugins/spark" + std::string(fault.path));
    CHECK(config.error().message == fault.message);
  }
}
