#include "lib/resolve/msgpack_text.hpp"

#include <string>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string bytes_of(std::string_view hex) {
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

std::string text_or_error(std::string_view hex) {
  Arena arena;
  std::string text;
  auto appended = append_msgpack_text(bytes_of(hex), arena, text);
  if (appended) return text;
  return "error " + std::to_string(static_cast<int>(appended.error().code)) + ": " +
         appended.error().message;
}

struct Row {
  std::string hex;
  std::string text;
};

// As shamaton/msgpack v2.4.1 and fmt %v answer.
const Row kScalars[] = {
    {"c0", "<nil>"},
    {"c2", "false"},
    {"c3", "true"},
    {"00", "0"},
    {"7f", "127"},
    {"e0", "-32"},
    {"ff", "-1"},
    {"ccff", "255"},
    {"cdffff", "65535"},
    {"ceffffffff", "4294967295"},
    {"cfffffffffffffffff", "18446744073709551615"},
    {"d080", "-128"},
    {"d18000", "-32768"},
    {"d280000000", "-2147483648"},
    {"d38000000000000000", "-9223372036854775808"},
    {"ca3dcccccd", "0.1"},
    {"ca49742400", "1e+06"},
    {"cb3ff8000000000000", "1.5"},
    {"cb412e848000000000", "1e+06"},
    {"cb7ff8000000000000", "NaN"},
    {"cb8000000000000000", "-0"},
    {"a0", ""},
    {"a168", "h"},
    {"a2fffe", "\xff\xfe"},
    {"d90161", "a"},
    {"da000161", "a"},
    {"db0000000161", "a"},
    {"c400", "[]"},
    {"c403010203", "[1 2 3]"},
    {"c50001ff", "[255]"},
    {"c600000001ff", "[255]"},
    {"d6ffffffffff", "2106-02-07 06:28:15 +0000 UTC"},
    {"d7ff77359403ffffffff", "2514-05-30 01:53:03.5 +0000 UTC"},
    {"c70cff0000000100000000000000ff", "1970-01-01 00:04:15.000000001 +0000 UTC"},
    {"c70cff00000000fffffff1886e08ff", "0000-12-31 23:59:59 +0000 UTC"},
};

const Row kContainers[] = {
    {"90", "[]"},
    {"9201c0", "[1 <nil>]"},
    {"92a0a0", "[ ]"},
    {"dc000101", "[1]"},
    {"dd0000000101", "[1]"},
    {"91c403ff0001", "[[255 0 1]]"},
    {"80", "map[]"},
    {"81a16101", "map[a:1]"},
    {"81a0a0", "map[:]"},
    {"de0001a16101", "map[a:1]"},
    {"df00000001a16101", "map[a:1]"},
    {"82a1629101a16181a17ac2", "map[a:map[z:false] b:[1]]"},
    {"83a16201a1610200c0", "map[a:2 b:1 0:<nil>]"},
    {"82c30ac20b", "map[false:11 true:10]"},
    {"82a16101a16102", "map[a:2]"},
    {"82cb800000000000000001cb000000000000000002", "map[0:2]"},
    {"82cb7ff800000000000001cb7ff800000000000002", "map[NaN:1 NaN:2]"},
    {"83cb7ff8000000000000a161cbfff000000000000001cb3ff800000000000001", "map[NaN:a -Inf:1 1.5:1]"},
    {"82d7ff000000040000000201d7ff000000080000000102",
     "map[1970-01-01 00:00:02.000000001 +0000 UTC:1 1970-01-01 00:00:01.000000002 +0000 UTC:2]"},
};

const Row kErrors[] = {
    {"", "no data"},
    {"c1", "invalid code c1 decoding as interface"},
    {"d40001", "invalid code d4 decoding as interface"},
    {"c7010199", "invalid code c7 decoding as interface"},
    {"c704ff00000001", "invalid code c7 decoding as interface"},
    {"c7", "too short bytes"},
    {"c70cff00000000", "too short bytes"},
    {"d401", "too short bytes"},
    {"a3e9", "too short bytes"},
    {"cb00", "too short bytes"},
    {"c402ff", "too short bytes"},
    {"ddffffffff", "data length lacks to create slice"},
    {"9201", "data length lacks to create slice"},
    {"dfffffffff", "data length lacks to create map"},
    {"81a161", "too short bytes"},
    {"81c0", "data length lacks to create map"},
    {"0000", "data has left over size=2, last=1"},
    {"8190c0", "can not set slice as map key. code: 90"},
    {"81dcff", "can not set slice as map key. code: dc"},
    {"81df00", "can not set map as map key. code: df"},
    {"81c40161c0", "runtime error: hash of unhashable type []uint8"},
    {"81c40161c1", "invalid code c1 decoding as interface"},
    {"d7ffee6b280000000001",
     "in timestamp 64 formats, nanoseconds must not be larger than 999999999 : 1000000000"},
    {"c70cffffffffff0000000000000001",
     "in timestamp 96 formats, nanoseconds must not be larger than 999999999 : 4294967295"},
};

std::string nested(std::size_t depth) {
  std::string hex;
  for (std::size_t i = 0; i < depth; ++i) hex += "91";
  return hex + "c0";
}

}  // namespace

TEST_CASE("a messagepack scalar prints as Go prints it") {
  for (const Row& row : kScalars) CHECK(text_or_error(row.hex) == row.text);
}

TEST_CASE("messagepack arrays and maps print as Go prints them") {
  for (const Row& row : kContainers) CHECK(text_or_error(row.hex) == row.text);
}

TEST_CASE("map keys of every kind are sorted by kind") {
  CHECK(text_or_error("de0010c001c2020503ff04ccc805cd100006ce0010000007cf000000100000000008d08009"
                      "d180000ad2800000000bd380000000000000000cca3fc000000dcb3ff80000000000000ea161"
                      "0fd6ff0000000110") ==
        "map[<nil>:1 a:15 -128:9 -1:4 5:3 200:5 -32768:10 4096:6 -2147483648:11 1048576:7 "
        "-9223372036854775808:12 68719476736:8 1.5:13 1.5:14 false:2 "
        "1970-01-01 00:00:01 +0000 UTC:16]");
}

TEST_CASE("messagepack that is not exactly one value is refused in the reference's words") {
  for (const Row& row : kErrors) CHECK(text_or_error(row.hex) == "error 10: " + row.text);
}

TEST_CASE("messagepack nests as deep as the limit and no deeper") {
  std::string at_limit = std::string(kMaxMsgpackDepth, '[') + "<nil>";
  CHECK(text_or_error(nested(kMaxMsgpackDepth)) == at_limit + std::string(kMaxMsgpackDepth, ']'));
  CHECK(text_or_error(nested(kMaxMsgpackDepth + 1)) ==
        "error 3: the messagepack value is nested deeper than 64");
  CHECK(text_or_error(nested(100'000)).starts_with("error 3"));
}

TEST_CASE("every prefix of a messagepack value is an error") {
  std::string whole = "de0003a16193c0c403010203cb3ff8000000000000a162d6ff00000001a163ccff";
  REQUIRE_FALSE(text_or_error(whole).starts_with("error"));
  for (std::size_t size = 0; size < whole.size(); size += 2) {
    CHECK(text_or_error(whole.substr(0, size)).starts_with("error 10"));
  }
}
