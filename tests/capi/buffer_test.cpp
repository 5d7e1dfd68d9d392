#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

TEST_CASE("a released buffer is empty, and releasing it again is harmless", "[capi]") {
  OwnedBuffer report;
  REQUIRE(flytespark_validate_config(nullptr, 0, FLYTESPARK_CONFIG_YAML, nullptr, report.out(),
                                     nullptr) == FLYTESPARK_OK);
  REQUIRE(!report.is_empty());
  flytespark_buffer_release(&report.buffer);
  CHECK(report.is_empty());
  flytespark_buffer_release(&report.buffer);
  CHECK(report.is_empty());
}

TEST_CASE("a buffer may be released by its own function", "[capi]") {
  OwnedBuffer report;
  REQUIRE(flytespark_validate_config(nullptr, 0, FLYTESPARK_CONFIG_YAML, nullptr, report.out(),
                                     nullptr) == FLYTESPARK_OK);
  void (*release)(flytespark_buffer*) = report.buffer.release;
  REQUIRE(release != nullptr);
  release(&report.buffer);
  CHECK(report.is_empty());
  release(&report.buffer);
  release(nullptr);
}

TEST_CASE("a buffer that was moved by copying is released once, at its new place", "[capi]") {
  OwnedBuffer there;
  OwnedBuffer here;
  REQUIRE(flytespark_validate_config(nullptr, 0, FLYTESPARK_CONFIG_YAML, nullptr, here.out(),
                                     nullptr) == FLYTESPARK_OK);
  there.buffer = here.buffer;
  here.buffer = {};
  CHECK(!there.view().empty());
}

TEST_CASE("releasing no buffer is harmless", "[capi]") { flytespark_buffer_release(nullptr); }
