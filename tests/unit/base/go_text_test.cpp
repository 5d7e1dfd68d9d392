#include "lib/base/go_text.hpp"

#include <cstdint>
#include <limits>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::optional<std::int64_t> integer(std::string_view text) {
  auto parsed = parse_go_integer(text);
  return parsed ? parsed->as_int64() : std::nullopt;
}

}  // namespace

TEST_CASE("durations are read as Go reads them", "[config]") {
  CHECK(parse_go_duration("30s") == 30 * kSecond);
  CHECK(parse_go_duration("3m0s") == 180 * kSecond);
  CHECK(parse_go_duration("-1h30m") == -5400 * kSecond);
  CHECK(parse_go_duration("+5m") == 300 * kSecond);
  CHECK(parse_go_duration(".5s") == kSecond / 2);
  CHECK(parse_go_duration("1.s") == kSecond);
  CHECK(parse_go_duration("1.5h3us2ns4\xc2\xb5s") == 5400 * kSecond + 7002);
  CHECK(parse_go_duration("1\xce\xbcs7ms") == 7'001'000);
  CHECK(parse_go_duration("0") == 0);
  CHECK(parse_go_duration("-9223372036854775808ns") == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_go_duration("0.000000001000000000000000000001s") == 1);
}

TEST_CASE("what is no duration is refused", "[config]") {
  for (std::string_view text :
       {"", "-", "5", "5 m", "1d", "s", ".s", "1h ", "9223372036854775808ns", "3000000h",
        "99999999999999999999s", "1h3"}) {
    INFO(text);
    CHECK_FALSE(parse_go_duration(text).has_value());
  }
}

TEST_CASE("integers take Go's base prefixes", "[config]") {
  CHECK(integer("-12") == -12);
  CHECK(integer("+0x1F") == 31);
  CHECK(integer("-0o17") == -15);
  CHECK(integer("017") == 15);
  CHECK(integer("0B101") == 5);
  CHECK(integer("0") == 0);
  CHECK(integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_go_integer("18446744073709551615")->magnitude == ~std::uint64_t{0});
  for (std::string_view text : {"", "+", "08", "0x", "0b2", "1.5", " 5", "5 ", "--1", "1_0",
                                "9223372036854775808", "18446744073709551616"}) {
    INFO(text);
    CHECK_FALSE(integer(text).has_value());
  }
}

TEST_CASE("booleans have Go's spellings", "[config]") {
  for (std::string_view text : {"1", "t", "T", "true", "True", "TRUE"}) {
    CHECK(parse_go_bool(text) == true);
  }
  for (std::string_view text : {"0", "f", "F", "false", "False", "FALSE"}) {
    CHECK(parse_go_bool(text) == false);
  }
  for (std::string_view text : {"", "yes", "tRUE", "on"}) {
    CHECK_FALSE(parse_go_bool(text).has_value());
  }
}
