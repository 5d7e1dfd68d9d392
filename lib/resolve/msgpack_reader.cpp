#include "lib/resolve/msgpack_reader.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"

namespace flytespark {
namespace {

using Kind = MsgpackScalar::Kind;
using Shape = MsgpackHead::Shape;

// The codes of the long forms. Below and above them lie the short forms, whose code holds a number
// or a length.
constexpr std::uint8_t kNil = 0xc0;
constexpr std::uint8_t kFalse = 0xc2;
constexpr std::uint8_t kTrue = 0xc3;
constexpr std::uint8_t kBin8 = 0xc4;
constexpr std::uint8_t kBin32 = 0xc6;
constexpr std::uint8_t kExt8 = 0xc7;
constexpr std::uint8_t kExt32 = 0xc9;
constexpr std::uint8_t kFloat32 = 0xca;
constexpr std::uint8_t kFloat64 = 0xcb;
constexpr std::uint8_t kUint8 = 0xcc;
constexpr std::uint8_t kInt8 = 0xd0;
constexpr std::uint8_t kInt64 = 0xd3;
constexpr std::uint8_t kFixExt1 = 0xd4;
constexpr std::uint8_t kFixExt4 = 0xd6;
constexpr std::uint8_t kFixExt8 = 0xd7;
constexpr std::uint8_t kFixExt16 = 0xd8;
constexpr std::uint8_t kStr8 = 0xd9;
constexpr std::uint8_t kStr32 = 0xdb;
constexpr std::uint8_t kArray16 = 0xdc;
constexpr std::uint8_t kArray32 = 0xdd;
constexpr std::uint8_t kMap16 = 0xde;
constexpr std::uint8_t kMap32 = 0xdf;

constexpr std::uint64_t kTimestampType = 0xff;
constexpr std::uint32_t kNanosPerSecond = 1'000'000'000;
// A timestamp of 64 bits has its seconds in the lower ones.
constexpr int kSecondsBits = 34;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

// 1, 2, 4 or 8 bytes: codes of one family follow one another with doubled sizes.
std::size_t size_after(std::uint8_t first, std::uint8_t code) {
  return std::size_t{1} << (code - first);
}

Shape shape_of(std::uint8_t code) {
  if ((code >= 0x80 && code < 0x90) || code == kMap16 || code == kMap32) return Shape::kMap;
  if ((code >= 0x90 && code < 0xa0) || code == kArray16 || code == kArray32) return Shape::kArray;
  return code >= kBin8 && code <= kBin32 ? Shape::kBinary : Shape::kScalar;
}

Error wrong_code(const MsgpackHead& head) {
  return Error(Code::kBuildFailed, "invalid code " + head.code_text() + " decoding as interface");
}

Error wrong_nanos(std::size_t bits, std::uint32_t nanos) {
  return Error(
      Code::kBuildFailed,
      "in timestamp " + std::to_string(bits) +
          " formats, nanoseconds must not be larger than 999999999 : " + std::to_string(nanos));
}

bool is_timestamp(const MsgpackHead& head, std::uint64_t type, std::size_t size) {
  if (type != kTimestampType) return false;
  return head.code == kFixExt4 || head.code == kFixExt8 || (head.code == kExt8 && size == 12);
}

}  // namespace

double MsgpackScalar::as_double() const { return std::bit_cast<double>(bits); }

std::string MsgpackHead::code_text() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {kDigits[code >> 4], kDigits[code & 15]};
}

Result<std::string_view> MsgpackReader::take(std::size_t count) {
  if (rest_.size() < count) return Error(Code::kBuildFailed, "too short bytes");
  std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

Result<std::uint64_t> MsgpackReader::number(std::size_t bytes) {
  FLYTESPARK_TRY(taken, take(bytes));
  return big_endian(taken);
}

MsgpackHead MsgpackReader::peek() const {
  MsgpackHead head;
  if (rest_.empty()) return head;
  head.code = static_cast<std::uint8_t>(rest_.front());
  head.shape = shape_of(head.code);
  return head;
}

Result<MsgpackHead> MsgpackReader::head() {
  MsgpackHead head = peek();
  FLYTESPARK_TRY(code, number(1));
  if (code < kNil) return short_form(head);
  if (code < 0xe0) return long_form(head);
  head.scalar.kind = Kind::kSigned;
  head.scalar.bits = code | ~std::uint64_t{0xff};
  return head;
}

Result<MsgpackHead> MsgpackReader::short_form(MsgpackHead head) {
  if (head.code >= 0xa0) return string(head, head.code & 31U);
  if (head.code >= 0x80) {
    head.count = head.code & 15U;
    return head;
  }
  head.scalar.kind = Kind::kUnsigned;
  head.scalar.bits = head.code;
  return head;
}

Result<MsgpackHead> MsgpackReader::long_form(MsgpackHead head) {
  std::uint8_t code = head.code;
  if (code == kNil) return head;
  if (code == kFalse || code == kTrue) {
    head.scalar.kind = Kind::kBool;
    head.scalar.bits = code == kTrue;
    return head;
  }
  if (code >= kUint8 && code <= kInt64) return integer(head);
  if (code == kFloat32 || code == kFloat64) return floating(head);
  if (code >= kFixExt1 && code <= kFixExt16) return extension(head, size_after(kFixExt1, code));
  if (code >= kExt8 && code <= kExt32) {
    FLYTESPARK_TRY(size, number(size_after(kExt8, code)));
    return extension(head, size);
  }
  if (code >= kStr8 && code <= kStr32) {
    FLYTESPARK_TRY(size, number(size_after(kStr8, code)));
    return string(head, size);
  }
  return container(head);
}

Result<MsgpackHead> MsgpackReader::string(MsgpackHead head, std::size_t size) {
  FLYTESPARK_TRY(text, take(size));
  head.scalar.kind = Kind::kString;
  head.scalar.text = text;
  return head;
}

Result<MsgpackHead> MsgpackReader::integer(MsgpackHead head) {
  bool is_signed = head.code >= kInt8;
  int width = head.code - (is_signed ? kInt8 : kUint8);
  FLYTESPARK_TRY(bits, number(std::size_t{1} << width));
  head.scalar.kind = is_signed ? Kind::kSigned : Kind::kUnsigned;
  head.scalar.width = static_cast<std::uint8_t>(width);
  head.scalar.bits = bits;
  if (is_signed) {
    int unused = 64 - (8 << width);
    auto value = static_cast<std::int64_t>(bits << unused) >> unused;
    head.scalar.bits = static_cast<std::uint64_t>(value);
  }
  return head;
}

Result<MsgpackHead> MsgpackReader::floating(MsgpackHead head) {
  bool is_double = head.code == kFloat64;
  FLYTESPARK_TRY(bits, number(is_double ? 8 : 4));
  head.scalar.kind = is_double ? Kind::kDouble : Kind::kFloat;
  if (is_double) {
    head.scalar.bits = bits;
  } else {
    double value = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    head.scalar.bits = std::bit_cast<std::uint64_t>(value);
  }
  return head;
}

Result<MsgpackHead> MsgpackReader::extension(MsgpackHead head, std::size_t size) {
  FLYTESPARK_TRY(type, number(1));
  FLYTESPARK_TRY(content, take(size));
  if (!is_timestamp(head, type, size)) return wrong_code(head);
  std::uint32_t nanos = 0;
  std::uint64_t seconds = big_endian(content);
  if (size == 8) {
    nanos = static_cast<std::uint32_t>(seconds >> kSecondsBits);
    seconds &= (std::uint64_t{1} << kSecondsBits) - 1;
  } else if (size == 12) {
    nanos = static_cast<std::uint32_t>(big_endian(content.substr(0, 4)));
    seconds = big_endian(content.substr(4));
  }
  if (nanos >= kNanosPerSecond) return wrong_nanos(size * 8, nanos);
  head.scalar.kind = Kind::kTime;
  head.scalar.bits = seconds;
  head.scalar.nanos = static_cast<std::int32_t>(nanos);
  return head;
}

Result<MsgpackHead> MsgpackReader::container(MsgpackHead head) {
  if (head.shape == Shape::kScalar) return wrong_code(head);
  std::size_t size_bytes = head.code == kArray16 || head.code == kMap16 ? 2 : 4;
  if (head.shape == Shape::kBinary) size_bytes = size_after(kBin8, head.code);
  FLYTESPARK_TRY(count, number(size_bytes));
  head.count = count;
  return head;
}

}  // namespace flytespark
