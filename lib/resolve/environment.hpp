// The environment that Flyte adds to every container.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {

// A list of core/v1 EnvVars, appended to a container's own; names may repeat.
Value flyte_environment(const BuildInputs& inputs);

// A list of core/v1 EnvFromSources, appended likewise; null when the configuration has none.
Value default_env_from(const BuildInputs& inputs);

// An EnvVar; an empty value is left out.
Value env_var(std::string_view name, std::string_view value, Arena& arena);

// "42"
std::string_view decimal(std::int64_t number, Arena& arena);

}  // namespace flytespark
