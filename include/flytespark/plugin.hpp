// An operator's configuration, read once: what every task of one plugin shares.
#pragma once

#include <memory>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"

namespace flytespark {

struct PluginConfig;

enum class ConfigFormat : std::int32_t { kYaml = 1, kJson = 2 };

// Threads: immutable once made; any number of threads may use it.
class Plugin {
 public:
  // `text` is Flyte's own configuration (`plugins.spark`, `plugins.k8s`, `storage`) with ours under
  // `plugins.flytespark`; empty text stands for all defaults. `log` hears of unknown keys, during
  // this call only.
  // Errors: kInvalidYaml, kInvalidJson, kInvalidConfig, kLimit.
  static Result<std::unique_ptr<const Plugin>> create(std::string_view text, ConfigFormat format,
                                                      const LogSink& log = {});
  ~Plugin();

  const PluginConfig& config() const { return *config_; }

 private:
  struct Storage;
  explicit Plugin(std::unique_ptr<Storage> storage);

  std::unique_ptr<Storage> storage_;
  const PluginConfig* config_;
};

}  // namespace flytespark
