#include "lib/context/plugin_config.hpp"

#include <string>

#include "tests/unit/context/loaded_config.hpp"

using namespace flytespark;

TEST_CASE("a text that says nothing gives the defaults", "[config]") {
  for (std::string_view text :
       {"", "# nothing\n", "{}", "~", "plugins: ~", "plugins: {spark: {}}"}) {
    LoadedConfig config(text);
    CHECK(config->line == &kFlyteV2);
    CHECK(config->logger_level == 0);
    CHECK(config->spark.enable_pod_template);
    CHECK(config->k8s.gpu_resource_name == "nvidia.com/gpu");
  }
  CHECK(LoadedConfig("", ConfigFormat::kJson)->spark.enable_pod_template);
}

TEST_CASE("a configuration may be JSON", "[config]") {
  LoadedConfig config(
      R"({"plugins":{"k8s":{"scheduler-name":1.50,"default-labels":{"A":1e21,"b":12345678901234567890}}}})",
      ConfigFormat::kJson);
  CHECK(config->k8s.scheduler_name == "1.5");
  CHECK(json_of(config->k8s.default_labels) ==
        R"({"A":"1000000000000000000000","b":"12345678901234567890"})");
}

TEST_CASE("the configuration outlives its text", "[config]") {
  auto text = std::make_unique<std::string>(R"({"plugins":{"k8s":{"scheduler-name":"mine"}}})");
  LoadedConfig json(*text, ConfigFormat::kJson);
  LoadedConfig yaml(*text, ConfigFormat::kYaml);
  text->assign(text->size(), 'x');
  CHECK(json->k8s.scheduler_name == "mine");
  CHECK(yaml->k8s.scheduler_name == "mine");
}

TEST_CASE("a text that cannot be read names the document it is", "[config]") {
  LoadedConfig yaml("a: [");
  CHECK(yaml.error().code == Code::kInvalidYaml);
  CHECK(yaml.error().document == "config");
  LoadedConfig json("{", ConfigFormat::kJson);
  CHECK(json.error().code == Code::kInvalidJson);
  CHECK(json.error().document == "config");
  LoadedConfig list("[]");
  CHECK(list.error().code == Code::kInvalidConfig);
  CHECK(list.error().document == "config");
  CHECK(list.error().message == "expected a map, found a list");
  CHECK(LoadedConfig("", static_cast<ConfigFormat>(0))->logger_level == 0);
  CHECK(LoadedConfig("{}", static_cast<ConfigFormat>(0)).error().code == Code::kInvalidArgument);
}

TEST_CASE("section and key names match without regard to case", "[config]") {
  LoadedConfig config(
      "Plugins: {SPARK: {Spark-History-Server-Url: u}, K8s: {CO-PILOT: {Name: n}}}");
  CHECK(config->spark.history_server_url == "u");
  CHECK(config->k8s.copilot.name == "n");
  CHECK(config.warnings().empty());
}

TEST_CASE("of two spellings of one key the later counts", "[config]") {
  CHECK(k8s_section("{scheduler-name: a, Scheduler-Name: b}")->k8s.scheduler_name == "b");
}

TEST_CASE("unknown keys of the sections that are read are warned of, once each", "[config]") {
  LoadedConfig config(R"(
plugins:
  spark: {foo: 1, features: [{name: f, bar: 2}], logs: {user: {baz: 3}, other: {}}}
  k8s:
    a/b: 4
    co-pilot: {qux: 5}
    default-tolerations: [{key: k, nope: 6}]
    accelerator-device-classes: {X: {pod-template: {template: {spec: {volumes: [{name: v, emptyDir: {}}]}}}}}
)");
  CHECK(config->spark.features.size() == 1);
  const std::vector<std::string> expected = {
      "/plugins/spark/foo",
      "/plugins/spark/features/0/bar",
      "/plugins/spark/logs/user/baz",
      "/plugins/spark/logs/other",
      "/plugins/k8s/a~1b",
      "/plugins/k8s/co-pilot/qux",
      "/plugins/k8s/default-tolerations/0/nope",
      "/plugins/k8s/accelerator-device-classes/X/pod-template/template/spec/volumes/0/emptyDir",
  };
  CHECK(config.warnings() == expected);
}

TEST_CASE("sections of others are left alone", "[config]") {
  LoadedConfig config(R"(
propeller: [1]
logger: {show-source: true}
plugins: {ray: 5, dask: {x: 1}, spark: {}}
storage: {cache: {max_size_mbs: 5}, limits: 3, stow: {other: 1}}
)");
  CHECK(config->logger_level == 0);
  CHECK(config.warnings().empty());
}

TEST_CASE("an unknown key of our own section is an error", "[config]") {
  LoadedConfig config("plugins: {flytespark: {profle: flyte-v2}}");
  CHECK(config.error().code == Code::kInvalidConfig);
  CHECK(config.error().path == "/plugins/flytespark/profle");
}

TEST_CASE("only a profile that exists is taken", "[config]") {
  CHECK(LoadedConfig("plugins: {flytespark: {profile: flyte-v2}}")->line == &kFlyteV2);
  CHECK(LoadedConfig("plugins: {flytespark: {profile: flyte-v1}}")->line == &kFlyteV1);
  for (std::string_view profile : {"flyte-v3", "Flyte-V2", "2", "[]"}) {
    LoadedConfig config("plugins: {flytespark: {profile: " + std::string(profile) + "}}");
    CHECK(config.error().path == "/plugins/flytespark/profile");
    CHECK(config.error().message.find("flyte-v2") != std::string::npos);
  }
}

TEST_CASE("keys of the newer line are unknown to the older one, and the other way round",
          "[config]") {
  constexpr std::string_view kYaml = R"(
plugins:
  spark: {enable-pod-template: x, logs: {user: {azure-log-templates: 1, templates: [{linkType: ide}]}}}
  k8s:
    disable-inject-owner-references: true
    accelerator-devices: {A100: mine}
    accelerator-device-classes: {X: {}}
    co-pilot: {storage-config-secret-name: s}
  flytespark: {profile: flyte-v1}
propeller: {literal-offloading-config: {enabled: true, min-size-in-mb-for-offloading: 5}}
)";
  LoadedConfig older(kYaml);
  CHECK_FALSE(older->k8s.disable_inject_owner_references);
  CHECK(older->k8s.accelerator_devices.is_null());
  CHECK(older->k8s.accelerator_device_classes.empty());
  CHECK(older->k8s.copilot.storage_config_secret_name.empty());
  CHECK(older->spark.links.user[0].link_type == LinkType::kExternal);
  CHECK(older->literal_offloading.enabled);
  CHECK(older->literal_offloading.min_size_mb == 5);
  CHECK(older->literal_offloading.max_size_mb == 1000);
  CHECK(older.warnings().size() == 7);

  LoadedConfig newer(
      "plugins: {k8s: {enable-distributed-error-aggregation: true}}\n"
      "propeller: {literal-offloading-config: {enabled: true}}");
  CHECK_FALSE(newer->literal_offloading.enabled);
  CHECK(newer.warnings() ==
        std::vector<std::string>{"/plugins/k8s/enable-distributed-error-aggregation"});
}

TEST_CASE("a section of the wrong kind is an error with its pointer", "[config]") {
  struct Fault {
    std::string_view yaml;
    std::string_view path;
  };
  constexpr Fault kFaults[] = {
      {"plugins: 5", "/plugins"},
      {"plugins: {spark: []}", "/plugins/spark"},
      {"Plugins: {K8s: x}", "/Plugins/K8s"},
      {"plugins: {flytespark: x}", "/plugins/flytespark"},
      {"plugins: {k8s: {co-pilot: [{name: x}]}}", "/plugins/k8s/co-pilot"},
      {"plugins: {spark: {logs: {mixed: ''}}}", "/plugins/spark/logs/mixed"},
      {"storage: x", "/storage"},
      {"storage: {stow: 1}", "/storage/stow"},
      {"logger: []", "/logger"},
      {"logger: {level: x}", "/logger/level"},
  };
  for (const Fault& fault : kFaults) {
    INFO(fault.yaml);
    LoadedConfig config(fault.yaml);
    CHECK(config.error().code == Code::kInvalidConfig);
    CHECK(config.error().path == fault.path);
  }
}

TEST_CASE("the storage of co-pilot is stow on S3 unless the document says otherwise", "[config]") {
  LoadedConfig untouched("storage: ~");
  CHECK(untouched->storage.container.empty());
  CHECK(untouched->storage.type == "stow");
  CHECK_FALSE(untouched->storage.enable_multicontainer);
  CHECK(untouched->storage.stow.kind == "s3");
  CHECK(json_of(untouched->storage.stow.config) == R"({"region":"us-east-1"})");

  LoadedConfig config(
      "storage: {container: buck, enable-multicontainer: 'true', stow: {config: {b: 1, A: true}}}");
  CHECK(config->storage.container == "buck");
  CHECK(config->storage.type == "stow");
  CHECK(config->storage.enable_multicontainer);
  CHECK(config->storage.stow.kind == "s3");
  CHECK(json_of(config->storage.stow.config) == R"({"A":"1","b":"1"})");

  LoadedConfig other("storage: {type: minio, stow: {kind: google}}");
  CHECK(other->storage.type == "minio");
  CHECK(other->storage.stow.kind == "google");
  CHECK(json_of(other->storage.stow.config) == R"({"region":"us-east-1"})");
}

TEST_CASE("the level of the logger is read", "[config]") {
  CHECK(LoadedConfig("logger: {level: 5}")->logger_level == 5);
}
