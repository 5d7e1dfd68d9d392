#include "lib/base/base32.hpp"

#include <string_view>

#include "tests/unit/catch.hpp"

using namespace flytespark;

TEST_CASE("base 32 has no padding, and zeros fill up its last character") {
  const struct {
    std::string_view bytes;
    std::string_view text;
  } cases[] = {{"", ""},
               {"f", "my"},
               {"fo", "mzxq"},
               {"foo", "mzxw5"},
               {"foob", "mzxw5yq"},
               {"fooba", "mzxw5ytb"},
               {"foobar", "mzxw5ytboi"},
               {"\xff", "63"}};
  Arena arena;
  for (const auto& c : cases) CHECK(encode_base32(c.bytes, arena) == c.text);
}
