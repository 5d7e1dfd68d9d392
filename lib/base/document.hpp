// Reading the members of a document whose shape is known, with an error that points at the first
// one that is wrong. A member that is absent or null keeps the caller's default.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// What a kind of value is called in messages: "a string", "a list".
std::string_view kind_phrase(const Value& value);

class DocumentReader {
 public:
  // `place` is where `object` lies in its document; `object` must be a map.
  DocumentReader(const Value& object, Place place) : object_(object), place_(place) {}

  // The reader of an item of a list; null counts as an object without members.
  static Result<DocumentReader> of_item(const Value& item, Place place);

  // Null when the member is absent or null.
  const Value* member(std::string_view key) const;
  Place place_of(std::string_view key) const { return Place::member(place_, key); }

  Result<void> string(std::string_view key, std::string_view& to) const;
  Result<void> boolean(std::string_view key, bool& to) const;
  Result<void> integer(std::string_view key, std::int64_t& to) const;
  // A map of strings, copied into `arena` in ascending order; a null value is "".
  Result<void> string_map(std::string_view key, Arena& arena, Value& to) const;
  // Null when absent; an error when it is no object or list.
  Result<const Value*> object(std::string_view key) const;
  Result<const Value*> list(std::string_view key) const;

  // The reader of the object under `key`; of one without members when it is absent. It must not
  // outlive this one.
  Result<DocumentReader> section(std::string_view key) const;

  Error expected(std::string_view key, std::string_view what) const;

  // Warns of every member that is none of `known`.
  void report_unknown(std::span<const std::string_view> known, std::string_view document,
                      const LogSink& log) const;

 private:
  const Value& object_;
  Place place_;
};

}  // namespace flytespark
