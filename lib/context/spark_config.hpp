// `plugins.spark`: what the operator of Spark tasks has set.
//
// Source: flyteplugins k8s/spark/config.go Config
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/base/value.hpp"
#include "lib/context/log_config.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/log_links.hpp"

namespace flytespark {

struct Feature {
  std::string_view name;
  Value spark_config;  // map of strings, sorted by key
};

// One block for each group of links.
struct SparkLogs {
  LogBlock mixed = default_mixed_log_block();
  LogBlock user;
  LogBlock system;
  LogBlock all_user;
};

// The same, ready to be filled in.
struct SparkLinks {
  LogLinks mixed;
  LogLinks user;
  LogLinks system;
  LogLinks all_user;
};

struct SparkConfig {
  Value spark_config_default;  // map of strings, sorted by key
  std::string_view history_server_url;
  std::span<const Feature> features;
  bool enable_pod_template = true;
  std::int64_t pod_template_detection_timeout_ns = 30'000'000'000;
  SparkLogs logs;
  SparkLinks links;
};

Result<void> read_spark_config(const Value& value, const Place& place, const ConfigScope& scope,
                               SparkConfig& config);

}  // namespace flytespark
