// Task::create: the inputs are copied into the handle's arena, decoded there, and everything only
// needed on the way lies in scratch memory.
#include "flytespark/task.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/plugin.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/proto/descriptor.hpp"
#include "lib/proto/protojson.hpp"
#include "lib/task/task_resources.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {

struct Task::Storage {
  Arena arena;
  TaskTemplate task_template;
  Execution execution;
};

namespace {

// What decoding a typical task needs beyond its inputs' bytes.
constexpr std::size_t kTypicalDecodedBytes = 1664;

Result<TaskTemplate> decode_template(TemplateFormat format, std::string_view text, Arena& arena,
                                     Arena& scratch) {
  switch (format) {
    case TemplateFormat::kProtobuf:
      return read_task_template(arena.copy(text), arena);
    case TemplateFormat::kJson: {
      FLYTESPARK_TRY(document, read_json_object(text, scratch));
      FLYTESPARK_TRY(protobuf, proto::protojson_to_protobuf(proto::kTaskTemplate, document, arena));
      return read_task_template(protobuf, arena);
    }
  }
  return Error(Code::kInvalidArgument, "the template format is neither protobuf nor JSON");
}

// What Flyte does for a host: the container's own resources count as its overrides.
// An amount that cannot be read leaves none, and the build will say so.
void take_resources_from_template(const TaskTemplate& task_template, const FlyteLine& line,
                                  Execution& execution, Arena& arena) {
  if (!execution.override_resources_from_template || execution.override_resources ||
      task_template.target != TaskTemplate::Target::kContainer) {
    return;
  }
  auto resources = task_resources(task_template.container, line, arena);
  if (resources) execution.override_resources = *resources;
}

}  // namespace

Task::Task(const Plugin& plugin, std::unique_ptr<Storage> storage)
    : plugin_(plugin),
      storage_(std::move(storage)),
      task_template_(&storage_->task_template),
      execution_(&storage_->execution) {}

Task::~Task() = default;

Result<std::unique_ptr<const Task>> Task::create(const Plugin& plugin, TemplateFormat format,
                                                 std::string_view task_template,
                                                 std::string_view execution, const LogSink& log) {
  if (task_template.size() > kMaxDocumentBytes) {
    return Error(Code::kLimit, "the task template is larger than 8 MiB").in("task_template");
  }
  alignas(std::max_align_t) std::array<std::byte, 16384> lent;
  Arena scratch(lent);
  auto storage = std::make_unique<Storage>();
  storage->arena.reserve(task_template.size() + execution.size() + kTypicalDecodedBytes);
  auto decoded = decode_template(format, task_template, storage->arena, scratch);
  if (!decoded) return decoded.error().in("task_template");
  storage->task_template = *decoded;
  auto read = read_execution(storage->arena.copy(execution), log, storage->arena, scratch);
  if (!read) return read.error().in("execution");
  storage->execution = *read;
  take_resources_from_template(storage->task_template, *plugin.config().line, storage->execution,
                               storage->arena);
  return std::unique_ptr<const Task>(new Task(plugin, std::move(storage)));
}

std::size_t Task::heap_bytes() const {
  return sizeof(Task) + sizeof(Storage) + storage_->arena.reserved_bytes();
}

}  // namespace flytespark
