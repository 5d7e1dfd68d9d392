// The metadata of the SparkApplication object itself.
#pragma once

#include "lib/base/arena.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"

namespace flytespark {

// Writes the members `kind`, `apiVersion` and `metadata` of an open object.
void write_object_head(const Execution& execution, const K8sConfig& config, Arena& arena,
                       JsonWriter& writer);

}  // namespace flytespark
