#include "lib/context/plugin_config.hpp"

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/copilot_config.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/log_links.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

Result<void> read_profile(const Value& value, const Place& place, const ConfigScope&,
                          PluginConfig& config) {
  if (value.text() != "flyte-v2") {
    return config_error(place, "a profile that exists, which is flyte-v2", value);
  }
  config.profile = Profile::kFlyteV2;
  return {};
}

constexpr ConfigKey<PluginConfig> kFlytesparkKeys[] = {
    {"profile", "flyte-v2", read_profile},
};

Result<void> read_flytespark(const Value& value, const Place& place, const ConfigScope& scope,
                             PluginConfig& config) {
  return read_section<PluginConfig>(kFlytesparkKeys, UnknownKeys::kRefuse, value, place, scope,
                                    config);
}

constexpr ConfigKey<PluginConfig> kPluginsKeys[] = {
    nested<&PluginConfig::spark, read_spark_config>("spark"),
    nested<&PluginConfig::k8s, read_k8s_config>("k8s"),
    nested<&PluginConfig::logs, read_log_block>("logs"),
    {"flytespark", "section", read_flytespark},
};

Result<void> read_plugins(const Value& value, const Place& place, const ConfigScope& scope,
                          PluginConfig& config) {
  return read_section<PluginConfig>(kPluginsKeys, UnknownKeys::kIgnore, value, place, scope,
                                    config);
}

constexpr ConfigKey<PluginConfig> kLoggerKeys[] = {
    integer<&PluginConfig::logger_level>("level"),
};

Result<void> read_logger(const Value& value, const Place& place, const ConfigScope& scope,
                         PluginConfig& config) {
  return read_section<PluginConfig>(kLoggerKeys, UnknownKeys::kIgnore, value, place, scope, config);
}

constexpr ConfigKey<PluginConfig> kDocumentKeys[] = {
    {"plugins", "section", read_plugins},
    nested<&PluginConfig::storage, read_storage_config>("storage"),
    {"logger", "section", read_logger},
};

}  // namespace

Result<const PluginConfig*> read_plugin_config(const Value& document, const LogSink& log,
                                               Arena& arena) {
  PluginConfig* config = arena.make_array<PluginConfig>(1);
  config->k8s = default_k8s_config(arena);
  config->storage = default_storage_config(arena);
  ConfigScope scope{arena, log};
  FLYTESPARK_CHECK(read_section<PluginConfig>(kDocumentKeys, UnknownKeys::kIgnore, document,
                                              Place(), scope, *config));
  const SparkLogs& logs = config->spark.logs;
  config->spark.links = {cut_log_block(logs.mixed, arena), cut_log_block(logs.user, arena),
                         cut_log_block(logs.system, arena), cut_log_block(logs.all_user, arena)};
  config->log_links = cut_log_block(config->logs, arena);
  return config;
}

}  // namespace flytespark
