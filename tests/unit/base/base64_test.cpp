#include "lib/base/base64.hpp"

#include "tests/unit/catch.hpp"

using namespace flytespark;

TEST_CASE("base64 is read in both alphabets, padded or not", "[proto]") {
  const struct {
    std::string_view text;
    std::string_view bytes;
  } cases[] = {
      {"", ""},
      {"YQ==", "a"},
      {"YQ", "a"},
      {"YR==", "a"},
      {"YWI=", "ab"},
      {"YWI", "ab"},
      {"YWJj", "abc"},
      {"YWJjZA", "abcd"},
      {"+/+/", "\xfb\xff\xbf"},
      {"-_-_", "\xfb\xff\xbf"},
      {"-_8", "\xfb\xff"},
      {"-_8=", "\xfb\xff"},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    CHECK(decode_base64(c.text) == std::string(c.bytes));
  }
}

TEST_CASE("bad base64 is refused", "[proto]") {
  for (std::string_view text : {"Y", "YQ=", "YQ===", "=YQ=", "====", "YQ==YQ==", "-/-/",
                                "Y Q=", "YQ\n=", "Y\xc3\xa9Q", "YWJjZ"}) {
    INFO(text);
    CHECK_FALSE(decode_base64(text).has_value());
  }
}

TEST_CASE("base64 is written in the standard alphabet, padded", "[base64]") {
  Arena arena;
  CHECK(encode_base64("", arena) == "");
  CHECK(encode_base64("f", arena) == "Zg==");
  CHECK(encode_base64("fo", arena) == "Zm8=");
  CHECK(encode_base64("foo", arena) == "Zm9v");
  CHECK(encode_base64("\xfb\xef\xff", arena) == "++//");
}
