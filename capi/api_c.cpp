// What a host needs before its first call: versions and the table of functions.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "flytespark.h"

namespace {

constexpr std::size_t kHeaderSize = offsetof(flytespark_api, plugin_new);

constexpr flytespark_api kApi = {
    sizeof(flytespark_api),
    FLYTESPARK_ABI_MAJOR,
    FLYTESPARK_ABI_MINOR,
    flytespark_plugin_new,
    flytespark_plugin_free,
    flytespark_task_new,
    flytespark_task_free,
    flytespark_build,
    flytespark_identity,
    flytespark_validate_config,
    flytespark_error_code,
    flytespark_error_message,
    flytespark_error_details,
    flytespark_error_free,
    flytespark_buffer_release,
    flytespark_abi_version,
    flytespark_version,
    flytespark_observe,
    flytespark_is_terminal,
    flytespark_completion_time,
    flytespark_render_links,
    flytespark_link_visible,
    flytespark_classify_build_error,
    flytespark_classify_create_error,
    flytespark_classify_get_error,
    flytespark_conclude,
    flytespark_ingress_url,
};

}  // namespace

uint32_t flytespark_abi_version(void) noexcept {
  return FLYTESPARK_ABI_MAJOR * 65536 + FLYTESPARK_ABI_MINOR;
}

const char* flytespark_version(void) noexcept { return FLYTESPARK_VERSION; }

flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api* api,
                                   size_t api_size) noexcept {
  if (api == nullptr || api_size > FLYTESPARK_MAX_API_BYTES) return FLYTESPARK_INVALID_ARGUMENT;
  std::memset(static_cast<void*>(api), 0, api_size);
  if (api_size < kHeaderSize) return FLYTESPARK_INVALID_ARGUMENT;
  if (abi_major != FLYTESPARK_ABI_MAJOR) return FLYTESPARK_UNSUPPORTED_ABI;

  std::size_t filled = std::min(api_size, sizeof(flytespark_api));
  filled -= (filled - kHeaderSize) % sizeof(void*);
  std::memcpy(api, &kApi, filled);
  api->struct_size = filled;
  return FLYTESPARK_OK;
}
