#include <optional>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <string_view>

#include "flytespark/manage.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

// flyteidl ErrorDocument, as it is written to error.pb.
std::string error_document(std::string_view code, std::string_view message, int kind, int origin) {
  std::string error;
  protozero::pbf_writer fields(error);
  fields.add_string(1, code.data(), code.size());
  fields.add_string(2, message.data(), message.size());
  if (kind != 0) fields.add_enum(3, kind);
  if (origin != 0) fields.add_enum(4, origin);
  std::string document;
  protozero::pbf_writer(document).add_message(1, error);
  return document;
}

const std::string kThere = R"({"metadata":{"name":"a-b"}})";
const std::string kDeleted = R"({"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"}})";

std::string status_in(std::string_view state) {
  Scene scene;
  scene.logs = "{mixed: {kubernetes-enabled: true}}";
  return Observed(scene.in_state(state)).status();
}

Result<std::string> conclusion(std::string_view status, std::string_view application,
                               std::optional<std::string_view> document = std::nullopt) {
  auto plugin = plugin_of("");
  auto task =
      task_of(*plugin, R"({"generated_name":"aB","namespace":"ns","output_prefix":"s3://b/o"})");
  Buffer concluded;
  FLYTESPARK_CHECK(conclude(*task, status, application, document, concluded));
  return std::string(concluded.view());
}

std::string concluded(std::string_view status, std::string_view application,
                      std::optional<std::string_view> document = std::nullopt) {
  auto answer = conclusion(status, application, document);
  if (!answer) FAIL(answer.error().message);
  return *answer;
}

std::string told(std::string_view status) {
  return json_at(status, "/phase") + " " + json_at(status, "/error/kind") + " " +
         json_at(status, "/error/code") + ": " + json_at(status, "/error/message");
}

}  // namespace

TEST_CASE("a status that nothing contradicts stays as it is") {
  for (std::string_view state : {"", "SUBMITTED", "RUNNING", "COMPLETED", "FAILED"}) {
    const std::string status = status_in(state);
    CHECK(concluded(status, kThere) == status);
  }
}

TEST_CASE("a task that succeeded but left an error has failed") {
  struct {
    int kind, origin;
    std::string_view phase, origin_name;
  } const rows[] = {
      {1, 0, "RetryableFailure", "UNKNOWN"}, {0, 0, "PermanentFailure", "UNKNOWN"},
      {1, 1, "RetryableFailure", "USER"},    {0, 2, "PermanentFailure", "SYSTEM"},
      {1, 9, "RetryableFailure", "UNKNOWN"},
  };
  for (const auto& row : rows) {
    const std::string document = error_document("Code", "what went wrong", row.kind, row.origin);
    CHECK(told(concluded(status_in("COMPLETED"), kThere, document)) ==
          std::string(row.phase) + " " + std::string(row.origin_name) + " Code: what went wrong");
  }
}

TEST_CASE("a failure in place of a success keeps the links and has version 0 and no reason") {
  const std::string before = R"({"schema":"flytespark.status/v1","cleanup_on_failure":false,)"
                             R"("info":{"logs":[{"uri":"u"}]},)"
                             R"("phase":"Success","reason":"r","terminal":true,"version":7})";
  CHECK(concluded(before, kThere, error_document("C", "<m>", 1, 1)) ==
        R"({"schema":"flytespark.status/v1","cleanup_on_failure":false,)"
        R"("error":{"code":"C","kind":"USER","message":"\u003cm\u003e"},)"
        R"("info":{"logs":[{"uri":"u"}]},)"
        R"("phase":"RetryableFailure","reason":"","terminal":true,"version":0})");
}

TEST_CASE("an error document without an error is badly formatted") {
  std::string unknown_field;
  protozero::pbf_writer(unknown_field).add_string(7, "x");
  for (const std::string& document : {std::string(), unknown_field}) {
    CHECK(told(concluded(status_in("COMPLETED"), kThere, document)) ==
          "RetryableFailure SYSTEM ErrorFileBadFormat: "
          "error not formatted correctly, nil error @path [s3://b/o/error.pb]");
  }
}

TEST_CASE("an error without a word is an error") {
  std::string document;
  protozero::pbf_writer(document).add_message(1, std::string());
  CHECK(told(concluded(status_in("COMPLETED"), kThere, document)) == "PermanentFailure UNKNOWN : ");
}

TEST_CASE("an error that comes in two parts is one") {
  const std::string document =
      error_document("First", "message", 0, 2) + error_document("Second", "", 1, 0);
  CHECK(told(concluded(status_in("COMPLETED"), kThere, document)) ==
        "RetryableFailure SYSTEM Second: ");
}

TEST_CASE("an error document that is cut off or no protobuf is an error") {
  const std::string whole = error_document("Code", "what went wrong", 1, 1);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    auto answer = conclusion(status_in("COMPLETED"), kThere, whole.substr(0, size));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == Code::kInvalidProtobuf);
    CHECK(answer.error().document == "error_document");
  }
  auto answer = conclusion(status_in("COMPLETED"), kThere, error_document("\xff", "m", 0, 0));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == Code::kInvalidProtobuf);
}

TEST_CASE("an error document counts for nothing but a success") {
  const std::string document = error_document("Code", "m", 1, 1);
  for (std::string_view state : {"RUNNING", "FAILED", ""}) {
    const std::string status = status_in(state);
    CHECK(concluded(status, kThere, document) == status);
    CHECK(concluded(status, kThere, "no protobuf") == status);
  }
}

TEST_CASE("an application that is deleted before it is done is a failure") {
  for (std::string_view state : {"", "SUBMITTED", "RUNNING", "SUSPENDED"}) {
    const std::string answer = concluded(status_in(state), kDeleted);
    CHECK(told(answer) ==
          "RetryableFailure SYSTEM UnexpectedObjectDeletion: "
          "object [ns/a-b] terminated unexpectedly in the background");
    CHECK(json_at(answer, "/reason").empty());
    CHECK(json_at(answer, "/info") == json_at(status_in(state), "/info"));
  }
}

TEST_CASE("an application that is deleted when it is done keeps its end") {
  for (std::string_view state : {"COMPLETED", "FAILED", "SUBMISSION_FAILED"}) {
    const std::string status = status_in(state);
    CHECK(concluded(status, kDeleted) == status);
  }
  CHECK(told(concluded(status_in("COMPLETED"), kDeleted, error_document("C", "m", 0, 1))) ==
        "PermanentFailure USER C: m");
}

TEST_CASE("documents that cannot be concluded from are errors") {
  const std::string running = status_in("RUNNING");
  struct {
    std::string status, application;
    std::string_view document, path;
    Code code = Code::kInvalidDocument;
  } const rows[] = {
      {"{}", kThere, "status", "/info"},
      {R"({"info":{},"reason":"","version":0})", kThere, "status", "/phase"},
      {R"({"info":{},"phase":"x","reason":"","version":0})", kThere, "status", "/phase"},
      {R"({"info":{},"phase":5,"reason":"","version":0})", kThere, "status", "/phase"},
      {R"({"info":{},"phase":"Running","version":0})", kThere, "status", "/reason"},
      {R"({"info":{},"phase":"Running","reason":""})", kThere, "status", "/version"},
      {"", kThere, "status", "", Code::kInvalidJson},
      {running, "", "application", "", Code::kInvalidJson},
      {running, "[]", "application", "", Code::kInvalidJson},
      {running, R"({"kind":"Pod"})", "application", "/kind"},
      {running, R"({"metadata":{"deletionTimestamp":"soon"}})", "application",
       "/metadata/deletionTimestamp"},
      {running, R"({"metadata":1})", "application", "/metadata"},
      {running, R"({"metadata":{"deletionTimestamp":1}})", "application",
       "/metadata/deletionTimestamp"},
  };
  for (const auto& row : rows) {
    INFO(row.status << " " << row.application);
    auto answer = conclusion(row.status, row.application);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == row.code);
    CHECK(answer.error().document == row.document);
    CHECK(answer.error().path == row.path);
  }
}
