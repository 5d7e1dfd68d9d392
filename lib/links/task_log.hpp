// A link as it is told to users: flyteidl TaskLog, and its JSON.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/document.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_writer.hpp"

namespace flytespark {

enum class MessageFormat : std::int32_t { kUnknown = 0, kCsv = 1, kJson = 2 };
enum class LinkType : std::int32_t { kExternal = 0, kDashboard = 1, kIde = 2 };

struct TaskLog {
  std::string_view uri;
  std::string_view name;
  std::int64_t message_format = 0;
  bool show_while_pending = false;
  bool hide_once_finished = false;
  LinkType link_type = LinkType::kExternal;
  bool ready = false;
  // A placeholder is left in its name, its address or its query. Not told to users.
  bool has_placeholder = false;
};

// As many as most tasks have need no memory of their own.
using TaskLogs = boost::container::small_vector<TaskLog, 16>;

// As protojson: zero values are left out, an enum without a name is its number. The older line has
// neither link types nor readiness.
void write_task_logs(const TaskLogs& logs, const FlyteLine& line, JsonWriter& writer);

// The reverse, of one log.
// Errors: kInvalidDocument.
Result<TaskLog> read_task_log(const DocumentReader& reader);

}  // namespace flytespark
