// Where a stage says what is worth knowing but is no error: an unknown key in the configuration, a
// setting without effect.
#pragma once

#include <cstdint>
#include <string_view>

namespace flytespark {

// The numbers are those of flytespark.h.
enum class LogLevel : std::int32_t { kDebug = 0, kInfo = 1, kWarning = 2, kError = 3 };

struct LogSink {
  // `fields_json` is one JSON object, e.g. {"document":"config","path":"/plugins/k8s/foo"}.
  void (*write)(void* user, LogLevel level, std::string_view message,
                std::string_view fields_json) = nullptr;
  void* user = nullptr;

  void operator()(LogLevel level, std::string_view message,
                  std::string_view fields_json = "{}") const {
    if (write != nullptr) write(user, level, message, fields_json);
  }
};

}  // namespace flytespark
