// The operator's configuration document -> typed sections, with the defaults of the reference.
//
// Read are `plugins.spark`, `plugins.k8s`, `plugins.logs`, `plugins.flytespark`, `storage`,
// `logger.level` and, for Flyte 1.16, `propeller.literal-offloading-config`; every other section
// belongs to others. A key that is not mentioned keeps its
// default; maps and lists are replaced whole, so that a map of annotations drops the default
// annotation. Section and key names match without regard to case.
//
// Differs: the keys of maps keep their case, save the names of dynamic log links; the reference
// turns all to lower case, except inside lists and when they hold a dot.
//
// Source: flytestdlib config/viper/viper.go; the sections are cited where they are told
#pragma once

#include <cstdint>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/context/copilot_config.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/log_links.hpp"

namespace flytespark {

// `propeller.literal-offloading-config`, which only the older line reads.
struct LiteralOffloading {
  bool enabled = false;
  std::int64_t min_size_mb = 10;
  std::int64_t max_size_mb = 1000;
};

struct PluginConfig {
  const FlyteLine* line = &kFlyteV2;
  SparkConfig spark;
  K8sConfig k8s;
  StorageConfig storage;
  LiteralOffloading literal_offloading;
  // `plugins.logs`: Spark takes nothing from it; it is there for links of other pods.
  LogBlock logs = default_mixed_log_block();
  LogLinks log_links;
  std::int64_t logger_level = 0;
};

// `document` is a map, or null for the defaults; its texts must outlive the answer, which lives in
// `arena`. An unknown key in a section that is read is reported to `log` as a warning; below
// `plugins.flytespark` it is an error, since a misspelt switch would silently do nothing.
// Code::kInvalidConfig with the JSON pointer of the value at fault.
Result<const PluginConfig*> read_plugin_config(const Value& document, const LogSink& log,
                                               Arena& arena);

}  // namespace flytespark
