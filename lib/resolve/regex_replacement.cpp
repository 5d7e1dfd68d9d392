#include "lib/resolve/regex_replacement.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/utf8.hpp"

namespace flytespark {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Punctuation, symbols, separators and what is assigned to nobody, roughly by block.
constexpr Range kNoLetters[] = {
    {0x80, 0xa9},     {0xab, 0xb4},     {0xb6, 0xb9},       {0xbb, 0xbf},     {0xd7, 0xd7},
    {0xf7, 0xf7},     {0x2000, 0x2070}, {0x2072, 0x207e},   {0x2080, 0x208f}, {0x20a0, 0x2101},
    {0x2190, 0x2bff}, {0x3000, 0x3004}, {0x3008, 0x3030},   {0xe000, 0xf8ff}, {0xfe00, 0xfe6f},
    {0xff01, 0xff0f}, {0xfff0, 0xffff}, {0x1f000, 0x1faff},
};

// `sequence` is valid UTF-8 of more than one byte.
char32_t code_point(std::string_view sequence) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  auto code = static_cast<char32_t>(byte(0) & (0xffU >> (sequence.size() + 1)));
  for (std::size_t i = 1; i < sequence.size(); ++i) code = code << 6 | (byte(i) & 0x3fU);
  return code;
}

// Bytes of the name character that `text` begins with, 0 when it begins with none.
std::size_t name_character(std::string_view text) {
  if (text.empty()) return 0;
  char c = text[0];
  bool is_word =
      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  if (is_word) return 1;
  std::size_t size = utf8_sequence_size(text);
  if (size <= 1) return 0;
  char32_t code = code_point(text.substr(0, size));
  bool is_letter =
      std::none_of(std::begin(kNoLetters), std::end(kNoLetters),
                   [&](const Range& range) { return code >= range.first && code <= range.last; });
  return is_letter ? size : 0;
}

// What a `$` refers to.
struct Reference {
  std::string_view name;
  // Of the whole reference, 0 when there is none.
  std::size_t size = 0;
};

// `text` begins behind the `$`; the size counts the `$` too.
Reference reference_at(std::string_view text) {
  std::size_t begin = text.starts_with('{') ? 1 : 0;
  std::size_t end = begin;
  while (std::size_t size = name_character(text.substr(end))) end += size;
  if (end == begin) return {};
  bool is_closed = begin == 0 || text.substr(end).starts_with('}');
  if (!is_closed) return {};
  return {text.substr(begin, end - begin), 1 + end + begin};
}

}  // namespace

std::span<const std::string_view> cut_regex_replacement(std::string_view replacement,
                                                        Arena& arena) {
  std::size_t dollars = 0;
  if (replacement.find('$') != std::string_view::npos) {
    dollars = static_cast<std::size_t>(std::count(replacement.begin(), replacement.end(), '$'));
  }
  auto* pieces = arena.make_array<std::string_view>(dollars + 1);
  pieces[0] = replacement;
  if (dollars == 0) return {pieces, 1};

  std::size_t last = 0;
  char* begin = static_cast<char*>(arena.allocate(replacement.size(), 1));
  char* to = begin;
  while (!replacement.empty()) {
    std::size_t plain = std::min(replacement.find('$'), replacement.size());
    std::memcpy(to, replacement.data(), plain);
    to += plain;
    replacement.remove_prefix(plain);
    if (replacement.empty()) break;
    Reference reference = reference_at(replacement.substr(1));
    if (reference.size == 0) {
      *to++ = '$';
      replacement.remove_prefix(replacement.starts_with("$$") ? 2 : 1);
      continue;
    }
    replacement.remove_prefix(reference.size);
    if (reference.name != "0") continue;
    pieces[last++] = {begin, static_cast<std::size_t>(to - begin)};
    begin = to;
  }
  pieces[last++] = {begin, static_cast<std::size_t>(to - begin)};
  return {pieces, last};
}

}  // namespace flytespark
