// A SparkApplication as read from Kubernetes, reduced to what says how a task fares.
//
// Any part of the status may be missing, and so may all of it: a missing text is empty.
//
// Source: spark-operator v2.5.2 api/v1beta2 sparkapplication_types.go SparkApplicationStatus
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/document.hpp"
#include "lib/base/rfc3339.hpp"

namespace flytespark {

// 0001-01-01T00:00:00Z: what a time is in Go when nobody set it.
inline constexpr UnixTime kGoZeroTime = {-62135596800, 0};

struct Executor {
  std::string_view pod_name;
  std::string_view state;
};

struct Application {
  std::string_view name;
  std::string_view namespace_name;
  std::optional<UnixTime> creation_time;
  std::optional<UnixTime> deletion_time;  // when somebody asked for it
  // The driver's environment says that an editor runs beside it.
  bool has_vscode = false;

  std::string_view state;
  std::string_view error_message;
  std::string_view spark_application_id;
  std::string_view driver_pod_name;
  std::string_view web_ui_ingress_address;
  std::optional<UnixTime> termination_time;
  std::optional<UnixTime> last_submission_attempt_time;
  // Those named PREFIX-exec-NUMBER first, by their number, then by name.
  std::span<const Executor> executors;
};

// `text` must outlive the application.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<Application> read_application(std::string_view text, Arena& arena);

// Whether the operator will not change it any more.
bool is_terminal(const Application& application);

// The first that is set of: termination, last submission, creation.
std::optional<UnixTime> completion_time(const Application& application);

// A time as Go prints it; the zero time of Go when there is none.
std::string_view time_text(const std::optional<UnixTime>& time, Arena& arena);

// A member that is a time; absent, null and Go's zero time are none.
Result<void> read_time(const DocumentReader& reader, std::string_view key,
                       std::optional<UnixTime>& to);

}  // namespace flytespark
