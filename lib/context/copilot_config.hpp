// `plugins.k8s.co-pilot` and `storage`: how co-pilot containers move data.
//
// Source: flyteplugins flytek8s/config/config.go FlyteCoPilotConfig; flytestdlib storage/config.go
// Config
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/value.hpp"
#include "lib/context/weak_value.hpp"

namespace flytespark {

struct StowConfig {
  std::string_view kind;
  Value config;  // map of strings, sorted by key
};

// The members' own defaults are those of storage-config-override.
struct StorageConfig {
  std::string_view container;
  std::string_view type;
  bool enable_multicontainer = false;
  StowConfig stow;
};

// What holds for each key that the section `storage` leaves out: stow on S3, in us-east-1.
StorageConfig default_storage_config(Arena& arena);

struct CopilotConfig {
  std::string_view name = "flyte-copilot-";
  std::string_view image = "cr.flyte.org/flyteorg/flyte-binary-v2:latest";
  std::string_view default_input_path = "/var/flyte/inputs";
  std::string_view default_output_path = "/var/flyte/outputs";
  std::string_view input_volume_name = "flyte-inputs";
  std::string_view output_volume_name = "flyte-outputs";
  std::int64_t start_timeout_ns = 0;
  std::int64_t timeout_ns = 3'600'000'000'000;
  // Quantities, which are first looked at when a co-pilot container is built.
  std::string_view cpu = "500m";
  std::string_view memory = "128Mi";
  std::string_view storage;
  const StorageConfig* storage_config_override = nullptr;
  std::string_view storage_config_secret_name;
};

// Only the keys that reach a co-pilot container are read; the others are Flyte's own business.
Result<void> read_storage_config(const Value& value, const Place& place, const ConfigScope& scope,
                                 StorageConfig& config);

Result<void> read_copilot_config(const Value& value, const Place& place, const ConfigScope& scope,
                                 CopilotConfig& config);

}  // namespace flytespark
