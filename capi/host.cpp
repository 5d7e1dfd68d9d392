// The host's callbacks as the library keeps them: copied, with NULL for what the host is too short
// to have.
#include "capi/host.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"

namespace flytespark::capi {
namespace {

// What a host of the first release has. Later fields go behind it.
constexpr std::size_t kFirstSize =
    offsetof(flytespark_host, now_unix_ms) + sizeof(flytespark_host::now_unix_ms);

void write_log(void* user, LogLevel level, std::string_view message, std::string_view fields_json) {
  const auto& host = *static_cast<const flytespark_host*>(user);
  host.log(host.user, static_cast<std::int32_t>(level), message.data(), message.size(),
           fields_json.data(), fields_json.size());
}

}  // namespace

Host::Host(const flytespark_host* given) noexcept {
  callbacks_.struct_size = kFirstSize;
  if (given == nullptr) return;
  // All fields are as wide as a pointer; half of one is none.
  const std::size_t known = std::min(given->struct_size, sizeof(flytespark_host));
  std::memcpy(&callbacks_, given, known - known % sizeof(void*));
  callbacks_.struct_size = given->struct_size;
}

Host::Host(Host&& other) noexcept : callbacks_(std::exchange(other.callbacks_, {})) {}

Host::~Host() {
  if (callbacks_.user_free == nullptr) return;
  try {
    callbacks_.user_free(callbacks_.user);
  } catch (...) {
    // Nobody is left to be told.
  }
}

Host Host::borrowed(const flytespark_host* given) noexcept {
  Host host(given);
  host.callbacks_.user_free = nullptr;
  return host;
}

Result<void> Host::check() const {
  if (callbacks_.struct_size >= kFirstSize) return {};
  return Error(Code::kInvalidArgument, "the struct_size of the host is " +
                                           std::to_string(callbacks_.struct_size) +
                                           "; it must be at least " + std::to_string(kFirstSize));
}

LogSink Host::log_sink() const {
  if (callbacks_.log == nullptr) return {};
  return {&write_log, const_cast<flytespark_host*>(&callbacks_)};
}

Result<std::int64_t> Host::now_unix_ms(std::int64_t given) const {
  if (given >= 0) return given;
  if (callbacks_.now_unix_ms == nullptr) {
    return Error(Code::kInvalidArgument,
                 "now_unix_ms is FLYTESPARK_NOW, but the host has no clock");
  }
  const std::int64_t now = callbacks_.now_unix_ms(callbacks_.user);
  if (now < 0)
    return Error(Code::kInvalidArgument,
                 "the host's clock answered with the negative time " + std::to_string(now));
  return now;
}

}  // namespace flytespark::capi
