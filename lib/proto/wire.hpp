// Reading protobuf's wire format with protozero: the few steps every message reader shares.
//
// A reader loops over fields with tag_and_type(), so that a field of an unexpected wire type is
// skipped like an unknown one. Malformed bytes throw protozero::exception; the outermost reader
// turns it into an Error.
#pragma once

#include <boost/container/small_vector.hpp>
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

// A singular message may come in several parts, whose bytes in turn are those of the merged
// message.
class MessageParts {
 public:
  void add(std::string_view part) { parts_.push_back(part); }
  void clear() { parts_.clear(); }
  bool present() const { return !parts_.empty(); }
  std::string_view joined(Arena& arena) const {
    return parts_.size() == 1 ? parts_.front() : arena.concat({parts_.data(), parts_.size()});
  }

 private:
  boost::container::small_vector<std::string_view, 1> parts_;
};

}  // namespace flytespark::wire
