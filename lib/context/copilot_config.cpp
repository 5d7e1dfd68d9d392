#include "lib/context/copilot_config.hpp"

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/weak_value.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

constexpr ConfigKey<StowConfig> kStowKeys[] = {
    text<&StowConfig::kind>("kind"),
    text_map<&StowConfig::config>("config"),
};

Result<void> read_stow(const Value& value, const Place& place, const ConfigScope& scope,
                       StowConfig& stow) {
  return read_section<StowConfig>(kStowKeys, UnknownKeys::kIgnore, value, place, scope, stow);
}

constexpr ConfigKey<StorageConfig> kStorageKeys[] = {
    text<&StorageConfig::container>("container"),
    text<&StorageConfig::type>("type"),
    boolean<&StorageConfig::enable_multicontainer>("enable-multicontainer"),
    nested<&StorageConfig::stow, read_stow>("stow"),
};

Result<void> read_override(const Value& value, const Place& place, const ConfigScope& scope,
                           CopilotConfig& config) {
  StorageConfig* storage = scope.arena.make_array<StorageConfig>(1);
  config.storage_config_override = storage;
  return read_storage_config(value, place, scope, *storage);
}

constexpr ConfigKey<CopilotConfig> kCopilotKeys[] = {
    text<&CopilotConfig::name>("name"),
    text<&CopilotConfig::image>("image"),
    text<&CopilotConfig::default_input_path>("default-input-path"),
    text<&CopilotConfig::default_output_path>("default-output-path"),
    text<&CopilotConfig::input_volume_name>("input-vol-name"),
    text<&CopilotConfig::output_volume_name>("output-vol-name"),
    duration<&CopilotConfig::start_timeout_ns>("start-timeout"),
    duration<&CopilotConfig::timeout_ns>("timeout"),
    text<&CopilotConfig::cpu>("cpu"),
    text<&CopilotConfig::memory>("memory"),
    text<&CopilotConfig::storage>("storage"),
    since_v2<CopilotConfig>({"storage-config-override", "section", read_override}),
    since_v2(text<&CopilotConfig::storage_config_secret_name>("storage-config-secret-name")),
};

}  // namespace

StorageConfig default_storage_config(Arena& arena) {
  Member* region = arena.make_array<Member>(1);
  *region = {"region", Value::string("us-east-1")};
  StorageConfig config;
  config.type = "stow";
  config.stow = {"s3", Value::map({region, 1})};
  return config;
}

Result<void> read_storage_config(const Value& value, const Place& place, const ConfigScope& scope,
                                 StorageConfig& config) {
  return read_section<StorageConfig>(kStorageKeys, UnknownKeys::kIgnore, value, place, scope,
                                     config);
}

Result<void> read_copilot_config(const Value& value, const Place& place, const ConfigScope& scope,
                                 CopilotConfig& config) {
  return read_section<CopilotConfig>(kCopilotKeys, UnknownKeys::kWarn, value, place, scope, config);
}

}  // namespace flytespark
