#include "lib/observe/application.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/document.hpp"
#include "lib/base/go_text.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

// `...-exec-12` -> 12.
std::optional<std::string_view> executor_number(std::string_view name) {
  constexpr std::string_view kMark = "-exec-";
  auto mark = name.rfind(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view digits = name.substr(mark + kMark.size());
  bool is_number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) return std::nullopt;
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

bool comes_before(const Executor& a, const Executor& b) {
  auto number_a = executor_number(a.pod_name), number_b = executor_number(b.pod_name);
  if (number_a && number_b && *number_a != *number_b) {
    if (number_a->size() != number_b->size()) return number_a->size() < number_b->size();
    return *number_a < *number_b;
  }
  if (number_a.has_value() != number_b.has_value()) return number_a.has_value();
  return a.pod_name < b.pod_name;
}

Result<std::span<const Executor>> read_executors(const DocumentReader& status, Arena& arena) {
  FLYTESPARK_TRY(states, status.object("executorState"));
  if (states == nullptr) return std::span<const Executor>();
  auto members = states->members();
  auto* executors = arena.make_array<Executor>(members.size());
  DocumentReader reader(*states, status.place_of("executorState"));
  bool is_sorted = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    executors[i].pod_name = members[i].key;
    const Value& state = members[i].value;
    if (!state.is_null() && !state.is_string()) return reader.expected(members[i].key, "a string");
    executors[i].state = state.text();
    if (i > 0) is_sorted = is_sorted && comes_before(executors[i - 1], executors[i]);
  }
  if (!is_sorted) std::sort(executors, executors + members.size(), comes_before);
  return std::span<const Executor>(executors, members.size());
}

// The first `_F_E_VS` decides.
Result<bool> has_vscode(const DocumentReader& driver) {
  FLYTESPARK_TRY(env, driver.list("env"));
  if (env == nullptr) return false;
  Place place = driver.place_of("env");
  std::size_t index = 0;
  for (const Value& item : env->items()) {
    FLYTESPARK_TRY(variable, DocumentReader::of_item(item, Place::item(place, index++)));
    std::string_view name, value;
    FLYTESPARK_CHECK(variable.string("name", name));
    if (name != "_F_E_VS") continue;
    FLYTESPARK_CHECK(variable.string("value", value));
    return parse_go_bool(value).value_or(false);
  }
  return false;
}

Result<void> check_kind(const DocumentReader& reader) {
  std::string_view kind;
  FLYTESPARK_CHECK(reader.string("kind", kind));
  if (kind.empty() || kind == "SparkApplication") return {};
  return Error(Code::kInvalidDocument,
               "unexpected resource type: expected *SparkApplication, got " + std::string(kind),
               reader.place_of("kind").pointer());
}

}  // namespace

Result<void> read_time(const DocumentReader& reader, std::string_view key,
                       std::optional<UnixTime>& to) {
  if (reader.member(key) == nullptr) return {};
  std::string_view text;
  FLYTESPARK_CHECK(reader.string(key, text));
  auto time = parse_rfc3339(text);
  if (!time) return reader.expected(key, "a time such as \"2024-05-06T07:08:09Z\"");
  if (*time != kGoZeroTime) to = time;
  return {};
}

Result<Application> read_application(std::string_view text, Arena& arena) {
  FLYTESPARK_TRY(document, read_json_object(text, arena));
  Application application;
  DocumentReader root(document, Place());
  FLYTESPARK_CHECK(check_kind(root));

  FLYTESPARK_TRY(metadata, root.section("metadata"));
  FLYTESPARK_CHECK(metadata.string("name", application.name));
  FLYTESPARK_CHECK(metadata.string("namespace", application.namespace_name));
  FLYTESPARK_CHECK(read_time(metadata, "creationTimestamp", application.creation_time));

  FLYTESPARK_CHECK(read_time(metadata, "deletionTimestamp", application.deletion_time));

  FLYTESPARK_TRY(spec, root.section("spec"));
  FLYTESPARK_TRY(driver, spec.section("driver"));
  FLYTESPARK_TRY(vscode, has_vscode(driver));
  application.has_vscode = vscode;

  FLYTESPARK_TRY(status, root.section("status"));
  FLYTESPARK_TRY(state, status.section("applicationState"));
  FLYTESPARK_CHECK(state.string("state", application.state));
  FLYTESPARK_CHECK(state.string("errorMessage", application.error_message));
  FLYTESPARK_CHECK(status.string("sparkApplicationId", application.spark_application_id));
  FLYTESPARK_TRY(driver_info, status.section("driverInfo"));
  FLYTESPARK_CHECK(driver_info.string("podName", application.driver_pod_name));
  FLYTESPARK_CHECK(driver_info.string("webUIIngressAddress", application.web_ui_ingress_address));
  FLYTESPARK_CHECK(read_time(status, "terminationTime", application.termination_time));
  FLYTESPARK_CHECK(
      read_time(status, "lastSubmissionAttemptTime", application.last_submission_attempt_time));
  FLYTESPARK_TRY(executors, read_executors(status, arena));
  application.executors = executors;
  return application;
}

bool is_terminal(const Application& application) {
  return application.state == "COMPLETED" || application.state == "FAILED" ||
         application.state == "SUBMISSION_FAILED";
}

std::optional<UnixTime> completion_time(const Application& application) {
  if (application.termination_time) return application.termination_time;
  if (application.last_submission_attempt_time) return application.last_submission_attempt_time;
  return application.creation_time;
}

std::string_view time_text(const std::optional<UnixTime>& time, Arena& arena) {
  return format_rfc3339(time.value_or(kGoZeroTime), arena);
}

}  // namespace flytespark
