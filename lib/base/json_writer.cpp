#include "lib/base/json_writer.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "lib/base/buffer.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

// Sixteen bytes at once: true when none of them needs an escape or a closer look. As signed numbers
// the bytes above 0x7f are below the control characters' end too; `<` and `>` differ in one bit,
// and so do `"` and `&`.
bool all_plain(const char* text) {
  using Block = signed char __attribute__((vector_size(16)));
  Block block;
  std::memcpy(&block, text, sizeof block);
  Block special = (block < 0x20) | ((block & ~2) == '<') | ((block & ~4) == '"') | (block == '\\');
  std::uint64_t halves[2];
  std::memcpy(halves, &special, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) {
    plain[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  }
  return plain;
}();

// Where the plain characters that begin at `at` end. The last block overlaps the one before.
std::size_t plain_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kBlock = 16;
  while (at + kBlock <= text.size()) {
    if (!all_plain(text.data() + at)) break;
    at += kBlock;
  }
  if (at + kBlock > text.size() && text.size() >= kBlock && at < text.size() &&
      all_plain(text.data() + text.size() - kBlock)) {
    return text.size();
  }
  while (at < text.size() && kPlain[static_cast<unsigned char>(text[at])]) ++at;
  return at;
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
  std::size_t at = 0;
  while (true) {
    std::size_t end = plain_end(text, at);
    out_.append(text.substr(at, end - at));
    if (end == text.size()) break;
    at = end + write_special(text.substr(end), out_);
  }
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

std::string json_text(const Value& document) {
  Buffer out;
  JsonWriter writer(out);
  writer.document(document);
  writer.finish();
  return std::string(out.view());
}

}  // namespace flytespark
