// Task handle -> SparkApplication, or the object by which it is looked up.
#include <cstddef>
#include <cstdint>

#include "capi/buffer_c.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"  // IWYU pragma: keep
#include "flytespark.h"
#include "flytespark/build.hpp"
#include "flytespark/error.hpp"

using flytespark::Buffer;
using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_build(const flytespark_task* task, const char* cluster,
                                 size_t cluster_size, int64_t now_unix_ms,
                                 flytespark_buffer* manifest, flytespark_error** error) noexcept {
  capi::clear(manifest);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_CHECK(capi::require(manifest, "manifest"));
    FLYTESPARK_TRY(cluster_text, capi::input(cluster, cluster_size, "cluster"));
    FLYTESPARK_TRY(now, task->plugin.host.now_unix_ms(now_unix_ms));
    Buffer text;
    FLYTESPARK_CHECK(flytespark::build_manifest(*task->core, cluster_text, now, text));
    capi::hand_over(text, manifest);
    return {};
  });
}

flytespark_code flytespark_identity(const flytespark_task* task, flytespark_buffer* identity,
                                    flytespark_error** error) noexcept {
  capi::clear(identity);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_CHECK(capi::require(identity, "identity"));
    Buffer text;
    FLYTESPARK_CHECK(flytespark::build_identity(*task->core, text));
    capi::hand_over(text, identity);
    return {};
  });
}
