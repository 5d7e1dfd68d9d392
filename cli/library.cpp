#include "cli/library.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "lib/base/json_reader.hpp"

namespace flytespark::cli {
namespace {

// What a user can do about an error, by the place it points at.
std::string_view advice(flytespark_code code, std::string_view document, std::string_view path) {
  if (document == "execution" && path == "/overrides/resources") {
    return "give the execution `overrides.resources`, `{}` at the least, or "
           "`overrides.resources_from_template: true`";
  }
  if (path == "/metadata/podTemplateName") {
    return "list the template in the cluster document's `pod_templates`, in the execution's "
           "namespace";
  }
  if (path == "/config/primary_container_name")
    return "name the pod's main container in the task's `config`";
  if (document == "task_template" && path == "/custom") {
    return "is this a Spark task? its `custom` must be a SparkJob with mainApplicationFile or "
           "mainClass";
  }
  switch (code) {
    case FLYTESPARK_INVALID_PROTOBUF:
      return "a JSON template must begin with `{`; see --task-format";
    case FLYTESPARK_LIMIT:
      return "the limits stand in flytespark.h";
    default:
      return {};
  }
}

std::string place(const Sources& sources, std::string_view document, std::string_view path) {
  auto source = sources.find(document);
  std::string text = source == sources.end() ? std::string(document) : source->second;
  if (!path.empty()) text.append(text.empty() ? "" : ": ").append(path);
  return text.empty() ? text : text + ": ";
}

}  // namespace

std::string string_member(std::string_view json, std::string_view key) {
  Arena arena;
  auto object = read_json_object(json, arena);
  const Value* value = object ? object->find(key) : nullptr;
  return value == nullptr ? std::string() : std::string(value->text());
}

int run_command(const Sources& sources, const std::function<int()>& command) {
  try {
    return command();
  } catch (const abi::Error& error) {
    report(error, sources);
    return kRefused;
  } catch (const FileError& error) {
    fmt::print(stderr, "flytespark: {}\n", error.what());
    return kNoInput;
  }
}

void report(const abi::Error& error, const Sources& sources) {
  std::string document = string_member(error.details(), "document");
  std::string path = string_member(error.details(), "path");
  fmt::print(stderr, "flytespark: {}{}\n", place(sources, document, path), error.what());
  std::string_view hint = advice(error.code(), document, path);
  if (!hint.empty()) fmt::print(stderr, "  hint: {}\n", hint);
}

abi::Host warning_host(const Sources& sources) {
  abi::Host host;
  host.log = [sources](std::int32_t level, std::string_view message, std::string_view fields) {
    if (level < FLYTESPARK_LOG_WARNING) return;
    fmt::print(stderr, "flytespark: warning: {}{}\n",
               place(sources, string_member(fields, "document"), string_member(fields, "path")),
               message);
  };
  return host;
}

}  // namespace flytespark::cli
