#include "lib/resolve/literal_text.hpp"

#include <limits>

#include "tests/unit/catch.hpp"
#include "tests/unit/resolve/literals.hpp"

using namespace flytespark;

namespace {

std::string text_or_error(std::string_view literal) {
  Arena arena;
  auto text = literal_text(literal, arena);
  return text ? std::string(*text) : "error: " + text.error().message;
}

Code code_of(std::string_view literal) {
  Arena arena;
  auto text = literal_text(literal, arena);
  REQUIRE_FALSE(text.has_value());
  return text.error().code;
}

struct Row {
  std::string literal;
  std::string text;
};

constexpr std::uint32_t kDatetime = 5;
constexpr std::uint32_t kDuration = 6;

const Row kPrimitives[] = {
    {literals::integer(0), "0"},
    {literals::integer(INT64_MIN), "-9223372036854775808"},
    {literals::boolean(true), "true"},
    {literals::boolean(false), "false"},
    {literals::floating(3), "3"},
    {literals::floating(100000), "100000"},
    {literals::floating(123456789), "1.23456789e+08"},
    {literals::floating(1e21), "1e+21"},
    {literals::floating(1e-7), "1e-07"},
    {literals::floating(std::numeric_limits<double>::quiet_NaN()), "NaN"},
    {literals::string(""), ""},
    {literals::string("a\nb {{.input}} $0"), "a\nb {{.input}} $0"},
    {literals::time(kDatetime, 1704164645, 120000000), "2024-01-02T03:04:05.12Z"},
    {literals::time(kDatetime, -62135596800, 0), "0001-01-01T00:00:00Z"},
    {literals::time(kDatetime, -1, 999999999), "1969-12-31T23:59:59.999999999Z"},
    {literals::time(kDatetime, -62135596801, 0),
     "(timestamp: seconds:-62135596801 before 0001-01-01)"},
    {literals::time(kDatetime, 253402300800, 0),
     "(timestamp: seconds:253402300800 after 10000-01-01)"},
    {literals::time(kDatetime, 5, -1),
     "(timestamp: seconds:5 nanos:-1: nanos not in range [0, 1e9))"},
    {literals::time(kDuration, 3, 500000000), "seconds:3 nanos:500000000"},
    {literals::time(kDuration, -3, -5), "seconds:-3 nanos:-5"},
    {literals::time(kDuration, 0, 7), "nanos:7"},
    {literals::time(kDuration, 0, 0), ""},
};

const Row kOthers[] = {
    {literals::scalar(2, literals::message(3, "s3://blob")), "s3://blob"},
    {literals::scalar(2, ""), ""},
    {literals::scalar(4, literals::message(1, "s3://schema")), "s3://schema"},
    {literals::binary("\x81\xa1k\x01", "msgpack"), "map[k:1]"},
    {literals::collection({}), "[]"},
    {literals::collection({literals::collection({literals::integer(1)}), literals::string("x,y")}),
     "[[1],x,y]"},
};

const Row kErrors[] = {
    {"", "received an unexpected primitive type [<nil>]"},
    {literals::message(3, ""), "received an unexpected primitive type [*core.Literal_Map]"},
    {literals::message(8, ""),
     "received an unexpected primitive type [*core.Literal_OffloadedMetadata]"},
    {literals::scalar(1, ""), "received an unexpected primitive type [<nil>]"},
    {literals::message(1, ""), "received an unexpected scalar type [<nil>]"},
    {literals::scalar(5, ""), "received an unexpected scalar type [*core.Scalar_NoneType]"},
    {literals::scalar(6, ""), "received an unexpected scalar type [*core.Scalar_Error]"},
    {literals::scalar(7, ""), "received an unexpected scalar type [*core.Scalar_Generic]"},
    {literals::scalar(8, ""),
     "received an unexpected scalar type [*core.Scalar_StructuredDataset]"},
    {literals::scalar(9, ""), "received an unexpected scalar type [*core.Scalar_Union]"},
    {literals::collection({literals::integer(1), literals::message(3, "")}),
     "received an unexpected primitive type [*core.Literal_Map]"},
    {literals::binary("\x01", "other"), "unsupported binary tag [other]"},
    {literals::binary("\xc7", "msgpack"),
     "failed to unmarshal messagepack bytes with literal:[binary:{value:\"\\xc7\" "
     "tag:\"msgpack\"}], err:[too short bytes]"},
    {literals::binary("", "msgpack"),
     "failed to unmarshal messagepack bytes with literal:[binary:{tag:\"msgpack\"}], err:[no "
     "data]"},
    {literals::binary("a\n\r\t\"\\\x7f\xc2\x80\xc3\xa9\xff\xed\xa0\x80\xe2\x80\xa8", "msgpack"),
     "failed to unmarshal messagepack bytes with literal:[binary:{value:\"a\\n\\r\\t\\\"\\\\\\x7f"
     "\\u0080\xc3\xa9\\xff\\xed\\xa0\\x80\xe2\x80\xa8\" tag:\"msgpack\"}], err:[data has left over "
     "size=18, last=1]"},
};

}  // namespace

TEST_CASE("a primitive literal has the text that Go gives it") {
  for (const Row& row : kPrimitives) CHECK(text_or_error(row.literal) == row.text);
}

TEST_CASE("blobs, schemas, binaries and collections have a text") {
  for (const Row& row : kOthers) CHECK(text_or_error(row.literal) == row.text);
}

TEST_CASE("a literal without a text is named by its Go type") {
  for (const Row& row : kErrors) {
    CHECK(text_or_error(row.literal) == "error: " + row.text);
    CHECK(code_of(row.literal) == Code::kBuildFailed);
  }
}

TEST_CASE("of two values of one literal the last counts") {
  CHECK(text_or_error(literals::integer(1) + literals::integer(2)) == "2");
  CHECK(text_or_error(literals::integer(1) + literals::collection({})) == "[]");
}

TEST_CASE("a field of another wire type and unknown fields are passed over") {
  std::string unknown = literals::message(4, "hash") + literals::message(40, "x");
  CHECK(text_or_error(unknown + literals::integer(7)) == "7");
  CHECK(text_or_error("\x08\x01" + literals::integer(7)) == "7");
}

TEST_CASE("bytes that are no literal are told from a literal without a text") {
  CHECK(code_of("\x0a\x05") == Code::kInvalidProtobuf);
  CHECK(code_of("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") == Code::kInvalidProtobuf);
  CHECK(code_of(literals::scalar(1, "\x08")) == Code::kInvalidProtobuf);
  CHECK(code_of(literals::string("\xff")) == Code::kInvalidProtobuf);
}

TEST_CASE("collections nest as deep as the limit and no deeper") {
  std::string literal = literals::integer(1);
  for (std::size_t i = 0; i < kMaxLiteralDepth; ++i) literal = literals::collection({literal});
  CHECK(text_or_error(literal).size() == 2 * kMaxLiteralDepth + 1);
  CHECK(code_of(literals::collection({literal})) == Code::kLimit);
}
