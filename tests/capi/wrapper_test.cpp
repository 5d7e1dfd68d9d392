#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "flytespark.hpp"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

namespace abi = flytespark::abi;
using flytespark::capi_test::kExecution;
using flytespark::capi_test::kNow;
using flytespark::capi_test::kTemplate;

namespace {

constexpr std::string_view kDoubtful = "plugins:\n  k8s:\n    no-such-key: 1\n";

}  // namespace

TEST_CASE("the C++ wrapper builds what the C functions build", "[capi]") {
  const abi::Plugin plugin;
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  flytespark::capi_test::OwnedBuffer expected;
  REQUIRE(flytespark_build(task.get(), nullptr, 0, kNow, expected.out(), nullptr) == FLYTESPARK_OK);
  CHECK(task.build({}, kNow).view() == expected.view());
  CHECK(task.build("{}", kNow).string() == expected.view());
  REQUIRE(flytespark_identity(task.get(), expected.out(), nullptr) == FLYTESPARK_OK);
  CHECK(task.identity().view() == expected.view());
}

TEST_CASE("the C++ wrapper throws the error's code, message and details", "[capi]") {
  try {
    const abi::Plugin plugin("{", FLYTESPARK_CONFIG_JSON);
    FAIL("nothing was thrown");
  } catch (const abi::Error& error) {
    CHECK(error.code() == FLYTESPARK_INVALID_JSON);
    CHECK(!std::string(error.what()).empty());
    CHECK_THAT(error.details(), Catch::Contains(R"("document":"config")"));
  }
  const abi::Plugin plugin;
  CHECK_THROWS_AS(abi::Task(plugin, "{", "", FLYTESPARK_TEMPLATE_JSON), abi::Error);
  CHECK_THROWS_AS(abi::validate_config("a: [unclosed"), abi::Error);
}

TEST_CASE("the C++ wrapper's callbacks live as long as the plugin", "[capi]") {
  auto alive = std::make_shared<int>(0);
  const std::weak_ptr<int> watched = alive;
  abi::Host host;
  host.log = [alive](std::int32_t, std::string_view, std::string_view) { ++*alive; };
  host.now_unix_ms = [alive] { return kNow; };
  {
    abi::Plugin made(kDoubtful, FLYTESPARK_CONFIG_YAML, std::exchange(host, {}));
    CHECK(*alive == 1);
    alive.reset();
    const abi::Plugin plugin = std::move(made);
    const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
    CHECK(task.build().view() == task.build({}, kNow).view());
    CHECK(!watched.expired());
  }
  CHECK(watched.expired());
}

TEST_CASE("the C++ wrapper frees the callbacks of a plugin that is refused", "[capi]") {
  auto alive = std::make_shared<int>(0);
  const std::weak_ptr<int> watched = alive;
  abi::Host host;
  host.now_unix_ms = [alive = std::exchange(alive, nullptr)] { return kNow; };
  CHECK_THROWS_AS(abi::Plugin("a: [unclosed", FLYTESPARK_CONFIG_YAML, std::exchange(host, {})),
                  abi::Error);
  CHECK(watched.expired());
}

TEST_CASE("an exception in a callback does not pass through the library", "[capi]") {
  abi::Host host;
  host.log = [](std::int32_t, std::string_view, std::string_view) { throw std::runtime_error(""); };
  host.now_unix_ms = []() -> std::int64_t { throw std::runtime_error(""); };
  CHECK_NOTHROW(abi::validate_config(kDoubtful, FLYTESPARK_CONFIG_YAML, host));
  const abi::Plugin plugin(kDoubtful, FLYTESPARK_CONFIG_YAML, host);
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  CHECK_THROWS_AS(task.build(), abi::Error);
}

TEST_CASE("the C++ wrapper's buffers move", "[capi]") {
  abi::Buffer first = abi::validate_config("");
  const std::string text = first.string();
  abi::Buffer second = std::move(first);
  CHECK(second.view() == text);
  abi::Buffer third;
  third = std::move(second);
  CHECK(third.view() == text);
}
