#include "lib/context/spark_config.hpp"

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/weak_value.hpp"

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

constexpr ConfigKey<SparkLogs> kLogsKeys[] = {
    nested<&SparkLogs::mixed, read_log_block>("mixed"),
    nested<&SparkLogs::user, read_log_block>("user"),
    nested<&SparkLogs::system, read_log_block>("system"),
    nested<&SparkLogs::all_user, read_log_block>("all-user"),
};

Result<void> read_logs(const Value& value, const Place& place, const ConfigScope& scope,
                       SparkLogs& logs) {
  return read_section<SparkLogs>(kLogsKeys, UnknownKeys::kWarn, value, place, scope, logs);
}

constexpr ConfigKey<SparkConfig> kSparkKeys[] = {
    text_map<&SparkConfig::spark_config_default>("spark-config-default"),
    text<&SparkConfig::history_server_url>("spark-history-server-url"),
    section_list<&SparkConfig::features, read_feature>("features"),
    boolean<&SparkConfig::enable_pod_template>("enable-pod-template"),
    duration<&SparkConfig::pod_template_detection_timeout_ns>("pod-template-detection-timeout"),
    nested<&SparkConfig::logs, read_logs>("logs"),
};

}  // namespace

Result<void> read_spark_config(const Value& value, const Place& place, const ConfigScope& scope,
                               SparkConfig& config) {
  return read_section<SparkConfig>(kSparkKeys, UnknownKeys::kWarn, value, place, scope, config);
}

}  // namespace flytespark
