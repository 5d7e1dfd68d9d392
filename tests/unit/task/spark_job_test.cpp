#include "lib/task/spark_job.hpp"

#include "lib/base/json_reader.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

Result<SparkJob> read(std::string_view custom, Arena& arena) {
  TaskTemplate task_template;
  auto document = read_json(custom, arena);
  REQUIRE(document.has_value());
  task_template.has_custom = true;
  task_template.custom = *document;
  return read_spark_job(task_template, kFlyteV2, arena);
}

Error error_of(std::string_view custom) {
  Arena arena;
  auto job = read(custom, arena);
  REQUIRE_FALSE(job.has_value());
  CHECK(job.error().code == Code::kBadTask);
  CHECK(job.error().reference_code == "BadTaskSpecification");
  CHECK(job.error().document == "task_template");
  return job.error();
}

}  // namespace

TEST_CASE("a spark job is read by JSON names, which are those of the proto", "[spark_job]") {
  Arena arena;
  auto job =
      read(R"({"applicationType":"SCALA","mainClass":"M","main_class":"dropped","executorPath":"p",
                      "sparkConf":{"b":"2","a":null},"hadoopConf":{"h":"1"},
                      "driverPod":{"podSpec":{"x":1}},"executorPod":{"pod_spec":{"y":1}}})",
           arena);
  REQUIRE(job.has_value());
  CHECK(job->application_type == SparkJob::kScala);
  CHECK(job->main_class == "M");
  CHECK(job->main_application_file.empty());
  CHECK(job->executor_path == "p");
  CHECK(job->spark_conf.members().size() == 2);
  CHECK(job->spark_conf.members()[0].key == "a");
  CHECK(job->spark_conf.members()[0].value.is_string());
  CHECK(job->driver_pod.has_pod_spec);
  CHECK(job->driver_pod.pod_spec.find("x") != nullptr);
  CHECK(job->executor_pod.pod_spec.find("y") != nullptr);
}

TEST_CASE("the JSON name of a member wins over its proto name", "[spark_job]") {
  Arena arena;
  auto job =
      read(R"({"mainClass":"M","driverPod":{"podSpec":{"json":1},"pod_spec":{"proto":1}}})", arena);
  REQUIRE(job.has_value());
  CHECK(job->driver_pod.pod_spec.find("json") != nullptr);
}

TEST_CASE("an enum is a name or any number", "[spark_job]") {
  Arena arena;
  auto type = [&](std::string_view text) {
    auto job = read("{\"mainClass\":\"M\",\"applicationType\":" + std::string(text) + "}", arena);
    REQUIRE(job.has_value());
    return job->application_type;
  };
  CHECK(type("\"R\"") == SparkJob::kR);
  CHECK(type("1") == SparkJob::kJava);
  CHECK(type("77") == 77);
  CHECK(type("null") == SparkJob::kPython);
}

TEST_CASE("null is the same as absent", "[spark_job]") {
  Arena arena;
  auto job =
      read(R"({"mainClass":"M","sparkConf":null,"driverPod":null,"executorPod":{"podSpec":null}})",
           arena);
  REQUIRE(job.has_value());
  CHECK(job->spark_conf.is_null());
  CHECK_FALSE(job->driver_pod.has_pod_spec);
  CHECK_FALSE(job->executor_pod.has_pod_spec);
}

TEST_CASE("what cannot be a spark job is refused, with its place", "[spark_job]") {
  const struct {
    const char* custom;
    const char* path;
    const char* cause;
  } cases[] = {
      {R"({"mainClass":1})", "/custom/mainClass",
       "json: cannot unmarshal number into Go value of type string"},
      {R"({"sparkConf":{"a":1}})", "/custom/sparkConf/a",
       "json: cannot unmarshal number into Go value of type string"},
      {R"({"sparkConf":[]})", "/custom/sparkConf",
       "json: cannot unmarshal array into Go value of type map[string]json.RawMessage"},
      {R"({"applicationType":"COBOL"})", "/custom/applicationType",
       R"(unknown value "\"COBOL\"" for enum flyteidl2.plugins.SparkApplication.Type)"},
      {R"({"applicationType":1.5})", "/custom/applicationType",
       "json: cannot unmarshal number 1.5 into Go value of type protoreflect.EnumNumber"},
      {R"({"applicationType":true})", "/custom/applicationType",
       "json: cannot unmarshal bool into Go value of type protoreflect.EnumNumber"},
      {R"({"driverPod":"x"})", "/custom/driverPod",
       "json: cannot unmarshal string into Go value of type map[string]json.RawMessage"},
      {R"({"databricksConf":5})", "/custom/databricksConf",
       "bad StructValue: json: cannot unmarshal number into Go value of type "
       "map[string]json.RawMessage"},
      {R"({"executorPod":{"data_config":{"format":"XML"}}})",
       "/custom/executorPod/data_config/format", R"(unknown value "\"XML\"" for enum)"},
      {R"({"executorPod":{"dataConfig":{"enabled":"yes"}}})",
       "/custom/executorPod/dataConfig/enabled",
       "json: cannot unmarshal string into Go value of type bool"},
      {R"({"executorPod":{"metadata":{"labels":{"a":true}}}})",
       "/custom/executorPod/metadata/labels/a",
       "json: cannot unmarshal bool into Go value of type string"},
  };
  for (const auto& c : cases) {
    INFO(c.custom);
    Error error = error_of(c.custom);
    CHECK(error.path == c.path);
    CHECK(error.message.find(c.cause) != std::string::npos);
    CHECK(error.message.find("], failed to unmarshal, caused by: ") != std::string::npos);
  }
}

TEST_CASE("fields are checked in the order of their numbers", "[spark_job]") {
  CHECK(error_of(R"({"executorPath":1,"mainClass":2})").path == "/custom/mainClass");
}

TEST_CASE("a job without main class and main file is no job", "[spark_job]") {
  Error error = error_of(R"({"mainClass":""})");
  CHECK(
      error.message ==
      R"([BadTaskSpecification] invalid TaskSpecification [fields:{key:"mainClass" value:{string_value:""}}]., caused by: either MainApplicationFile or MainClass must be set)");
}

TEST_CASE("custom may not be missing", "[spark_job]") {
  Arena arena;
  auto job = read_spark_job(TaskTemplate(), kFlyteV2, arena);
  REQUIRE_FALSE(job.has_value());
  CHECK(job.error().message ==
        "[BadTaskSpecification] invalid TaskSpecification [<nil>], failed to unmarshal, caused by: "
        "nil Struct Object "
        "passed");
}
