// Task + SparkApplication + driver pod + clock -> phase, reason, error, links.
#pragma once

#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/task.hpp"

namespace flytespark {

class Buffer;

// What a host has seen of a task. All are JSON documents.
struct Observation {
  // The SparkApplication as Kubernetes gave it.
  std::string_view application;
  // The pod named in its status; empty when there is none.
  std::string_view driver_pod;
  // The answer to the last observation, of which phase, version and reason are read; empty when
  // there is none.
  std::string_view previous;
  std::int64_t now_unix_ms = 0;
};

// Appends the document flytespark.status/v1. `log` hears at level kDebug of links that keep a
// placeholder, during this call only. On an error `status` is as it was.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<void> observe(const Task& task, const Observation& observation, const LogSink& log,
                     Buffer& status);

// Whether the operator is done with an application: COMPLETED, FAILED or SUBMISSION_FAILED.
// Errors: as observe.
Result<bool> is_terminal(std::string_view application);

// When it ended: the first that is set of termination, last submission and creation; if none is,
// Go's zero time, which is the year 1. Unix milliseconds.
// Errors: as observe.
Result<std::int64_t> completion_time(std::string_view application);

}  // namespace flytespark
