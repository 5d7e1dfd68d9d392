// Text of a configuration -> plugin, which owns all that the configuration refers to.
#include "flytespark/plugin.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/value.hpp"
#include "lib/base/yaml_reader.hpp"
#include "lib/context/plugin_config.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kDocumentName = "config";

Result<Value> read_document(std::string_view text, ConfigFormat format, Arena& arena) {
  if (text.empty()) return Value();
  switch (format) {
    case ConfigFormat::kYaml:
      return read_yaml(text, arena);
    // Strings of a JSON document stay views into its text.
    case ConfigFormat::kJson:
      return read_json_object(arena.copy(text), arena);
  }
  return Error{Code::kInvalidArgument, "the format of the configuration is unknown"};
}

}  // namespace

struct Plugin::Storage {
  Arena arena;
  const PluginConfig* config = nullptr;
};

Plugin::Plugin(std::unique_ptr<Storage> storage)
    : storage_(std::move(storage)), config_(storage_->config) {}

Plugin::~Plugin() = default;

Result<std::unique_ptr<const Plugin>> Plugin::create(std::string_view text, ConfigFormat format,
                                                     const LogSink& log) {
  auto storage = std::make_unique<Storage>();
  auto document = read_document(text, format, storage->arena);
  if (!document) return std::move(document).error().in(kDocumentName);
  auto config = read_plugin_config(*document, log, storage->arena);
  if (!config) return std::move(config).error().in(kDocumentName);
  storage->config = *config;
  return std::unique_ptr<const Plugin>(new Plugin(std::move(storage)));
}

}  // namespace flytespark
