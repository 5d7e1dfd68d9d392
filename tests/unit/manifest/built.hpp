// Building from pieces of documents, for tests of what one setting does.
#pragma once

#include <string>
#include <string_view>

#include "flytespark/build.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "tests/unit/catch.hpp"

namespace flytespark {

// What a test changes of the inputs that the specification's goldens have in common.
struct Inputs {
  std::string custom =
      R"({"mainApplicationFile":"local:///x.py","sparkConf":{"spark.driver.cores":"1"}})";
  // Members of the task template besides `custom` and `type`.
  std::string task_template = R"("container":{"image":"img:1","args":["a"]})";
  std::string overrides = R"({"resources":{}})";
  // Further members of the execution.
  std::string execution = R"("labels":{"l":"1"})";
  std::string cluster = R"({"pod_template_supported":true})";
  std::string config;
  std::string generated_name = "gen-name-0";
};

class Built {
 public:
  explicit Built(const Inputs& inputs) : result_(build(inputs)) {}

  bool has_manifest() const { return result_.has_value(); }
  const std::string& manifest() const {
    if (!result_) FAIL(result_.error().message);
    return *result_;
  }
  Error error() const {
    REQUIRE_FALSE(result_.has_value());
    return result_.error();
  }

  // The value at a JSON pointer of the manifest as JSON text; "absent" when there is none.
  std::string at(std::string_view pointer) const {
    Arena arena;
    auto document = read_json(manifest(), arena);
    REQUIRE(document.has_value());
    const Value* value = &*document;
    while (!pointer.empty() && value != nullptr) {
      pointer.remove_prefix(1);
      std::string_view key = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(key.size());
      value = step(*value, key);
    }
    if (value == nullptr) return "absent";
    return json_text(*value);
  }
  std::string driver(std::string_view pointer) const {
    return at("/spec/driver" + std::string(pointer));
  }
  std::string executor(std::string_view pointer) const {
    return at("/spec/executor" + std::string(pointer));
  }
  // Of the driver's pod template.
  std::string pod(std::string_view pointer) const {
    return driver("/template/spec" + std::string(pointer));
  }
  std::string container(std::string_view pointer) const {
    return pod("/containers/0" + std::string(pointer));
  }

 private:
  // `~1` in a key stands for a slash.
  static const Value* step(const Value& value, std::string_view key) {
    std::string name(key);
    for (std::size_t at = name.find("~1"); at != std::string::npos; at = name.find("~1"))
      name.replace(at, 2, "/");
    if (value.is_map()) return value.find(name);
    std::size_t index = static_cast<std::size_t>(std::stoul(name));
    return index < value.items().size() ? &value.items()[index] : nullptr;
  }

  static Result<std::string> build(const Inputs& inputs) {
    FLYTESPARK_TRY(plugin, Plugin::create(inputs.config, ConfigFormat::kYaml));
    std::string task_template = R"({"type":"spark")";
    if (!inputs.custom.empty()) task_template += R"(,"custom":)" + inputs.custom;
    if (!inputs.task_template.empty()) task_template += "," + inputs.task_template;
    std::string execution = R"({"generated_name":")" + inputs.generated_name +
                            R"(","namespace":"ns",)" +
                            R"("input_path":"s3://b/in/inputs.pb","output_prefix":"s3://b/out",)" +
                            R"("raw_output_prefix":"s3://b/raw","max_attempts":3)";
    if (!inputs.overrides.empty()) execution += R"(,"overrides":)" + inputs.overrides;
    if (!inputs.execution.empty()) execution += "," + inputs.execution;
    FLYTESPARK_TRY(
        task, Task::create(*plugin, TemplateFormat::kJson, task_template + "}", execution + "}"));
    Buffer manifest;
    FLYTESPARK_CHECK(build_manifest(*task, inputs.cluster, 1000, manifest));
    return std::string(manifest.view());
  }

  Result<std::string> result_;
};

}  // namespace flytespark
