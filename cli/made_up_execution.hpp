// An execution document for those who have none at hand.
#pragma once

#include <string>
#include <string_view>

namespace flytespark::cli {

// `task_path` gives the run its name. Paths lie in a bucket that does not exist; resources are the
// template's own, as Flyte takes them.
std::string made_up_execution(std::string_view task_path);

// The execution of what runs as a SparkApplication, which gives name and namespace.
std::string made_up_execution_of(std::string_view application);

}  // namespace flytespark::cli
