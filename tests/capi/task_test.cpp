#include <string>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

const std::size_t kHuge = ~std::size_t{0};

struct Refusal {
  const char* what;
  std::int32_t format;
  const char* task_template;
  std::size_t task_template_size;
  const char* execution;
  std::size_t execution_size;
  flytespark_code code;
  const char* document;
};

constexpr std::int32_t kJson = FLYTESPARK_TEMPLATE_JSON;
constexpr std::int32_t kProtobuf = FLYTESPARK_TEMPLATE_PROTOBUF;

const Refusal kRefusals[] = {
    {"template NULL with a size", kJson, nullptr, 5, "{}", 2, FLYTESPARK_INVALID_ARGUMENT, ""},
    {"execution NULL with a size", kJson, "{}", 2, nullptr, 5, FLYTESPARK_INVALID_ARGUMENT, ""},
    {"format 0", 0, "{}", 2, "{}", 2, FLYTESPARK_INVALID_ARGUMENT, ""},
    {"format 3", 3, "{}", 2, "{}", 2, FLYTESPARK_INVALID_ARGUMENT, ""},
    {"a huge template", kProtobuf, "{}", kHuge, "{}", 2, FLYTESPARK_LIMIT, "task_template"},
    {"a huge execution", kJson, "{}", 2, "{}", kHuge, FLYTESPARK_LIMIT, "execution"},
    {"no template", kJson, nullptr, 0, "{}", 2, FLYTESPARK_INVALID_JSON, "task_template"},
    {"an execution that is no object", kJson, "{}", 2, "[]", 2, FLYTESPARK_INVALID_JSON,
     "execution"},
    {"garbage", kProtobuf, "\xff\xff\xff", 3, "{}", 2, FLYTESPARK_INVALID_PROTOBUF,
     "task_template"},
    {"a template that is not UTF-8", kJson, "{\"\xff\":1}", 7, "{}", 2, FLYTESPARK_INVALID_JSON,
     "task_template"},
    {"an execution that is not UTF-8", kJson, "{}", 2, "{\"\xc0\x80\":1}", 8,
     FLYTESPARK_INVALID_JSON, "execution"},
};

}  // namespace

TEST_CASE("documents that cannot be read are refused with their code and no handle", "[capi]") {
  const OwnedPlugin plugin;
  for (const Refusal& refusal : kRefusals) {
    CAPTURE(refusal.what);
    auto* task = garbage<flytespark_task>();
    OwnedError error;
    CHECK(flytespark_task_new(plugin.handle, refusal.format, refusal.task_template,
                              refusal.task_template_size, refusal.execution, refusal.execution_size,
                              &task, error.out()) == refusal.code);
    CHECK(task == nullptr);
    CHECK(error.code() == refusal.code);
    const std::string document = refusal.document;
    const bool names_document =
        error.details().find("\"document\":\"" + document + "\"") != std::string::npos;
    CHECK(names_document == !document.empty());
  }
}

TEST_CASE("a task needs a plugin and a place for its handle", "[capi]") {
  const OwnedPlugin plugin;
  auto* task = garbage<flytespark_task>();
  OwnedError error;
  CHECK(flytespark_task_new(nullptr, kJson, "{}", 2, "{}", 2, &task, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(task == nullptr);
  CHECK(error.message() == "plugin is NULL");
  CHECK(flytespark_task_new(plugin.handle, kJson, "{}", 2, "{}", 2, nullptr, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "task is NULL");
}

TEST_CASE("an empty execution is the same as an empty object", "[capi]") {
  const OwnedPlugin plugin;
  for (const std::string_view execution : {std::string_view(), std::string_view("{}")}) {
    const OwnedTask task(plugin, kTemplate, execution);
    CHECK(task.code == FLYTESPARK_OK);
  }
}

TEST_CASE("documents need no NUL behind them", "[capi]") {
  const OwnedPlugin plugin;
  const AtTheEdge task_template(kTemplate);
  const AtTheEdge execution(kExecution);
  flytespark_task* task = nullptr;
  CHECK(flytespark_task_new(plugin.handle, kJson, task_template.data(), task_template.size(),
                            execution.data(), execution.size(), &task, nullptr) == FLYTESPARK_OK);
  flytespark_task_free(task);
}

TEST_CASE("a task keeps nothing of the texts it was made from", "[capi]") {
  const OwnedPlugin plugin;
  std::string task_template(kTemplate);
  std::string execution(kExecution);
  const OwnedTask task(plugin, task_template, execution);
  REQUIRE(task.code == FLYTESPARK_OK);
  OwnedBuffer before;
  OwnedBuffer after;
  REQUIRE(flytespark_build(task.handle, nullptr, 0, kNow, before.out(), nullptr) == FLYTESPARK_OK);
  task_template.assign(task_template.size(), '#');
  execution.assign(execution.size(), '#');
  REQUIRE(flytespark_build(task.handle, nullptr, 0, kNow, after.out(), nullptr) == FLYTESPARK_OK);
  CHECK(before.view() == after.view());
}

TEST_CASE("freeing no task is harmless", "[capi]") { flytespark_task_free(nullptr); }
