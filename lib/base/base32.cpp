#include "lib/base/base32.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

std::string_view encode_base32(std::string_view bytes, Arena& arena) {
  const std::size_t size = (bytes.size() * 8 + 4) / 5;
  char* begin = static_cast<char*>(arena.allocate(size, 1));
  char* to = begin;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    count += 8;
    for (; count >= 5; count -= 5) *to++ = kBase32Alphabet[(bits >> (count - 5)) & 31];
  }
  if (count > 0) *to++ = kBase32Alphabet[(bits << (5 - count)) & 31];
  return {begin, size};
}

}  // namespace flytespark
