// flyteidl Resources -> core/v1 ResourceRequirements.
#pragma once

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/value.hpp"
#include "lib/task/task_template.hpp"

namespace flytespark {

// A typed ResourceRequirements. Errors: kBuildFailed, pointing at the quantity that is none.
Result<Value> task_resources(const Container& container, const FlyteLine& line, Arena& arena);

}  // namespace flytespark
