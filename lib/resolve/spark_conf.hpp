// SparkJob + operator's defaults -> the Spark configuration of one application.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {

// A map of strings, sorted. `has_template` tells that the application carries pod templates.
Value resolve_spark_conf(const SparkJob& job, const BuildInputs& inputs, std::int64_t now_unix_ms,
                         bool has_template);

// A key such as `spark.flyte.NAME.enabled` -> NAME; empty when the key is none.
std::string_view feature_name(std::string_view key);

}  // namespace flytespark
