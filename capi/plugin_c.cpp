// Configuration -> plugin handle, or a report on the configuration.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "capi/buffer_c.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "capi/host.hpp"
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/plugin.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"

namespace flytespark::capi {
namespace {

Result<ConfigFormat> config_format(std::int32_t format) {
  switch (format) {
    case FLYTESPARK_CONFIG_YAML:
      return ConfigFormat::kYaml;
    case FLYTESPARK_CONFIG_JSON:
      return ConfigFormat::kJson;
  }
  return Error(Code::kInvalidArgument, "unknown configuration format " + std::to_string(format));
}

Result<std::unique_ptr<const Plugin>> read_config(const char* config, std::size_t size,
                                                  std::int32_t format, const LogSink& log) {
  FLYTESPARK_TRY(text, input(config, size, "config"));
  FLYTESPARK_TRY(known_format, config_format(format));
  return Plugin::create(text, known_format, log);
}

// Passes each message on to the host's log and keeps the warnings.
class WarningList {
 public:
  WarningList(JsonWriter& json, const LogSink& host_log) : json_(json), host_log_(host_log) {}

  LogSink log_sink() { return {&write, this}; }

 private:
  static void write(void* self, LogLevel level, std::string_view message, std::string_view fields) {
    static_cast<WarningList*>(self)->add(level, message, fields);
  }

  void add(LogLevel level, std::string_view message, std::string_view fields) {
    host_log_(level, message, fields);
    if (level != LogLevel::kWarning) return;
    json_.begin_object();
    json_.name("message");
    json_.string(message);
    Arena arena;
    const Result<Value> document = read_json_object(fields, arena);
    if (const Value* path = document ? document->find("path") : nullptr) {
      json_.name("path");
      json_.string(path->text());
    }
    json_.end_object();
  }

  JsonWriter& json_;
  const LogSink host_log_;
};

}  // namespace
}  // namespace flytespark::capi

using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_plugin_new(const char* config, size_t config_size, int32_t format,
                                      const flytespark_host* host, flytespark_plugin** plugin,
                                      flytespark_error** error) noexcept {
  if (plugin != nullptr) *plugin = nullptr;
  // Out here, so that user_free runs whatever fails.
  capi::Host owned(host);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(owned.check());
    FLYTESPARK_CHECK(capi::require(plugin, "plugin"));
    auto handle = std::make_unique<flytespark_plugin>(std::move(owned));
    FLYTESPARK_TRY(core, capi::read_config(config, config_size, format, handle->host.log_sink()));
    handle->core = std::move(core);
    *plugin = handle.release();
    return {};
  });
}

void flytespark_plugin_free(flytespark_plugin* plugin) noexcept { delete plugin; }

flytespark_code flytespark_validate_config(const char* config, size_t config_size, int32_t format,
                                           const flytespark_host* host, flytespark_buffer* report,
                                           flytespark_error** error) noexcept {
  capi::clear(report);
  const capi::Host borrowed = capi::Host::borrowed(host);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(borrowed.check());
    FLYTESPARK_CHECK(capi::require(report, "report"));
    flytespark::Buffer text;
    flytespark::JsonWriter json(text);
    json.begin_object();
    json.name("schema");
    json.string("flytespark.config_report/v1");
    json.name("warnings");
    json.begin_array();
    capi::WarningList warnings(json, borrowed.log_sink());
    FLYTESPARK_TRY(core, capi::read_config(config, config_size, format, warnings.log_sink()));
    json.end_array();
    json.end_object();
    json.finish();
    core.reset();
    capi::hand_over(text, report);
    return {};
  });
}
