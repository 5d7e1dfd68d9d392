// Where the logs of one kind of pod are found, as an operator says it: what links are made from.
//
// Source: flyteplugins tasks/logs/config.go LogConfig, TemplateLogPluginConfig,
// AzureLogsTemplatePlugin
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lib/base/value.hpp"

namespace flytespark {

struct LogTemplate {
  std::string_view name;
  std::string_view display_name;
  Value template_uris;          // list of strings
  Value dynamic_template_uris;  // list of strings
  std::int64_t message_format = 0;
  bool show_while_pending = false;
  bool hide_once_finished = false;
  std::string_view link_type;  // as written; any case, and any word
  std::string_view icon_uri;
  // Of Azure templates only; "" is not the same as none.
  std::optional<std::string_view> query_format;
};

// The members' own defaults are those of user, system and all-user.
struct LogBlock {
  bool cloudwatch_enabled = false;
  std::string_view cloudwatch_region;
  std::string_view cloudwatch_log_group;
  std::string_view cloudwatch_template_uri;
  bool kubernetes_enabled = false;
  std::string_view kubernetes_url;
  std::string_view kubernetes_template_uri;
  bool stackdriver_enabled = false;
  std::string_view gcp_project;
  std::string_view stackdriver_log_resource_name;
  std::string_view stackdriver_template_uri;
  std::span<const LogTemplate> dynamic_log_links;  // by name, ascending
  std::span<const LogTemplate> templates;
  std::span<const LogTemplate> azure_log_templates;
};

}  // namespace flytespark
