// Values and fields -> JSON text, byte for byte as Go's encoding/json writes it.
//
// Compact; `<`, `>`, `&`, U+2028 and U+2029 escaped; control characters as \b \f \n \r \t or
// \u00xx; a byte that is no UTF-8 becomes \ufffd; everything else as it is. Order is the caller's.
//
// Commas: each member or item is written with a comma behind it; closing a container takes the last
// one back. So a writer of a member never needs to know whether it is the first.
//
// Source: Go encoding/json encode.go appendString
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/buffer.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

class JsonWriter {
 public:
  explicit JsonWriter(Buffer& out) : out_(out) {}

  void begin_object() { out_.push_back('{'); }
  void end_object() { close('}'); }
  void begin_array() { out_.push_back('['); }
  void end_array() { close(']'); }

  // `"name":`, for a name that needs no escape.
  void name(std::string_view name) {
    char* to = out_.grow(name.size() + 3);
    *to++ = '"';
    std::memcpy(to, name.data(), name.size());
    to += name.size();
    *to++ = '"';
    *to = ':';
    out_.advance(name.size() + 3);
  }
  // `"key":`, for any text.
  void key(std::string_view key) {
    quoted(key);
    out_.push_back(':');
  }

  void string(std::string_view text) {
    quoted(text);
    out_.push_back(',');
  }
  void integer(std::int64_t value) {
    constexpr std::size_t kLongest = 20;
    char* to = out_.grow(kLongest);
    out_.advance(static_cast<std::size_t>(std::to_chars(to, to + kLongest, value).ptr - to));
    out_.push_back(',');
  }
  void boolean(bool value) { out_.append(value ? "true," : "false,"); }
  void null() { out_.append("null,"); }
  // JSON text that is already whole, such as a number as written or a fixed part of an answer.
  void raw(std::string_view json) {
    out_.append(json);
    out_.push_back(',');
  }
  // A document as it was read: members in their order, numbers with their text.
  void document(const Value& value);

  // Drop the comma behind the outermost value.
  void finish() {
    if (out_.size() > 0 && out_.back() == ',') out_.pop_back();
  }

  Buffer& buffer() { return out_; }

 private:
  void close(char bracket) {
    finish();
    out_.push_back(bracket);
    out_.push_back(',');
  }
  void quoted(std::string_view text);

  Buffer& out_;
};

// The text of a document by itself.
std::string json_text(const Value& document);

}  // namespace flytespark
