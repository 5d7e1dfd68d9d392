// In this order: links and log context; a verdict of the driver's pod, which ends it; the state of
// the application; what the reason says of links; the version.
//
// Source: flyteplugins spark.go GetTaskPhase, getEventInfoForSpark; k8s/plugin.go
// MaybeUpdatePhaseVersionFromPluginContext
// Kept: a failure's text is in its error, not in the reason.
#include "flytespark/observe.hpp"

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/document.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/links/task_log.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/driver_pod.hpp"
#include "lib/observe/phase.hpp"
#include "lib/observe/placeholder_report.hpp"
#include "lib/observe/status.hpp"
#include "lib/observe/task_links.hpp"

namespace flytespark {
namespace {

// Enough for a typical observation, so that it takes nothing from the heap but its answer.
constexpr std::size_t kCallBytes = 24 * 1024;

struct Previous {
  Phase phase = Phase::kUndefined;
  std::uint32_t version = 0;
  std::string_view reason;
};

Result<Previous> read_previous(std::string_view text, Arena& arena) {
  Previous previous;
  if (text.empty()) return previous;
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  DocumentReader reader(document, Place());
  std::string_view phase = phase_name(previous.phase);
  FLYTESPARK_CHECK(reader.string("phase", phase));
  auto known = phase_named(phase);
  if (!known) return reader.expected("phase", "the name of a phase, such as \"Running\"");
  previous.phase = *known;
  std::int64_t version = 0;
  FLYTESPARK_CHECK(reader.integer("version", version));
  if (version < 0 || version > std::numeric_limits<std::uint32_t>::max()) {
    return reader.expected("version", "an integer of 32 bits without sign");
  }
  previous.version = static_cast<std::uint32_t>(version);
  FLYTESPARK_CHECK(reader.string("reason", previous.reason));
  return previous;
}

PhaseInfo phase_of(const Application& application, const FlyteLine& line, Arena& arena) {
  constexpr std::string_view kDownstream = "DownstreamSystemError";
  PhaseInfo info;
  std::string_view state = application.state;
  if (state.empty()) {
    info.phase = Phase::kQueued;
    info.reason = "job queued";
  } else if (state == "SUBMITTED" ||
             (state == "PENDING_SUBMISSION" && line.pending_submission_initializes)) {
    info.phase = Phase::kInitializing;
    info.reason = "job submitted";
  } else if (state == "SUBMISSION_FAILED") {
    return failure(
        Phase::kRetryableFailure, ErrorKind::kUser, kDownstream,
        arena.concat({"Spark Job  Submission Failed with Error: ", application.error_message}));
  } else if (state == "FAILED") {
    return failure(Phase::kRetryableFailure, ErrorKind::kUser, kDownstream,
                   arena.concat({"Spark Job Failed with Error: ", application.error_message}));
  } else if (state == "COMPLETED") {
    info.phase = Phase::kSuccess;
  } else {
    info.phase = Phase::kRunning;
  }
  return info;
}

// A reason gains a note for each link that leads into the running job.
void note_readiness(TaskLogs& logs, PhaseInfo& info, Arena& arena) {
  bool running = info.phase == Phase::kRunning;
  boost::container::small_vector<std::string_view, 8> reason;
  auto note = [&](std::string_view text) {
    if (!reason.empty()) reason.push_back(", ");
    reason.push_back(text);
  };
  if (!info.reason.empty()) note(info.reason);
  for (TaskLog& log : logs) {
    if (log.link_type == LinkType::kDashboard &&
        log.name.find(kDriverUiName) != std::string_view::npos) {
      log.ready = running;
      note(running ? "Spark driver UI is ready" : "Spark driver UI is not ready");
    } else if (log.link_type == LinkType::kIde) {
      note(running ? "Vscode server is ready" : "Vscode server is not ready");
    }
  }
  info.reason = arena.concat({reason.data(), reason.size()});
}

class Observer {
 public:
  Observer(const Task& task, const Application& application, UnixTime now, Arena& arena)
      : task_(task),
        line_(*task.plugin().config().line),
        application_(application),
        arena_(arena),
        status_{line_, application, now} {}

  Result<const Status*> run(const Observation& observation, const LogSink& log);

 private:
  // Nothing when the pod says nothing, or is not asked.
  Result<std::optional<PodVerdict>> judge(const Observation& observation) const;
  bool raises_version(const Previous& previous) const;

  const Task& task_;
  const FlyteLine& line_;
  const Application& application_;
  Arena& arena_;
  Status status_;
};

Result<std::optional<PodVerdict>> Observer::judge(const Observation& observation) const {
  if (!line_.judges_driver_pod) return std::optional<PodVerdict>();
  const K8sConfig& config = task_.plugin().config().k8s;
  auto verdict =
      judge_driver_pod(observation.driver_pod, application_, config, status_.occurred_at, arena_);
  if (!verdict) return std::move(verdict).error().in("driver_pod");
  return verdict;
}

bool Observer::raises_version(const Previous& previous) const {
  return status_.phase.phase == previous.phase && status_.phase.reason != previous.reason &&
         (status_.phase.phase != Phase::kRunning || line_.raises_version_of_running);
}

Result<const Status*> Observer::run(const Observation& observation, const LogSink& log) {
  auto previous = read_previous(observation.previous, arena_);
  if (!previous) return std::move(previous).error().in("previous");
  FLYTESPARK_TRY(verdict, judge(observation));
  if (verdict) status_.phase = verdict->phase;
  if (verdict && verdict->is_pending) {
    status_.has_info = false;
    status_.occurred_at = verdict->since;
    return &status_;
  }
  FLYTESPARK_CHECK(render_task_links(task_, application_, arena_, status_.links));
  report_placeholders(status_.links.logs, log);
  if (verdict) return &status_;
  status_.phase = phase_of(application_, line_, arena_);
  if (line_.notes_readiness) note_readiness(status_.links.logs, status_.phase, arena_);
  if (raises_version(*previous)) status_.phase.version = previous->version + 1;
  return &status_;
}

UnixTime unix_time(std::int64_t unix_ms) {
  std::int64_t seconds = unix_ms / 1000, rest = unix_ms % 1000;
  if (rest < 0) {
    seconds -= 1;
    rest += 1000;
  }
  return {seconds, static_cast<std::int32_t>(rest * 1'000'000)};
}

}  // namespace

Result<void> observe(const Task& task, const Observation& observation, const LogSink& log,
                     Buffer& status) {
  alignas(std::max_align_t) std::array<std::byte, kCallBytes> lent;
  Arena arena(lent);
  auto application = read_application(observation.application, arena);
  if (!application) return std::move(application).error().in("application");
  Observer observer(task, *application, unix_time(observation.now_unix_ms), arena);
  FLYTESPARK_TRY(told, observer.run(observation, log));
  write_status(*told, arena, status);
  return {};
}

Result<bool> is_terminal(std::string_view application_text) {
  Arena arena;
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  return is_terminal(*application);
}

Result<std::int64_t> completion_time(std::string_view application_text) {
  Arena arena;
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  UnixTime time = completion_time(*application).value_or(kGoZeroTime);
  return time.seconds * 1000 + time.nanos / 1'000'000;
}

}  // namespace flytespark
