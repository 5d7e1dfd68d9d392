// What the cluster has: the cluster document of one build.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

struct Cluster {
  // Whether the SparkApplication CRD has pod templates.
  bool pod_template_supported = false;
  Value pod_templates;     // list of core/v1 PodTemplates, as read
  Value host_environment;  // map of strings, sorted
};

// `text` must outlive the cluster; empty text stands for `{}`.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<Cluster> read_cluster(std::string_view text, Arena& arena);

// The typed PodTemplateSpec, with a spec, of the template called `name` in `namespace_name`; null
// when there is none.
Result<Value> find_pod_template(const Cluster& cluster, std::string_view namespace_name,
                                std::string_view name, Arena& arena);

}  // namespace flytespark
