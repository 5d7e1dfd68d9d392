#include <string>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

struct Refusal {
  const char* what;
  const char* config;
  std::size_t size;
  std::int32_t format;
  flytespark_code code;
};

const std::size_t kHuge = ~std::size_t{0};
const std::size_t kTooLarge = FLYTESPARK_MAX_DOCUMENT_BYTES + 1;

// The large sizes are lies: a size is judged before its bytes are looked at.
const Refusal kRefusals[] = {
    {"NULL with a size", nullptr, 1, FLYTESPARK_CONFIG_YAML, FLYTESPARK_INVALID_ARGUMENT},
    {"NULL with a huge size", nullptr, kHuge, FLYTESPARK_CONFIG_YAML, FLYTESPARK_INVALID_ARGUMENT},
    {"a byte over the limit", "{}", kTooLarge, FLYTESPARK_CONFIG_JSON, FLYTESPARK_LIMIT},
    {"a huge size", "{}", kHuge, FLYTESPARK_CONFIG_YAML, FLYTESPARK_LIMIT},
    {"format 0", "{}", 2, 0, FLYTESPARK_INVALID_ARGUMENT},
    {"format 3", "{}", 2, 3, FLYTESPARK_INVALID_ARGUMENT},
    {"a negative format", "{}", 2, -1, FLYTESPARK_INVALID_ARGUMENT},
    {"bad JSON", "{", 1, FLYTESPARK_CONFIG_JSON, FLYTESPARK_INVALID_JSON},
    {"JSON that is not UTF-8", "{\"\xff\":1}", 7, FLYTESPARK_CONFIG_JSON, FLYTESPARK_INVALID_JSON},
    {"JSON that is no object", "[]", 2, FLYTESPARK_CONFIG_JSON, FLYTESPARK_INVALID_JSON},
    {"a repeated key", R"({"a":1,"a":2})", 13, FLYTESPARK_CONFIG_JSON, FLYTESPARK_INVALID_JSON},
    {"bad YAML", "a: [unclosed", 12, FLYTESPARK_CONFIG_YAML, FLYTESPARK_INVALID_YAML},
};

}  // namespace

TEST_CASE("a configuration that cannot be read is refused with its code and no handle", "[capi]") {
  for (const Refusal& refusal : kRefusals) {
    CAPTURE(refusal.what);
    auto* plugin = garbage<flytespark_plugin>();
    OwnedError error;
    CHECK(flytespark_plugin_new(refusal.config, refusal.size, refusal.format, nullptr, &plugin,
                                error.out()) == refusal.code);
    CHECK(plugin == nullptr);
    CHECK(error.code() == refusal.code);
    CHECK(!error.message().empty());

    OwnedBuffer report;
    report.buffer = garbage_buffer();
    CHECK(flytespark_validate_config(refusal.config, refusal.size, refusal.format, nullptr,
                                     &report.buffer, error.out()) == refusal.code);
    CHECK(report.is_empty());
    CHECK(error.code() == refusal.code);
  }
}

TEST_CASE("a call without a place for its error answers with the code alone", "[capi]") {
  auto* plugin = garbage<flytespark_plugin>();
  CHECK(flytespark_plugin_new("{", 1, FLYTESPARK_CONFIG_JSON, nullptr, &plugin, nullptr) ==
        FLYTESPARK_INVALID_JSON);
  CHECK(plugin == nullptr);
}

TEST_CASE("a call without a place for its answer is refused", "[capi]") {
  OwnedError error;
  CHECK(flytespark_plugin_new("", 0, FLYTESPARK_CONFIG_YAML, nullptr, nullptr, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "plugin is NULL");
  CHECK(flytespark_validate_config("", 0, FLYTESPARK_CONFIG_YAML, nullptr, nullptr, error.out()) ==
        FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == "report is NULL");
}

TEST_CASE("empty text, with a pointer or without, stands for all defaults", "[capi]") {
  for (const char* text : {static_cast<const char*>(nullptr), ""}) {
    for (const std::int32_t format : {FLYTESPARK_CONFIG_YAML, FLYTESPARK_CONFIG_JSON}) {
      auto* plugin = garbage<flytespark_plugin>();
      OwnedError error;
      error.error = garbage<flytespark_error>();
      CHECK(flytespark_plugin_new(text, 0, format, nullptr, &plugin, &error.error) ==
            FLYTESPARK_OK);
      CHECK(error.error == nullptr);
      flytespark_plugin_free(plugin);
    }
  }
}

TEST_CASE("a configuration needs no NUL behind it", "[capi]") {
  const AtTheEdge yaml("plugins: {spark: {spark-history-server-url: http://h}}");
  const AtTheEdge json(R"({"plugins":{}})");
  flytespark_plugin* plugin = nullptr;
  CHECK(flytespark_plugin_new(yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, nullptr, &plugin,
                              nullptr) == FLYTESPARK_OK);
  flytespark_plugin_free(plugin);
  CHECK(flytespark_plugin_new(json.data(), json.size(), FLYTESPARK_CONFIG_JSON, nullptr, &plugin,
                              nullptr) == FLYTESPARK_OK);
  flytespark_plugin_free(plugin);
}

TEST_CASE("freeing no plugin is harmless", "[capi]") { flytespark_plugin_free(nullptr); }

TEST_CASE("a report names the warnings of a configuration", "[capi]") {
  OwnedBuffer report;
  const std::string yaml = "plugins:\n  k8s:\n    no-such-key: 1\n";
  REQUIRE(flytespark_validate_config(yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, nullptr,
                                     report.out(), nullptr) == FLYTESPARK_OK);
  const std::string text(report.view());
  CHECK_THAT(text, Catch::StartsWith(R"({"schema":"flytespark.config_report/v1","warnings":[{)"));
  CHECK_THAT(text, Catch::EndsWith(R"("path":"/plugins/k8s/no-such-key"}]})"));
}

TEST_CASE("a report on a configuration without fault has no warnings", "[capi]") {
  OwnedBuffer report;
  REQUIRE(flytespark_validate_config(nullptr, 0, FLYTESPARK_CONFIG_YAML, nullptr, report.out(),
                                     nullptr) == FLYTESPARK_OK);
  CHECK(report.view() == R"({"schema":"flytespark.config_report/v1","warnings":[]})");
}

TEST_CASE("an unknown setting of the library's own is an error with its path", "[capi]") {
  OwnedBuffer report;
  OwnedError error;
  const std::string yaml = "plugins:\n  flytespark:\n    no-such-setting: 1\n";
  CHECK(flytespark_validate_config(yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, nullptr,
                                   report.out(), error.out()) == FLYTESPARK_INVALID_CONFIG);
  CHECK_THAT(error.details(), Catch::Contains(R"("document":"config")"));
  CHECK_THAT(error.details(), Catch::Contains(R"("path":"/plugins/flytespark/no-such-setting")"));
}
