#include "lib/base/rfc3339.hpp"

#include <string>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string rewritten(std::string_view text) {
  auto time = parse_rfc3339(text);
  if (!time) return "refused";
  Arena arena;
  return std::string(format_rfc3339(*time, arena));
}

struct Row {
  std::string text;
  std::string in_utc;
};

// As Go's time.Parse(time.RFC3339, text) and Format(time.RFC3339Nano) answer.
const Row kRows[] = {
    {"2024-02-29T12:34:56Z", "2024-02-29T12:34:56Z"},
    {"2023-02-29T12:34:56Z", "refused"},
    {"1900-02-29T00:00:00Z", "refused"},
    {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
    {"2024-04-31T00:00:00Z", "refused"},
    {"2024-00-01T00:00:00Z", "refused"},
    {"2024-13-01T00:00:00Z", "refused"},
    {"2024-01-02T23:59:60Z", "refused"},
    {"2024-01-02T24:00:00Z", "refused"},
    {"2024-01-02T03:04:05.120Z", "2024-01-02T03:04:05.12Z"},
    {"2024-01-02T03:04:05.1234567899Z", "2024-01-02T03:04:05.123456789Z"},
    {"2024-01-02T03:04:05,5Z", "2024-01-02T03:04:05.5Z"},
    {"2024-01-02T03:04:05.Z", "refused"},
    {"2024-01-02T3:04:05Z", "2024-01-02T03:04:05Z"},
    {"2024-01-02T03:4:05Z", "refused"},
    {"2023-12-31T23:59:59.5+05:30", "2023-12-31T18:29:59.5Z"},
    {"2023-12-31T23:59:59-23:59", "2024-01-01T23:58:59Z"},
    {"2024-01-02T00:00:00+24:60", "2023-12-31T23:00:00Z"},
    {"2024-01-02T00:00:00+25:00", "refused"},
    {"2024-01-02T00:00:00+01:61", "refused"},
    {"2024-01-02T00:00:00+0100", "refused"},
    {"2024-01-02T00:00:00", "refused"},
    {"2024-01-02t00:00:00Z", "refused"},
    {"2024-01-02T00:00:00z", "refused"},
    {"2024-01-02 00:00:00Z", "refused"},
    {"2024-01-02T00:00:00Z ", "refused"},
    {" 2024-01-02T00:00:00Z", "refused"},
    {"24-01-02T00:00:00Z", "refused"},
    {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
    {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
    {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
    {"0000-01-01T00:00:00+01:00", "-0001-12-31T23:00:00Z"},
    {"", "refused"},
};

}  // namespace

TEST_CASE("a time is read as strictly as Go reads it, and written in UTC") {
  for (const Row& row : kRows) {
    INFO(row.text);
    CHECK(rewritten(row.text) == row.in_utc);
  }
}

TEST_CASE("a time before 1970 counts its nanoseconds forward") {
  auto time = parse_rfc3339("1969-12-31T23:59:59.999999999Z");
  REQUIRE(time.has_value());
  CHECK(time->seconds == -1);
  CHECK(time->nanos == 999'999'999);
}

TEST_CASE("seconds are written without a fraction") {
  Arena arena;
  CHECK(format_unix_seconds(0, arena) == "1970-01-01T00:00:00Z");
  CHECK(format_unix_seconds(1'785'578'400, arena) == "2026-08-01T10:00:00Z");
  CHECK(format_unix_seconds(-62'135'596'800, arena) == "0001-01-01T00:00:00Z");
  CHECK(format_unix_seconds(253'402'300'799, arena) == "9999-12-31T23:59:59Z");
}

TEST_CASE("years of any size have a text") {
  Arena arena;
  CHECK(format_unix_seconds(253'402'300'800, arena) == "10000-01-01T00:00:00Z");
  CHECK(format_unix_seconds(-137'438'953'472, arena) == "-2386-09-25T08:55:28Z");
  CHECK(format_unix_seconds(INT64_MAX, arena) == "292277026596-12-04T15:30:07Z");
}
