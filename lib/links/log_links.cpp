#include "lib/links/log_links.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/links/azure_query.hpp"
#include "lib/links/link_renderer.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/link_variables.hpp"
#include "lib/links/log_block.hpp"
#include "lib/links/task_log.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kVscode = "vscode";
constexpr auto kJson = static_cast<std::int64_t>(MessageFormat::kJson);

// Any case; what is no type is external.
LinkType link_type_in(std::string_view text) {
  auto is = [&](std::string_view name) {
    return std::equal(text.begin(), text.end(), name.begin(), name.end(),
                      [](char a, char b) { return a == b || (a >= 'a' && a - 'a' + 'A' == b); });
  };
  if (is("DASHBOARD")) return LinkType::kDashboard;
  if (is("IDE")) return LinkType::kIde;
  return LinkType::kExternal;
}

std::span<const LinkTemplate> cut_list(const Value& texts, Arena& arena) {
  auto items = texts.items();
  auto* cut = arena.make_array<LinkTemplate>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) cut[i] = cut_link_template(items[i].text(), arena);
  return {cut, items.size()};
}

std::span<const LinkTemplate> cut_one(std::string_view text, Arena& arena) {
  LinkTemplate cut = cut_link_template(text, arena);
  return arena.copy(std::span<const LinkTemplate>(&cut, 1));
}

class BlockCutter {
 public:
  BlockCutter(const FlyteLine& line, Arena& arena) : line_(line), arena_(arena) {}

  LogLinks cut(const LogBlock& block) {
    if (block.kubernetes_enabled) add_kubernetes(block);
    if (block.cloudwatch_enabled) add_cloudwatch(block);
    if (block.stackdriver_enabled) add_stackdriver(block);
    for (const LogTemplate& azure : block.azure_log_templates) add_azure(azure);
    for (const LogTemplate& entry : block.templates) {
      LinkSource source = source_of(entry);
      source.uris = cut_list(entry.template_uris, arena_);
      source.dynamic_uris = cut_list(entry.dynamic_template_uris, arena_);
      source.message_format = entry.message_format;
      sources_.push_back(source);
    }
    for (const LogTemplate& entry : block.dynamic_log_links) {
      LinkSource source = source_of(entry);
      source.dynamic_uris = cut_list(entry.template_uris, arena_);
      source.message_format = kJson;
      sources_.push_back(source);
    }
    return arena_.copy(std::span<const LinkSource>(sources_));
  }

 private:
  void add_kubernetes(const LogBlock& block) {
    std::string_view uri = block.kubernetes_template_uri;
    if (uri.empty()) {
      uri = arena_.concat({block.kubernetes_url,
                           "/#!/log/{{ .namespace }}/{{ .podName }}/pod?namespace="
                           "{{ .namespace }}"});
    }
    add_built_in("Kubernetes Logs", uri);
  }

  void add_cloudwatch(const LogBlock& block) {
    constexpr std::string_view kStream =
        ";stream=var.log.containers.{{ .podName }}_{{ .namespace }}_{{ .containerName }}-"
        "{{ .containerId }}.log";
    std::string_view uri = block.cloudwatch_template_uri;
    if (uri.empty()) {
      uri = arena_.concat(
          {"https://console.aws.amazon.com/cloudwatch/home?region=", block.cloudwatch_region,
           "#logEventViewer:group=", block.cloudwatch_log_group, kStream});
    }
    add_built_in("Cloudwatch Logs", uri);
  }

  void add_stackdriver(const LogBlock& block) {
    std::string_view uri = block.stackdriver_template_uri;
    if (uri.empty()) {
      uri =
          arena_.concat({"https://console.cloud.google.com/logs/viewer?project=", block.gcp_project,
                         "&angularJsUrl=%2Flogs%2Fviewer%3Fproject%3D", block.gcp_project,
                         "&resource=", block.stackdriver_log_resource_name,
                         "&advancedFilter=resource.labels.pod_name%3D{{ .podName }}"});
    }
    add_built_in(line_.stackdriver_name, uri);
  }

  void add_built_in(std::string_view display_name, std::string_view uri) {
    LinkSource source;
    source.display_name = cut_link_template(display_name, arena_);
    source.uris = cut_one(uri, arena_);
    source.message_format = kJson;
    sources_.push_back(source);
  }

  void add_azure(const LogTemplate& entry) {
    LinkSource source;
    source.kind = LinkSource::Kind::kAzure;
    source.display_name.text = entry.display_name;
    source.uris = cut_list(entry.template_uris, arena_);
    source.query = cut_link_template(entry.query_format.value_or(kDefaultAzureQuery), arena_);
    source.message_format = kJson;
    sources_.push_back(source);
  }

  LinkSource source_of(const LogTemplate& entry) {
    LinkSource source;
    source.name = entry.name;
    source.display_name = cut_link_template(entry.display_name, arena_);
    source.link_type = link_type_in(entry.link_type);
    source.show_while_pending = entry.show_while_pending;
    source.hide_once_finished = entry.hide_once_finished;
    return source;
  }

  const FlyteLine& line_;
  Arena& arena_;
  std::vector<LinkSource> sources_;
};

TaskLog log_of(const LinkSource& source) {
  TaskLog log;
  log.message_format = source.message_format;
  log.show_while_pending = source.show_while_pending;
  log.hide_once_finished = source.hide_once_finished;
  log.link_type = source.link_type;
  log.ready = true;
  return log;
}

// Neither the base of the URL nor the name is a template, and such a link is never ready.
Result<void> render_azure(const LinkSource& source, LinkRenderer& renderer, TaskLogs& to) {
  if (source.uris.empty()) return {};
  FLYTESPARK_TRY(query, renderer.fill(source.query));
  std::string_view encoded = encode_azure_query(query, renderer.arena());
  TaskLog log = log_of(source);
  log.name = renderer.arena().concat(
      {source.display_name.text, renderer.variables()[LinkVariable::kLogName]});
  log.ready = false;
  bool left_open = renderer.take_left_open();
  for (const LinkTemplate& base : source.uris) {
    log.has_placeholder = left_open || holds_placeholder(base.text) || holds_placeholder(log.name);
    log.uri = renderer.arena().concat({base.text, encoded});
    to.push_back(log);
  }
  return {};
}

Result<void> render_template(const LinkSource& source, LinkRenderer& renderer, TaskLogs& to) {
  if (source.uris.empty()) return {};
  TaskLog log = log_of(source);
  FLYTESPARK_TRY(name, renderer.fill(source.display_name));
  FLYTESPARK_TRY(suffix, renderer.fill_text(renderer.variables()[LinkVariable::kLogName]));
  log.name = suffix.empty() ? name : renderer.arena().concat({name, suffix});
  bool name_left_open = renderer.take_left_open();
  for (const LinkTemplate& uri : source.uris) {
    FLYTESPARK_TRY(filled, renderer.fill(uri));
    log.uri = filled;
    log.has_placeholder = renderer.take_left_open() || name_left_open;
    to.push_back(log);
  }
  return {};
}

// The name of a dynamic link is no template.
Result<void> render_dynamic(const LinkSource& source, LinkRenderer& renderer, TaskLogs& to) {
  TaskLog log = log_of(source);
  if (source.name == kVscode) log.link_type = LinkType::kIde;
  log.name = renderer.arena().concat(
      {source.display_name.text, renderer.variables()[LinkVariable::kLogName]});
  for (const LinkTemplate& uri : source.dynamic_uris) {
    FLYTESPARK_TRY(filled, renderer.fill_dynamic(uri));
    log.uri = filled;
    log.has_placeholder = renderer.take_left_open() || holds_placeholder(log.name);
    to.push_back(log);
  }
  return {};
}

}  // namespace

LogLinks cut_log_block(const LogBlock& block, const FlyteLine& line, Arena& arena) {
  return BlockCutter(line, arena).cut(block);
}

LinkSource task_link(std::string_view name, std::string_view uri, std::int64_t message_format,
                     Arena& arena) {
  LinkSource source;
  source.display_name = cut_link_template(name, arena);
  source.uris = cut_one(uri, arena);
  source.message_format = message_format;
  source.link_type = LinkType::kDashboard;
  return source;
}

std::vector<std::string_view> wanted_dynamic_links(bool vscode, std::string_view link_type,
                                                   const FlyteLine& line) {
  std::vector<std::string_view> wanted;
  if (vscode && !line.link_type_of_task) wanted.push_back(kVscode);
  if (link_type.empty()) return wanted;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = link_type.find(',');
    wanted.push_back(link_type.substr(0, comma));
    if (comma != std::string_view::npos) link_type.remove_prefix(comma + 1);
  }
  if (line.link_type_of_task) return wanted;
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  return wanted;
}

Result<void> render_log_links(LogLinks links, std::span<const std::string_view> wanted,
                              LinkRenderer& renderer, TaskLogs& to) {
  for (const LinkSource& source : links) {
    if (source.kind == LinkSource::Kind::kAzure) {
      FLYTESPARK_CHECK(render_azure(source, renderer, to));
      continue;
    }
    FLYTESPARK_CHECK(render_template(source, renderer, to));
    renderer.forget_task_config();
    for (std::string_view name : wanted) {
      if (name == source.name) FLYTESPARK_CHECK(render_dynamic(source, renderer, to));
    }
  }
  return {};
}

}  // namespace flytespark
