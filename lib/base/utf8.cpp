#include "lib/base/utf8.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

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

std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  for (std::string_view space : {"\xc2\x85", "\xc2\xa0"}) {
    if (text.starts_with(space)) return space.size();
  }
  std::string_view three = text.substr(0, 3);
  bool is_space = three == "\xe1\x9a\x80" || (three >= "\xe2\x80\x80" && three <= "\xe2\x80\x8a") ||
                  three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9" || three == "\xe2\x80\xaf" ||
                  three == "\xe2\x81\x9f" || three == "\xe3\x80\x80";
  return is_space && three.size() == 3 ? 3 : 0;
}

std::string_view trim(std::string_view text, std::size_t (*leading)(std::string_view)) {
  while (std::size_t size = leading(text)) text.remove_prefix(size);
  for (bool again = true; again && !text.empty();) {
    again = false;
    for (std::size_t size = 1; size <= 3 && size <= text.size() && !again; ++size) {
      again = leading(text.substr(text.size() - size)) == size;
      if (again) text.remove_suffix(size);
    }
  }
  return text;
}

}  // namespace flytespark
