// Source: executor plugin_manager.go checkResourcePhase; flyteplugins ioutils
// remote_file_output_reader.go ReadError; flyteidl core/errors.proto
// Kept: an error without an origin is neither the user's fault nor the system's.
#include <cstdint>
#include <optional>
#include <protozero/exception.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "flytespark/manage.hpp"
#include "flytespark/task.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/document.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/names.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/phase.hpp"
#include "lib/proto/wire.hpp"

namespace flytespark {
namespace {

using namespace wire;

// flyteidl ContainerError.
struct ContainerError {
  std::string_view code;
  std::string_view message;
  bool is_recoverable = false;
  ErrorKind origin = ErrorKind::kUnknown;
};

ErrorKind error_kind(std::int32_t number) {
  switch (number) {
    case 1:
      return ErrorKind::kUser;
    case 2:
      return ErrorKind::kSystem;
    default:
      return ErrorKind::kUnknown;
  }
}

ContainerError read_container_error(pbf_reader reader) {
  ContainerError error;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        error.code = text(reader);
        break;
      case tag_and_type(2, kBytes):
        error.message = text(reader);
        break;
      case tag_and_type(3, kVarint):
        error.is_recoverable = reader.get_int32() == 1;
        break;
      case tag_and_type(4, kVarint):
        error.origin = error_kind(reader.get_int32());
        break;
      default:
        reader.skip();
    }
  }
  return error;
}

Result<std::optional<ContainerError>> read_error_document(std::string_view protobuf, Arena& arena) {
  MessageParts error;
  try {
    auto reader = message(protobuf);
    while (reader.next()) {
      if (reader.tag_and_type() == tag_and_type(1, kBytes)) {
        error.add(bytes(reader));
      } else {
        reader.skip();
      }
    }
    if (!error.present()) return std::optional<ContainerError>();
    return std::optional(read_container_error(message(error.joined(arena))));
  } catch (const protozero::exception& fault) {
    return Error(Code::kInvalidProtobuf,
                 std::string("the error document is no protobuf: ") + fault.what())
        .in("error_document");
  }
}

PhaseInfo failed_by(const std::optional<ContainerError>& error, const Execution& execution,
                    Arena& arena) {
  if (!error) {
    return failure(Phase::kRetryableFailure, ErrorKind::kSystem, "ErrorFileBadFormat",
                   arena.concat({"error not formatted correctly, nil error @path [",
                                 execution.output_prefix, "/error.pb]"}));
  }
  return failure(error->is_recoverable ? Phase::kRetryableFailure : Phase::kPermanentFailure,
                 error->origin, error->code, error->message);
}

// The status with another phase; its links and times stay.
void write_status(const Value& status, const PhaseInfo& info, Buffer& out) {
  JsonWriter writer(out);
  writer.begin_object();
  for (const Member& member : status.members()) {
    if (member.key == "error") continue;
    // `error` has its place before `info`.
    if (member.key == "info") write_error(info.error, writer);
    writer.key(member.key);
    if (member.key == "phase") {
      writer.string(phase_name(info.phase));
    } else if (member.key == "reason") {
      writer.string(info.reason);
    } else if (member.key == "version") {
      writer.integer(0);
    } else {
      writer.document(member.value);
    }
  }
  writer.end_object();
  writer.finish();
}

struct Concluded {
  Value status;
  Phase phase = Phase::kUndefined;
};

Result<Concluded> read_status(std::string_view text, Arena& arena) {
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  DocumentReader reader(document, Place());
  for (std::string_view key : {"info", "phase", "reason", "version"}) {
    if (document.find(key) == nullptr) return reader.expected(key, "that of a status");
  }
  std::string_view phase;
  FLYTESPARK_CHECK(reader.string("phase", phase));
  auto known = phase_named(phase);
  if (!known) return reader.expected("phase", "the name of a phase, such as \"Running\"");
  return Concluded{document, *known};
}

}  // namespace

Result<void> conclude(const Task& task, std::string_view status_text,
                      std::string_view application_text,
                      std::optional<std::string_view> error_document, Buffer& concluded) {
  Arena arena;
  auto status = read_status(status_text, arena);
  if (!status) return std::move(status).error().in("status");
  auto application = read_application(application_text, arena);
  if (!application) return std::move(application).error().in("application");
  const Execution& execution = task.execution();
  if (status->phase == Phase::kSuccess && error_document) {
    FLYTESPARK_TRY(error, read_error_document(*error_document, arena));
    write_status(status->status, failed_by(error, execution, arena), concluded);
  } else if (!is_terminal(status->phase) && application->deletion_time) {
    const FlyteLine& line = *task.plugin().config().line;
    std::string_view name = dns1123_subdomain(execution.generated_name, arena, line.hash_room);
    write_status(status->status,
                 failure(Phase::kRetryableFailure, ErrorKind::kSystem, "UnexpectedObjectDeletion",
                         arena.concat({"object [", execution.namespace_name, "/", name, "] ",
                                       line.deleted_text})),
                 concluded);
  } else {
    concluded.append(status_text);
  }
  return {};
}

}  // namespace flytespark
