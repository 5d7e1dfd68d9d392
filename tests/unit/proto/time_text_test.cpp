#include "lib/proto/time_text.hpp"

#include <fmt/format.h>

#include <string>

#include "tests/unit/catch.hpp"

using namespace flytespark::proto;

namespace {

std::string text_of(const std::optional<Seconds>& value) {
  return value ? fmt::format("{} {}", value->seconds, value->nanos) : "none";
}

}  // namespace

TEST_CASE("a timestamp is read from RFC 3339", "[proto]") {
  const struct {
    std::string_view text;
    std::string_view seconds;
  } cases[] = {
      {"1970-01-01T00:00:01Z", "1 0"},
      {"1970-01-01T00:00:01.5Z", "1 500000000"},
      {"1970-01-01T00:00:01.123456789Z", "1 123456789"},
      {"1970-01-01T01:00:01+01:00", "1 0"},
      {"1970-01-01T00:00:00+23:59", "-86340 0"},
      {"1969-12-31T23:59:59.5Z", "-1 500000000"},
      {"0001-01-01T00:00:00Z", "-62135596800 0"},
      {"9999-12-31T23:59:59.999999999Z", "253402300799 999999999"},
      {"2000-02-29T00:00:00Z", "951782400 0"},
      {"1600-03-01T00:00:00Z", "-11670912000 0"},
      {"2100-03-01T00:00:00Z", "4107542400 0"},
      {"2024-05-06T07:08:09-10:30", "1715017089 0"},
      {"0000-12-31T23:59:59-00:01", "-62135596741 0"},
      {"1970-01-01T0:00:00,5Z", "0 500000000"},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    CHECK(text_of(parse_timestamp(c.text)) == c.seconds);
  }
}

TEST_CASE("a timestamp of another form or out of range is refused", "[proto]") {
  for (std::string_view text : {"",
                                "1970-01-01",
                                "1970-01-01T00:00:00",
                                "1970-01-01t00:00:00Z",
                                "1970-01-01T00:00:00z",
                                "1970-01-01 00:00:00Z",
                                " 1970-01-01T00:00:00Z",
                                "1970-01-01T00:00:00Z ",
                                "1970-1-01T00:00:00Z",

                                "1970-00-01T00:00:00Z",
                                "1970-13-01T00:00:00Z",
                                "1970-01-00T00:00:00Z",
                                "1970-01-32T00:00:00Z",
                                "1970-02-29T00:00:00Z",
                                "1900-02-29T00:00:00Z",
                                "1970-04-31T00:00:00Z",
                                "1970-01-01T24:00:00Z",
                                "1970-01-01T00:60:00Z",
                                "1970-01-01T00:00:60Z",
                                "1970-01-01T00:00:00.Z",

                                "1970-01-01T00:00:00.1234567890Z",
                                "1970-01-01T00:00:00+0100",

                                "1970-01-01T00:00:00+01",
                                "0000-12-31T23:59:59Z",
                                "9999-12-31T23:59:59-01:00",
                                "-001-01-01T00:00:00Z",
                                "now"}) {
    INFO(text);
    CHECK(text_of(parse_timestamp(text)) == "none");
  }
}

TEST_CASE("a duration is decimal seconds", "[proto]") {
  const struct {
    std::string_view text;
    std::string_view seconds;
  } cases[] = {
      {"3s", "3 0"},
      {"3.5s", "3 500000000"},
      {"-3.5s", "-3 -500000000"},
      {"-0.5s", "0 -500000000"},
      {"+3s", "3 0"},
      {"3.s", "3 0"},
      {".5s", "0 500000000"},
      {"0s", "0 0"},
      {"-0s", "0 0"},
      {"3.123456789s", "3 123456789"},
      {"0.000000001s", "0 1"},
      {"315576000000.5s", "315576000000 500000000"},
      {"-315576000000.999999999s", "-315576000000 -999999999"},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    CHECK(text_of(parse_duration(c.text)) == c.seconds);
  }
}

TEST_CASE("a duration of another form or out of range is refused", "[proto]") {
  for (std::string_view text :
       {"", "s", "-s", ".s", "3", "03s", "00s", " 3s", "3 s", "3.5S", "3ms", "1e2s",
        "3.1234567890s", "315576000001s", "99999999999999999999s", "3s3s", "--3s"}) {
    INFO(text);
    CHECK(text_of(parse_duration(text)) == "none");
  }
}
