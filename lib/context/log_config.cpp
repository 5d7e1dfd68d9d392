#include "lib/context/log_config.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/log_block.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

// Read only to be refused: the reference knows two words, and none, and uses neither.
Result<void> check_scheme(const Value& value, const Place& place, const ConfigScope&,
                          LogTemplate&) {
  bool is_empty = value.is_string() && value.text().empty();
  if (is_empty || value.text() == "Pod" || value.text() == "TaskExecution") return {};
  return config_error(place, "Pod or TaskExecution", value);
}

constexpr ConfigKey<LogTemplate> kTemplateKeys[] = {
    text<&LogTemplate::name>("name"),
    text<&LogTemplate::display_name>("displayName"),
    text_list<&LogTemplate::template_uris>("templateUris"),
    text_list<&LogTemplate::dynamic_template_uris>("dynamicTemplateUris"),
    integer<&LogTemplate::message_format>("messageFormat"),
    {"scheme", "Pod or TaskExecution", check_scheme},
    boolean<&LogTemplate::show_while_pending>("showWhilePending"),
    boolean<&LogTemplate::hide_once_finished>("hideOnceFinished"),
    since_v2(text<&LogTemplate::link_type>("linkType")),
    since_v2(text<&LogTemplate::icon_uri>("iconUri")),
    text<&LogTemplate::query_format>("queryFormat"),  // the last: only Azure's have it
};

Result<void> read_template(const Value& value, const Place& place, const ConfigScope& scope,
                           LogTemplate& log_template) {
  std::span<const ConfigKey<LogTemplate>> all = kTemplateKeys;
  return read_section(all.first(all.size() - 1), UnknownKeys::kWarn, value, place, scope,
                      log_template);
}

Result<void> read_azure_template(const Value& value, const Place& place, const ConfigScope& scope,
                                 LogTemplate& log_template) {
  return read_section<LogTemplate>(kTemplateKeys, UnknownKeys::kWarn, value, place, scope,
                                   log_template);
}

std::string_view lower_case(std::string_view text, Arena& arena) {
  std::span<char> lower = arena.copy(std::span<const char>(text.data(), text.size()));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return {lower.data(), lower.size()};
}

// As the reference's loader keeps a key: in lower case, but as written within a list.
std::string_view as_kept(std::string_view key, const Place& place, Arena& arena) {
  bool is_in_list = place.above != nullptr && place.above->is_index;
  return is_in_list ? key : lower_case(key, arena);
}

// `{{ .taskConfig.NAME }}`, which only a task can fill in.
bool is_task_config(std::string_view placeholder) {
  std::size_t name = behind_placeholder_opening(placeholder, 0);
  return behind_placeholder_name(placeholder, name, "taskConfig") != 0;
}

constexpr ConfigKey<LogBlock> kBlockKeys[] = {
    boolean<&LogBlock::cloudwatch_enabled>("cloudwatch-enabled"),
    text<&LogBlock::cloudwatch_region>("cloudwatch-region"),
    text<&LogBlock::cloudwatch_log_group>("cloudwatch-log-group"),
    text<&LogBlock::cloudwatch_template_uri>("cloudwatch-template-uri"),
    boolean<&LogBlock::kubernetes_enabled>("kubernetes-enabled"),
    text<&LogBlock::kubernetes_url>("kubernetes-url"),
    text<&LogBlock::kubernetes_template_uri>("kubernetes-template-uri"),
    boolean<&LogBlock::stackdriver_enabled>("stackdriver-enabled"),
    text<&LogBlock::gcp_project>("gcp-project"),
    text<&LogBlock::stackdriver_log_resource_name>("stackdriver-logresourcename"),
    text<&LogBlock::stackdriver_template_uri>("stackdriver-template-uri"),
    section_map<&LogBlock::dynamic_log_links, read_template, as_kept>("dynamic-log-links"),
    section_list<&LogBlock::templates, read_template>("templates"),
    since_v2(
        section_list<&LogBlock::azure_log_templates, read_azure_template>("azure-log-templates")),
};

}  // namespace

LogBlock default_mixed_log_block() {
  LogBlock block;
  block.kubernetes_enabled = true;
  block.kubernetes_template_uri =
      "http://localhost:30082/#!/log/{{ .namespace }}/{{ .podName }}/pod?namespace={{ .namespace "
      "}}";
  return block;
}

Result<void> read_log_block(const Value& value, const Place& place, const ConfigScope& scope,
                            LogBlock& block) {
  return read_section<LogBlock>(kBlockKeys, UnknownKeys::kWarn, value, place, scope, block);
}

void warn_of_unknown_variables(const Value& value, const Place& place, const ConfigScope& scope) {
  std::size_t at = 0;
  for (auto found = next_placeholder(value.text(), at); !found.empty();
       found = next_placeholder(value.text(), at)) {
    if (is_link_variable(found) || is_task_config(found)) continue;
    warn_of_key(
        place,
        std::string("log links know no variable ") + std::string(found) + "; it stays as it is",
        scope);
  }
  std::size_t index = 0;
  for (const Value& item : value.items()) {
    warn_of_unknown_variables(item, Place::item(place, index++), scope);
  }
  for (const Member& member : value.members()) {
    warn_of_unknown_variables(member.value, Place::member(place, member.key), scope);
  }
}

}  // namespace flytespark
