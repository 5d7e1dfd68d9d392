// A text with `-` or `_` in it is in the URL alphabet, every other one in the standard one; a
// mixture is refused. Padding is there when the size is a multiple of four.
//
// Source: protobuf-go encoding/protojson decode.go unmarshalBytes
#include "lib/proto/base64_decoder.hpp"

#include <cstddef>
#include <cstdint>

namespace flytespark::proto {
namespace {

// -1 for a character outside the alphabet.
int digit_value(char c, bool url) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == (url ? '-' : '+')) return 62;
  if (c == (url ? '_' : '/')) return 63;
  return -1;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  bool url = text.find_first_of("-_") != std::string_view::npos;
  if (text.size() % 4 == 0) {
    if (text.ends_with('=')) text.remove_suffix(1);
    if (text.ends_with('=')) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    int value = digit_value(c, url);
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(bits >> count & 0xff));
    }
  }
  return bytes;
}

}  // namespace flytespark::proto
