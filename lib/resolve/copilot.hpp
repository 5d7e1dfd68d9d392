// The co-pilot: containers beside the task's own that fetch its inputs and store its outputs.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {

// Does nothing unless the task's data_config is enabled; changes `pod_spec` in place. `primary`
// names a container of it.
Result<void> add_copilot(Value& pod_spec, const BuildInputs& inputs, std::string_view primary);

}  // namespace flytespark
