// A flyteidl TaskTemplate, reduced to what a Spark build and its observation read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"
#include "lib/links/log_links.hpp"
#include "lib/task/extended_resources.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/secret.hpp"

namespace flytespark {

struct KeyValue {
  std::string_view key;
  std::string_view value;
};

// One entry of flyteidl Resources: `name` is the number of Resources.ResourceName.
struct ResourceEntry {
  std::int64_t name = 0;
  std::string_view value;
};

struct Container {
  std::string_view image;
  Value args;  // list of strings; a container's command never reaches a manifest
  Value command;
  std::span<const KeyValue> env;
  std::span<const ResourceEntry> requests;
  std::span<const ResourceEntry> limits;
};

// DataLoadingConfig: what the co-pilot containers do.
struct DataConfig {
  bool enabled = false;
  std::string_view input_path;
  std::string_view output_path;
  std::int64_t format = 0;             // JSON 0, YAML 1, PROTO 2
  std::int64_t file_input_layout = 0;  // DIRECT 0, NAMED_DIR 1
};

struct TaskTemplate {
  enum class Target : std::uint8_t { kNone, kContainer, kK8sPod, kSql };

  std::string_view type;
  bool has_custom = false;
  Value custom;  // document, members sorted by key
  std::string_view pod_template_name;
  KubernetesMetadata metadata;
  Value config;  // map of strings, sorted
  LogLinks log_links;

  Target target = Target::kNone;
  Container container;
  bool has_pod_spec = false;
  Value pod_spec;  // document, members sorted by key
  KubernetesMetadata pod_metadata;
  std::optional<DataConfig> data_config;  // of the target

  std::optional<ExtendedResources> extended_resources;
  std::span<const Secret> secrets;

  // flyteidl VariableMaps as they came; empty when the interface has none.
  std::string_view inputs;
  std::string_view outputs;
  bool has_inputs = false;
  bool has_outputs = false;
};

// `protobuf` must outlive the template.
// Errors: kInvalidProtobuf, with the JSON pointer of the message at fault; kLimit.
Result<TaskTemplate> read_task_template(std::string_view protobuf, Arena& arena);

}  // namespace flytespark
