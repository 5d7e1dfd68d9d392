// Task + cluster + clock -> SparkApplication.
#pragma once

#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/task.hpp"

namespace flytespark {

class Buffer;

// Appends the SparkApplication, with its object metadata, as JSON in the order of the CRD's Go
// types. `cluster` is the JSON document of examples/documents/cluster.json; empty text stands for
// `{}`. On an error `manifest` is as it was.
// Errors: kBadTask, kBuildFailed, kInvalidJson, kInvalidDocument, kLimit.
Result<void> build_manifest(const Task& task, std::string_view cluster, std::int64_t now_unix_ms,
                            Buffer& manifest);

// Appends the object by which the application is looked up: kind, apiVersion and object metadata,
// as build_manifest gives them.
Result<void> build_identity(const Task& task, Buffer& identity);

}  // namespace flytespark
