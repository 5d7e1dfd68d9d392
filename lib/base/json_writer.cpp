#include "lib/base/json_writer.hpp"

#include <cstring>

#include "lib/base/utf8.hpp"

namespace flytespark {
namespace {

// Eight bytes at once: true when none of them needs an escape or a closer look.
bool all_plain(const char* text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  std::uint64_t word;
  std::memcpy(&word, text, sizeof word);
  auto has_zero = [](std::uint64_t x) { return (x - kOnes) & ~x; };
  std::uint64_t special = word | ((word - kOnes * 0x20) & ~word);
  for (char c : {'"', '\\', '<', '>', '&'})
    special |= has_zero(word ^ (kOnes * static_cast<unsigned char>(c)));
  return (special & kHigh) == 0;
}

bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
}

// Writes the escape, or the raw bytes, of the character at `text`; returns how many bytes it took.
std::size_t write_special(std::string_view text, Buffer& out) {
  constexpr char kHex[] = "0123456789abcdef";
  auto c = static_cast<unsigned char>(text[0]);
  switch (c) {
    case '"':
      out.append("\\\"");
      return 1;
    case '\\':
      out.append("\\\\");
      return 1;
    case '\b':
      out.append("\\b");
      return 1;
    case '\f':
      out.append("\\f");
      return 1;
    case '\n':
      out.append("\\n");
      return 1;
    case '\r':
      out.append("\\r");
      return 1;
    case '\t':
      out.append("\\t");
      return 1;
    default:
      break;
  }
  if (c < 0x80) {
    const char escape[] = {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 0xf]};
    out.append({escape, sizeof escape});
    return 1;
  }
  std::size_t size = utf8_sequence_size(text);
  if (size == 0) {
    out.append("\\ufffd");
    return 1;
  }
  std::string_view sequence = text.substr(0, size);
  if (sequence == "\xe2\x80\xa8") {
    out.append("\\u2028");
  } else if (sequence == "\xe2\x80\xa9") {
    out.append("\\u2029");
  } else {
    out.append(sequence);
  }
  return size;
}

}  // namespace

void JsonWriter::quoted(std::string_view text) {
  out_.push_back('"');
  std::size_t plain_from = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && all_plain(text.data() + at)) {
      at += 8;
    } else if (is_plain(static_cast<unsigned char>(text[at]))) {
      ++at;
    } else {
      out_.append(text.substr(plain_from, at - plain_from));
      at += write_special(text.substr(at), out_);
      plain_from = at;
    }
  }
  out_.append(text.substr(plain_from));
  out_.push_back('"');
}

void JsonWriter::document(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kNull:
      null();
      break;
    case Value::Tag::kBool:
      boolean(value.as_bool());
      break;
    case Value::Tag::kInteger:
      integer(value.as_integer());
      break;
    case Value::Tag::kNumber:
      raw(value.text());
      break;
    case Value::Tag::kString:
      string(value.text());
      break;
    case Value::Tag::kList:
      begin_array();
      for (const Value& item : value.items()) document(item);
      end_array();
      break;
    case Value::Tag::kMap:
      begin_object();
      for (const Member& member : value.members()) {
        key(member.key);
        document(member.value);
      }
      end_object();
      break;
    case Value::Tag::kStruct:
    case Value::Tag::kQuantity:
      null();
      break;  // typed values are written by lib/k8s
  }
}

}  // namespace flytespark
