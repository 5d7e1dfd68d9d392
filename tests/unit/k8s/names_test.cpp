#include "lib/k8s/names.hpp"

#include <string>

#include "lib/base/flyte_line.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

std::string subdomain(std::string_view name) {
  Arena arena;
  return std::string(dns1123_subdomain(name, arena, kFlyteV2.hash_room));
}

struct Row {
  std::string name;
  std::string subdomain;
};

const Row kSubdomains[] = {
    {"a0.b-c", "a0.b-c"},
    {"Bad_Name", "badname"},
    {"PenPineappleApplePen", "pen-pineapple-apple-pen"},
    {"aB", "a-b"},
    {"ABC", "abc"},
    {"aB1CD", "a-b1-cd"},
    {"Run_X.Y-0", "runx.y-0"},
    {"-.a.-", "a"},
    {"a-.b", "a-.b"},
    {"a..B", "a..b"},
    {"h\xc3\xa9llo", "hllo"},
    {"\xe2\x84\xaa\xc4\xb0", "ki"},
    {"a\xe2\x84\xaa", "ak"},
    {"___", ""},
    {"", ""},
};

}  // namespace

TEST_CASE("a name becomes a DNS-1123 subdomain") {
  for (const Row& row : kSubdomains) CHECK(subdomain(row.name) == row.subdomain);
}

TEST_CASE("a subdomain longer than 253 keeps 222 characters and its hash") {
  CHECK(subdomain(std::string(253, 'a')) == std::string(253, 'a'));
  CHECK(subdomain(std::string(254, 'a')) == std::string(222, 'a') + "-ff5dkuyy");
  CHECK(subdomain(std::string(300, 'a')) == std::string(222, 'a') + "-fe5pi5ai");
}

TEST_CASE("the hash of a long subdomain is taken of the converted name") {
  CHECK(subdomain(std::string(254, 'A')) == subdomain(std::string(254, 'a')));
  CHECK(subdomain("_" + std::string(300, 'b')) == std::string(222, 'b') + "-f5y6nari");
}

TEST_CASE("Flyte 1.16 keeps ten characters more of a long subdomain") {
  Arena arena;
  CHECK(dns1123_subdomain(std::string(300, 'a'), arena, kFlyteV1.hash_room) ==
        std::string(232, 'a') + "-fe5pi5ai");
}

TEST_CASE("labels and subdomains are told by length and characters") {
  for (const char* name : {"a", "0", "a-b", "a--b"}) {
    CHECK(is_dns1123_label(name));
    CHECK(is_dns1123_subdomain(name));
  }
  for (const char* name : {"", "-a", "a-", "A", "a_b", "a b", "\xc3\xa9"}) {
    CHECK_FALSE(is_dns1123_label(name));
    CHECK_FALSE(is_dns1123_subdomain(name));
  }
  CHECK(is_dns1123_label(std::string(63, 'a')));
  CHECK_FALSE(is_dns1123_label(std::string(64, 'a')));
  CHECK_FALSE(is_dns1123_label("a.b"));
}

TEST_CASE("a subdomain has labels of any length between its dots") {
  CHECK(is_dns1123_subdomain("a.b.c"));
  CHECK(is_dns1123_subdomain(std::string(253, 'a')));
  CHECK_FALSE(is_dns1123_subdomain(std::string(254, 'a')));
  for (const char* name : {".", "a.", ".a", "a..b", "a.-b", "a-.b"}) {
    CHECK_FALSE(is_dns1123_subdomain(name));
  }
}

TEST_CASE("an id is hashed only when it is too long") {
  Arena arena;
  std::string name = "averylongnamethatexceedsthemaximumlength";
  CHECK(*fixed_length_id(name, name.size(), arena) == name);
  CHECK(*fixed_length_id(name, 20, arena) == "fejc4t3q");
  CHECK(*fixed_length_id(name, 8, arena) == "fejc4t3q");
  auto too_small = fixed_length_id(name, 7, arena);
  REQUIRE_FALSE(too_small.has_value());
  CHECK(too_small.error().message ==
        "max Length is too small, cannot create an encoded string that is so small");
}

TEST_CASE("a container has the generated name when that is a label") {
  Arena arena;
  CHECK(container_name("fabc-n0-0", arena) == "fabc-n0-0");
}

TEST_CASE("any other generated name gives four characters, always the same") {
  Arena arena;
  for (const char* name : {"", "Fabc", "a.b", "a_b"}) {
    auto first = container_name(name, arena);
    CHECK(first == container_name(name, arena));
    CHECK(first.size() == 4);
    CHECK(first.find_first_not_of("bcdfghjklmnpqrstvwxz2456789") == std::string_view::npos);
  }
  CHECK(container_name("a.b", arena) != container_name("a_b", arena));
}

TEST_CASE("a label's value is what a label can hold of a text") {
  const struct {
    std::string_view text;
    std::string_view value;
  } cases[] = {
      {"u@x.io", "u-x-io"},
      {"A@@B", "a-b"},
      {"a@-b", "a--b"},
      {"@a@", "a"},
      {"\xe2\x84\xaa", "k"},
      {"\xc4\xb0x", "ix"},
      {"a\xc3\xa9\xf0\x9f\x99\x82z", "a-z"},
      {"a\xff\xffz", "a-z"},
      {"", ""},
      {"@", ""},
  };
  Arena arena;
  for (const auto& c : cases) {
    INFO(c.text);
    CHECK(label_value(c.text, arena) == c.value);
  }
  CHECK(label_value(std::string(62, 'a') + "@b", arena) == std::string(62, 'a'));
  CHECK(label_value(std::string(70, 'a'), arena) == std::string(63, 'a'));
}
