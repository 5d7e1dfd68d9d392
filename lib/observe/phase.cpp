#include "lib/observe/phase.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/base/json_writer.hpp"

namespace flytespark {
namespace {

constexpr std::array<std::string_view, 11> kNames = {
    "Undefined", "NotReady", "WaitingForResources", "Queued",           "Initializing",
    "Running",   "Success",  "RetryableFailure",    "PermanentFailure", "WaitingForCache",
    "Aborted"};

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUnknown:
      return "UNKNOWN";
    case ErrorKind::kUser:
      return "USER";
    case ErrorKind::kSystem:
      return "SYSTEM";
  }
  return "";
}

}  // namespace

std::string_view phase_name(Phase phase) { return kNames[static_cast<std::size_t>(phase)]; }

std::optional<Phase> phase_named(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Phase>(found - kNames.begin());
}

bool is_terminal(Phase phase) {
  return phase == Phase::kSuccess || phase == Phase::kRetryableFailure ||
         phase == Phase::kPermanentFailure || phase == Phase::kAborted;
}

PhaseInfo failure(Phase phase, ErrorKind kind, std::string_view code, std::string_view message) {
  PhaseInfo info;
  info.phase = phase;
  info.error = ExecutionError{code, message, kind};
  return info;
}

void write_error(const std::optional<ExecutionError>& error, JsonWriter& writer) {
  if (!error) return;
  writer.name("error");
  writer.begin_object();
  writer.name("code");
  writer.string(error->code);
  writer.name("kind");
  writer.string(kind_name(error->kind));
  writer.name("message");
  writer.string(error->message);
  writer.end_object();
}

}  // namespace flytespark
