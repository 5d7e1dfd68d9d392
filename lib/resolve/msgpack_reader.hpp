// MessagePack bytes -> heads: what a code announces, with its value if that has no parts.
//
// The items of an array or map follow as heads of their own; the content of a binary is taken with
// `take`. Of the extensions only timestamps are known. Errors carry the sentences of the
// reference's decoder and Code::kBuildFailed.
//
// Source: shamaton/msgpack v2 Unmarshal into any, seen by running it
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/rfc3339.hpp"

namespace flytespark {

// A value without parts.
struct MsgpackScalar {
  enum class Kind : std::uint8_t {
    kNil,
    kString,
    kSigned,
    kUnsigned,
    kFloat,
    kDouble,
    kBool,
    kTime
  };

  Kind kind = Kind::kNil;
  // Of an integer: 0 to 3 for 1 to 8 bytes. The short forms count as one byte.
  std::uint8_t width = 0;
  std::int32_t nanos = 0;
  // The integer, the boolean, the bits of a double (which also holds a float), or the seconds.
  std::uint64_t bits = 0;
  std::string_view text;

  std::int64_t as_signed() const { return static_cast<std::int64_t>(bits); }
  double as_double() const;
  UnixTime as_time() const { return {as_signed(), nanos}; }
};

struct MsgpackHead {
  enum class Shape : std::uint8_t { kScalar, kArray, kMap, kBinary };

  std::uint8_t code = 0;
  Shape shape = Shape::kScalar;
  // Items, pairs or bytes that follow.
  std::size_t count = 0;
  MsgpackScalar scalar;

  std::string code_text() const;
};

class MsgpackReader {
 public:
  explicit MsgpackReader(std::string_view bytes) : rest_(bytes) {}

  std::size_t remaining() const { return rest_.size(); }
  // The code and shape of the next head, without its value; of a scalar at the end of the bytes.
  MsgpackHead peek() const;
  Result<MsgpackHead> head();
  Result<std::string_view> take(std::size_t count);

 private:
  Result<std::uint64_t> number(std::size_t bytes);
  Result<MsgpackHead> string(MsgpackHead head, std::size_t size);
  Result<MsgpackHead> integer(MsgpackHead head);
  Result<MsgpackHead> floating(MsgpackHead head);
  Result<MsgpackHead> extension(MsgpackHead head, std::size_t size);
  Result<MsgpackHead> short_form(MsgpackHead head);
  Result<MsgpackHead> long_form(MsgpackHead head);
  Result<MsgpackHead> container(MsgpackHead head);

  std::string_view rest_;
};

}  // namespace flytespark
