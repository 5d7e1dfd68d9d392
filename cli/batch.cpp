// flytespark batch: one case a line in, one answer a line out, in the same order.
//
// A case: {"id": any, "kind": "manifest" or "status", "task_template": {...}, "execution": {...},
// "now": RFC 3339}, with "cluster" for a manifest, and "application", "driver_pod", "previous" for
// a status. Its answer: {"id": the same, "manifest": {...}}, or {"id": the same} and the members of
// the status, or {"id": the same, "error": {"code": Flyte's, "message": ...}}.
#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <cstdio>
#include <iostream>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/library.hpp"
#include "cli/task_options.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/yaml_reader.hpp"

namespace flytespark::cli {
namespace {

struct Options {
  std::string config;
  std::string profile;
};

// Empty for a member that is absent or null.
std::string json_of(const Value* value) {
  return value == nullptr || value->is_null() ? std::string() : json_text(*value);
}

// Unix milliseconds of a case's `now`; FLYTESPARK_NOW when it is absent or no time, which the
// library then refuses.
std::int64_t now_of(const Value& request) {
  const Value* now = request.find("now");
  auto time = now == nullptr ? std::nullopt : parse_rfc3339(now->text());
  return time ? time->seconds * 1000 + time->nanos / 1'000'000 : FLYTESPARK_NOW;
}

class Answer {
 public:
  explicit Answer(const Value* id) : writer_(out_) {
    writer_.begin_object();
    writer_.name("id");
    writer_.document(id == nullptr ? Value() : *id);
  }
  void manifest(std::string_view json) {
    writer_.name("manifest");
    writer_.raw(json);
  }
  // All but the schema, which a status begins with.
  void status(std::string_view json) {
    std::size_t comma = json.find(',');
    writer_.raw(json.substr(comma + 1, json.size() - comma - 2));
  }
  void error(std::string_view code, std::string_view message) {
    writer_.name("error");
    writer_.begin_object();
    if (!code.empty()) {
      writer_.name("code");
      writer_.string(code);
    }
    writer_.name("message");
    writer_.string(message);
    writer_.end_object();
  }
  // What the failed build means for its task.
  void verdict(std::string_view json) {
    writer_.name("verdict");
    writer_.raw(json);
  }
  std::string line() {
    writer_.end_object();
    writer_.finish();
    return std::string(out_.view()) + "\n";
  }

 private:
  Buffer out_;
  JsonWriter writer_;
};

// Flyte's code where it has one; ours, by number, for faults that Flyte never sees.
std::string error_code(const abi::Error& error) {
  std::string code = string_member(error.details(), "code");
  bool is_flytes = error.code() == FLYTESPARK_BAD_TASK || error.code() == FLYTESPARK_BUILD_FAILED;
  return code.empty() && !is_flytes ? fmt::format("flytespark:{}", error.code()) : code;
}

std::string answer(const abi::Plugin& plugin, std::string_view line) {
  Arena arena;
  auto request = read_json_object(line, arena);
  if (!request) {
    Answer refused(nullptr);
    refused.error(fmt::format("flytespark:{}", static_cast<int>(request.error().code)),
                  request.error().message);
    return refused.line();
  }
  Answer answer(request->find("id"));
  const Value* kind = request->find("kind");
  bool is_status = kind != nullptr && kind->text() == "status";
  if (kind != nullptr && !is_status && kind->text() != "manifest") {
    answer.error(fmt::format("flytespark:{}", FLYTESPARK_INVALID_DOCUMENT),
                 fmt::format("'kind' must be manifest or status, not {}", json_of(kind)));
    return answer.line();
  }
  try {
    abi::Task task(plugin, json_of(request->find("task_template")),
                   json_of(request->find("execution")), FLYTESPARK_TEMPLATE_JSON);
    if (is_status) {
      std::string application = json_of(request->find("application"));
      std::string driver_pod = json_of(request->find("driver_pod"));
      std::string previous = json_of(request->find("previous"));
      answer.status(task.observe({application, driver_pod, previous}, now_of(*request)).view());
    } else {
      answer.manifest(task.build(json_of(request->find("cluster")), now_of(*request)).view());
    }
  } catch (const abi::Error& error) {
    answer.error(error_code(error), error.what());
    if (!is_status) answer.verdict(abi::classify_build_error(plugin, error).view());
  }
  return answer.line();
}

// The configuration as JSON, with its profile replaced.
std::string with_profile(std::string_view config, std::string_view profile) {
  Arena arena;
  auto read = read_yaml(config, arena);
  if (!read) throw FileError(read.error().message);
  auto replaced = [&](const Value* map, std::string_view key, const Value& value) {
    std::vector<Member> members;
    if (map != nullptr) members.assign(map->members().begin(), map->members().end());
    std::erase_if(members, [&](const Member& member) { return member.key == key; });
    members.push_back({key, value});
    return Value::map(arena.copy(std::span<const Member>(members)));
  };
  const Value* plugins = read->find("plugins");
  const Value* own = plugins == nullptr ? nullptr : plugins->find("flytespark");
  Value document =
      replaced(&*read, "plugins",
               replaced(plugins, "flytespark", replaced(own, "profile", Value::string(profile))));
  return json_of(&document);
}

int batch(const Options& options) {
  Sources sources{{"config", options.config.empty() ? "default configuration"
                                                    : std::string(display_name(options.config))}};
  return run_command(sources, [&] {
    std::string config = options.config.empty() ? std::string() : read_file(options.config);
    std::int32_t format = config_format(options.config);
    if (!options.profile.empty()) {
      config = with_profile(config, options.profile);
      format = FLYTESPARK_CONFIG_JSON;
    }
    abi::Plugin plugin(config, format, warning_host(sources));
    std::string line;
    while (std::getline(std::cin, line)) {
      if (!line.empty()) write_out(answer(plugin, line));
    }
    return static_cast<int>(kDone);
  });
}

}  // namespace

void add_batch(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "batch", "Answer cases from standard input, one JSON document a line, on standard output");
  add_config_option(*command, options->config);
  command->add_option("--profile", options->profile, "Overrides plugins.flytespark.profile")
      ->type_name("NAME");
  command->footer(
      "A case: {\"id\", \"kind\": \"manifest\", \"task_template\", \"execution\", \"cluster\", "
      "\"now\"}, or\n"
      "{\"id\", \"kind\": \"status\", \"task_template\", \"execution\", \"application\", "
      "\"driver_pod\", \"previous\", \"now\"}.\n"
      "Its answer: {\"id\", \"manifest\"}, {\"id\", \"phase\", ...} or {\"id\", \"error\": "
      "{\"code\", \"message\"}}; the code is Flyte's, where Flyte has one.");
  command->callback([options, &status] { status = batch(*options); });
}

}  // namespace flytespark::cli
