// Decoding: a text with `-` or `_` in it is in the URL alphabet, every other one in the standard
// one; a mixture is refused. Padding is there when the size is a multiple of four.
//
// Source: protobuf-go encoding/protojson decode.go unmarshalBytes
#include "lib/base/base64.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {
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

std::string_view encode_base64(std::string_view bytes, Arena& arena) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t size = (bytes.size() + 2) / 3 * 4;
  char* text = arena.make_array<char>(size);
  char* to = text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto byte = [&](std::size_t k) {
      return k < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[k]))
                              : 0U;
    };
    std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) *to++ = kAlphabet[group >> shift & 63];
  }
  if (bytes.size() % 3 != 0) text[size - 1] = '=';
  if (bytes.size() % 3 == 1) text[size - 2] = '=';
  return {text, size};
}

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

}  // namespace flytespark
