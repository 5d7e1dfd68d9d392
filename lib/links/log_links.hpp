// A block of the configuration, cut into link templates once; block and variables -> links.
//
// In this order: Kubernetes, CloudWatch, Stackdriver (each when enabled; its own template, or one
// made from the older keys), `azure-log-templates`, `templates`, `dynamic-log-links`.
//
// Source: flyteplugins tasks/logs/logging_utils.go InitializeLogPlugins; tasklog template.go
// TemplateLogPlugin.GetTaskLogs, azure_plugin.go
// Differs: dynamic links come in ascending order of their names; the reference walks a map.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/links/link_renderer.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/task_log.hpp"

namespace flytespark {

// One entry of a block: a link for each of its templates.
struct LinkSource {
  enum class Kind : std::uint8_t { kTemplate, kAzure };

  Kind kind = Kind::kTemplate;
  std::string_view name;  // what dynamic links are chosen by
  LinkTemplate display_name;
  std::span<const LinkTemplate> uris;
  std::span<const LinkTemplate> dynamic_uris;
  LinkTemplate query;  // of Azure
  std::int64_t message_format = 0;
  LinkType link_type = LinkType::kExternal;
  bool show_while_pending = false;
  bool hide_once_finished = false;
};

using LogLinks = std::span<const LinkSource>;

// The texts of the block must outlive the answer, which lies in `arena`.
LogLinks cut_log_block(const LogBlock& block, const FlyteLine& line, Arena& arena);

// A link of the task's own, as its template's metadata has it.
LinkSource task_link(std::string_view name, std::string_view uri, std::int64_t message_format,
                     Arena& arena);

// Which dynamic links are wanted: `vscode` when the task has it on, and what the task's config
// lists under `link_type`, separated by commas. Each once, in ascending order; in the older line
// the list alone counts, as it is written.
std::vector<std::string_view> wanted_dynamic_links(bool vscode, std::string_view link_type,
                                                   const FlyteLine& line);

// Appends the links. The texts lie in the renderer's arena, in the templates or in the variables.
Result<void> render_log_links(LogLinks links, std::span<const std::string_view> wanted,
                              LinkRenderer& renderer, TaskLogs& to);

}  // namespace flytespark
