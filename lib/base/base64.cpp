#include "lib/base/base64.hpp"

#include <cstdint>

namespace flytespark {

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

}  // namespace flytespark
