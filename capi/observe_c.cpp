// Task handle + what Kubernetes has -> status.
#include <cstddef>
#include <cstdint>

#include "capi/buffer_c.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"  // IWYU pragma: keep
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/observe.hpp"
#include "lib/base/buffer.hpp"

using flytespark::Buffer;
using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_observe(const flytespark_task* task, const char* application,
                                   size_t application_size, const char* driver_pod,
                                   size_t driver_pod_size, const char* previous,
                                   size_t previous_size, int64_t now_unix_ms,
                                   flytespark_buffer* status, flytespark_error** error) noexcept {
  capi::clear(status);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_CHECK(capi::require(status, "status"));
    flytespark::Observation observation;
    FLYTESPARK_TRY(application_text, capi::input(application, application_size, "application"));
    FLYTESPARK_TRY(pod_text, capi::input(driver_pod, driver_pod_size, "driver_pod"));
    FLYTESPARK_TRY(previous_text, capi::input(previous, previous_size, "previous"));
    FLYTESPARK_TRY(now, task->plugin.host.now_unix_ms(now_unix_ms));
    observation.application = application_text;
    observation.driver_pod = pod_text;
    observation.previous = previous_text;
    observation.now_unix_ms = now;
    Buffer text;
    FLYTESPARK_CHECK(
        flytespark::observe(*task->core, observation, task->plugin.host.log_sink(), text));
    capi::hand_over(text, status);
    return {};
  });
}

flytespark_code flytespark_is_terminal(const char* application, size_t application_size,
                                       int32_t* terminal, flytespark_error** error) noexcept {
  if (terminal != nullptr) *terminal = 0;
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(terminal, "terminal"));
    FLYTESPARK_TRY(text, capi::input(application, application_size, "application"));
    FLYTESPARK_TRY(answer, flytespark::is_terminal(text));
    *terminal = answer ? 1 : 0;
    return {};
  });
}

flytespark_code flytespark_completion_time(const char* application, size_t application_size,
                                           int64_t* unix_ms, flytespark_error** error) noexcept {
  if (unix_ms != nullptr) *unix_ms = 0;
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(unix_ms, "unix_ms"));
    FLYTESPARK_TRY(text, capi::input(application, application_size, "application"));
    FLYTESPARK_TRY(answer, flytespark::completion_time(text));
    *unix_ms = answer;
    return {};
  });
}
