// What a plugin manager asks around a task: refusals of the API server, the end, the UI's address.
#include <cstddef>
#include <optional>
#include <string_view>

#include "capi/buffer_c.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"  // IWYU pragma: keep
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/manage.hpp"
#include "lib/base/buffer.hpp"

using flytespark::Buffer;
using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_classify_build_error(const flytespark_plugin* plugin,
                                                const flytespark_error* failure,
                                                flytespark_buffer* verdict,
                                                flytespark_error** error) noexcept {
  capi::clear(verdict);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(plugin, "plugin"));
    FLYTESPARK_CHECK(capi::require(failure, "failure"));
    FLYTESPARK_CHECK(capi::require(verdict, "verdict"));
    Buffer text;
    flytespark::classify_build_error(*plugin->core, capi::failure_of(*failure), text);
    capi::hand_over(text, verdict);
    return {};
  });
}

flytespark_code flytespark_classify_create_error(const flytespark_plugin* plugin,
                                                 const char* api_status, size_t api_status_size,
                                                 flytespark_buffer* verdict,
                                                 flytespark_error** error) noexcept {
  capi::clear(verdict);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(plugin, "plugin"));
    FLYTESPARK_CHECK(capi::require(verdict, "verdict"));
    FLYTESPARK_TRY(status, capi::input(api_status, api_status_size, "api_status"));
    Buffer text;
    FLYTESPARK_CHECK(flytespark::classify_create_error(*plugin->core, status, text));
    capi::hand_over(text, verdict);
    return {};
  });
}

flytespark_code flytespark_classify_get_error(const flytespark_task* task, const char* api_status,
                                              size_t api_status_size, flytespark_buffer* verdict,
                                              flytespark_error** error) noexcept {
  capi::clear(verdict);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_CHECK(capi::require(verdict, "verdict"));
    FLYTESPARK_TRY(status, capi::input(api_status, api_status_size, "api_status"));
    Buffer text;
    FLYTESPARK_CHECK(flytespark::classify_get_error(*task->core, status, text));
    capi::hand_over(text, verdict);
    return {};
  });
}

flytespark_code flytespark_conclude(const flytespark_task* task, const char* status,
                                    size_t status_size, const char* application,
                                    size_t application_size, const char* error_document,
                                    size_t error_document_size, flytespark_buffer* concluded,
                                    flytespark_error** error) noexcept {
  capi::clear(concluded);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_CHECK(capi::require(concluded, "concluded"));
    FLYTESPARK_TRY(status_text, capi::input(status, status_size, "status"));
    FLYTESPARK_TRY(application_text, capi::input(application, application_size, "application"));
    FLYTESPARK_TRY(document, capi::input(error_document, error_document_size, "error_document"));
    std::optional<std::string_view> left;
    if (error_document != nullptr) left = document;
    Buffer text;
    FLYTESPARK_CHECK(flytespark::conclude(*task->core, status_text, application_text, left, text));
    capi::hand_over(text, concluded);
    return {};
  });
}

flytespark_code flytespark_ingress_url(const char* format, size_t format_size,
                                       const char* application, size_t application_size,
                                       flytespark_buffer* url, flytespark_error** error) noexcept {
  capi::clear(url);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(url, "url"));
    FLYTESPARK_TRY(format_text, capi::input(format, format_size, "format"));
    FLYTESPARK_TRY(application_text, capi::input(application, application_size, "application"));
    Buffer text;
    FLYTESPARK_CHECK(flytespark::ingress_url(format_text, application_text, text));
    capi::hand_over(text, url);
    return {};
  });
}
