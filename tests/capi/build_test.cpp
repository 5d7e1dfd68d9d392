#include <string>
#include <thread>
#include <vector>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

struct Refusal {
  const char* what;
  const char* cluster;
  std::size_t size;
  flytespark_code code;
};

const Refusal kRefusals[] = {
    {"NULL with a size", nullptr, 3, FLYTESPARK_INVALID_ARGUMENT},
    {"a byte over the limit", "{}", FLYTESPARK_MAX_DOCUMENT_BYTES + 1, FLYTESPARK_LIMIT},
    {"a huge size", "{}", ~std::size_t{0}, FLYTESPARK_LIMIT},
    {"no object", "[]", 2, FLYTESPARK_INVALID_JSON},
    {"not UTF-8", "{\"\xff\":1}", 7, FLYTESPARK_INVALID_JSON},
};

}  // namespace

TEST_CASE("a task becomes a SparkApplication", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  REQUIRE(task.code == FLYTESPARK_OK);
  OwnedBuffer manifest;
  OwnedError error;
  REQUIRE(flytespark_build(task.handle, nullptr, 0, kNow, manifest.out(), error.out()) ==
          FLYTESPARK_OK);
  CHECK(error.error == nullptr);
  CHECK_THAT(std::string(manifest.view()), Catch::StartsWith(R"({"kind":"SparkApplication",)"));
  CHECK_THAT(std::string(manifest.view()), Catch::Contains(std::to_string(kNow)));
}

TEST_CASE("a cluster that cannot be read is refused with its code and no manifest", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  for (const Refusal& refusal : kRefusals) {
    CAPTURE(refusal.what);
    OwnedBuffer manifest;
    manifest.buffer = garbage_buffer();
    OwnedError error;
    CHECK(flytespark_build(task.handle, refusal.cluster, refusal.size, kNow, &manifest.buffer,
                           error.out()) == refusal.code);
    CHECK(manifest.is_empty());
    CHECK(error.code() == refusal.code);
  }
}

TEST_CASE("an empty cluster is the same as an empty object", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  OwnedBuffer none;
  OwnedBuffer empty_object;
  const AtTheEdge braces("{}");
  CHECK(flytespark_build(task.handle, nullptr, 0, kNow, none.out(), nullptr) == FLYTESPARK_OK);
  CHECK(flytespark_build(task.handle, braces.data(), braces.size(), kNow, empty_object.out(),
                         nullptr) == FLYTESPARK_OK);
  CHECK(none.view() == empty_object.view());
}

TEST_CASE("the identity is the object without its spec", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  OwnedBuffer identity;
  REQUIRE(flytespark_identity(task.handle, identity.out(), nullptr) == FLYTESPARK_OK);
  CHECK_THAT(std::string(identity.view()),
             Catch::StartsWith(
                 R"({"kind":"SparkApplication","apiVersion":"sparkoperator.k8s.io/v1beta2")"));
  CHECK_THAT(std::string(identity.view()), !Catch::Contains(R"("spec")"));
}

TEST_CASE("building and identifying need a task and a place for the answer", "[capi]") {
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  OwnedBuffer answer;
  OwnedError error;
  answer.buffer = garbage_buffer();
  CHECK(flytespark_build(nullptr, nullptr, 0, kNow, &answer.buffer, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(answer.is_empty());
  CHECK(error.message() == "task is NULL");
  CHECK(flytespark_build(task.handle, nullptr, 0, kNow, nullptr, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "manifest is NULL");
  answer.buffer = garbage_buffer();
  CHECK(flytespark_identity(nullptr, &answer.buffer, error.out()) == FLYTESPARK_INVALID_ARGUMENT);
  CHECK(answer.is_empty());
  CHECK(error.message() == "task is NULL");
  CHECK(flytespark_identity(task.handle, nullptr, error.out()) == FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "identity is NULL");
}

TEST_CASE("eight threads build from one task at once", "[capi]") {
  constexpr int kThreads = 8;
  constexpr int kBuilds = 50;
  const OwnedPlugin plugin;
  const OwnedTask task(plugin);
  OwnedBuffer expected;
  REQUIRE(flytespark_build(task.handle, nullptr, 0, kNow, expected.out(), nullptr) ==
          FLYTESPARK_OK);

  std::vector<int> equal(kThreads, 0);
  std::vector<std::thread> threads;
  for (int& count : equal) {
    threads.emplace_back([&] {
      for (int i = 0; i < kBuilds; ++i) {
        const OwnedTask own(plugin);
        for (const flytespark_task* one : {task.handle, own.handle}) {
          OwnedBuffer manifest;
          flytespark_build(one, nullptr, 0, kNow, manifest.out(), nullptr);
          count += manifest.view() == expected.view() ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == std::vector<int>(kThreads, 2 * kBuilds));
}
