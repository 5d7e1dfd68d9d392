#include "lib/context/spark_config.hpp"

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/log_block.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

constexpr ConfigKey<Feature> kFeatureKeys[] = {
    text<&Feature::name>("name"),
    text_map<&Feature::spark_config>("spark-config"),
};

Result<void> read_feature(const Value& value, const Place& place, const ConfigScope& scope,
                          Feature& feature) {
  return read_section<Feature>(kFeatureKeys, UnknownKeys::kWarn, value, place, scope, feature);
}

// Both surprise whoever copies a block from `plugins.logs` or from the documentation of Flyte.
void warn_of_default_link(const Value& value, const Place& place, const ConfigScope& scope,
                          const LogBlock& mixed) {
  if (!value.is_map()) return;
  const LogBlock defaults = default_mixed_log_block();
  if (!mixed.kubernetes_enabled ||
      mixed.kubernetes_template_uri != defaults.kubernetes_template_uri) {
    return;
  }
  warn_of_key(place,
              mixed.kubernetes_url.empty()
                  ? "the link to the dashboard at localhost:30082 stays on; turn it off with "
                    "kubernetes-enabled: false, or set kubernetes-template-uri"
                  : "kubernetes-url has no effect here, because mixed has a default "
                    "kubernetes-template-uri, at localhost:30082; set that one",
              scope);
}

Result<void> read_block(const Value& value, const Place& place, const ConfigScope& scope,
                        LogBlock& block) {
  warn_of_unknown_variables(value, place, scope);
  return read_log_block(value, place, scope, block);
}

Result<void> read_mixed(const Value& value, const Place& place, const ConfigScope& scope,
                        LogBlock& block) {
  FLYTESPARK_CHECK(read_block(value, place, scope, block));
  warn_of_default_link(value, place, scope, block);
  return {};
}

constexpr ConfigKey<SparkLogs> kLogsKeys[] = {
    nested<&SparkLogs::mixed, read_mixed>("mixed"),
    nested<&SparkLogs::user, read_block>("user"),
    nested<&SparkLogs::system, read_block>("system"),
    nested<&SparkLogs::all_user, read_block>("all-user"),
};

Result<void> read_logs(const Value& value, const Place& place, const ConfigScope& scope,
                       SparkLogs& logs) {
  return read_section<SparkLogs>(kLogsKeys, UnknownKeys::kWarn, value, place, scope, logs);
}

constexpr ConfigKey<SparkConfig> kSparkKeys[] = {
    text_map<&SparkConfig::spark_config_default>("spark-config-default"),
    text<&SparkConfig::history_server_url>("spark-history-server-url"),
    section_list<&SparkConfig::features, read_feature>("features"),
    since_v2(boolean<&SparkConfig::enable_pod_template>("enable-pod-template")),
    since_v2(duration<&SparkConfig::pod_template_detection_timeout_ns>(
        "pod-template-detection-timeout")),
    nested<&SparkConfig::logs, read_logs>("logs"),
};

}  // namespace

Result<void> read_spark_config(const Value& value, const Place& place, const ConfigScope& scope,
                               SparkConfig& config) {
  return read_section<SparkConfig>(kSparkKeys, UnknownKeys::kWarn, value, place, scope, config);
}

}  // namespace flytespark
