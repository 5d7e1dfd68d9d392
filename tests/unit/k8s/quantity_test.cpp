// Each table is what the reference's own parser answers.
#include "lib/k8s/quantity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/catch.hpp"

using namespace flytespark;
using namespace flytespark::k8s;

namespace {

constexpr std::string_view kFormat =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
constexpr std::string_view kSuffix = "unable to parse quantity's suffix";
constexpr std::string_view kNumeric = "unable to parse numeric part of quantity";

std::string printed(std::string_view text) {
  Arena arena;
  auto quantity = parse_quantity(text, arena);
  if (!quantity) return quantity.error().message;
  return std::string((*quantity)->text);
}

std::string canonical(std::string_view text) {
  Arena arena;
  auto quantity = parse_quantity(text, arena);
  if (!quantity) return quantity.error().message;
  return std::string(canonical_quantity(**quantity, arena)->text);
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    std::size_t size = std::min(text.find(' '), text.size());
    found.push_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return found;
}

// Each word is "written=printed", where what is printed is canonical.
void check_printed(std::string_view table) {
  for (std::string_view row : words(table)) {
    CAPTURE(row);
    std::size_t size = row.find('=');
    REQUIRE(size != std::string_view::npos);
    CHECK(printed(row.substr(0, size)) == row.substr(size + 1));
    CHECK(canonical(row.substr(0, size)) == row.substr(size + 1));
  }
}

void check_error(const std::vector<std::string_view>& texts, std::string_view sentence) {
  for (std::string_view text : texts) {
    CAPTURE(text);
    Arena arena;
    auto quantity = parse_quantity(text, arena);
    REQUIRE_FALSE(quantity.has_value());
    CHECK(quantity.error().code == Code::kInvalidDocument);
    CHECK(quantity.error().message == sentence);
    CHECK(quantity.error().path.empty());
  }
}

std::string from_json(const Value& value) {
  Arena arena;
  auto quantity = parse_json_quantity(value, arena);
  if (!quantity) return quantity.error().message;
  return std::string((*quantity)->text);
}

int compared(std::string_view a, std::string_view b) {
  Arena arena;
  auto left = parse_quantity(a, arena);
  auto right = parse_quantity(b, arena);
  REQUIRE(left.has_value());
  REQUIRE(right.has_value());
  int answer = compare(**left, **right);
  return answer < 0 ? -1 : static_cast<int>(answer > 0);
}

}  // namespace

TEST_CASE("zero prints 0 however it is written", "[quantity]") {
  for (std::string_view text :
       words("0 00 000.000 -0 +0 0.0 .0 0. 0Ki 0Mi 0.0Gi 0Ei 0e5 0E-5 0e-20 0n 0k 0E -0.00m")) {
    CAPTURE(text);
    Arena arena;
    auto quantity = parse_quantity(text, arena);
    REQUIRE(quantity.has_value());
    CHECK((*quantity)->text == "0");
    CHECK(is_zero(**quantity));
    CHECK(compare(**quantity, zero_quantity()) == 0);
  }
}

TEST_CASE("a text without digits is zero on the short way", "[quantity]") {
  for (std::string_view text : words("+ - . -. +. k n E Ki Mi -Gi Ti .m e5 e-9 .e3")) {
    CAPTURE(text);
    CHECK(printed(text) == "0");
  }
}

TEST_CASE("a text that looks canonical is printed as written until it is made canonical",
          "[quantity]") {
  // Each word is "written=canonical".
  for (std::string_view row :
       words("+5=5 05=5 005=5 1.=1 1.500=1500m 0123=123 +007=7 1E3=1e3 3e0=3 1e+3=1e3 1E-3=1e-3 "
             "1.234=1234m 12.345678=12345678u 1.0e1=10 123456789012345.678=123456789012345678m "
             "1.Ki=1Ki +99999999999Ki=99999999999Ki +99999Gi=99999Gi +99Ti=99Ti +9Mi=9Mi "
             "0017Gi=17Gi 9.999999999=9999999999n 1.000000001=1000000001n "
             "1.5e4=15e3 1E6=1e6 1E+06=1e6 1e09=1e9 1.5e1=15 1e4294967296=1 "
             "1.5e2147483647=15e2147483646 0000000000000001Gi=1Gi")) {
    CAPTURE(row);
    std::size_t size = row.find('=');
    REQUIRE(size != std::string_view::npos);
    CHECK(printed(row.substr(0, size)) == row.substr(0, size));
    CHECK(canonical(row.substr(0, size)) == row.substr(size + 1));
  }
}

TEST_CASE("a canonical text stays as it is", "[quantity]") {
  for (std::string_view text :
       words("1 7 250 999 1024 2048 1e3 1e-9 1500u 1500m 999n 100k 1k 25M 3G 4T 5P 6E 9E 1e21 "
             "1e300 1e2147483646 123456789012345678 1020Ki 1Ki 3Mi 1Gi 7Ti 99999999999Ki "
             "99999999Mi 99999Gi 99Ti 1E 500m 1500E 100E 12345678901234567890 "
             "1234567890123456789012345678901234567890 9223372036854775807 9223372036854775808 "
             "99999999999999999900 1e6 10e3 100e3 100e2147483643 1000Ki 1016Ki 8Ki 16Mi 64Gi 512Mi "
             "1536Mi 8Ti 24Ki 40000Ki 1Pi 3Pi 1Ei 7Ei 100000000Mi 100000Gi 100Ti 1000Gi -1 -5Gi "
             "-1500m -1e3")) {
    CAPTURE(text);
    CHECK(printed(text) == text);
    CHECK(canonical(text) == text);
  }
}

TEST_CASE("a decimal takes the largest suffix that leaves a whole number", "[quantity]") {
  check_printed(
      "1.5=1500m 0.5=500m .5=500m -1.5=-1500m -.25=-250m 10.5=10500m 0.1=100m 0.01=10m "
      "0.001=1m 0.0001=100u 1.50=1500m 1.2345=1234500u 00.5=500m 1.0=1 1.0000=1 10.00=10 "
      "1000=1k 10000=10k 100000=100k 1000000=1M 10000000=10M 1000000000=1G "
      "1000000000000000000=1E 999000=999k 12000m=12 1000m=1 2000k=2M 1000k=1M 1.0G=1G "
      "0.5G=500M 1.5M=1500k 12.5k=12500 0.1m=100u 0.001m=1u 0.5u=500n 1000n=1u 1000u=1m "
      "1000000n=1m 0.25n=1n 0.9n=1n 100.25u=100250n 1000E=1 0.001E=1P 1000P=1E "
      "100000000000000000000=100E 1000000000000000000000=1 12.000m=12m 1.5e-3=1500e-6");
}

TEST_CASE("an exponent becomes a multiple of three", "[quantity]") {
  check_printed(
      "12e2=1200 1e4=10e3 1e5=100e3 1000e3=1e6 1000e-3=1 1.5e3=1500 0.5e6=500e3 "
      "15e-1=1500e-3 15e-2=150e-3 1e19=10e18 1e20=100e18 12345e-2=123450e-3 0.0001e9=100e3 "
      "1e-8=10e-9 1e-7=100e-9 1e-10=1e-9 1e-12=1e-9 5e-10=1e-9 123456789e-12=123457e-9 "
      "1000e18=1e21 1e4294967297=10 1e-4294967295=10 3E8589934594=300 "
      "1e2147483647=10e2147483646 0.000e7=0");
}

TEST_CASE("a binary amount stays binary from 1024 on when it is whole", "[quantity]") {
  check_printed(
      "+100Ti=100Ti +100000Gi=100000Gi 1024Ki=1Mi 1024Mi=1Gi 1024Gi=1Ti 1024Ti=1Pi 1024Pi=1Ei "
      "2048Mi=2Gi 1024000Ki=1000Mi "
      "0.5Ki=512 0.25Ki=256 0.5Mi=512Ki 0.5Gi=512Mi 1.5Gi=1536Mi 1.25Gi=1280Mi "
      "1.1Ki=1126400m 1.1Gi=1181116006400m 0.1Ki=102400m 10.5Mi=10752Ki 0.001Gi=1073741824m "
      "0.0009765625Ki=1 0.00048828125Ki=500m 0.0005Ki=512m 0.0000001Ki=102400n "
      "0.000000000001Ki=2n 0.00000000000000000001Ei=11529216n 1023.99Ki=1048565760m "
      "1.0Ki=1Ki 1.00Gi=1Gi 0.9999999999Ki=1023999999898n 1.0009765625Ki=1025 "
      "8Ei=9223372036854775807 100Ei=9223372036854775807 7.9Ei=9108079886394091110400m "
      "7.999999999999999999Ei=9223372036854775806847078496n 8.1Ei=9223372036854775807 "
      "100000000000Ki=97656250Mi 9007199254740992Ki=9223372036854775807 "
      "99999999999999999999Ki=9223372036854775807 1.333Mi=1397751808m "
      "123.456Gi=132559870623744m");
}

TEST_CASE("a negative amount goes the way of its magnitude", "[quantity]") {
  check_printed(
      "-1024Mi=-1Gi -0.5Gi=-512Mi -1000=-1k -0.0000000001=-1n -100Ei=-9223372036854775807 "
      "-1e4=-10e3 -1.1Ki=-1126400m -0.1Ki=-102400m -1000E=-1 -12.5=-12500m "
      "-0.0000001Ki=-102400n");
}

TEST_CASE("what is finer than nano is rounded away from zero", "[quantity]") {
  check_printed(
      "0.0000000001=1n 0.00000000000000000001=1n 1.0000000001=1000000001n 0.9999999999=1 "
      "9.9999999999=10 99999.9999999999=100k 1.00000000010000000000=1000000001n 0.1n=1n "
      "1.1n=2n 1.5n=2n 10.01n=11n 999.9n=1u 0.999999999999n=1n "
      "1234567890.0123456789=1234567890012345679n 0.0000000010=1n 0.00000000100000000=1n "
      "1.1e-9=2e-9 99e-10=10e-9 -1.1n=-2n");
}

TEST_CASE("a text of the wrong form is no quantity", "[quantity]") {
  check_error(
      words("1x x 1_000 0x10 1.2.3 1..2 1,5 1-+2 1ki1x one true 1Ki! 1m%5B 1e5k 1e5.0 5E5E5i. 1g "
            "1b 1B 1Kb 1GB 1gi 1K5z 1KI 1E5i"),
      kFormat);
  check_error(
      {"", "1 Gi", "1Gi ", " 1", "\t1", "1\n", "1\xc2\xa0", "0\xff", std::string_view("1\0", 2)},
      kFormat);
}

TEST_CASE("an unknown suffix is named as the fault", "[quantity]") {
  check_error(
      words("100m0 -+ --1 +-1 1ki 1K 1mi 1i 1Kii 1KiKi 1mm 1mk 1Mm 1nn 1kk 1e 1e+ 1E- 1ee5 1EE "
            "1Ee3 1eE3 1Gi5 1k5 1m-3 1+ 1- 1-5 1+5 1e99999999999999999999 1e9223372036854775808 "
            "5Eie 0ki -i e e+ .e 1iK"),
      kSuffix);
}

TEST_CASE("a text without digits is an error on the long way", "[quantity]") {
  check_error(words("e-10 E-100 Pi Ei -Pi .Pi +Ei .e-10 e-4000"), kNumeric);
}

TEST_CASE("a million digits are read exactly", "[quantity]") {
  std::string nines(1'000'000, '9');
  CHECK(printed(nines) == nines);
  CHECK(printed(nines + "Ki") == "9223372036854775807");
  CHECK(printed("0." + nines) == "1");
  CHECK(printed("1" + std::string(1'000'000, '0') + "e-999999") == "10");
}

TEST_CASE("quantities compare by amount across units", "[quantity]") {
  struct Pair {
    std::string_view a, b;
    int order;
  };
  const std::vector<Pair> table = {
      {"1", "1000m", 0},         {"1k", "1000", 0},         {"1Ki", "1024", 0},
      {"1Ki", "1k", 1},          {"1Gi", "1024Mi", 0},      {"1Gi", "1.5Gi", -1},
      {"0", "0Ki", 0},           {"0", "1n", -1},           {"-1n", "0", -1},
      {"-1", "1", -1},           {"-2", "-1", -1},          {"-1500m", "-1.5", 0},
      {"-1.51", "-1.5", -1},     {"9", "10", -1},           {"99", "100m", 1},
      {"123", "1234", -1},       {"124", "1234", -1},       {"12.4", "12.39", 1},
      {"1e21", "1000E", 0},      {"1e100", "1e99", 1},      {"100Ei", "8Ei", 0},
      {"1e2147483646", "1E", 1}, {"1e-10", "1n", 0},        {"9223372036854775808", "8Ei", 1},
      {"0.5Ki", "512", 0},       {"1.0000000001", "1n", 1}, {"100000000000000000001", "100E", 1},
  };
  for (const Pair& row : table) {
    CAPTURE(row.a, row.b);
    CHECK(compared(row.a, row.b) == row.order);
    CHECK(compared(row.b, row.a) == -row.order);
  }
}

TEST_CASE("common quantities need no memory beyond a small lent block", "[quantity]") {
  alignas(16) std::byte lent[192];
  for (std::string_view text : {"1", "500m", "2Gi", "1024Mi", "1.5"}) {
    CAPTURE(text);
    Arena arena(lent);
    CHECK(parse_quantity(text, arena).has_value());
    CHECK(arena.reserved_bytes() == 0);
  }
}

TEST_CASE("a kept text is a view of what was given", "[quantity]") {
  std::string_view text = "500m";
  Arena arena;
  auto quantity = parse_quantity(text, arena);
  REQUIRE(quantity.has_value());
  CHECK((*quantity)->text.data() == text.data());
}

TEST_CASE("a document's null is zero, a number counts as its text", "[quantity]") {
  CHECK(from_json(Value()) == "0");
  CHECK(from_json(Value::number("1.5")) == "1500m");
  CHECK(from_json(Value::number("1e+3")) == "1e+3");
  CHECK(from_json(Value::number("1e-12")) == "1e-9");
  CHECK(from_json(Value::number("-0")) == "0");
}

TEST_CASE("a document's string loses the white space that JSON writes unescaped", "[quantity]") {
  const std::vector<std::string_view> spaces = {" ",
                                                "   ",
                                                "\xc2\x85",
                                                "\xc2\xa0",
                                                "\xe1\x9a\x80",
                                                "\xe2\x80\x80",
                                                "\xe2\x80\x8a",
                                                "\xe2\x80\xaf",
                                                "\xe2\x81\x9f",
                                                "\xe3\x80\x80"};
  for (std::string_view space : spaces) {
    std::string text(space);
    CHECK(from_json(Value::string(text + "2Gi")) == "2Gi");
    CHECK(from_json(Value::string("1.5" + text)) == "1500m");
    CHECK(from_json(Value::string(" " + text + "1024Mi" + text + " ")) == "1Gi");
    CHECK(from_json(Value::string("1" + text + "Gi")) == kFormat);
    CHECK(from_json(Value::string(text)) == kFormat);
  }
}

TEST_CASE("white space that JSON escapes, and what is none, stays and is a fault", "[quantity]") {
  const std::vector<std::string_view> others = {
      "\t",           "\n",           "\r",           "\v",           "\f",
      "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xe1\xa0\x8e"};
  for (std::string_view other : others) {
    std::string text(other);
    CHECK(from_json(Value::string(text + "1")) == kFormat);
    CHECK(from_json(Value::string("1" + text)) == kFormat);
    CHECK(from_json(Value::string("1" + text + " ")) == kFormat);
  }
}

TEST_CASE("a boolean, list or map is no quantity", "[quantity]") {
  CHECK(from_json(Value::boolean(true)) == kFormat);
  CHECK(from_json(Value::list({})) == kFormat);
  CHECK(from_json(Value::map({})) == kFormat);
}
