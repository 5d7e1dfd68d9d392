// The metadata of the SparkApplication object itself.
#pragma once

#include "lib/base/json_writer.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {

// Writes the members `kind`, `apiVersion` and `metadata` of an open object.
void write_object_head(const BuildInputs& inputs, const KubernetesMetadata& metadata,
                       JsonWriter& writer);

}  // namespace flytespark
