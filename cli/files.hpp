// Reading inputs and writing answers: files, standard input, standard output.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace flytespark::cli {

struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The whole of a file; "-" is standard input. Throws FileError with the path and the reason.
std::string read_file(const std::string& path);

// Throws FileError when standard output is gone.
void write_out(std::string_view text);

// How a path is called in messages.
std::string_view display_name(std::string_view path);

// FLYTESPARK_CONFIG_JSON for a path that ends in .json, else FLYTESPARK_CONFIG_YAML.
std::int32_t config_format(std::string_view path);

// An execution or cluster document: JSON text as it is, YAML as the JSON it stands for. Throws
// FileError.
std::string read_document(const std::string& path);

}  // namespace flytespark::cli
