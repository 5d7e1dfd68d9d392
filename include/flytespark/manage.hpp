// What Flyte's plugin manager makes of things around a Spark task, as pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/plugin.hpp"
#include "flytespark/task.hpp"

namespace flytespark {

class Buffer;

// What a build that failed means for the task: whether it fails for good, or the same call is to be
// made again. Of the failure, code, message and before_build are read. Appends the document
// flytespark.verdict/v1.
void classify_build_error(const Plugin& plugin, const Error& failure, Buffer& verdict);

// What an API server's refusal of the application means for the task. `api_status` is Kubernetes'
// own Status as JSON, of which code, reason and message are read. Appends the document
// flytespark.verdict/v1.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<void> classify_create_error(const Plugin& plugin, std::string_view api_status,
                                   Buffer& verdict);

// The same for an application that could not be read.
Result<void> classify_get_error(const Task& task, std::string_view api_status, Buffer& verdict);

// An observation in the light of what the manager knows beside it. `status` is the answer to an
// observation of `application`; `error_document` is the content of error.pb among the outputs of
// the task, nothing when there is no such file. A task that succeeded but left an error has failed,
// and an application that is deleted before it is done is a failure too. Appends the status, or the
// one that takes its place.
// Errors: kInvalidJson, kInvalidDocument, kInvalidProtobuf, kLimit.
Result<void> conclude(const Task& task, std::string_view status, std::string_view application,
                      std::optional<std::string_view> error_document, Buffer& concluded);

// The address of the Spark UI that the operator makes from its `ingress-url-format`.
// Errors: kInvalidJson, kLimit, kInvalidDocument (an application at fault, or a format that does
// not become a URL).
Result<void> ingress_url(std::string_view format, std::string_view application, Buffer& url);

}  // namespace flytespark
