// Reading protobuf's wire format with protozero: the few steps every message reader shares.
//
// A reader loops over fields with tag_and_type(), so that a field of an unexpected wire type is
// skipped like an unknown one. Malformed bytes throw protozero::exception; the outermost reader
// turns it into an Error.
#pragma once

#include <protozero/pbf_reader.hpp>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/utf8.hpp"

namespace flytespark::wire {

using protozero::pbf_reader;
using protozero::tag_and_type;

inline constexpr auto kBytes = protozero::pbf_wire_type::length_delimited;
inline constexpr auto kVarint = protozero::pbf_wire_type::varint;

struct InvalidText : protozero::exception {
  const char* what() const noexcept override { return "a string is not UTF-8"; }
};

inline pbf_reader message(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

inline std::string_view bytes(pbf_reader& reader) {
  auto view = reader.get_view();
  return {view.data(), view.size()};
}

inline std::string_view text(pbf_reader& reader) {
  std::string_view text = bytes(reader);
  if (!is_valid_utf8(text)) throw InvalidText();
  return text;
}

// A message that comes twice is merged, and the bytes of a merged message are those of its parts in
// turn.
inline std::string_view append_message(Arena& arena, std::string_view existing,
                                       std::string_view next) {
  return existing.empty() ? next : arena.concat({existing, next});
}

}  // namespace flytespark::wire
