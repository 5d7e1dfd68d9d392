#include "lib/proto/number_text.hpp"

#include <cmath>
#include <string>

#include "tests/unit/catch.hpp"

using namespace flytespark::proto;

namespace {

std::string integer_text(std::string_view text) {
  auto integer = parse_integer(text);
  if (!integer) return "none";
  return (integer->negative ? "-" : "") + std::to_string(integer->magnitude);
}

}  // namespace

TEST_CASE("an integral number is an integer however it is written", "[proto]") {
  const struct {
    std::string_view text;
    std::string_view integer;
  } cases[] = {
      {"0", "0"},
      {"-0", "-0"},
      {"-0.0", "-0"},
      {"0e99999999999999999999", "0"},
      {"7", "7"},
      {"-7", "-7"},
      {"1.0", "1"},
      {"1e2", "100"},
      {"1E+2", "100"},
      {"1.5e1", "15"},
      {"150e-1", "15"},
      {"0.05e2", "5"},
      {"1.230e2", "123"},
      {"100.00e-2", "1"},
      {"18446744073709551615", "18446744073709551615"},
      {"1844674407370955161.5e1", "18446744073709551615"},
      {"1e19", "10000000000000000000"},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    CHECK(integer_text(c.text) == c.integer);
  }
}

TEST_CASE("a number that is not integral or too large, or no JSON number, is no integer",
          "[proto]") {
  for (std::string_view text : {"1.5",
                                "15e-1",
                                "1e-1",
                                "0.5",
                                "18446744073709551616",
                                "1e20",
                                "1e1000000000",
                                "1e99999999999999999999",
                                "1e-99999999999999999999",
                                "",
                                "-",
                                "+1",
                                "01",
                                "1.",
                                ".5",
                                "1e",
                                "1e+",
                                " 1",
                                "1 ",
                                "1x",
                                "0x10",
                                "NaN",
                                "--1"}) {
    INFO(text);
    CHECK(integer_text(text) == "none");
  }
}

TEST_CASE("doubles are read to the nearest value, and small ones become zero", "[proto]") {
  CHECK(parse_double("1.5") == 1.5);
  CHECK(parse_double("-2e3") == -2000.0);
  CHECK(parse_double("123456789012345683968") == 123456789012345683968.0);
  CHECK(parse_double("5e-324") == 5e-324);
  CHECK(parse_double("1e-400") == 0.0);
  CHECK(parse_double("0.0000001e-399") == 0.0);
  CHECK(parse_double("100e-400") == 0.0);
  CHECK(std::signbit(*parse_double("-1e-400")));
  CHECK(std::signbit(*parse_double("-0")));
}

TEST_CASE("a double that is too large, or no JSON number, is refused", "[proto]") {
  for (std::string_view text : {"1e400", "-1e400", "0.0001e400", "1e99999999999999999999", "inf",
                                "nan", "NaN", "", "1.", "0x1p3", "1 "}) {
    INFO(text);
    CHECK_FALSE(parse_double(text).has_value());
  }
}
