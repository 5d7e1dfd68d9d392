#include "lib/base/go_float.hpp"

#include <limits>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Row {
  double value;
  std::string general;
  std::string json;
  std::string plain;
};

// As Go's fmt %v, encoding/json and strconv 'f' answer.
const Row kRows[] = {
    {0, "0", "0", "0"},
    {-0.0, "-0", "-0", "-0"},
    {3, "3", "3", "3"},
    {-1.5, "-1.5", "-1.5", "-1.5"},
    {0.1, "0.1", "0.1", "0.1"},
    {100000, "100000", "100000", "100000"},
    {1e6, "1e+06", "1000000", "1000000"},
    {1234567, "1.234567e+06", "1234567", "1234567"},
    {123456789, "1.23456789e+08", "123456789", "123456789"},
    {1e20, "1e+20", "100000000000000000000", "100000000000000000000"},
    {1.5e20, "1.5e+20", "150000000000000000000", "150000000000000000000"},
    {1e21, "1e+21", "1e+21", "1000000000000000000000"},
    {1e23, "1e+23", "1e+23", "100000000000000000000000"},
    {0.0001, "0.0001", "0.0001", "0.0001"},
    {0.00001, "1e-05", "0.00001", "0.00001"},
    {1.234e-5, "1.234e-05", "0.00001234", "0.00001234"},
    {1e-6, "1e-06", "0.000001", "0.000001"},
    {1e-7, "1e-07", "1e-7", "0.0000001"},
    {-1.5e-10, "-1.5e-10", "-1.5e-10", "-0.00000000015"},
    {kNaN, "NaN", "NaN", "NaN"},
    {kInfinity, "+Inf", "Infinity", "+Inf"},
    {-kInfinity, "-Inf", "-Infinity", "-Inf"},
};

}  // namespace

TEST_CASE("a double is written as Go writes it") {
  Arena arena;
  for (const Row& row : kRows) {
    CHECK(format_float_g(row.value, arena) == row.general);
    CHECK(format_float_json(row.value, arena) == row.json);
    CHECK(format_float_f(row.value, arena) == row.plain);
  }
}

TEST_CASE("the largest and the smallest double fit in plain digits") {
  Arena arena;
  constexpr double kLargest = std::numeric_limits<double>::max();
  constexpr double kSmallest = -std::numeric_limits<double>::denorm_min();
  CHECK(format_float_f(kLargest, arena) == "17976931348623157" + std::string(292, '0'));
  CHECK(format_float_f(kSmallest, arena) == "-0." + std::string(323, '0') + "5");
  CHECK(format_float_g(kLargest, arena) == "1.7976931348623157e+308");
  CHECK(format_float_json(kSmallest, arena) == "-5e-324");
}

TEST_CASE("a float needs fewer digits than the same double") {
  Arena arena;
  CHECK(format_float_g(0.1F, arena) == "0.1");
  CHECK(format_float_g(static_cast<double>(0.1F), arena) == "0.10000000149011612");
  CHECK(format_float_g(1e6F, arena) == "1e+06");
}

TEST_CASE("two to the power of -12 as a float is rounded up, as Go does") {
  Arena arena;
  CHECK(format_float_g(0x1p-12F, arena) == "0.00024414063");
  CHECK(format_float_g(-0x1p-12F, arena) == "-0.00024414063");
  CHECK(format_float_g(0x1p-12, arena) == "0.000244140625");
}
