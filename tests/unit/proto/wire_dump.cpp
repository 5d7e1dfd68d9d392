#include "tests/unit/proto/wire_dump.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <stdexcept>
#include <vector>

#include "lib/base/json_writer.hpp"
#include "lib/proto/struct_value.hpp"

using namespace flytespark;
using namespace flytespark::proto;

namespace {

std::string quoted(std::string_view text) {
  Buffer out;
  JsonWriter writer(out);
  writer.string(text);
  writer.finish();
  return std::string(out.view());
}

std::string struct_dump(std::string_view protobuf) {
  Arena arena;
  auto document = read_struct(protobuf, arena);
  if (!document)
    throw std::runtime_error(document.error().message + " at " + document.error().path);
  Buffer out;
  JsonWriter writer(out);
  writer.document(*document);
  writer.finish();
  return std::string(out.view());
}

std::string_view view(protozero::pbf_reader& reader) {
  auto bytes = reader.get_view();
  return {bytes.data(), bytes.size()};
}

std::string value_dump(const FieldType& field, protozero::pbf_reader& reader) {
  switch (field.kind) {
    case Kind::kBool:
      return reader.get_bool() ? "true" : "false";
    case Kind::kInt32:
    case Kind::kEnum:
      return std::to_string(reader.get_int32());
    case Kind::kInt64:
      return std::to_string(reader.get_int64());
    case Kind::kUint32:
      return std::to_string(reader.get_uint32());
    case Kind::kUint64:
      return std::to_string(reader.get_uint64());
    case Kind::kDouble:
      return fmt::format("{}", reader.get_double());
    case Kind::kString:
    case Kind::kBytes:
      return quoted(view(reader));
    case Kind::kMessage:
      return wire_dump(*field.message, view(reader));
  }
  return "";
}

std::string zero_dump(const FieldType& field) {
  switch (field.kind) {
    case Kind::kBool:
      return "false";
    case Kind::kString:
    case Kind::kBytes:
      return "\"\"";
    case Kind::kMessage:
      return wire_dump(*field.message, "");
    default:
      return "0";
  }
}

// A map entry, as `"key":value`.
std::string entry_dump(const FieldType& value_field, std::string_view protobuf) {
  std::string key = "\"\"";
  std::string value = zero_dump(value_field);
  protozero::pbf_reader reader(protobuf.data(), protobuf.size());
  while (reader.next()) {
    if (reader.tag() == 1) {
      key = quoted(view(reader));
    } else {
      value = value_dump(value_field, reader);
    }
  }
  return key + ":" + value;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

// The fields of a message as read so far, by number.
class Fields {
 public:
  void read(const FieldType& field, protozero::pbf_reader& reader) {
    std::vector<std::string>& values = by_number_[field.number];
    switch (field.shape) {
      case Shape::kSingular:
      case Shape::kPresence: {
        std::string value = value_dump(field, reader);
        values.clear();
        bool unset = field.shape == Shape::kSingular && field.kind != Kind::kMessage &&
                     value == zero_dump(field);
        if (!unset) values.push_back(value);
        return;
      }
      case Shape::kRepeated:
        values.push_back(value_dump(field, reader));
        return;
      case Shape::kMap:
        insert_sorted(values, entry_dump(field, view(reader)));
        return;
      case Shape::kMapOrEntries:
        insert_sorted(values, entry_dump(field.message->fields[1], view(reader)));
        return;
    }
  }
  void read_unknown(protozero::pbf_reader& reader) {
    by_number_[reader.tag()].push_back("UNKNOWN");
    reader.skip();
  }

  std::string text() const {
    std::vector<std::string> parts;
    for (const auto& [number, values] : by_number_) {
      if (!values.empty()) parts.push_back(fmt::format("{}:[{}]", number, joined(values)));
    }
    return "{" + joined(parts) + "}";
  }

 private:
  static void insert_sorted(std::vector<std::string>& values, std::string value) {
    auto at = values.begin();
    while (at != values.end() && *at < value) ++at;
    values.insert(at, std::move(value));
  }

  std::map<std::uint32_t, std::vector<std::string>> by_number_;
};

}  // namespace

std::string wire_dump(const MessageType& type, std::string_view protobuf) {
  if (type.well_known == WellKnown::kStruct) return struct_dump(protobuf);
  Fields fields;
  protozero::pbf_reader reader(protobuf.data(), protobuf.size());
  while (reader.next()) {
    const FieldType* known = nullptr;
    for (const FieldType& field : type.fields) {
      if (field.number == reader.tag()) known = &field;
    }
    if (known != nullptr) {
      fields.read(*known, reader);
    } else {
      fields.read_unknown(reader);
    }
  }
  return fields.text();
}
