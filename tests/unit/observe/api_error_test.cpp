#include <string>
#include <string_view>

#include "flytespark/manage.hpp"
#include "tests/unit/observe/observed.hpp"

using namespace flytespark;

namespace {

std::string created(std::string_view api_status) {
  auto plugin = plugin_of("");
  Buffer verdict;
  REQUIRE(classify_create_error(*plugin, api_status, verdict).has_value());
  return std::string(verdict.view());
}

std::string got(std::string_view api_status, const std::string& execution) {
  auto plugin = plugin_of("");
  auto task = task_of(*plugin, execution);
  Buffer verdict;
  REQUIRE(classify_get_error(*task, api_status, verdict).has_value());
  return std::string(verdict.view());
}

std::string told(std::string_view verdict) {
  return json_at(verdict, "/phase") + " " + json_at(verdict, "/error/kind") + " " +
         json_at(verdict, "/error/code") + ": " + json_at(verdict, "/error/message");
}

constexpr std::string_view kExecution = R"({"generated_name":"aB","namespace":"ns"})";

}  // namespace

TEST_CASE("an application that is there already was submitted") {
  CHECK(created(R"({"code":409,"reason":"AlreadyExists","message":"m"})") ==
        R"({"schema":"flytespark.verdict/v1","phase":"Queued","reason":"task submitted to K8s",)"
        R"("retryable":false})");
}

TEST_CASE("each refusal of an application has its verdict") {
  struct {
    std::string_view api_status, verdict, retryable;
  } const rows[] = {
      {R"({"code":403,"reason":"Forbidden","message":"exceeded quota: q"})",
       "RetryableFailure USER RuntimeFailure: exceeded quota: q", "true"},
      {R"({"code":413,"reason":"RequestEntityTooLarge","message":"m"})",
       "PermanentFailure USER EntityTooLarge: m", "false"},
      {R"({"code":422,"reason":"Invalid","message":"m"})",
       "PermanentFailure USER InvalidResource: m", "false"},
      {R"({"code":400,"reason":"BadRequest","message":"m"})", "PermanentFailure USER BadRequest: m",
       "false"},
      {R"({"code":429,"reason":"TooManyRequests","message":"m"})",
       "Undefined SYSTEM TooManyRequests: "
       "[TooManyRequests] failed to create resource, caused by: m",
       "true"},
      {R"({"code":409,"reason":"Conflict","message":"m"})",
       "Undefined SYSTEM Conflict: [Conflict] failed to create resource, caused by: m", "true"},
      {R"({"code":500,"reason":"InternalError","message":"m"})",
       "Undefined SYSTEM InternalError: [InternalError] failed to create resource, caused by: m",
       "true"},
      {R"({"code":504,"reason":"ServerTimeout","message":"m"})",
       "Undefined SYSTEM ServerTimeout: [ServerTimeout] failed to create resource, caused by: m",
       "true"},
      {R"({"code":404,"reason":"NotFound","message":"m"})",
       "Undefined SYSTEM NotFound: [NotFound] failed to create resource, caused by: m", "true"},
  };
  for (const auto& row : rows) {
    INFO(row.api_status);
    const std::string verdict = created(row.api_status);
    CHECK(told(verdict) == row.verdict);
    CHECK(json_at(verdict, "/retryable") == row.retryable);
    CHECK(json_at(verdict, "/reason").empty());
  }
}

TEST_CASE("a refusal without a reason goes by its code") {
  struct {
    std::string_view api_status, verdict;
  } const rows[] = {
      {R"({"code":403,"message":"m"})", "RetryableFailure USER RuntimeFailure: m"},
      {R"({"code":413,"reason":"","message":"m"})", "PermanentFailure USER EntityTooLarge: m"},
      {R"({"code":422,"reason":null,"message":"m"})", "PermanentFailure USER InvalidResource: m"},
      {R"({"code":400,"reason":"Unknown","message":"m"})", "PermanentFailure USER BadRequest: m"},
      {R"({"code":403})", "RetryableFailure USER RuntimeFailure: "},
      {R"({"code":429,"message":"m"})",
       "Undefined SYSTEM TooManyRequests: "
       "[TooManyRequests] failed to create resource, caused by: m"},
      {R"({"code":599,"message":"m"})",
       "Undefined SYSTEM : [] failed to create resource, caused by: m"},
      {"{}", "Undefined SYSTEM : [] failed to create resource, caused by: "},
  };
  for (const auto& row : rows) {
    INFO(row.api_status);
    CHECK(told(created(row.api_status)) == row.verdict);
  }
}

TEST_CASE("a refusal for a reason of a webhook's own goes by its code") {
  struct {
    std::string_view api_status, verdict;
  } const rows[] = {
      {R"({"code":403,"reason":"the policy says no","message":"m"})",
       "RetryableFailure USER RuntimeFailure: m"},
      {R"({"code":413,"reason":"TooBig","message":"m"})",
       "PermanentFailure USER EntityTooLarge: m"},
      {R"({"code":422,"reason":"Odd","message":"m"})", "PermanentFailure USER InvalidResource: m"},
      {R"({"code":400,"reason":"Odd","message":"m"})", "PermanentFailure USER BadRequest: m"},
  };
  for (const auto& row : rows) {
    INFO(row.api_status);
    CHECK(told(created(row.api_status)) == row.verdict);
  }
  for (std::string_view status : {R"({"code":404,"reason":"Odd","message":"m"})",
                                  R"({"code":410,"reason":"Odd","message":"m"})"}) {
    INFO(status);
    CHECK(json_at(got(status, "{}"), "/error/code") == "ResourceDeletedExternally");
  }
}

TEST_CASE("a reason that Kubernetes knows goes before the code") {
  CHECK(json_at(created(R"({"code":403,"reason":"Conflict","message":"m"})"), "/phase") ==
        "Undefined");
  CHECK(json_at(created(R"({"code":400,"reason":"Forbidden","message":"m"})"), "/error/code") ==
        "RuntimeFailure");
}

TEST_CASE("a conflict without a reason is not taken for an application that is there") {
  CHECK(json_at(created(R"({"code":409,"message":"m"})"), "/phase") == "Undefined");
}

TEST_CASE("an application that is gone was deleted by someone else") {
  const std::string verdict =
      "RetryableFailure SYSTEM ResourceDeletedExternally: "
      "resource not found, name [ns/a-b]. reason: m";
  for (std::string_view status :
       {R"({"code":404,"reason":"NotFound","message":"m"})",
        R"({"code":410,"reason":"Gone","message":"m"})",
        R"({"code":410,"reason":"Expired","message":"m"})", R"({"code":404,"message":"m"})",
        R"({"code":410,"message":"m"})"}) {
    INFO(status);
    CHECK(told(got(status, std::string(kExecution))) == verdict);
  }
}

TEST_CASE("an application that cannot be read now may be read later") {
  CHECK(got(R"({"code":403,"reason":"Forbidden","message":"m"})", std::string(kExecution)) ==
        R"({"schema":"flytespark.verdict/v1",)"
        R"("error":{"code":"Forbidden","kind":"SYSTEM","message":"m"},)"
        R"("phase":"Undefined","reason":"","retryable":true})");
  CHECK(json_at(got(R"({"code":500})", "{}"), "/phase") == "Undefined");
}

TEST_CASE("an answer of the API server that cannot be read is an error") {
  struct {
    std::string_view api_status, path;
    Code code;
  } const rows[] = {
      {R"({"code":"403"})", "/code", Code::kInvalidDocument},
      {R"({"code":4.5})", "/code", Code::kInvalidDocument},
      {R"({"reason":403})", "/reason", Code::kInvalidDocument},
      {R"({"message":{}})", "/message", Code::kInvalidDocument},
      {"Forbidden", "", Code::kInvalidJson},
      {"", "", Code::kInvalidJson},
  };
  for (const auto& row : rows) {
    INFO(row.api_status);
    auto plugin = plugin_of("");
    Buffer verdict;
    auto done = classify_create_error(*plugin, row.api_status, verdict);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == row.code);
    CHECK(done.error().document == "api_status");
    CHECK(done.error().path == row.path);
    CHECK(verdict.size() == 0);
  }
}
