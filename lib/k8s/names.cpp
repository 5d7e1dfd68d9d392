#include "lib/k8s/names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/base32.hpp"
#include "lib/base/utf8.hpp"

namespace flytespark {
namespace {

constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxSubdomain = 253;
constexpr std::size_t kHashChars = 8;

constexpr std::string_view kRandomNameAlphabet = "bcdfghjklmnpqrstvwxz2456789";
constexpr std::size_t kRandomNameChars = 4;

constexpr std::string_view kKelvinSign = "\xe2\x84\xaa";
constexpr std::string_view kCapitalDottedI = "\xc4\xb0";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// [a-z0-9]([-a-z0-9]*[a-z0-9])?
bool is_label_of_any_length(std::string_view text) {
  if (text.empty() || !is_alphanumeric(text.front()) || !is_alphanumeric(text.back())) return false;
  for (char c : text) {
    if (!is_alphanumeric(c) && c != '-') return false;
  }
  return true;
}

std::uint32_t fnv1a(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::array<char, kHashChars> hash_text(std::string_view text) {
  // 32 bits are six groups of five and two bits, which base 32 fills up with zeros on the right.
  std::uint64_t bits = static_cast<std::uint64_t>(fnv1a(text)) << 3;
  std::array<char, kHashChars> chars = {'f'};
  for (std::size_t i = 1; i < kHashChars; ++i) {
    chars[i] = kBase32Alphabet[(bits >> (5 * (kHashChars - 1 - i))) & 31];
  }
  return chars;
}

std::string_view view(const std::array<char, kHashChars>& chars) {
  return {chars.data(), chars.size()};
}

// The character that begins `text`, in lower case, where that is one of ASCII; 0 for any other.
char ascii_lower(std::string_view text) {
  if (is_capital(text.front())) return static_cast<char>(text.front() - 'A' + 'a');
  if (text.starts_with(kKelvinSign)) return 'k';
  if (text.starts_with(kCapitalDottedI)) return 'i';
  return static_cast<signed char>(text.front()) < 0 ? '\0' : text.front();
}

std::string_view trim_dots_and_hyphens(std::string_view text) {
  while (!text.empty() && (text.front() == '.' || text.front() == '-')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '.' || text.back() == '-')) text.remove_suffix(1);
  return text;
}

// The characters a subdomain can hold, lower-case, with hyphens where words meet.
std::string_view subdomain_characters(std::string_view name, Arena& arena) {
  char* begin = static_cast<char*>(arena.allocate(name.size() * 2, 1));
  char* to = begin;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char lower = ascii_lower(name.substr(i));
    if (!is_alphanumeric(lower) && lower != '-' && lower != '.') continue;
    *to++ = lower;
    if (is_alphanumeric(name[i]) && i + 1 < name.size() && is_capital(name[i + 1])) *to++ = '-';
  }
  return {begin, static_cast<std::size_t>(to - begin)};
}

}  // namespace

bool is_dns1123_label(std::string_view text) {
  return text.size() <= kMaxLabel && is_label_of_any_length(text);
}

bool is_dns1123_subdomain(std::string_view text) {
  if (text.size() > kMaxSubdomain) return false;
  for (;;) {
    std::size_t dot = text.find('.');
    if (!is_label_of_any_length(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::string_view dns1123_subdomain(std::string_view name, Arena& arena, std::size_t hash_room) {
  if (is_dns1123_subdomain(name)) return name;
  std::string_view text = trim_dots_and_hyphens(subdomain_characters(name, arena));
  if (text.size() <= kMaxSubdomain) return text;
  auto hash = hash_text(text);
  return arena.concat({text.substr(0, kMaxSubdomain - hash_room), "-", view(hash)});
}

std::string_view label_value(std::string_view text, Arena& arena) {
  char* begin = static_cast<char*>(arena.allocate(text.size(), 1));
  char* to = begin;
  bool in_gap = false;
  while (!text.empty()) {
    char lower = ascii_lower(text);
    bool is_kept = is_alphanumeric(lower) || lower == '-';
    if (is_kept || !in_gap) *to++ = is_kept ? lower : '-';
    in_gap = !is_kept;
    // Invalid UTF-8 is one character a byte.
    text.remove_prefix(std::max<std::size_t>(utf8_sequence_size(text), 1));
  }
  std::string_view value(begin, std::min(static_cast<std::size_t>(to - begin), kMaxLabel));
  while (value.starts_with('-')) value.remove_prefix(1);
  while (value.ends_with('-')) value.remove_suffix(1);
  return value;
}

Result<std::string_view> fixed_length_id(std::string_view text, std::size_t max, Arena& arena) {
  if (text.size() <= max) return text;
  if (max < kHashChars) {
    return Error(Code::kBuildFailed,
                 "max Length is too small, cannot create an encoded string that is so small");
  }
  auto hash = hash_text(text);
  return arena.copy(view(hash));
}

std::string_view container_name(std::string_view generated_name, Arena& arena) {
  if (is_dns1123_label(generated_name)) return generated_name;
  std::uint32_t hash = fnv1a(generated_name);
  char name[kRandomNameChars];
  for (char& c : name) {
    c = kRandomNameAlphabet[hash % kRandomNameAlphabet.size()];
    hash /= static_cast<std::uint32_t>(kRandomNameAlphabet.size());
  }
  return arena.copy(std::string_view(name, sizeof name));
}

}  // namespace flytespark
