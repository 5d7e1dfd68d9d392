// Words in which the tables of descriptor_*.cpp are written.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/proto/descriptor.hpp"

namespace flytespark::proto {

consteval FieldType flag(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kBool};
}
consteval FieldType int32(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kInt32};
}
consteval FieldType int64(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kInt64};
}
consteval FieldType uint32(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kUint32};
}
consteval FieldType uint64(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kUint64};
}
consteval FieldType float64(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kDouble};
}
consteval FieldType text(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kString};
}
consteval FieldType octets(std::uint32_t number, std::string_view name) {
  return {name, number, Kind::kBytes};
}

consteval FieldType enumeration(std::uint32_t number, std::string_view name, const EnumType& type) {
  FieldType field{name, number, Kind::kEnum};
  field.enumeration = &type;
  return field;
}

consteval FieldType message(std::uint32_t number, std::string_view name, const MessageType& type) {
  FieldType field{name, number, Kind::kMessage};
  field.message = &type;
  return field;
}

consteval FieldType shaped(FieldType field, Shape shape) {
  field.shape = shape;
  return field;
}
consteval FieldType repeated(FieldType field) { return shaped(field, Shape::kRepeated); }
consteval FieldType map(FieldType field) { return shaped(field, Shape::kMap); }
consteval FieldType map_or_entries(FieldType field) { return shaped(field, Shape::kMapOrEntries); }
consteval FieldType optional(FieldType field) { return shaped(field, Shape::kPresence); }

// No message of ours has two oneofs.
consteval FieldType in_oneof(FieldType field) {
  field.oneof = 1;
  return shaped(field, Shape::kPresence);
}

}  // namespace flytespark::proto
