// The task template's `custom` document -> SparkJob.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {

// driverPod or executorPod.
struct RolePod {
  bool has_pod_spec = false;
  Value pod_spec;  // document
  KubernetesMetadata metadata;
  std::string_view primary_container_name;
};

struct SparkJob {
  enum ApplicationType : std::int64_t { kPython = 0, kJava = 1, kScala = 2, kR = 3 };

  std::int64_t application_type = kPython;  // any number: what is no type runs as Python
  std::string_view main_application_file;
  std::string_view main_class;
  std::string_view executor_path;
  Value spark_conf;  // maps of strings, sorted
  Value hadoop_conf;
  RolePod driver_pod;
  RolePod executor_pod;
};

// Every field is checked, also those that never reach a manifest. The job must name a main class or
// a main file.
// Errors: kBadTask with the reference's sentence.
Result<SparkJob> read_spark_job(const TaskTemplate& task_template, const FlyteLine& line,
                                Arena& arena);

inline constexpr std::string_view kBadTaskSpecification = "BadTaskSpecification";

// The error Flyte reports for a task specification it cannot use: "[BadTaskSpecification]
// <message>".
Error bad_task_specification(std::string_view message, std::string path);

}  // namespace flytespark
