// Task template + execution -> task handle.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "capi/guard.hpp"
#include "capi/handles.hpp"  // IWYU pragma: keep
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/task.hpp"

namespace flytespark::capi {
namespace {

Result<TemplateFormat> template_format(std::int32_t format) {
  switch (format) {
    case FLYTESPARK_TEMPLATE_PROTOBUF:
      return TemplateFormat::kProtobuf;
    case FLYTESPARK_TEMPLATE_JSON:
      return TemplateFormat::kJson;
  }
  return Error(Code::kInvalidArgument, "unknown task template format " + std::to_string(format));
}

}  // namespace
}  // namespace flytespark::capi

using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_task_new(const flytespark_plugin* plugin, int32_t template_format,
                                    const char* task_template, size_t task_template_size,
                                    const char* execution, size_t execution_size,
                                    flytespark_task** task, flytespark_error** error) noexcept {
  if (task != nullptr) *task = nullptr;
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(plugin, "plugin"));
    FLYTESPARK_CHECK(capi::require(task, "task"));
    FLYTESPARK_TRY(format, capi::template_format(template_format));
    FLYTESPARK_TRY(template_text, capi::input(task_template, task_template_size, "task_template"));
    FLYTESPARK_TRY(execution_text, capi::input(execution, execution_size, "execution"));
    FLYTESPARK_TRY(core, flytespark::Task::create(*plugin->core, format, template_text,
                                                  execution_text, plugin->host.log_sink()));
    *task = std::make_unique<flytespark_task>(*plugin, std::move(core)).release();
    return {};
  });
}

void flytespark_task_free(flytespark_task* task) noexcept { delete task; }
