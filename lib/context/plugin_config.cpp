#include "lib/context/plugin_config.hpp"

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/copilot_config.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/log_links.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

Result<void> read_profile(const Value& value, const Place& place, const ConfigScope&,
                          PluginConfig& config) {
  if (value.text() == "flyte-v2") {
    config.line = &kFlyteV2;
  } else if (value.text() == "flyte-v1") {
    config.line = &kFlyteV1;
  } else {
    return config_error(place, "a profile that exists, which is flyte-v2 or flyte-v1", value);
  }
  return {};
}

constexpr ConfigKey<PluginConfig> kFlytesparkKeys[] = {
    {"profile", "flyte-v2 or flyte-v1", read_profile},
};

Result<void> read_flytespark(const Value& value, const Place& place, const ConfigScope& scope,
                             PluginConfig& config) {
  return read_section<PluginConfig>(kFlytesparkKeys, UnknownKeys::kRefuse, value, place, scope,
                                    config);
}

// Read before all else, since it says what the other keys mean.
constexpr ConfigKey<PluginConfig> kProfileKeys[] = {
    {"flytespark", "section", read_flytespark},
};

Result<void> read_plugins_profile(const Value& value, const Place& place, const ConfigScope& scope,
                                  PluginConfig& config) {
  return read_section<PluginConfig>(kProfileKeys, UnknownKeys::kIgnore, value, place, scope,
                                    config);
}

constexpr ConfigKey<PluginConfig> kPluginsKeys[] = {
    nested<&PluginConfig::spark, read_spark_config>("spark"),
    nested<&PluginConfig::k8s, read_k8s_config>("k8s"),
    nested<&PluginConfig::logs, read_log_block>("logs"),
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

constexpr ConfigKey<LiteralOffloading> kOffloadingKeys[] = {
    boolean<&LiteralOffloading::enabled>("enabled"),
    integer<&LiteralOffloading::min_size_mb>("min-size-in-mb-for-offloading"),
    integer<&LiteralOffloading::max_size_mb>("max-size-in-mb-for-offloading"),
};

Result<void> read_offloading(const Value& value, const Place& place, const ConfigScope& scope,
                             LiteralOffloading& offloading) {
  return read_section<LiteralOffloading>(kOffloadingKeys, UnknownKeys::kIgnore, value, place, scope,
                                         offloading);
}

constexpr ConfigKey<PluginConfig> kPropellerKeys[] = {
    nested<&PluginConfig::literal_offloading, read_offloading>("literal-offloading-config"),
};

Result<void> read_propeller(const Value& value, const Place& place, const ConfigScope& scope,
                            PluginConfig& config) {
  return read_section<PluginConfig>(kPropellerKeys, UnknownKeys::kIgnore, value, place, scope,
                                    config);
}

constexpr ConfigKey<PluginConfig> kLineKeys[] = {
    {"plugins", "section", read_plugins_profile},
};

constexpr ConfigKey<PluginConfig> kDocumentKeys[] = {
    {"plugins", "section", read_plugins},
    nested<&PluginConfig::storage, read_storage_config>("storage"),
    {"logger", "section", read_logger},
    until_v2<PluginConfig>({"propeller", "section", read_propeller}),
};

}  // namespace

Result<const PluginConfig*> read_plugin_config(const Value& document, const LogSink& log,
                                               Arena& arena) {
  PluginConfig* config = arena.make_array<PluginConfig>(1);
  FLYTESPARK_CHECK(read_section<PluginConfig>(kLineKeys, UnknownKeys::kIgnore, document, Place(),
                                              ConfigScope{arena, log}, *config));
  const FlyteLine& line = *config->line;
  config->k8s = default_k8s_config(line, arena);
  config->storage = default_storage_config(arena);
  ConfigScope scope{arena, log, "config", line};
  FLYTESPARK_CHECK(read_section<PluginConfig>(kDocumentKeys, UnknownKeys::kIgnore, document,
                                              Place(), scope, *config));
  const SparkLogs& logs = config->spark.logs;
  auto cut = [&](const LogBlock& block) { return cut_log_block(block, line, arena); };
  config->spark.links = {cut(logs.mixed), cut(logs.user), cut(logs.system), cut(logs.all_user)};
  config->log_links = cut(config->logs);
  return config;
}

}  // namespace flytespark
