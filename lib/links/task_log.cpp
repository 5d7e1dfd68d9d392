#include "lib/links/task_log.hpp"

#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/document.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

void write_if_any(std::string_view name, std::string_view text, JsonWriter& writer) {
  if (text.empty()) return;
  writer.name(name);
  writer.string(text);
}

void write_if_true(std::string_view name, bool value, JsonWriter& writer) {
  if (!value) return;
  writer.name(name);
  writer.boolean(true);
}

void write_message_format(std::int64_t format, JsonWriter& writer) {
  switch (static_cast<MessageFormat>(format)) {
    case MessageFormat::kUnknown:
      return;
    case MessageFormat::kCsv:
      return write_if_any("messageFormat", "CSV", writer);
    case MessageFormat::kJson:
      return write_if_any("messageFormat", "JSON", writer);
  }
  writer.name("messageFormat");
  writer.integer(format);
}

std::string_view link_type_text(LinkType type) {
  switch (type) {
    case LinkType::kExternal:
      return "";
    case LinkType::kDashboard:
      return "DASHBOARD";
    case LinkType::kIde:
      return "IDE";
  }
  return "";
}

void write_task_log(const TaskLog& log, const FlyteLine& line, JsonWriter& writer) {
  writer.begin_object();
  write_if_any("uri", log.uri, writer);
  write_if_any("name", log.name, writer);
  write_message_format(log.message_format, writer);
  write_if_true("ShowWhilePending", log.show_while_pending, writer);
  write_if_true("HideOnceFinished", log.hide_once_finished, writer);
  if (line.link_state) {
    write_if_any("linkType", link_type_text(log.link_type), writer);
    write_if_true("ready", log.ready, writer);
  }
  writer.end_object();
}

}  // namespace

void write_task_logs(const TaskLogs& logs, const FlyteLine& line, JsonWriter& writer) {
  writer.begin_array();
  for (const TaskLog& log : logs) write_task_log(log, line, writer);
  writer.end_array();
}

Result<TaskLog> read_task_log(const DocumentReader& reader) {
  TaskLog log;
  FLYTESPARK_CHECK(reader.string("uri", log.uri));
  FLYTESPARK_CHECK(reader.string("name", log.name));
  FLYTESPARK_CHECK(reader.boolean("ShowWhilePending", log.show_while_pending));
  FLYTESPARK_CHECK(reader.boolean("HideOnceFinished", log.hide_once_finished));
  FLYTESPARK_CHECK(reader.boolean("ready", log.ready));
  const Value* format = reader.member("messageFormat");
  if (format == nullptr || format->text() == "UNKNOWN") return log;
  if (format->text() == "CSV") {
    log.message_format = static_cast<std::int64_t>(MessageFormat::kCsv);
  } else if (format->text() == "JSON") {
    log.message_format = static_cast<std::int64_t>(MessageFormat::kJson);
  } else {
    FLYTESPARK_CHECK(reader.integer("messageFormat", log.message_format));
  }
  return log;
}

}  // namespace flytespark
