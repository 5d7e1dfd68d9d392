#include "lib/base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace flytespark {

std::size_t utf8_sequence_size(std::string_view text) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xc0) == 0x80; };
  unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (!continues(1)) return 0;
  if (lead < 0xe0) return 2;
  if (!continues(2)) return 0;
  if (lead < 0xf0) {
    if (lead == 0xe0 && byte(1) < 0xa0) return 0;
    if (lead == 0xed && byte(1) >= 0xa0) return 0;
    return 3;
  }
  if (!continues(3) || lead > 0xf4) return 0;
  if (lead == 0xf0 && byte(1) < 0x90) return 0;
  if (lead == 0xf4 && byte(1) >= 0x90) return 0;
  return 4;
}

bool is_valid_utf8(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  while (!text.empty()) {
    std::uint64_t word = kHigh;
    if (text.size() >= sizeof word) std::memcpy(&word, text.data(), sizeof word);
    std::size_t size = (word & kHigh) == 0 ? sizeof word : utf8_sequence_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace flytespark
