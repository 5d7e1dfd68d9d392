// Source: executor plugin_manager.go launchResource, checkResourcePhase; apimachinery api/errors
// IsForbidden and its kin, ReasonForError
// Kept: a quota that is exceeded, a webhook that denies and a role that is missing are all
// Forbidden, and count against the retries of the task.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/manage.hpp"
#include "flytespark/plugin.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/document.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/names.hpp"
#include "lib/observe/phase.hpp"
#include "lib/observe/quota.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

struct HttpReason {
  std::int64_t code;
  std::string_view reason;
};

// What a client says for an answer without a reason of its own.
constexpr std::array<HttpReason, 14> kHttpReasons = {{{400, "BadRequest"},
                                                      {401, "Unauthorized"},
                                                      {403, "Forbidden"},
                                                      {404, "NotFound"},
                                                      {405, "MethodNotAllowed"},
                                                      {406, "NotAcceptable"},
                                                      {409, "Conflict"},
                                                      {410, "Gone"},
                                                      {413, "RequestEntityTooLarge"},
                                                      {415, "UnsupportedMediaType"},
                                                      {422, "Invalid"},
                                                      {429, "TooManyRequests"},
                                                      {503, "ServiceUnavailable"},
                                                      {504, "Timeout"}}};

// Reasons that count whatever the code; any other, such as a webhook's own, leaves it to the code.
constexpr std::array<std::string_view, 18> kKnownReasons = {"Unauthorized",
                                                            "Forbidden",
                                                            "NotFound",
                                                            "AlreadyExists",
                                                            "Conflict",
                                                            "Gone",
                                                            "Invalid",
                                                            "ServerTimeout",
                                                            "Timeout",
                                                            "TooManyRequests",
                                                            "BadRequest",
                                                            "MethodNotAllowed",
                                                            "NotAcceptable",
                                                            "Expired",
                                                            "RequestEntityTooLarge",
                                                            "InternalError",
                                                            "UnsupportedMediaType",
                                                            "ServiceUnavailable"};

struct ApiStatus {
  std::string_view kind;    // what it is taken for
  std::string_view reason;  // what it is called
  std::string_view message;
};

Result<ApiStatus> read_api_status(std::string_view text, Arena& arena) {
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  DocumentReader reader(document, Place());
  ApiStatus status;
  std::int64_t code = 0;
  FLYTESPARK_CHECK(reader.integer("code", code));
  FLYTESPARK_CHECK(reader.string("reason", status.reason));
  FLYTESPARK_CHECK(reader.string("message", status.message));
  const auto* by_code = std::find_if(kHttpReasons.begin(), kHttpReasons.end(),
                                     [&](const HttpReason& http) { return http.code == code; });
  bool is_known =
      std::find(kKnownReasons.begin(), kKnownReasons.end(), status.reason) != kKnownReasons.end();
  status.kind = is_known || by_code == kHttpReasons.end() ? status.reason : by_code->reason;
  if (status.reason.empty() || status.reason == "Unknown") status.reason = status.kind;
  return status;
}

PhaseInfo create_verdict(const ApiStatus& status, const FlyteLine& line, Arena& arena) {
  if (status.kind == "AlreadyExists") {
    PhaseInfo info;
    info.phase = Phase::kQueued;
    info.reason = "task submitted to K8s";
    return info;
  }
  if (status.kind == "Forbidden") {
    // Found by its words, as nothing else tells it from other refusals.
    bool is_quota = status.message.find("exceeded quota") != std::string_view::npos;
    if (line.reads_quotas && is_quota && exceeds_whole_quota(status.message)) {
      return failure(Phase::kPermanentFailure, ErrorKind::kUser, "ResourceRequestsExceedLimits",
                     arena.concat({"requested resources exceed limits: ", status.message}));
    }
    return failure(Phase::kRetryableFailure, ErrorKind::kUser, "RuntimeFailure", status.message);
  }
  if (status.kind == "RequestEntityTooLarge") {
    return failure(Phase::kPermanentFailure, ErrorKind::kUser, "EntityTooLarge", status.message);
  }
  if (status.kind == "Invalid") {
    return failure(Phase::kPermanentFailure, ErrorKind::kUser, line.invalid_code, status.message);
  }
  if (status.kind == "BadRequest") {
    return failure(Phase::kPermanentFailure, ErrorKind::kUser, line.bad_request_code,
                   status.message);
  }
  return failure(Phase::kUndefined, ErrorKind::kSystem, status.reason,
                 arena.concat({"[", status.reason,
                               "] failed to create resource, caused by: ", status.message}));
}

PhaseInfo get_verdict(const Execution& execution, const ApiStatus& status, const FlyteLine& line,
                      Arena& arena) {
  if (status.kind == "NotFound" || status.kind == "Gone" || status.kind == "Expired") {
    std::string_view name = dns1123_subdomain(execution.generated_name, arena, line.hash_room);
    return failure(Phase::kRetryableFailure, ErrorKind::kSystem, "ResourceDeletedExternally",
                   arena.concat({"resource not found, name [", execution.namespace_name, "/", name,
                                 "]. reason: ", status.message}));
  }
  return failure(Phase::kUndefined, ErrorKind::kSystem, status.reason, status.message);
}

void write_verdict(const PhaseInfo& info, Buffer& out) {
  JsonWriter writer(out);
  writer.begin_object();
  writer.name("schema");
  writer.string("flytespark.verdict/v1");
  write_error(info.error, writer);
  writer.name("phase");
  writer.string(phase_name(info.phase));
  writer.name("reason");
  writer.string(info.reason);
  writer.name("retryable");
  writer.boolean(info.error && info.phase != Phase::kPermanentFailure);
  writer.end_object();
  writer.finish();
}

}  // namespace

void classify_build_error(const Plugin& plugin, const Error& failed, Buffer& verdict) {
  Arena arena;
  PhaseInfo info;
  std::string_view message = failed.message;
  bool is_plugins =
      (failed.code == Code::kBadTask || failed.code == Code::kBuildFailed) && !failed.before_build;
  if (is_plugins && plugin.config().line->build_errors_are_permanent) {
    info = failure(Phase::kPermanentFailure, ErrorKind::kUser, "FailedToBuildResource",
                   arena.concat({"could not build resource for task: ", message}));
  } else if (failed.code == Code::kBadTask) {
    info = failure(Phase::kPermanentFailure, ErrorKind::kUser, kBadTaskSpecification, message);
  } else {
    info = failure(Phase::kUndefined, ErrorKind::kSystem, "", message);
  }
  write_verdict(info, verdict);
}

Result<void> classify_create_error(const Plugin& plugin, std::string_view api_status,
                                   Buffer& verdict) {
  Arena arena;
  auto status = read_api_status(api_status, arena);
  if (!status) return std::move(status).error().in("api_status");
  write_verdict(create_verdict(*status, *plugin.config().line, arena), verdict);
  return {};
}

Result<void> classify_get_error(const Task& task, std::string_view api_status, Buffer& verdict) {
  Arena arena;
  auto status = read_api_status(api_status, arena);
  if (!status) return std::move(status).error().in("api_status");
  write_verdict(get_verdict(task.execution(), *status, *task.plugin().config().line, arena),
                verdict);
  return {};
}

}  // namespace flytespark
