// ResolvedSpec -> SparkApplication v1beta2 as JSON.
#pragma once

#include "lib/base/buffer.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/resolved_spec.hpp"

namespace flytespark {

void write_spark_application(const ResolvedSpec& spec, const BuildInputs& inputs, Buffer& out);

}  // namespace flytespark
