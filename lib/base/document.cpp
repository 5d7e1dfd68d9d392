#include "lib/base/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>
#include <string_view>
#include <system_error>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

std::string_view kind_phrase(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kNull:
      return "null";
    case Value::Tag::kBool:
      return "a boolean";
    case Value::Tag::kInteger:
    case Value::Tag::kNumber:
      return "a number";
    case Value::Tag::kString:
      return "a string";
    case Value::Tag::kList:
      return "a list";
    case Value::Tag::kMap:
    case Value::Tag::kStruct:
    case Value::Tag::kQuantity:
      return "an object";
  }
  return "";
}

Result<DocumentReader> DocumentReader::of_item(const Value& item, Place place) {
  if (item.is_map() || item.is_null()) return DocumentReader(item, place);
  return Error(Code::kInvalidDocument,
               fmt::format("an item of this list must be an object, but is {}", kind_phrase(item)),
               place.pointer());
}

const Value* DocumentReader::member(std::string_view key) const {
  const Value* value = object_.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

Error DocumentReader::expected(std::string_view key, std::string_view what) const {
  const Value* value = object_.find(key);
  return {Code::kInvalidDocument,
          fmt::format("'{}' must be {}, but is {}", key, what,
                      value == nullptr ? "absent" : kind_phrase(*value)),
          place_of(key).pointer()};
}

void DocumentReader::report_unknown(std::span<const std::string_view> known,
                                    std::string_view document, const LogSink& log) const {
  for (const Member& member : object_.members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    Buffer fields;
    JsonWriter writer(fields);
    writer.begin_object();
    writer.name("document");
    writer.string(document);
    writer.name("path");
    writer.string(place_of(member.key).pointer());
    writer.end_object();
    writer.finish();
    log(LogLevel::kWarning, "unknown member, ignored", fields.view());
  }
}

Result<void> DocumentReader::string(std::string_view key, std::string_view& to) const {
  const Value* value = member(key);
  if (value == nullptr) return {};
  if (!value->is_string()) return expected(key, "a string");
  to = value->text();
  return {};
}

Result<void> DocumentReader::boolean(std::string_view key, bool& to) const {
  const Value* value = member(key);
  if (value == nullptr) return {};
  if (value->tag() != Value::Tag::kBool) return expected(key, "a boolean");
  to = value->as_bool();
  return {};
}

Result<void> DocumentReader::integer(std::string_view key, std::int64_t& to) const {
  const Value* value = member(key);
  if (value == nullptr) return {};
  std::string_view text = value->text();
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
  if (value->tag() != Value::Tag::kNumber || error != std::errc() ||
      end != text.data() + text.size()) {
    return expected(key, "an integer");
  }
  return {};
}

Result<void> DocumentReader::string_map(std::string_view key, Arena& arena, Value& to) const {
  FLYTESPARK_TRY(map, object(key));
  if (map == nullptr) return {};
  auto members = arena.copy(map->members());
  for (Member& entry : members) {
    if (entry.value.is_null()) entry.value = Value::string("");
    if (!entry.value.is_string()) {
      return Error(Code::kInvalidDocument,
                   fmt::format("the values of '{}' must be strings, but '{}' is {}", key, entry.key,
                               kind_phrase(entry.value)),
                   Place::member(place_of(key), entry.key).pointer());
    }
  }
  to = sorted_map(members);
  return {};
}

Result<const Value*> DocumentReader::object(std::string_view key) const {
  const Value* value = member(key);
  if (value != nullptr && !value->is_map()) return expected(key, "an object");
  return value;
}

Result<DocumentReader> DocumentReader::section(std::string_view key) const {
  static constexpr Value kNone{};
  FLYTESPARK_TRY(value, object(key));
  return DocumentReader(value == nullptr ? kNone : *value, place_of(key));
}

Result<const Value*> DocumentReader::list(std::string_view key) const {
  const Value* value = member(key);
  if (value != nullptr && !value->is_list()) return expected(key, "a list");
  return value;
}

}  // namespace flytespark
