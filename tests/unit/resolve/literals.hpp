// Binary flyteidl literals for tests.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace flytespark::literals {

// A message of one field that is a message or bytes.
inline std::string message(std::uint32_t field, std::string_view content) {
  std::string bytes;
  protozero::pbf_writer(bytes).add_bytes(field, content.data(), content.size());
  return bytes;
}

inline std::string scalar(std::uint32_t field, std::string_view content) {
  return message(1, message(field, content));
}

inline std::string integer(std::int64_t value) {
  std::string bytes;
  protozero::pbf_writer(bytes).add_int64(1, value);
  return scalar(1, bytes);
}

inline std::string floating(double value) {
  std::string bytes;
  protozero::pbf_writer(bytes).add_double(2, value);
  return scalar(1, bytes);
}

inline std::string string(std::string_view value) { return scalar(1, message(3, value)); }

inline std::string boolean(bool value) {
  std::string bytes;
  protozero::pbf_writer(bytes).add_bool(4, value);
  return scalar(1, bytes);
}

// `field` is 5 for a datetime, 6 for a duration.
inline std::string time(std::uint32_t field, std::int64_t seconds, std::int32_t nanos) {
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  writer.add_int64(1, seconds);
  writer.add_int32(2, nanos);
  return scalar(1, message(field, bytes));
}

inline std::string binary(std::string_view value, std::string_view tag) {
  return scalar(3, message(1, value) + message(2, tag));
}

inline std::string collection(std::initializer_list<std::string> items) {
  std::string bytes;
  for (const std::string& item : items) bytes += message(1, item);
  return message(2, bytes);
}

inline std::string map(std::initializer_list<std::pair<std::string, std::string>> entries) {
  std::string bytes;
  for (const auto& [name, literal] : entries) {
    bytes += message(1, message(1, name) + message(2, literal));
  }
  return bytes;
}

}  // namespace flytespark::literals
