// One attempt of one task: its template and its execution, decoded once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/plugin.hpp"

namespace flytespark {

struct TaskTemplate;
struct Execution;

enum class TemplateFormat : std::int32_t { kProtobuf = 1, kJson = 2 };

// Threads: immutable once made; any number of threads may use it. The plugin must outlive it.
class Task {
 public:
  // `task_template` is a flyteidl TaskTemplate, `execution` the JSON document of
  // examples/documents/execution.json. Both are copied as far as needed. `log` hears of members of
  // the execution that nobody reads, during this call only. Errors: kInvalidProtobuf, kInvalidJson,
  // kInvalidDocument, kLimit.
  static Result<std::unique_ptr<const Task>> create(const Plugin& plugin, TemplateFormat format,
                                                    std::string_view task_template,
                                                    std::string_view execution,
                                                    const LogSink& log = {});
  ~Task();

  const Plugin& plugin() const { return plugin_; }
  const TaskTemplate& task_template() const { return *task_template_; }
  const Execution& execution() const { return *execution_; }
  // Heap bytes held, the inputs' own bytes included.
  std::size_t heap_bytes() const;

 private:
  struct Storage;
  Task(const Plugin& plugin, std::unique_ptr<Storage> storage);

  const Plugin& plugin_;
  std::unique_ptr<Storage> storage_;
  const TaskTemplate* task_template_;
  const Execution* execution_;
};

}  // namespace flytespark
