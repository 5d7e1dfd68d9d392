// Pending: the conditions in their order; the first that says why nothing runs decides, and its age
// is compared with the grace periods. Failed: the pod's own reason, then every terminated
// container; the last of them names the code.
//
// Kept: an ordinary crash of the driver leaves the code UnknownError, and so counts as the system's
// fault with the code Interrupted.
// Kept: what an exit code says is told with CR LF before it.
#include "lib/observe/driver_pod.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/document.hpp"
#include "lib/base/go_duration.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/phase.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kDriverContainer = "spark-kubernetes-driver";

// Nanoseconds, as far as they fit.
std::int64_t age(UnixTime since, UnixTime now) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::int64_t kMost = INT64_MAX / kSecond - 1;
  std::int64_t seconds = now.seconds - since.seconds;
  if (seconds > kMost) return INT64_MAX;
  if (seconds < -kMost) return INT64_MIN;
  return seconds * kSecond + (now.nanos - since.nanos);
}

struct Condition {
  std::string_view type;
  std::string_view status;
  std::string_view reason;
  std::string_view message;
  UnixTime since = kGoZeroTime;
};

struct Waiting {
  std::string_view reason;
  std::string_view message;
};

class PodReader {
 public:
  PodReader(const DocumentReader& status, const K8sConfig& config, UnixTime now, Arena& arena)
      : status_(status), config_(config), now_(now), arena_(arena) {}

  Result<std::optional<PodVerdict>> pending() const;
  Result<std::optional<PodVerdict>> failed() const;

 private:
  // What keeps a pod from running, and since when; no failure as long as it may still come to run.
  struct Delay {
    PhaseInfo phase;
    UnixTime since;
  };

  Result<Delay> delay() const;
  Result<std::optional<Waiting>> first_waiting(std::string_view list, bool only_unready) const;
  PhaseInfo classify(const Condition& condition, const Waiting& waiting) const;
  PhaseInfo after_grace(std::int64_t grace_ns, const Condition& condition, PhaseInfo before,
                        PhaseInfo after) const;

  const DocumentReader& status_;
  const K8sConfig& config_;
  UnixTime now_;
  Arena& arena_;
};

PhaseInfo waiting_phase(Phase phase, std::string_view reason) {
  PhaseInfo info;
  info.phase = phase;
  info.reason = reason;
  return info;
}

Result<Condition> read_condition(const DocumentReader& reader) {
  Condition condition;
  FLYTESPARK_CHECK(reader.string("type", condition.type));
  FLYTESPARK_CHECK(reader.string("status", condition.status));
  FLYTESPARK_CHECK(reader.string("reason", condition.reason));
  FLYTESPARK_CHECK(reader.string("message", condition.message));
  std::optional<UnixTime> since;
  FLYTESPARK_CHECK(read_time(reader, "lastTransitionTime", since));
  if (since) condition.since = *since;
  return condition;
}

Result<std::optional<PodVerdict>> PodReader::pending() const {
  FLYTESPARK_TRY(found, delay());
  PodVerdict verdict{found.phase, true, found.since};
  if (is_terminal(found.phase.phase)) return std::optional(verdict);
  std::int64_t timeout = config_.pod_pending_timeout_ns;
  if (timeout <= 0 || age(found.since, now_) < timeout) return std::optional<PodVerdict>();
  verdict.phase = failure(Phase::kRetryableFailure, ErrorKind::kSystem, "PodPendingTimeout",
                          found.phase.reason);
  verdict.phase.cleanup_on_failure = true;
  return std::optional(verdict);
}

Result<PodReader::Delay> PodReader::delay() const {
  Delay found{waiting_phase(Phase::kQueued, "Demistify Pending"), now_};
  FLYTESPARK_TRY(conditions, status_.list("conditions"));
  if (conditions == nullptr) return found;
  Place place = status_.place_of("conditions");
  std::size_t index = 0;
  for (const Value& item : conditions->items()) {
    FLYTESPARK_TRY(reader, DocumentReader::of_item(item, Place::item(place, index++)));
    FLYTESPARK_TRY(condition, read_condition(reader));
    found.since = condition.since;
    bool is_false = condition.status == "False";
    if ((condition.type == "PodScheduled" && is_false) || condition.type == "Unschedulable") {
      found.phase.reason = arena_.concat({condition.reason, ":", condition.message});
      return found;
    }
    if (condition.type != "Ready" || !is_false) continue;
    FLYTESPARK_TRY(init, first_waiting("initContainerStatuses", false));
    std::optional<Waiting> waiting = init;
    if (!waiting) {
      FLYTESPARK_TRY(regular, first_waiting("containerStatuses", true));
      waiting = regular;
    }
    if (!waiting) continue;
    found.phase = classify(condition, *waiting);
    return found;
  }
  return found;
}

Result<std::optional<Waiting>> PodReader::first_waiting(std::string_view list,
                                                        bool only_unready) const {
  FLYTESPARK_TRY(statuses, status_.list(list));
  if (statuses == nullptr) return std::optional<Waiting>();
  Place place = status_.place_of(list);
  std::size_t index = 0;
  for (const Value& item : statuses->items()) {
    FLYTESPARK_TRY(container, DocumentReader::of_item(item, Place::item(place, index++)));
    bool ready = false;
    FLYTESPARK_CHECK(container.boolean("ready", ready));
    FLYTESPARK_TRY(state, container.section("state"));
    FLYTESPARK_TRY(object, state.object("waiting"));
    if (object == nullptr || (only_unready && ready)) continue;
    DocumentReader reader(*object, state.place_of("waiting"));
    Waiting waiting;
    FLYTESPARK_CHECK(reader.string("reason", waiting.reason));
    FLYTESPARK_CHECK(reader.string("message", waiting.message));
    return std::optional(waiting);
  }
  return std::optional<Waiting>();
}

PhaseInfo PodReader::classify(const Condition& condition, const Waiting& waiting) const {
  std::string_view code = arena_.concat({condition.reason, "|", waiting.reason});
  std::string_view message = arena_.concat({condition.message, "|", waiting.message});
  PhaseInfo initializing =
      waiting_phase(Phase::kInitializing, arena_.concat({"[", code, "]: ", message}));
  std::string_view why = waiting.reason;
  if (why == "ErrImagePull" || why == "ContainerCreating" || why == "PodInitializing") {
    return initializing;
  }
  PhaseInfo permanent = failure(Phase::kPermanentFailure, ErrorKind::kUser, code, message);
  permanent.cleanup_on_failure = true;
  if (why == "CreateContainerError") {
    return after_grace(config_.create_container_error_grace_period_ns, condition, initializing,
                       permanent);
  }
  if (why == "CreateContainerConfigError") {
    return after_grace(config_.create_container_config_error_grace_period_ns, condition,
                       initializing, permanent);
  }
  if (why == "InvalidImageName") return permanent;
  PhaseInfo retryable = failure(Phase::kRetryableFailure, ErrorKind::kSystem, code, message);
  retryable.cleanup_on_failure = true;
  if (why != "ImagePullBackOff") return retryable;
  // A registry that is asked too often is not the user's fault.
  if (waiting.message.find("429 Too Many Requests") == std::string_view::npos) {
    retryable.error->kind = ErrorKind::kUser;
  }
  return after_grace(config_.image_pull_backoff_grace_period_ns, condition, initializing,
                     retryable);
}

PhaseInfo PodReader::after_grace(std::int64_t grace_ns, const Condition& condition,
                                 PhaseInfo before, PhaseInfo after) const {
  if (age(condition.since, now_) < grace_ns) return before;
  after.error->message = arena_.concat(
      {"Grace period [", go_duration_text(grace_ns, arena_), "] exceeded|", after.error->message});
  return after;
}

Result<std::optional<PodVerdict>> PodReader::failed() const {
  constexpr std::string_view kUnknownError = "UnknownError";
  std::string_view code = kUnknownError;
  std::string_view text = "Pod failed. No message received from kubernetes.";
  std::string_view given;
  FLYTESPARK_CHECK(status_.string("reason", given));
  if (!given.empty()) code = given;
  given = {};
  FLYTESPARK_CHECK(status_.string("message", given));
  if (!given.empty()) text = given;
  bool is_system = code == "Shutdown" || code == "Terminated" || code == "NodeShutdown" ||
                   code == "NodeAffinity";
  fmt::memory_buffer message;
  message.append(text.data(), text.data() + text.size());

  for (std::string_view list :
       {"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"}) {
    FLYTESPARK_TRY(statuses, status_.list(list));
    if (statuses == nullptr) continue;
    Place place = status_.place_of(list);
    std::size_t index = 0;
    for (const Value& item : statuses->items()) {
      FLYTESPARK_TRY(container, DocumentReader::of_item(item, Place::item(place, index++)));
      FLYTESPARK_TRY(last_state, container.section("lastState"));
      FLYTESPARK_TRY(last, last_state.object("terminated"));
      FLYTESPARK_TRY(state, container.section("state"));
      FLYTESPARK_TRY(now, state.object("terminated"));
      if (last == nullptr && now == nullptr) continue;
      DocumentReader terminated(
          last != nullptr ? *last : *now,
          last != nullptr ? last_state.place_of("terminated") : state.place_of("terminated"));
      std::string_view name, reason, note;
      std::int64_t exit_code = 0;
      FLYTESPARK_CHECK(container.string("name", name));
      FLYTESPARK_CHECK(terminated.string("reason", reason));
      FLYTESPARK_CHECK(terminated.string("message", note));
      FLYTESPARK_CHECK(terminated.integer("exitCode", exit_code));
      if (reason.find("OOMKilled") != std::string_view::npos) {
        code = "OOMKilled";
      } else if (exit_code == 137 || exit_code == 247) {
        code = "Interrupted";
        is_system = is_system || name == kDriverContainer;
      }
      auto out = std::back_inserter(message);
      if (exit_code == 0) {
        fmt::format_to(out, "\r\n[{}] terminated with ExitCode 0.", name);
      } else {
        fmt::format_to(out, "\r\n[{}] terminated with exit code ({}). Reason [{}]. Message: \n{}.",
                       name, exit_code, reason, note);
      }
    }
  }
  is_system = is_system || code == kUnknownError;
  std::string_view all = arena_.copy(std::string_view(message.data(), message.size()));
  PodVerdict verdict;
  verdict.phase = is_system
                      ? failure(Phase::kRetryableFailure, ErrorKind::kSystem, "Interrupted", all)
                      : failure(Phase::kRetryableFailure, ErrorKind::kUser, code, all);
  return std::optional(verdict);
}

}  // namespace

Result<std::optional<PodVerdict>> judge_driver_pod(std::string_view pod,
                                                   const Application& application,
                                                   const K8sConfig& config, UnixTime now,
                                                   Arena& arena) {
  if (pod.empty()) return std::optional<PodVerdict>();
  FLYTESPARK_TRY(document, read_json_object(pod, arena));
  DocumentReader root(document, Place());
  FLYTESPARK_TRY(metadata, root.section("metadata"));
  std::string_view name, namespace_name, phase;
  FLYTESPARK_CHECK(metadata.string("name", name));
  FLYTESPARK_CHECK(metadata.string("namespace", namespace_name));
  FLYTESPARK_TRY(status, root.section("status"));
  FLYTESPARK_CHECK(status.string("phase", phase));
  if (name.empty() || name != application.driver_pod_name ||
      namespace_name != application.namespace_name) {
    return std::optional<PodVerdict>();
  }
  PodReader reader(status, config, now, arena);
  if (phase == "Pending") return reader.pending();
  if (phase == "Failed") return reader.failed();
  return std::optional<PodVerdict>();
}

}  // namespace flytespark
