// The sections of the configuration that say where logs are found.
#pragma once

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/links/log_block.hpp"

namespace flytespark {

// The default of mixed: the dashboard of a local cluster.
LogBlock default_mixed_log_block();

Result<void> read_log_block(const Value& value, const Place& place, const ConfigScope& scope,
                            LogBlock& block);

// Reports placeholders of variables that Spark's links never have.
void warn_of_unknown_variables(const Value& block, const Place& place, const ConfigScope& scope);

}  // namespace flytespark
