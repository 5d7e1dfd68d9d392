#include "lib/context/execution.hpp"

#include "lib/k8s/core_v1.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

Execution read(std::string_view text, Arena& arena) {
  Arena scratch;
  auto execution = read_execution(text, LogSink(), arena, scratch);
  if (!execution) FAIL(execution.error().message);
  return *execution;
}

}  // namespace

TEST_CASE("an execution keeps nothing of the parsed document", "[execution]") {
  Arena arena;
  std::string text =
      R"({"generated_name":"a\u0041","namespace":"n","labels":{"b":"\n","a":null},"environment":{}})";
  Execution execution = read(text, arena);  // the scratch memory is gone by now
  CHECK(execution.generated_name == "aA");
  CHECK(execution.unique_node_id == "aA");
  CHECK(execution.labels.members()[0].key == "a");
  CHECK(execution.labels.members()[0].value.text().empty());
  CHECK(execution.labels.members()[1].value.text() == "\n");
  CHECK(execution.environment.is_null());
}

TEST_CASE("an empty execution is all defaults", "[execution]") {
  Arena arena;
  for (std::string_view text :
       {"", "{}", R"({"id":null,"labels":null,"max_attempts":null,"overrides":null})"}) {
    Execution execution = read(text, arena);
    CHECK(execution.generated_name.empty());
    CHECK_FALSE(execution.task_id.has_value());
    CHECK(execution.override_resources.is_null());
    CHECK(execution.max_attempts == 0);
  }
}

TEST_CASE("a node execution counts only when it names its execution", "[execution]") {
  Arena arena;
  CHECK_FALSE(
      read(R"({"id":{"nodeExecutionId":{"nodeId":"n"}}})", arena).workflow_execution.has_value());
  Execution execution = read(
      R"({"id":{"node_execution_id":{"node_id":"n","execution_id":{"project":"p","domain":"d","name":"e","org":"o"}},
               "task_id":{"project":"tp","domain":"td","name":"t","version":"v","org":"to"},"retry_attempt":3}})",
      arena);
  REQUIRE(execution.workflow_execution.has_value());
  CHECK(execution.workflow_execution->node_id == "n");
  CHECK(execution.workflow_execution->org == "o");
  REQUIRE(execution.task_id.has_value());
  CHECK(execution.task_id->version == "v");
  CHECK(execution.task_id->org == "to");
  CHECK(execution.retry_attempt == 3);
}

TEST_CASE("inputs without a literal map are no inputs, an empty map is one", "[execution]") {
  Arena arena;
  CHECK_FALSE(read(R"({"inputs":{}})", arena).has_inputs);
  CHECK(read(R"({"inputs":{"literals":{}}})", arena).has_inputs);
}

TEST_CASE("resources are core/v1, also when empty", "[execution]") {
  Arena arena;
  CHECK(read(R"({"overrides":{"resources":{}}})", arena).override_resources.is_struct());
  Execution execution = read(R"({"platform_resources":{"limits":{"cpu":1.5}}})", arena);
  CHECK(execution.platform_resources[k8s::resource_requirements::kLimits].find("cpu") != nullptr);
}

TEST_CASE("a member of the wrong kind is refused at its place", "[execution]") {
  const struct {
    const char* text;
    const char* path;
  } cases[] = {
      {R"({"generated_name":5})", "/generated_name"},
      {R"({"labels":[]})", "/labels"},
      {R"({"labels":{"a":1}})", "/labels/a"},
      {R"({"max_attempts":"3"})", "/max_attempts"},
      {R"({"max_attempts":1.5})", "/max_attempts"},
      {R"({"interruptible":"yes"})", "/interruptible"},
      {R"({"owner_reference":"x"})", "/owner_reference"},
      {R"({"owner_reference":{"controller":"x"}})", "/owner_reference/controller"},
      {R"({"owner_reference":{"blockOwnerDeletion":1}})", "/owner_reference/blockOwnerDeletion"},
      {R"({"id":{"retryAttempt":"x"}})", "/id/retryAttempt"},
      {R"({"id":[]})", "/id"},
      {R"({"overrides":{"resources":{"limits":{"cpu":"x"}}}})", "/overrides/resources/limits/cpu"},
      {R"({"overrides":{"extended_resources":{"gpuAccelerator":{"deviceClass":"X"}}}})",
       "/overrides/extended_resources/gpuAccelerator/deviceClass"},
      {R"({"overrides":{"container_image":1}})", "/overrides/container_image"},
      {R"({"overrides":{"resources_from_template":1}})", "/overrides/resources_from_template"},
      {R"({"inputs":{"literals":{"x":{"scalar":{"primitive":{"integer":"x"}}}}}})",
       "/inputs/literals/x/scalar/primitive/integer"},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    Arena arena, scratch;
    auto execution = read_execution(c.text, LogSink(), arena, scratch);
    REQUIRE_FALSE(execution.has_value());
    CHECK(execution.error().code == Code::kInvalidDocument);
    CHECK(execution.error().path == c.path);
    CHECK_FALSE(execution.error().message.empty());
  }
}

TEST_CASE("members that nobody reads are reported, by place", "[execution]") {
  std::string heard;
  LogSink log;
  log.user = &heard;
  log.write = [](void* user, LogLevel level, std::string_view message, std::string_view fields) {
    CHECK(level == LogLevel::kWarning);
    static_cast<std::string*>(user)->append(message).append(" ").append(fields).append("\n");
  };
  Arena arena, scratch;
  CHECK(read_execution(R"({"name space":"x","owner_id":{},"overrides":{"image":"i"}})", log, arena,
                       scratch)
            .has_value());
  CHECK(heard ==
        "unknown member, ignored {\"document\":\"execution\",\"path\":\"/name space\"}\n"
        "unknown member, ignored {\"document\":\"execution\",\"path\":\"/overrides/image\"}\n");
}
