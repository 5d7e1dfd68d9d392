// A request for links -> links. A variable that links do not know by themselves is the caller's
// own.
//
// Source: flyteplugins tasks/logs/logging_utils.go GetLogsForContainerInPod, with its inputs given
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "flytespark/error.hpp"
#include "flytespark/links.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/plugin.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/document.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/value.hpp"
#include "lib/context/log_config.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/link_renderer.hpp"
#include "lib/links/link_variables.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/log_links.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/phase.hpp"
#include "lib/observe/placeholder_report.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kMembers[] = {"block", "variables", "log_links", "vscode",
                                         "task_config"};
constexpr std::string_view kAllUser = "all-user";

class LinksRequest {
 public:
  LinksRequest(const Value& document, const PluginConfig& config, const LogSink& log, Arena& arena)
      : reader_(document, Place()), config_(config), log_(log), arena_(arena) {}

  Result<void> render(TaskLogs& logs);

 private:
  Result<LogLinks> block() const;
  Result<LogLinks> task_links() const;
  Result<void> read_variables(LinkVariables& variables);
  Result<std::span<const ExtraLinkVariable>> texts(std::string_view key) const;

  DocumentReader reader_;
  const PluginConfig& config_;
  const LogSink& log_;
  Arena& arena_;
};

Result<void> LinksRequest::render(TaskLogs& logs) {
  reader_.report_unknown(kMembers, "request", log_);
  FLYTESPARK_TRY(links, block());
  FLYTESPARK_TRY(own, task_links());
  LinkVariables variables;
  FLYTESPARK_CHECK(read_variables(variables));
  FLYTESPARK_TRY(task_config, texts("task_config"));
  variables.task_config = task_config;
  bool vscode = false;
  FLYTESPARK_CHECK(reader_.boolean("vscode", vscode));
  std::string_view link_type;
  for (const ExtraLinkVariable& config : task_config) {
    if (config.name == "link_type") link_type = config.value;
  }
  LinkRenderer renderer(variables, arena_);
  FLYTESPARK_CHECK(render_log_links(own, {}, renderer, logs));
  FLYTESPARK_CHECK(render_log_links(links, wanted_dynamic_links(vscode, link_type, *config_.line),
                                    renderer, logs));
  const Value* name = reader_.member("block");
  if (name != nullptr && name->text() == kAllUser) {
    for (TaskLog& log : logs) log.show_while_pending = true;
  }
  return {};
}

Result<LogLinks> LinksRequest::block() const {
  const Value* block = reader_.member("block");
  if (block == nullptr || block->text() == "logs") return config_.log_links;
  const SparkLinks& spark = config_.spark.links;
  if (block->text() == "mixed") return spark.mixed;
  if (block->text() == "user") return spark.user;
  if (block->text() == "system") return spark.system;
  if (block->text() == kAllUser) return spark.all_user;
  if (!block->is_map()) {
    return reader_.expected("block", "an object, or one of logs, mixed, user, system, all-user");
  }
  LogBlock own;
  FLYTESPARK_CHECK(read_log_block(*block, reader_.place_of("block"),
                                  ConfigScope{arena_, log_, "request", *config_.line}, own));
  return cut_log_block(own, *config_.line, arena_);
}

Result<LogLinks> LinksRequest::task_links() const {
  FLYTESPARK_TRY(list, reader_.list("log_links"));
  if (list == nullptr) return LogLinks();
  std::vector<LinkSource> links;
  Place place = reader_.place_of("log_links");
  std::size_t index = 0;
  for (const Value& item : list->items()) {
    FLYTESPARK_TRY(link, DocumentReader::of_item(item, Place::item(place, index++)));
    FLYTESPARK_TRY(log, read_task_log(link));
    links.push_back(task_link(log.name, log.uri, log.message_format, arena_));
  }
  return LogLinks(arena_.copy(std::span<const LinkSource>(links)));
}

Result<void> LinksRequest::read_variables(LinkVariables& variables) {
  FLYTESPARK_TRY(given, texts("variables"));
  std::vector<ExtraLinkVariable> extra;
  for (const ExtraLinkVariable& variable : given) {
    const auto* known = std::find_if(
        kLinkVariableNames.begin(), kLinkVariableNames.end(), [&](std::string_view name) {
          return !variable.name.empty() &&
                 behind_placeholder_name(variable.name, 0, name) == variable.name.size();
        });
    if (known == kLinkVariableNames.end()) {
      extra.push_back(variable);
    } else {
      variables.values[static_cast<std::size_t>(known - kLinkVariableNames.begin())] =
          variable.value;
    }
  }
  std::string_view& container_id = variables[LinkVariable::kContainerId];
  container_id = container_id_in(container_id);
  variables.extra = arena_.copy(std::span<const ExtraLinkVariable>(extra));
  return {};
}

Result<std::span<const ExtraLinkVariable>> LinksRequest::texts(std::string_view key) const {
  FLYTESPARK_TRY(object, reader_.object(key));
  if (object == nullptr) return std::span<const ExtraLinkVariable>();
  DocumentReader members(*object, reader_.place_of(key));
  auto* texts = arena_.make_array<ExtraLinkVariable>(object->members().size());
  std::size_t count = 0;
  for (const Member& member : object->members()) {
    if (!member.value.is_string() && member.value.tag() != Value::Tag::kNumber) {
      return members.expected(member.key, "a string or a number");
    }
    texts[count++] = {member.key, member.value.text()};
  }
  return std::span<const ExtraLinkVariable>(texts, count);
}

}  // namespace

Result<void> render_links(const Plugin& plugin, std::string_view request_text, const LogSink& log,
                          Buffer& links) {
  Arena arena;
  auto document = read_json_object(request_text, arena);
  if (!document) return std::move(document).error().in("request");
  TaskLogs logs;
  auto rendered = LinksRequest(*document, plugin.config(), log, arena).render(logs);
  if (!rendered) return std::move(rendered).error().in("request");
  report_placeholders(logs, log);
  JsonWriter writer(links);
  writer.begin_object();
  writer.name("schema");
  writer.string("flytespark.links/v1");
  writer.name("logs");
  write_task_logs(logs, *plugin.config().line, writer);
  writer.end_object();
  writer.finish();
  return {};
}

Result<bool> link_visible(std::string_view link_text, std::string_view phase_text) {
  Arena arena;
  auto document = read_json_object(link_text, arena);
  if (!document) return std::move(document).error().in("link");
  auto link = read_task_log(DocumentReader(*document, Place()));
  if (!link) return std::move(link).error().in("link");
  auto phase = phase_named(phase_text);
  if (!phase) {
    return Error(Code::kInvalidDocument, "there is no phase of this name").in("phase");
  }
  if (is_terminal(*phase)) return !link->hide_once_finished;
  // NotReady is Queued in what users are told.
  bool pending =
      *phase == Phase::kNotReady || *phase == Phase::kQueued || *phase == Phase::kInitializing;
  return !pending || link->show_while_pending;
}

}  // namespace flytespark
