#include "lib/context/log_config.hpp"

#include <span>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_keys.hpp"
#include "lib/context/weak_value.hpp"

namespace flytespark {
namespace {

using namespace config_keys;

// Read only to be refused: the reference knows two words and uses neither.
Result<void> check_scheme(const Value& value, const Place& place, const ConfigScope&,
                          LogTemplate&) {
  if (value.text() == "Pod" || value.text() == "TaskExecution") return {};
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
    text<&LogTemplate::link_type>("linkType"),
    text<&LogTemplate::icon_uri>("iconUri"),
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

std::string_view as_written(std::string_view key, Arena&) { return key; }

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
    section_map<&LogBlock::dynamic_log_links, read_template, as_written>("dynamic-log-links"),
    section_list<&LogBlock::templates, read_template>("templates"),
    section_list<&LogBlock::azure_log_templates, read_azure_template>("azure-log-templates"),
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

}  // namespace flytespark
