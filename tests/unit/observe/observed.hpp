// Observing pieces of documents, for tests of what one member does.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flytespark/observe.hpp"
#include "flytespark/plugin.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "tests/unit/catch.hpp"

namespace flytespark {

// 2026-01-01T00:00:00Z
inline constexpr std::int64_t kNewYear = 1767225600000;

// What a JSON pointer of a document leads to: the content of a string, any other value as JSON;
// "absent" when there is nothing.
inline std::string json_at(std::string_view text, std::string_view pointer) {
  Arena arena;
  auto document = read_json(text, arena);
  INFO(text);
  REQUIRE(document.has_value());
  const Value* value = &*document;
  while (!pointer.empty() && value != nullptr) {
    pointer.remove_prefix(1);
    std::string key(pointer.substr(0, pointer.find('/')));
    pointer.remove_prefix(key.size());
    if (value->is_list()) {
      std::size_t index = std::stoul(key);
      value = index < value->items().size() ? &value->items()[index] : nullptr;
    } else {
      value = value->find(key);
    }
  }
  if (value == nullptr) return "absent";
  if (value->is_string()) return std::string(value->text());
  Buffer out;
  JsonWriter writer(out);
  writer.document(*value);
  writer.finish();
  return std::string(out.view());
}

// Everything a log sink was told.
class HeardLog {
 public:
  struct Entry {
    LogLevel level;
    std::string message;
    std::string fields;
  };

  LogSink sink() { return {keep, this}; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  static void keep(void* self, LogLevel level, std::string_view message, std::string_view fields) {
    static_cast<HeardLog*>(self)->entries_.push_back(
        {level, std::string(message), std::string(fields)});
  }

  std::vector<Entry> entries_;
};

inline std::unique_ptr<const Plugin> plugin_of(std::string_view yaml) {
  auto plugin = Plugin::create(yaml, ConfigFormat::kYaml);
  if (!plugin) FAIL(plugin.error().path << ": " << plugin.error().message);
  return std::move(*plugin);
}

// `log_links` and `execution` are JSON.
inline std::unique_ptr<const Task> task_of(const Plugin& plugin, const std::string& execution,
                                           const std::string& log_links = "[]") {
  std::string task_template = R"({"type":"spark","metadata":{"logLinks":)" + log_links + "}}";
  auto task = Task::create(plugin, TemplateFormat::kJson, task_template, execution);
  if (!task) FAIL(task.error().path << ": " << task.error().message);
  return std::move(*task);
}

// A task, its application and what else is known: all of it by default as simple as can be.
struct Scene {
  // The flow map of plugins.spark.logs, with nothing enabled; then further YAML.
  std::string logs = "{mixed: {kubernetes-enabled: false}}";
  std::string config;
  std::string log_links = "[]";
  std::string execution = R"({"generated_name":"gen-name","namespace":"ns"})";
  // Members of the application's metadata, its driver and its status.
  std::string metadata =
      R"("name":"app","namespace":"ns","creationTimestamp":"2025-12-31T23:00:00Z")";
  std::string driver;
  std::string status;
  std::string driver_pod;
  std::string previous;
  std::int64_t now_unix_ms = kNewYear;

  std::string application() const {
    return R"({"kind":"SparkApplication","metadata":{)" + metadata + R"(},"spec":{"driver":{)" +
           driver + R"(}},"status":{)" + status + "}}";
  }
  std::string yaml() const { return "plugins:\n  spark:\n    logs: " + logs + "\n" + config; }

  // A status in this state with a driver's pod of the name `driver`.
  Scene& in_state(std::string_view state, std::string_view more = {}) {
    status = R"("applicationState":{"state":")" + std::string(state) +
             R"("},"driverInfo":{"podName":"driver"})" + std::string(more);
    return *this;
  }
  // The driver's pod; `pod_status` are the members of its status.
  Scene& with_pod(const std::string& pod_status) {
    driver_pod = R"({"metadata":{"name":"driver","namespace":"ns"},"status":{)" + pod_status + "}}";
    return *this;
  }
};

class Observed {
 public:
  explicit Observed(const Scene& scene)
      : plugin_(plugin_of(scene.yaml())),
        task_(task_of(*plugin_, scene.execution, scene.log_links)) {
    Buffer status;
    auto done =
        observe(*task_, {scene.application(), scene.driver_pod, scene.previous, scene.now_unix_ms},
                log_.sink(), status);
    if (done) {
      status_ = status.view();
    } else {
      error_ = done.error();
      CHECK(status.size() == 0);
    }
  }

  const std::string& status() const {
    if (status_.empty()) FAIL(error_.document << error_.path << ": " << error_.message);
    return status_;
  }
  bool has_failed() const { return status_.empty(); }
  const Error& error() const {
    INFO(status_);
    REQUIRE(status_.empty());
    return error_;
  }
  std::string at(std::string_view pointer) const { return json_at(status(), pointer); }

  // Of each link `name -> address`.
  std::vector<std::string> links() const {
    std::vector<std::string> links;
    for (std::size_t i = 0;; ++i) {
      std::string log = "/info/logs/" + std::to_string(i);
      if (at(log) == "absent") return links;
      links.push_back(at(log + "/name") + " -> " + at(log + "/uri"));
    }
  }
  // Phase, version and reason.
  std::string phase() const { return at("/phase") + "/" + at("/version") + "/" + at("/reason"); }
  // Kind, code and message.
  std::string failure() const {
    return at("/error/kind") + " " + at("/error/code") + ": " + at("/error/message");
  }

  const HeardLog& log() const { return log_; }

 private:
  std::unique_ptr<const Plugin> plugin_;
  std::unique_ptr<const Task> task_;
  HeardLog log_;
  std::string status_;
  Error error_;
};

}  // namespace flytespark
