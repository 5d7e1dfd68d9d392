// Task, configuration and cluster, resolved: everything a SparkApplication says, before it is
// written.
#pragma once

#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {

// Driver or executor.
struct ResolvedRole {
  Value pod_spec;       // core/v1 PodSpec that the role's own fields are taken from
  Value primary;        // its primary container
  Value template_spec;  // core/v1 PodSpec of the role's pod template; null without one
  KubernetesMetadata metadata;
};

struct ResolvedSpec {
  SparkJob job;
  KubernetesMetadata metadata;  // of the application
  Value spark_conf;             // map of strings, sorted
  std::string_view service_account;
  bool has_template = false;
  ResolvedRole driver;
  ResolvedRole executor;
};

Result<ResolvedSpec> resolve_spec(const BuildInputs& inputs, std::int64_t now_unix_ms);

}  // namespace flytespark
