#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "flytespark.hpp"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

namespace abi = flytespark::abi;
using flytespark::capi_test::kApplication;
using flytespark::capi_test::kExecution;
using flytespark::capi_test::kNow;
using flytespark::capi_test::kTemplate;

namespace {

constexpr std::string_view kDoubtful = "plugins:\n  k8s:\n    no-such-key: 1\n";
constexpr std::string_view kSucceeded =
    R"({"info":{},"phase":"Success","reason":"","terminal":true,"version":0})";
constexpr std::string_view kPod = R"({"kind":"Pod"})";

// The error that a call is refused with.
template <typename Call>
std::string details_of_refusal(const Call& call) {
  try {
    call();
  } catch (const abi::Error& error) {
    CHECK(error.code() != FLYTESPARK_OK);
    return error.details();
  }
  return "nothing was thrown";
}

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

TEST_CASE("the C++ wrapper observes what the C functions observe", "[capi]") {
  constexpr std::string_view kDriverPod =
      R"({"metadata":{"name":"app-1-driver","namespace":"ns"},"status":{"phase":"Failed"}})";
  constexpr std::string_view kPrevious = R"({"phase":"Running","reason":"r","version":3})";
  abi::Host host;
  host.now_unix_ms = [] { return kNow; };
  const abi::Plugin plugin({}, FLYTESPARK_CONFIG_YAML, host);
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  flytespark::capi_test::OwnedBuffer expected;
  for (const abi::Observation& seen :
       {abi::Observation{kApplication, {}, {}}, abi::Observation{kApplication, kDriverPod, {}},
        abi::Observation{kApplication, {}, kPrevious}}) {
    REQUIRE(flytespark_observe(task.get(), seen.application.data(), seen.application.size(),
                               seen.driver_pod.data(), seen.driver_pod.size(), seen.previous.data(),
                               seen.previous.size(), kNow, expected.out(),
                               nullptr) == FLYTESPARK_OK);
    CHECK(task.observe(seen, kNow).view() == expected.view());
    CHECK(task.observe(seen).view() == expected.view());
  }
  CHECK(!abi::is_terminal(kApplication));
  CHECK(abi::is_terminal(R"({"status":{"applicationState":{"state":"FAILED"}}})"));
  CHECK(abi::completion_time(kApplication) == 1785578400000);
  CHECK(abi::completion_time("{}") == -62135596800000);
}

TEST_CASE("the C++ wrapper answers about links what the C functions answer", "[capi]") {
  constexpr std::string_view kRequest =
      R"({"variables":{"podName":"p"},"log_links":[{"name":"n","uri":"http://{{ .podName }}"}]})";
  const abi::Plugin plugin;
  flytespark::capi_test::OwnedBuffer expected;
  REQUIRE(flytespark_render_links(plugin.get(), kRequest.data(), kRequest.size(), expected.out(),
                                  nullptr) == FLYTESPARK_OK);
  CHECK(abi::render_links(plugin, kRequest).view() == expected.view());
  CHECK(abi::link_visible("{}", "Running"));
  CHECK(!abi::link_visible("{}", "Queued"));
}

TEST_CASE("the C++ wrapper judges what the C functions judge", "[capi]") {
  constexpr std::string_view kGone = R"({"code":404,"message":"gone"})";
  constexpr std::string_view kFormat = "{{$appName}}.example";
  const abi::Plugin plugin;
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  flytespark::capi_test::OwnedBuffer expected;
  REQUIRE(flytespark_classify_create_error(plugin.get(), kGone.data(), kGone.size(), expected.out(),
                                           nullptr) == FLYTESPARK_OK);
  CHECK(abi::classify_create_error(plugin, kGone).view() == expected.view());
  REQUIRE(flytespark_classify_get_error(task.get(), kGone.data(), kGone.size(), expected.out(),
                                        nullptr) == FLYTESPARK_OK);
  CHECK(task.classify_get_error(kGone).view() == expected.view());
  CHECK(abi::ingress_url(kFormat, kApplication).view() == "http://app-1.example");
}

TEST_CASE("the C++ wrapper tells an empty error document from none", "[capi]") {
  const abi::Plugin plugin;
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  CHECK(task.conclude(kSucceeded, "{}").view() == kSucceeded);
  CHECK(task.conclude(kSucceeded, "{}", nullptr).view() == kSucceeded);
  const std::string_view without_address;
  const std::string_view with_address("");
  const std::string_view message("\x0a\x03\x12\x01m");
  for (const std::string_view* empty : {&without_address, &with_address}) {
    CHECK_THAT(task.conclude(kSucceeded, "{}", empty).string(),
               Catch::Contains(R"("code":"ErrorFileBadFormat")"));
  }
  CHECK_THAT(task.conclude(kSucceeded, "{}", &message).string(),
             Catch::Contains(R"("error":{"code":"","kind":"UNKNOWN","message":"m"})"));
}

TEST_CASE("the C++ wrapper throws for each question that is refused", "[capi]") {
  const abi::Plugin plugin;
  const abi::Task task(plugin, kTemplate, kExecution, FLYTESPARK_TEMPLATE_JSON);
  const std::string wrong_kind =
      R"({"schema":"flytespark.error/v1","document":"application","path":"/kind",)"
      R"("retryable":false})";
  CHECK(details_of_refusal([&] { task.observe({kPod, {}, {}}, kNow); }) == wrong_kind);
  CHECK(details_of_refusal([] { abi::is_terminal(kPod); }) == wrong_kind);
  CHECK(details_of_refusal([] { abi::completion_time(kPod); }) == wrong_kind);
  CHECK(details_of_refusal([] { abi::ingress_url("", kPod); }) == wrong_kind);
  CHECK_THAT(details_of_refusal([&] { abi::render_links(plugin, ""); }),
             Catch::Contains(R"("document":"request")"));
  CHECK_THAT(details_of_refusal([] { abi::link_visible("{}", ""); }),
             Catch::Contains(R"("document":"phase")"));
  CHECK_THAT(details_of_refusal([&] { abi::classify_create_error(plugin, "[]"); }),
             Catch::Contains(R"("document":"api_status")"));
  CHECK_THAT(details_of_refusal([&] { task.classify_get_error("[]"); }),
             Catch::Contains(R"("document":"api_status")"));
  CHECK_THAT(details_of_refusal([&] { task.conclude("", "{}"); }),
             Catch::Contains(R"("document":"status")"));
  // No clock.
  CHECK_THROWS_AS(task.observe({kApplication, {}, {}}), abi::Error);
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
