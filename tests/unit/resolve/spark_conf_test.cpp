#include "lib/resolve/spark_conf.hpp"

#include "tests/unit/manifest/built.hpp"

using namespace flytespark;

namespace {

Built with_conf(std::string spark_conf, std::string config = "", std::string more = "") {
  Inputs inputs;
  inputs.custom =
      R"({"mainClass":"M","sparkConf":)" + std::move(spark_conf) + std::move(more) + "}";
  inputs.config = std::move(config);
  inputs.cluster = "";
  return Built(inputs);
}

constexpr const char* kFeatures =
    "plugins: {spark: {features: [{name: f1, spark-config: {a: '1', b: '1'}}, {name: f1, "
    "spark-config: {c: '2'}}]}}";

}  // namespace

TEST_CASE("a feature key is recognised with any character for each dot", "[spark_conf]") {
  const struct {
    const char* key;
    const char* name;
  } cases[] = {
      {"spark.flyte.f1.enabled", "f1"},
      {"spark.flyteorg.f1.enabled", "f1"},
      {"sparkXflyteYf1Zenabled", "f1"},
      {"spark\xc3\xa9"
       "flyte\xe2\x82\xac"
       "f1\xc3\xa9"
       "enabled",
       "f1"},
      {"spark.flyte.a.b.enabled", "a.b"},
      {"spark.flyteorg.enabled", "rg"},
      {"spark.flyte..enabled", ""},
      {"spark.flyte.f1.enabled.extra", ""},
      {"spark.flyte.f\n1.enabled", ""},
      {"spark.flyte.f1\nenabled", ""},
      {"spark.other.f1.enabled", ""},
      {"xspark.flyte.f1.enabled", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    INFO(c.key);
    CHECK(feature_name(c.key) == c.name);
  }
}

TEST_CASE("an enabled feature is replaced by its first configuration", "[spark_conf]") {
  for (const char* value : {"true", " TRUE\\t", "\\u00a0True\\u3000"}) {
    INFO(value);
    Built built =
        with_conf(R"({"spark.flyte.f1.enabled":")" + std::string(value) + "\"}", kFeatures);
    CHECK(built.at("/spec/sparkConf/spark.flyte.f1.enabled") == "absent");
    CHECK(built.at("/spec/sparkConf/a") == "\"1\"");
    CHECK(built.at("/spec/sparkConf/c") == "absent");
  }
}

TEST_CASE("a feature that is off or unknown keeps its key", "[spark_conf]") {
  CHECK(with_conf(R"({"spark.flyte.f1.enabled":"1"})", kFeatures)
            .at("/spec/sparkConf/spark.flyte.f1.enabled") == "\"1\"");
  CHECK(with_conf(R"({"spark.flyte.f9.enabled":"true"})", kFeatures)
            .at("/spec/sparkConf/spark.flyte.f9.enabled") == "\"true\"");
}

TEST_CASE("a feature and a key of the job's own meet in ascending order of keys", "[spark_conf]") {
  Built built = with_conf(R"({"a":"own","spark.flyte.f1.enabled":"true","z":"own"})", kFeatures);
  CHECK(built.at("/spec/sparkConf/a") == "\"1\"");
  built = with_conf(R"({"spark.flyte.f1.enabled":"true","sparkz":"own"})",
                    "plugins: {spark: {features: [{name: f1, spark-config: {sparkz: feature}}]}}");
  CHECK(built.at("/spec/sparkConf/sparkz") == "\"own\"");
}

TEST_CASE("later sources win: defaults, python path, the job, Flyte", "[spark_conf]") {
  std::string config =
      "plugins: {spark: {spark-config-default: [{a: d}, {b: d}, {spark.pyspark.python: d}, "
      "{spark.kubernetes.executor.podNamePrefix: d}]}}";
  Built built = with_conf(R"({"b":"job","spark.pyspark.driver.python":"job"})", config,
                          R"(,"executorPath":"py")");
  CHECK(built.at("/spec/sparkConf/a") == "\"d\"");
  CHECK(built.at("/spec/sparkConf/b") == "\"job\"");
  CHECK(built.at("/spec/sparkConf/spark.pyspark.python") == "\"py\"");
  CHECK(built.at("/spec/sparkConf/spark.pyspark.driver.python") == "\"job\"");
  CHECK(built.at("/spec/sparkConf/spark.kubernetes.executor.podNamePrefix") == "\"gen-name-0\"");
  CHECK(built.at("/spec/sparkConf/spark.kubernetes.driverEnv.FLYTE_START_TIME") == "\"1000\"");
}

TEST_CASE("a core limit follows requested cores, then cores, unless the user set it",
          "[spark_conf]") {
  constexpr const char* kLimit = "/spec/sparkConf/spark.kubernetes.driver.limit.cores";
  CHECK(with_conf(R"({"spark.driver.cores":"2"})").at(kLimit) == "\"2\"");
  CHECK(with_conf(R"({"spark.driver.cores":"2","spark.kubernetes.driver.request.cores":"500m"})")
            .at(kLimit) == "\"500m\"");
  CHECK(with_conf(R"({"spark.driver.cores":"2","spark.kubernetes.driver.limit.cores":"9"})")
            .at(kLimit) == "\"9\"");
  CHECK(with_conf(R"({"spark.driver.cores":"2","spark.kubernetes.driver.limit.cores":""})")
            .at(kLimit) == "\"2\"");
  CHECK(with_conf("{}").at(kLimit) == "absent");
}
