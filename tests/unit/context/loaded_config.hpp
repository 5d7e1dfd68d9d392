// A configuration text, loaded as a host would, with the paths of the warnings.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flytespark/plugin.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/encode.hpp"
#include "tests/unit/catch.hpp"

namespace flytespark {

class LoadedConfig {
 public:
  explicit LoadedConfig(std::string_view text, ConfigFormat format = ConfigFormat::kYaml) {
    auto plugin = Plugin::create(text, format, LogSink{keep_path, this});
    if (plugin) {
      plugin_ = std::move(*plugin);
    } else {
      error_ = plugin.error();
    }
  }

  const PluginConfig& operator*() const {
    INFO(error_.path << ": " << error_.message);
    REQUIRE(plugin_ != nullptr);
    return plugin_->config();
  }
  const PluginConfig* operator->() const { return &**this; }

  const Error& error() const {
    REQUIRE(plugin_ == nullptr);
    return error_;
  }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  static void keep_path(void* self, LogLevel level, std::string_view message,
                        std::string_view fields) {
    CHECK(level == LogLevel::kWarning);
    CHECK(!message.empty());
    Arena arena;
    auto document = read_json_object(fields, arena);
    REQUIRE(document.has_value());
    CHECK(document->find("document")->text() == "config");
    auto& warnings = static_cast<LoadedConfig*>(self)->warnings_;
    warnings.emplace_back(document->find("path")->text());
  }

  std::unique_ptr<const Plugin> plugin_;
  Error error_;
  std::vector<std::string> warnings_;
};

// `body` is the flow map of plugins.k8s or plugins.spark.
inline LoadedConfig k8s_section(std::string_view body) {
  return LoadedConfig("plugins: {k8s: " + std::string(body) + "}");
}
inline LoadedConfig spark_section(std::string_view body) {
  return LoadedConfig("plugins: {spark: " + std::string(body) + "}");
}

inline std::string json_of(const Value& document) {
  Buffer out;
  JsonWriter writer(out);
  writer.document(document);
  writer.finish();
  return std::string(out.view());
}

inline std::string json_of(const k8s::Type& type, const Value& value) {
  Buffer out;
  JsonWriter writer(out);
  k8s::encode(type, value, writer);
  writer.finish();
  return std::string(out.view());
}

}  // namespace flytespark
