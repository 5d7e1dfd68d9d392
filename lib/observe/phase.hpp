// What a host is told of a task: phase, reason, error.
//
// Source: flyteplugins pluginmachinery/core/phase.go
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/json_writer.hpp"

namespace flytespark {

// The numbers are the reference's.
enum class Phase : std::uint8_t {
  kUndefined = 0,
  kNotReady = 1,
  kWaitingForResources = 2,
  kQueued = 3,
  kInitializing = 4,
  kRunning = 5,
  kSuccess = 6,
  kRetryableFailure = 7,
  kPermanentFailure = 8,
  kWaitingForCache = 9,
  kAborted = 10,
};

std::string_view phase_name(Phase phase);
std::optional<Phase> phase_named(std::string_view name);
// Succeeded, failed or aborted.
bool is_terminal(Phase phase);

// Whose fault it is: a user's failure counts against the retries of the task.
enum class ErrorKind : std::uint8_t { kUnknown, kUser, kSystem };

struct ExecutionError {
  std::string_view code;
  std::string_view message;
  ErrorKind kind = ErrorKind::kUser;
};

struct PhaseInfo {
  Phase phase = Phase::kUndefined;
  std::uint32_t version = 0;
  std::string_view reason;
  std::optional<ExecutionError> error;
  bool cleanup_on_failure = false;
};

PhaseInfo failure(Phase phase, ErrorKind kind, std::string_view code, std::string_view message);

// The member `error`, when there is one.
void write_error(const std::optional<ExecutionError>& error, JsonWriter& writer);

}  // namespace flytespark
