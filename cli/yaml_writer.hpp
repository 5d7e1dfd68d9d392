// JSON text -> YAML that any YAML 1.1 or 1.2 reader takes for the same document.
#pragma once

#include <string>
#include <string_view>

namespace flytespark::cli {

// `json` must be valid.
std::string yaml_of_json(std::string_view json);

}  // namespace flytespark::cli
